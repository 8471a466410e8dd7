//! Which room a newcomer wishes to be in.

/// Which room a newcomer wishes to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Any.
    Any,
    /// The one with this number, or else any.
    Rather(u32),
    /// The one with this number, and no other.
    Only(u32),
}

/// A number that no room has: they are counted from 1.
const NO_ROOM: u32 = 0;

impl Wish {
    /// For the room with the number that somebody has written; for none if that is no
    /// number.
    pub fn written(number: &str) -> Self {
        Self::Only(number.parse().unwrap_or(NO_ROOM))
    }

    /// Whether the room with this number will do.
    pub fn allows(self, room: u32) -> bool {
        match self {
            Self::Any | Self::Rather(_) => true,
            Self::Only(wished) => room == wished,
        }
    }
}
