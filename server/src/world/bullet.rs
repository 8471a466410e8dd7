//! Shots in flight.

use asteroids_shared::{EntityId, PlayerId, Tick};

/// A shot in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bullet {
    /// The ship or saucer that fired it. It may be gone by now.
    pub shooter: EntityId,
    /// Whose shot it is, 0 for a saucer's.
    pub player: PlayerId,
    /// When it vanishes.
    pub expires_at: Tick,
}
