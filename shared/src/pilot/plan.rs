//! What a pilot is about to do with its keys.

use crate::{Controls, Tick};

/// Keys to press: a turn for so many ticks, and others held throughout.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plan {
    /// Left, right or neither.
    pub turn: Controls,
    /// How long the turn is held.
    pub turn_ticks: Tick,
    /// What else is held.
    pub rest: Controls,
}

impl Plan {
    pub const fn hold(rest: Controls) -> Self {
        Self {
            turn: Controls::NONE,
            turn_ticks: 0,
            rest,
        }
    }

    pub const fn turning(turn: Controls, turn_ticks: Tick, rest: Controls) -> Self {
        Self {
            turn,
            turn_ticks,
            rest,
        }
    }

    /// The keys held so many ticks after the plan began. It does not shoot
    /// while it swings round.
    pub const fn keys_at(&self, age_ticks: Tick) -> Controls {
        const NUDGE_TICKS: Tick = 2;
        if age_ticks >= self.turn_ticks {
            self.rest
        } else if self.turn_ticks <= NUDGE_TICKS {
            self.rest.with(self.turn)
        } else {
            self.rest.without(Controls::FIRE).with(self.turn)
        }
    }
}
