//! How many may come in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// People who may fly in a room.
    pub capacity: u32,
    /// The population that bots fill a room to.
    pub bots: u32,
    /// Who may watch, in all rooms together.
    pub spectators: usize,
}

impl Sizes {
    /// Whether they are no more than these. At least one may fly.
    pub fn are_within(&self, most: &Self) -> bool {
        (1..=most.capacity).contains(&self.capacity)
            && self.bots <= most.bots
            && self.spectators <= most.spectators
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            capacity,
            bots,
            spectators,
        } = self;
        write!(
            f,
            "capacity {capacity}, bots {bots}, spectators {spectators}"
        )
    }
}
