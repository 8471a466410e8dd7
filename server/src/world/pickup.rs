//! Things to collect.

use asteroids_shared::{PickupKind, Tick};

/// Something to collect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pickup {
    /// What it gives.
    pub gives: PickupKind,
    /// When it vanishes.
    pub expires_at: Tick,
}
