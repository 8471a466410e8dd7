//! Any part of a log, for whoever plays it back.

use std::io;
use std::path::{Path, PathBuf};

use asteroids_shared::Tick;

use super::Snapshot;
use super::entries::Entries;
use super::file_name::{FileKind, FileName};
use super::head::{Head, LogId};
use super::inventory::Inventory;
use super::recovery::open;
use super::snapshot_file;

/// The files of a log, to be read while it may be written.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    files: Inventory,
}

impl Archive {
    /// Looks which files there are.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let files = Inventory::of(folder)?;
        let folder = folder.to_owned();
        Ok(Self { folder, files })
    }

    /// What files there are.
    pub fn files(&self) -> &Inventory {
        &self.files
    }

    /// The newest whole snapshot that is not after this tick, or else the oldest,
    /// and the entries after it up to the first interruption. `None` if there is
    /// no whole one.
    pub fn play_from(&self, tick: Tick) -> Option<(Snapshot, Entries)> {
        let after = self.snapshots().filter(|&it| it > tick);
        let after = || { after }.find_map(|tick| self.snapshot(tick));
        let (head, snapshot) = self.newest_until(tick).or_else(after)?;
        let entries = self.entries(head.log, snapshot.tick, None);
        Some((snapshot, entries))
    }

    /// The newest whole snapshot that is not after this tick, and of which log it is.
    pub fn snapshot_until(&self, tick: Tick) -> Option<(LogId, Snapshot)> {
        let (head, snapshot) = self.newest_until(tick)?;
        Some((head.log, snapshot))
    }

    /// The tick of the newest snapshot that is not after this tick, whole or not.
    pub fn snapshot_tick_until(&self, tick: Tick) -> Option<Tick> {
        self.snapshots().rev().find(|&it| it <= tick)
    }

    /// The entries of this log from a tick on, up to the first interruption, or to
    /// before `end`.
    pub fn entries(&self, log: LogId, from: Tick, end: Option<Tick>) -> Entries {
        let segments = self.files.ticks(FileKind::Segment);
        Entries::new(&self.folder, log, segments, from, end)
    }

    fn newest_until(&self, tick: Tick) -> Option<(Head, Snapshot)> {
        let before = self.snapshots().rev().filter(|&it| it <= tick);
        { before }.find_map(|tick| self.snapshot(tick))
    }

    fn snapshots(&self) -> impl DoubleEndedIterator<Item = Tick> {
        self.files.ticks(FileKind::Snapshot)
    }

    /// The snapshot of this tick, if it is whole.
    fn snapshot(&self, tick: Tick) -> Option<(Head, Snapshot)> {
        let name = FileName::snapshot(tick);
        let mut file = open(&self.folder, name).ok()?;
        let read = snapshot_file::read(&mut file).ok()?;
        (read.0.name == name).then_some(read)
    }
}
