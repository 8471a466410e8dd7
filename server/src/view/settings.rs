//! When clients are told of what.

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;

/// When clients are told of what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewSettings {
    /// A client gets a frame every so many ticks at the most, 1 or more.
    pub send_every_ticks: Tick,
    /// After how long a silence an entity is told anew at the latest, 2 s or more.
    pub heartbeat_ticks: Tick,
}

impl Default for ViewSettings {
    fn default() -> Self {
        Self {
            send_every_ticks: 3,
            heartbeat_ticks: seconds(20),
        }
    }
}
