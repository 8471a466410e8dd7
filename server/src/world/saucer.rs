//! Saucers.

use asteroids_shared::Tick;

/// A saucer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saucer {
    /// When it can fire again.
    pub gun_ready: Tick,
    /// When it chooses its next course.
    pub course_until: Tick,
    /// When it leaves.
    pub leaves_at: Tick,
}
