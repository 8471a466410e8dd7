//! People who let an autopilot fly for them.

use asteroids_shared::PlayerId;

use crate::{Player, World};

impl Player {
    /// Whether a program has its part in the points of this run.
    pub const fn is_helped(&self) -> bool {
        self.bot || self.assisted
    }
}

impl World {
    /// An autopilot takes the stick of a person's ship, or gives it back. Like all that
    /// programs fly the ship has no guard from then on, until the next one.
    pub(crate) fn hand_over(&mut self, id: PlayerId, flies: bool) {
        let Some(player) = self.players.get_mut(id).filter(|player| !player.bot) else {
            return;
        };
        player.autopilot = flies;
        player.assisted |= flies;
        if let Some(ship) = self.ship_flown_by(id) {
            ship.autopilot = flies;
            if flies {
                ship.guard = None;
            }
        }
    }
}
