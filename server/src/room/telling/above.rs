//! What those are told who watch from above, or have a director. All of it is looked
//! at at most twice a second for the whole room, and only while somebody wants it.

use asteroids_shared::Tick;
use asteroids_shared::protocol::{Cells, ToClient};
use asteroids_shared::rules::seconds;

use crate::view::{Chronicle, Density, Fights, notables};
use crate::world::World;

/// Every how many ticks it is looked at anew, and a client is told.
pub const ABOVE_EVERY_TICKS: Tick = seconds(1) / 2;

/// What a room looks like from above.
#[derive(Debug, Default)]
pub struct Above {
    /// None before the first overview.
    density: Option<Density>,
    /// When it was counted, if it ever was.
    counted: Option<Tick>,
    /// The last overview: many look at all of the room, or at the same part of it.
    overview: Vec<u8>,
    overview_of: Option<Cells>,
    fights: Fights,
    /// When notables were chosen, if they ever were.
    chosen: Option<Tick>,
    notables: Vec<u8>,
}

impl Above {
    /// What there is within a view, as a message.
    pub fn overview(&mut self, center: (f32, f32), half: (f32, f32), world: &World) -> &[u8] {
        let density = self
            .density
            .get_or_insert_with(|| Density::new(world.torus()));
        if is_due(&mut self.counted, world.tick()) {
            density.count(world);
            self.overview_of = None;
        }
        let cells = density.cells(center, half);
        if self.overview_of.replace(cells) != Some(cells) {
            let overview = density.overview(center, half);
            self.overview = ToClient::Overview(overview).encode();
        }
        &self.overview
    }

    /// Which ships of the room are worth a look, as a message.
    pub fn notables(&mut self, world: &World, chronicle: &Chronicle) -> &[u8] {
        if is_due(&mut self.chosen, world.tick()) {
            self.fights.update(world, chronicle);
            let notables = notables::choose(world, &self.fights);
            self.notables = ToClient::Notables(notables).encode();
        }
        &self.notables
    }
}

/// Whether it is time, and from when on it was.
fn is_due(last: &mut Option<Tick>, now: Tick) -> bool {
    let due = last.is_none_or(|last| now - last >= ABOVE_EVERY_TICKS);
    if due {
        *last = Some(now);
    }
    due
}
