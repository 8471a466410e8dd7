//! Any part of a log, for whoever plays it back.

use std::io;
use std::path::{Path, PathBuf};

use asteroids_shared::Tick;

use super::Snapshot;
use super::entries::Entries;
use super::file_name::{FileKind, FileName};
use super::head::Head;
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
        let snapshots = || self.files.ticks(FileKind::Snapshot);
        let before = snapshots().rev().filter(|&it| it <= tick);
        let after = snapshots().filter(|&it| it > tick);
        let read = |tick| self.snapshot(tick);
        let (head, snapshot) = before.chain(after).find_map(read)?;
        let segments = self.files.ticks(FileKind::Segment);
        let entries = Entries::new(&self.folder, head.log, segments, snapshot.tick, None);
        Some((snapshot, entries))
    }

    /// The snapshot of this tick, if it is whole.
    fn snapshot(&self, tick: Tick) -> Option<(Head, Snapshot)> {
        let name = FileName::snapshot(tick);
        let mut file = open(&self.folder, name).ok()?;
        let read = snapshot_file::read(&mut file).ok()?;
        (read.0.name == name).then_some(read)
    }
}
