//! The two teams of a room that has teams.

use serde::{Deserialize, Serialize};

use crate::numbered::numbered;

numbered! {
    /// A team. The number is the one on the wire.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum Team {
        /// Discs, golden.
        Suns = 0,
        /// Crescents, silver.
        Moons = 1,
    }
}

impl Team {
    /// The team that it contends with.
    pub const fn other(self) -> Self {
        match self {
            Self::Suns => Self::Moons,
            Self::Moons => Self::Suns,
        }
    }

    /// Its place in [`Team::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}
