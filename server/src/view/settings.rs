//! When clients are told of what.

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;

/// When clients are told of what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewSettings {
    /// A client gets a frame every so many ticks at the most, 1 or more.
    pub send_every_ticks: Tick,
    /// How far an entity may be from where clients show it, in metres.
    pub epsilon_m: f32,
    /// How far its heading may be from what clients show, in radians.
    pub epsilon_rad: f32,
    /// After how long a silence an entity is told anew.
    pub heartbeat_ticks: Tick,
}

impl Default for ViewSettings {
    fn default() -> Self {
        Self {
            send_every_ticks: 3,
            epsilon_m: 0.05,
            epsilon_rad: 0.05,
            heartbeat_ticks: seconds(20),
        }
    }
}
