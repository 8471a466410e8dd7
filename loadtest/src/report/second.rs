//! One second of a run.

use serde::{Deserialize, Serialize};

/// What held over one second. What the server did not tell is null.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Second {
    /// Seconds since the start of the run, at the end of this one.
    pub second: u32,
    /// Bots that are connected.
    pub bots: u64,
    /// Players in all rooms, as the server counts them.
    pub players: Option<u64>,
    /// Spectators in all rooms, as the server counts them.
    pub spectators: Option<u64>,
    /// How long the ticks of this second took, in milliseconds: the median.
    pub tick_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub tick_ms_p99: Option<f64>,
    /// CPU seconds that the server used; 1 is a whole core.
    pub server_cpu_share: Option<f64>,
    /// Resident memory of the server, in bytes.
    pub server_rss_bytes: Option<u64>,
    /// What the room under the most pressure gives up, 0 for nothing.
    pub server_relief: Option<u64>,
    /// Bytes of all messages that bots received.
    pub payload_bytes_per_second: f64,
    /// Frames that bots received.
    pub frames_per_second: f64,
    /// Ticks that began late.
    pub late_ticks: Option<u64>,
}
