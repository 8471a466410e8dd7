//! What a process before has left of a log.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use asteroids_shared::Tick;

use super::Snapshot;
use super::aside::put_aside;
use super::damage::Damage;
use super::entries::{Entries, Interruption};
use super::file_name::{FileKind, FileName};
use super::head::{HEAD_BYTES, Head, LogId};
use super::inventory::Inventory;
use super::settings::Keep;
use super::snapshot_file;
use crate::files;

/// A log that was recovered.
#[derive(Debug)]
pub struct Recovery {
    /// What there is to go on from; nothing if the log is to begin anew.
    pub found: Option<Found>,
    /// What is worth a line in the program's log.
    pub notices: Vec<Notice>,
}

/// What there is to go on from.
#[derive(Debug)]
pub struct Found {
    /// The newest that is whole.
    pub snapshot: Snapshot,
    /// Those after it. They have been read once, and are whole.
    pub entries: Entries,
    /// Where the log can go on.
    pub end: LogEnd,
}

/// Where a log ends, for [`super::Log::resume`].
#[derive(Debug)]
pub struct LogEnd {
    pub(super) folder: PathBuf,
    pub(super) log: LogId,
    pub(super) files: Inventory,
    pub(super) damaged: BTreeSet<Tick>,
    /// The tick after the last entry.
    pub next: Tick,
}

/// What was noticed of a log, in one line.
#[derive(Debug)]
pub enum Notice {
    /// The end of the last segment is not whole.
    Cut(Interruption),
    /// A snapshot is of no use, and one before it is.
    Snapshot {
        /// Which.
        file: FileName,
        /// What is wrong with it.
        damage: Damage,
    },
    /// The log is of no use.
    PutAside {
        /// Why.
        why: String,
        /// Where its files are now.
        to: PathBuf,
    },
}

impl LogEnd {
    /// Which log it is.
    pub fn log(&self) -> LogId {
        self.log
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(interruption) => write!(f, "the end of the log is lost: {interruption}"),
            Self::Snapshot { file, damage } => {
                write!(f, "{file} is of no use, an older one is taken: {damage}")
            }
            Self::PutAside { why, to } => write!(
                f,
                "the log is of no use and begins anew: {why}; its files are kept in {}",
                to.display()
            ),
        }
    }
}

/// Why a log is of no use.
#[derive(Debug, thiserror::Error)]
enum Useless {
    #[error("of {0} {1}")]
    File(FileName, Damage),
    #[error("none of its snapshots is whole")]
    NoSnapshot,
    #[error(transparent)]
    Entries(Interruption),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Finds out from where the log in a folder can go on. A log that is of no use is
/// put aside. An error is for whoever starts the program: what is there must be
/// moved away, or made readable.
pub fn recover(folder: &Path, keep: Keep) -> io::Result<Recovery> {
    let files = Inventory::of(folder)?;
    let mut notices = Vec::new();
    if files.is_empty() {
        let found = None;
        return Ok(Recovery { found, notices });
    }
    let found = match look_into(folder, files, &mut notices) {
        Ok(found) => Some(found),
        Err(Useless::Io(error)) => return Err(error),
        Err(useless) => {
            notices.clear();
            if let Some(to) = put_aside(folder, keep.bytes)? {
                let why = useless.to_string();
                notices.push(Notice::PutAside { why, to });
            }
            None
        }
    };
    Ok(Recovery { found, notices })
}

fn look_into(folder: &Path, files: Inventory, notices: &mut Vec<Notice>) -> Result<Found, Useless> {
    let (log, snapshot, damaged) = newest_snapshot(folder, &files, notices)?;
    for name in files.names() {
        match head_of(folder, name)? {
            Ok(head) if head == (Head { log, name }) => {}
            Ok(_) => return Err(Useless::File(name, Damage::Foreign)),
            Err(other @ Damage::OtherVersion { .. }) => return Err(Useless::File(name, other)),
            // It is told where the file is needed.
            Err(Damage::Head | Damage::Foreign | Damage::Torn { .. }) => {}
            Err(Damage::Changed { .. } | Damage::Io(_)) => {}
        }
    }
    let entries = |end| {
        let segments = files.ticks(FileKind::Segment);
        Entries::new(folder, log, segments, snapshot.tick, end)
    };
    // All are read once, so that a gap is known before anybody plays.
    let mut whole = entries(None);
    match whole.find_map(Result::err) {
        None => {}
        Some(cut @ Interruption::Cut { .. }) => notices.push(Notice::Cut(cut)),
        Some(gap @ Interruption::Gap { .. }) => return Err(Useless::Entries(gap)),
    }
    let next = whole.next_tick();
    let entries = entries(Some(next));
    let end = LogEnd {
        folder: folder.to_owned(),
        log,
        files,
        damaged,
        next,
    };
    Ok(Found {
        snapshot,
        entries,
        end,
    })
}

/// The newest snapshot that is whole, and which are known not to be. It is also
/// seen whether there is a second one.
fn newest_snapshot(
    folder: &Path,
    files: &Inventory,
    notices: &mut Vec<Notice>,
) -> Result<(LogId, Snapshot, BTreeSet<Tick>), Useless> {
    let mut newest: Option<(LogId, Snapshot)> = None;
    let mut damaged = BTreeSet::new();
    for tick in files.ticks(FileKind::Snapshot).rev() {
        let file = FileName::snapshot(tick);
        let mut opened = open(folder, file)?;
        let read = match newest {
            None => snapshot_file::read(&mut opened).map(Some),
            Some(_) => snapshot_file::check(&mut opened).map(|_| None),
        };
        match read {
            Ok(Some((head, snapshot))) if head.name == file => newest = Some((head.log, snapshot)),
            Ok(Some(_)) => return Err(Useless::File(file, Damage::Foreign)),
            Ok(None) => break,
            Err(other @ Damage::OtherVersion { .. }) => return Err(Useless::File(file, other)),
            Err(damage) => {
                damaged.insert(tick);
                if newest.is_none() {
                    notices.push(Notice::Snapshot { file, damage });
                }
            }
        }
    }
    let (log, snapshot) = newest.ok_or(Useless::NoSnapshot)?;
    Ok((log, snapshot, damaged))
}

fn head_of(folder: &Path, name: FileName) -> io::Result<Result<Head, Damage>> {
    let mut bytes = [0; HEAD_BYTES];
    let read = open(folder, name)?.read_exact(&mut bytes);
    Ok(match read {
        Ok(()) => Head::parse(&bytes, name.kind),
        Err(_) => Err(Damage::Head),
    })
}

pub(super) fn open(folder: &Path, name: FileName) -> io::Result<File> {
    let path = folder.join(name.to_string());
    files::open(&path, File::options().read(true)).map_err(files::about(&path))
}
