//! What decides for a bot.

use std::sync::Arc;

use asteroids_shared::autopilot::cockpit::Instruments;
use asteroids_shared::autopilot::{Flight, Flyer};
use asteroids_shared::pilot::{Pilot, Seen, Sight};
use asteroids_shared::{Controls, EntityId, Tick};

/// What decides for a bot.
#[derive(Debug)]
pub(super) enum Brain {
    /// The pilot of `shared`.
    Pilot(Box<Pilot>),
    /// An autopilot from a file.
    Autopilot(Box<Flight>),
}

impl Brain {
    /// That of the bot of this number: an autopilot, or the pilot with this seed.
    pub fn new(flyer: Option<&Arc<Flyer>>, number: u32, seed: u64) -> Self {
        match flyer {
            Some(flyer) => Self::Autopilot(Box::new(Flight::new(Arc::clone(flyer), number))),
            None => Self::Pilot(Box::new(Pilot::new(seed))),
        }
    }

    /// Whether it looks around at this tick.
    pub fn looks_at(&self, tick: Tick) -> bool {
        match self {
            Self::Pilot(pilot) => pilot.looks_at(tick),
            Self::Autopilot(_) => true,
        }
    }

    /// What it goes after, 0 for nothing that anybody else could know.
    pub fn quarry(&self) -> EntityId {
        match self {
            Self::Pilot(pilot) => pilot.quarry(),
            Self::Autopilot(_) => 0,
        }
    }

    /// What is held from now on.
    pub fn decide<'a>(
        &mut self,
        sight: &Sight<'_>,
        instruments: &Instruments,
        seen: impl Iterator<Item = Seen<'a>>,
    ) -> Controls {
        match self {
            Self::Pilot(pilot) => pilot.decide(sight, seen),
            Self::Autopilot(flight) => flight.decide(sight, instruments, seen),
        }
    }
}
