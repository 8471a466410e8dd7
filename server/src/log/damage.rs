//! What may be wrong with a file of a log.

use std::io;

use super::FORMAT;

/// What is wrong with a file of a log.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    /// It does not begin like one.
    #[error("its first bytes are damaged")]
    Head,
    /// Another version of the program wrote it.
    #[error("it has format {version}, and this program reads format {FORMAT}")]
    OtherVersion {
        /// Of which format.
        version: u32,
    },
    /// It belongs to another log, or to another place in this one.
    #[error("it belongs elsewhere: to another log, or to another tick")]
    Foreign,
    /// It ends too early, as after a crash.
    #[error("it breaks off at byte {at_byte}")]
    Torn {
        /// Where what is whole ends.
        at_byte: u64,
    },
    /// Something in it has changed.
    #[error("it is damaged from byte {at_byte} on")]
    Changed {
        /// Where what is whole ends.
        at_byte: u64,
    },
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
}
