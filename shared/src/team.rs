//! The two teams of a room that has teams.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// A team, or none, as one number: 0 for none, else one more than the team's.
pub mod or_none {
    use super::*;

    /// Writes the number.
    pub fn serialize<S: Serializer>(team: &Option<Team>, to: S) -> Result<S::Ok, S::Error> {
        let number = team.map_or(0, |team| team as u8 + 1);
        number.serialize(to)
    }

    /// Reads the number. An error if it is no team's.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Team>, D::Error> {
        match u8::deserialize(from)?.checked_sub(1) {
            None => Ok(None),
            Some(number) => match Team::from_wire(number) {
                Some(team) => Ok(Some(team)),
                None => Err(D::Error::custom("no such team")),
            },
        }
    }
}
