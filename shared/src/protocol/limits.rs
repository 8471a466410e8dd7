//! The bounds of every message.

/// How many bits of a number MessagePack puts into one byte. What shares a number
/// to be short stays within them.
pub const BYTE_WIDTH: u32 = 7;
/// The most elements of an array whose length is in its first byte, as that of
/// every message must be.
pub const SHORT_ARRAY_MAX: usize = 15;

/// The largest message a client may send, in bytes.
pub const TO_SERVER_BYTES_MAX: usize = 4 * 1024;
/// The largest message the server sends, in bytes. What does not fit into a
/// frame waits for the next one.
pub const TO_CLIENT_BYTES_MAX: usize = 16 * 1024;
/// The longest line of a chat, in characters.
pub const CHAT_CHARS_MAX: usize = 200;
/// The most lines of a chat in one message: so many of the longest fit.
pub const CHAT_LINES_MAX: usize = 16;
/// How many lines newcomers are told.
pub const CHAT_HISTORY_LINES: usize = 50;
/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 16;
/// The longest notice, in characters.
pub const NOTICE_CHARS_MAX: usize = 200;
/// The most bytes of a close reason, by RFC 6455.
pub const CLOSE_REASON_BYTES_MAX: usize = 123;
/// The most rows of a leaderboard.
pub const LEADERBOARD_ROWS_MAX: usize = 10;
/// The most ships that are told as notable at once.
pub const NOTABLES_MAX: usize = 24;
/// The largest message of notables, in bytes: what does not fit is left out.
pub const NOTABLES_BYTES_MAX: usize = 704;
/// The most cells of an overview beside or above each other.
pub const OVERVIEW_SIDE_CELLS_MAX: u32 = 48;
/// The most cells of an overview.
pub const OVERVIEW_CELLS_MAX: u32 = 1600;
/// How far ahead of the server a client may stamp its controls, in ticks.
pub const INPUT_LEAD_TICKS_MAX: u32 = 32;
/// The smallest half-extent of a view along either axis, in metres.
pub const VIEW_HALF_MIN_M: f32 = 8.0;
/// The largest half-width of a pilot's view, in metres.
pub const VIEW_HALF_WIDTH_MAX_M: f32 = 40.0;
/// The largest half-height of a pilot's view, in metres.
pub const VIEW_HALF_HEIGHT_MAX_M: f32 = 30.0;
/// How much wider and higher a spectator's view may be and still be told entity by
/// entity; a wider one, of up to half the world, is an overview.
pub const SPECTATOR_VIEW_FACTOR: f32 = 2.0;
