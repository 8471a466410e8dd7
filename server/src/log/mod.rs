//! The log of a room on disk: an entry for each tick, and snapshots to begin from.
//!
//! The log knows nothing of rooms. The payloads of entries and snapshots are
//! bytes, which it gives back as they were or not at all. `server/LOG.md`
//! describes the files.
//!
//! A [`Log`] takes entries and never waits; a thread of its own writes them.
//! [`recover`] reads what a process before has left, and [`Archive`] any part of it.

mod archive;
mod aside;
mod block;
mod damage;
mod disk;
mod entries;
mod file_name;
mod handle;
mod head;
mod inventory;
mod keeper;
mod recovery;
mod report;
mod retention;
mod segment;
mod settings;
mod snapshot_file;
mod state;
#[cfg(test)]
mod tests;
mod writer;

use asteroids_shared::Tick;

pub use archive::Archive;
pub use aside::put_aside;
pub use damage::Damage;
pub use disk::{Disk, DiskFile, Folder};
pub use entries::{Entries, Interruption};
pub use file_name::{FileKind, FileName};
pub use handle::{Log, Unfinished};
pub use head::LogId;
pub use inventory::Inventory;
pub use recovery::{Found, LogEnd, Notice, Recovery, recover};
pub use report::{FileReport, Gap, Report};
pub use settings::{Keep, LogSettings};
pub use state::{LogState, LogWatch};

/// The version of the format of the files.
pub const FORMAT: u32 = 1;
/// The most that the payload of an entry may have, in bytes.
pub const ENTRY_BYTES_MAX: usize = 1 << 20;
/// The most that the payload of a snapshot may have, in bytes.
pub const SNAPSHOT_BYTES_MAX: u64 = 256 << 20;

/// What entered the room at the boundary of a tick: it leads from the state at
/// this tick to the state at the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Which one.
    pub tick: Tick,
    /// The log does not look into it.
    pub payload: Vec<u8>,
}

/// The state of the room at a tick, before the entry of that tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Which one.
    pub tick: Tick,
    /// The log does not look into it.
    pub payload: Vec<u8>,
}
