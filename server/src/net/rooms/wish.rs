//! Which room a newcomer wishes to be in.

use super::private::code::Code;

/// Which room a newcomer wishes to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Any.
    Any,
    /// The one with this number, or else any.
    Rather(u32),
    /// The one with this number, and no other.
    Only(u32),
    /// The private one with this code, and no other.
    Private(Code),
}

/// A number that no room has: they are counted from 1.
const NO_ROOM: u32 = 0;

impl Wish {
    /// For the room with the number or the code that somebody has written; for none if
    /// that is neither.
    pub fn written(room: &str) -> Self {
        match Code::parse(room) {
            Some(code) => Self::Private(code),
            None => Self::Only(room.parse().unwrap_or(NO_ROOM)),
        }
    }

    /// Whether the room with this number will do, which everybody may come to.
    pub fn allows(self, room: u32) -> bool {
        match self {
            Self::Any | Self::Rather(_) => true,
            Self::Only(wished) => room == wished,
            Self::Private(_) => false,
        }
    }
}
