//! What a ship has grown in a run: small improvements, each seen on its hull.

use serde::{Deserialize, Serialize};

use crate::numbered::numbered;

numbered! {
    /// A small improvement for the rest of a run. The number is the one on the wire.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum Improvement {
        /// Once a life a hit that would destroy the ship breaks this instead.
        SpareShield = 0,
        /// The drive for hyperspace is ready again sooner.
        QuickJump = 1,
        /// Rapid fire and spread shot last longer.
        LongHold = 2,
        /// A jump through hyperspace leaves a mine behind.
        MineLayer = 3,
        /// Pickups are taken from further away.
        WideScoop = 4,
    }
}

/// A set of improvements, as bits: that of one is 1 shifted by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Gear(pub u8);

impl Gear {
    /// No improvement.
    pub const NONE: Self = Self(0);

    /// This improvement alone.
    pub const fn of(improvement: Improvement) -> Self {
        Self(1 << improvement as u8)
    }

    /// Whether this improvement is among them.
    pub const fn has(self, improvement: Improvement) -> bool {
        self.0 & Self::of(improvement).0 != 0
    }

    /// All of both.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All but these.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Every one of them, in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Improvement> {
        Improvement::ALL
            .into_iter()
            .filter(move |improvement| self.has(*improvement))
    }
}

impl FromIterator<Improvement> for Gear {
    fn from_iter<I: IntoIterator<Item = Improvement>>(all: I) -> Self {
        let sets = all.into_iter().map(Self::of);
        sets.fold(Self::NONE, Self::with)
    }
}
