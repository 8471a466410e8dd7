//! A ship that an autopilot flies.

use std::sync::Arc;

use asteroids_shared::autopilot::cockpit::Instruments;
use asteroids_shared::autopilot::{Flight, Flyer};
use asteroids_shared::pilot::{Seen, Sight};
use asteroids_shared::protocol::{Flags, You};
use asteroids_shared::rules::SCREEN_HALF_M;
use asteroids_shared::{Controls, Tick};

/// A ship that an autopilot flies, a step each tick.
#[derive(Debug)]
pub struct Steered {
    flight: Flight,
    /// The next tick for which no step was made.
    next: Tick,
}

impl Steered {
    /// The ship of the bot with this number.
    pub fn new(flyer: &Arc<Flyer>, number: u32) -> Self {
        Self {
            flight: Flight::new(Arc::clone(flyer), number),
            next: 0,
        }
    }

    /// Whether a step is due.
    pub const fn looks_at(&self, tick: Tick) -> bool {
        tick >= self.next
    }

    /// Makes a step. Ticks that a bot was late for are passed over.
    pub fn look<'a>(
        &mut self,
        sight: &Sight<'_>,
        you: &You,
        flags: Flags,
        seen: impl IntoIterator<Item = Seen<'a>>,
    ) {
        self.next = sight.tick + 1;
        let instruments = Instruments {
            view_half_m: SCREEN_HALF_M,
            flags,
            score: you.score,
            lives: you.lives,
            streak: you.streak,
            held: self.flight.held(),
        };
        self.flight.decide(sight, &instruments, seen);
    }

    /// What is held.
    pub const fn keys(&self) -> Controls {
        self.flight.held()
    }
}
