//! What keeps a beginner's ship for the first points of a life.

use asteroids_shared::Tick;
use asteroids_shared::rules::{
    GUARD_LEAST_TICKS, GUARD_MOST_TICKS, GUARD_PAUSE_TICKS, SPAWN_SHIELD_TICKS,
};
use serde::{Deserialize, Serialize};

/// A shield that comes back a pause after the last one has ended, until its pilot
/// has outgrown it. What lasts "until" a tick is over at that tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// From when on it shields.
    pub from: Tick,
    /// Until when it lasts whatever its pilot scores.
    pub least_until: Tick,
    /// Until when it lasts.
    pub until: Tick,
}

impl Guard {
    /// The guard of a ship that has just spawned.
    pub(crate) const fn of_spawn(now: Tick) -> Self {
        Self {
            from: now + SPAWN_SHIELD_TICKS + GUARD_PAUSE_TICKS,
            least_until: now + GUARD_LEAST_TICKS,
            until: now + GUARD_MOST_TICKS,
        }
    }

    /// Whether it shields now.
    pub(crate) const fn holds(&self, now: Tick) -> bool {
        self.from <= now && now < self.until
    }

    /// A shield has ended: it comes back after a pause.
    pub(crate) const fn pause(&mut self, now: Tick) {
        self.from = now + GUARD_PAUSE_TICKS;
    }

    /// Its pilot has the points to do without.
    pub(crate) fn outgrow(&mut self, now: Tick) {
        self.until = self.until.min(self.least_until.max(now));
    }
}
