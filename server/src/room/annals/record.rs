//! What is known of a room's past, as it is written down beside the room.

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
