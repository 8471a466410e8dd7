//! Why a client no longer sees what it knows.

use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::{FrameWriter, Reason, Vanished};
use asteroids_shared::{EntityId, Kind, Tick};

use super::ledger::Ledger;

/// Why a client no longer sees what it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A bullet's time is over: it leaves without a word.
    Expired,
    /// It is elsewhere now.
    Left,
    /// It is no longer in the world.
    Vanished(Reason),
}

impl Fate {
    /// That of the entity which had this id since the tick `born`.
    pub fn of(entity: EntityId, born: Tick, ledger: &Ledger) -> Self {
        let entry = ledger.entry(entity).filter(|entry| entry.born == born);
        match entry.map(|entry| (entry.vanished, entry.kind)) {
            Some((Some(Reason::Gone), Kind::Bullet)) => Self::Expired,
            Some((Some(reason), _)) => Self::Vanished(reason),
            Some((None, _)) => Self::Left,
            // Something else has its id by now.
            None => Self::Vanished(Reason::Gone),
        }
    }

    /// Tells it to a client that knows the entity by this id.
    pub fn tell(self, entity: EntityId, frame: &mut FrameWriter) {
        match self {
            Self::Expired => {}
            Self::Left => frame.add_left(entity),
            Self::Vanished(reason) => frame.add(Part::Vanished, &Vanished { entity, reason }),
        }
    }
}
