//! Who is connected to an edge.

use serde::{Deserialize, Serialize};

/// Who is connected to an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Whether anybody is.
    pub has_clients: bool,
    /// How many of them watch.
    pub spectators: u32,
}
