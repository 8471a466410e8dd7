//! What nobody can predict from the rules of flight.

use asteroids_shared::EntityId;

/// What came to be or was put elsewhere, in the last step and between it and the
/// one before.
#[derive(Debug, Default)]
pub(super) struct Unforeseen {
    /// Ids of what came to be. Some may be gone again.
    pub appeared: Vec<EntityId>,
    /// Ids of what was put elsewhere or on another course. Some may be gone.
    pub displaced: Vec<EntityId>,
}

impl Unforeseen {
    pub fn clear(&mut self) {
        self.appeared.clear();
        self.displaced.clear();
    }
}
