//! Asteroids.

/// An asteroid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rock {
    /// Gives its outline, see [`asteroids_shared::outline::rock`].
    pub seed: u16,
}
