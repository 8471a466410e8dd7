//! What outlasts a process: players, their scores and accounts, in one SQLite
//! file that one thread alone writes, and others read.
//!
//! Rooms hand score events over and never wait. The network asks by [`Store::ask`]
//! whatever it wants to know or to have done: see [`questions`]. Time comes in as a value, so that a test can pass
//! midnight.

mod clock;
pub mod file;
mod game;
mod keeping;
mod people;
pub mod questions;
mod scores;
mod term;
mod threads;

pub use clock::{Boot, Moment, Stamp, unix_now};
pub use file::database::Database;
pub use file::others::Tell;
pub use file::reader::Reader;
pub use file::trouble::Trouble;
pub use game::GameId;
pub use keeping::{DAYS_KEPT, EMPTY_DAYS, EMPTY_MAX, Keeping, LetGo};
pub use people::accounts::Account;
pub use people::bans::{BANS_MAX, Ban, BanTarget, REASON_CHARS_MAX};
pub use people::names::Taken;
pub use people::players::{Export, Known, Me, PlayerRow, Profile, Ranks, Relation};
pub use people::secret::{SALT_BYTES, Secret, Unreadable};
pub use scores::boards::{BOARD_ROWS_MAX, Board, BoardRow, Period};
pub use scores::event::{Earned, Reporter, ScoreEvent, TokenHash, reports};
pub use scores::tally::Tally;
pub use term::{Run, Term};
pub use threads::thread::{Store, StoreThread};

/// Seconds since 1970-01-01 UTC.
pub type UnixSeconds = i64;

/// The name of the file in the data folder.
pub const FILE_NAME: &str = "asteroids.db";

/// Why the store does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer program wrote the file.
    #[error(
        "the store has version {found}, this program knows {known}: \
         start a newer program, or restore an older backup"
    )]
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// SQLite says no: the disk is full or the file damaged, say.
    #[error("the store fails: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// What is stored of a password is damaged.
    #[error("the password of this player cannot be read any more: ask the host")]
    NoSecret,
    /// A file or thread could not be made, moved or locked.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A backup is damaged.
    #[error("{path} is damaged: {problem}; choose another backup")]
    Damaged {
        /// Which file.
        path: String,
        /// What SQLite found.
        problem: String,
    },
    /// The file of the store or of a backup cannot be used.
    #[error(transparent)]
    File(#[from] Trouble),
    /// A server has the file open.
    #[error("a server uses this data folder: stop it first, or name another folder with --data")]
    InUse,
    /// Too many wait for the store.
    #[error("the store is busy: try again")]
    Busy,
    /// Somebody else has claimed the name.
    #[error("that name is taken: choose another")]
    NameTaken,
    /// Somebody else has claimed a name that looks the same.
    #[error("that name looks like one that is taken: choose another")]
    NameLooksTaken,
    /// The player has a password already.
    #[error("this player is claimed already")]
    AlreadyClaimed,
    /// The player is not as it was when its password was checked.
    #[error("this player has just been changed elsewhere: try again")]
    JustChanged,
    /// There are as many bans as there may be.
    #[error("there are too many bans: lift some")]
    TooManyBans,
    /// There is no such ban, or no longer.
    #[error("there is no such ban any more")]
    NoBan,
    /// There is no such player.
    #[error("there is no such player")]
    NoPlayer,
    /// The player is banned, and would come back as another.
    #[error("this player is banned: it can be deleted when the ban is over")]
    Banned,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::FromSqlConversionFailure(_, _, why) if why.is::<Unreadable>() => {
                Self::NoSecret
            }
            _ => Self::Sqlite(error),
        }
    }
}

impl StoreError {
    fn no_thread(source: std::io::Error) -> Self {
        Self::Io {
            what: "cannot start a thread of the store".to_owned(),
            source,
        }
    }
}
