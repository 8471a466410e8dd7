//! What people in a room say to each other.

use serde::{Deserialize, Serialize};

use super::codec::{Tag, grown};
use crate::PlayerId;

/// Lines of the room's chat, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    tag: Tag<6>,
    /// At most [`super::limits::CHAT_LINES_MAX`].
    #[serde(deserialize_with = "grown")]
    pub lines: Vec<ChatLine>,
}

impl Said {
    /// These lines.
    pub const fn new(lines: Vec<ChatLine>) -> Self {
        Self { tag: Tag, lines }
    }
}

/// One line of a chat. On the wire an array of its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatLine {
    /// Who says it.
    pub player: PlayerId,
    /// The name.
    pub name: String,
    /// At most [`super::limits::CHAT_CHARS_MAX`] characters, fit to be shown.
    pub text: String,
    /// How long ago it was said, in seconds.
    pub age_s: u32,
}
