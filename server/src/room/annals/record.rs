//! What is known of a room's past, as it is written down beside the room.

use rmp_serde::{decode, encode};
use serde::{Deserialize, Serialize};

use super::{Activity, Annalist, Event};

/// What is known of a room's past. Older snapshots have none.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct AnnalsRecord {
    /// What was told last of whom.
    pub annalist: Annalist,
    /// Marked moments, the oldest first.
    pub moments: Vec<Event>,
    /// How much went on when. Snapshots that are a little older have moments alone.
    #[serde(default)]
    pub activity: Activity,
}

impl AnnalsRecord {
    /// As it is kept, behind its room.
    pub fn write(&self) -> Result<Vec<u8>, encode::Error> {
        rmp_serde::to_vec_named(self)
    }

    /// One that was kept so. Behind an older room, or an edge's that knew none, there is
    /// nothing.
    pub fn read(kept: &[u8]) -> Result<Self, decode::Error> {
        match kept.is_empty() {
            true => Ok(Self::default()),
            false => rmp_serde::from_slice(kept),
        }
    }
}
