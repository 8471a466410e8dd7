//! What is in the files of a log, and whether it is whole.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use asteroids_shared::Tick;

use super::damage::Damage;
use super::file_name::{FileKind, FileName};
use super::head::LogId;
use super::inventory::Inventory;
use super::segment::SegmentReader;
use super::snapshot_file;
use crate::files;

/// What is in a file.
#[derive(Debug)]
pub struct FileReport {
    /// Which file.
    pub name: FileName,
    /// The log that it belongs to, if its head is whole.
    pub log: Option<LogId>,
    /// How large it is.
    pub bytes: u64,
    /// How large that is decompressed, as far as it is whole.
    pub raw_bytes: u64,
    /// The tick after its last entry; that of a snapshot.
    pub next: Tick,
    /// What is wrong with it.
    pub damage: Option<Damage>,
}

/// What is in all files of a log.
#[derive(Debug)]
pub struct Report {
    /// In their order.
    pub files: Vec<FileReport>,
}

/// Entries that are missing between two segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first that is missing.
    pub next: Tick,
    /// The first one after the gap.
    pub resumes: Tick,
    /// Whether a snapshot stands there, as after a time in which the disk took
    /// nothing.
    pub has_snapshot: bool,
}

impl FileReport {
    /// Reads a file; an error if it is not called like one of a log, or cannot be
    /// opened.
    pub fn of(path: &Path) -> io::Result<Self> {
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(FileName::parse) else {
            let path = path.display();
            let why = format!("{path} is not called like a file of a log");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        };
        let file = files::open(path, File::options().read(true)).map_err(files::about(path))?;
        let mut report = Self {
            name,
            log: None,
            bytes: file.metadata()?.len(),
            raw_bytes: 0,
            next: name.tick,
            damage: None,
        };
        let read = match name.kind {
            FileKind::Segment => report.read_segment(file),
            FileKind::Snapshot => report.check_snapshot(file),
        };
        report.damage = read.err();
        Ok(report)
    }

    fn read_segment(&mut self, file: impl Read) -> Result<(), Damage> {
        let opened = SegmentReader::open(BufReader::new(file), None, self.name.tick);
        let (mut reader, log) = opened?;
        self.log = Some(log);
        let read = loop {
            match reader.read() {
                Ok(Some(_)) => {}
                Ok(None) => break Ok(()),
                Err(damage) => break Err(damage),
            }
        };
        self.next = reader.next();
        self.raw_bytes = reader.raw_bytes;
        read
    }

    fn check_snapshot(&mut self, mut file: File) -> Result<(), Damage> {
        let checked = snapshot_file::check(&mut file)?;
        if checked.head.name != self.name {
            return Err(Damage::Foreign);
        }
        self.log = Some(checked.head.log);
        self.raw_bytes = checked.raw_bytes;
        Ok(())
    }

    /// How many whole entries it has.
    pub fn entries(&self) -> u32 {
        self.next - self.name.tick
    }
}

/// One line, without a word about what is right.
impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, bytes, raw_bytes) = (self.name, self.bytes, self.raw_bytes);
        write!(f, "{name}: ")?;
        match name.kind {
            FileKind::Segment => {
                let (first, next, entries) = (name.tick, self.next, self.entries());
                write!(f, "ticks {first} to {next}, {entries} entries, ")?;
            }
            FileKind::Snapshot => write!(f, "tick {}, ", name.tick)?,
        }
        write!(f, "{bytes} bytes, {raw_bytes} decompressed")?;
        match &self.damage {
            Some(damage) => write!(f, "; {damage}"),
            None => Ok(()),
        }
    }
}

impl Report {
    /// Reads all files of a folder. What others have in it is left alone.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let found = Inventory::of(folder)?;
        let mut files = Vec::new();
        for name in found.names() {
            match FileReport::of(&folder.join(name.to_string())) {
                Ok(report) => files.push(report),
                // The log deletes what is old while it is read.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        let log = files.iter().rev().find_map(|file| file.log);
        for file in &mut files {
            if file.log.is_some() && file.log != log {
                file.damage = Some(Damage::Foreign);
            }
        }
        Ok(Self { files })
    }

    /// Where entries are missing.
    pub fn gaps(&self) -> Vec<Gap> {
        let pairs = self.segments().zip(self.segments().skip(1));
        let gaps = pairs.filter(|(before, after)| before.next < after.name.tick);
        let gap = |(before, after): (&FileReport, &FileReport)| Gap {
            next: before.next,
            resumes: after.name.tick,
            has_snapshot: self.has_snapshot(after.name.tick),
        };
        gaps.map(gap).collect()
    }

    /// Whether something is missing that was written. What breaks off at the end
    /// is what a kill leaves, and a file is not missed beyond where the next one
    /// begins.
    pub fn is_damaged(&self) -> bool {
        let is_missed = |file: &&FileReport| {
            let next = self.segments().find(|it| it.name > file.name);
            match (&file.damage, file.name.kind, next) {
                (None, FileKind::Segment | FileKind::Snapshot, _)
                | (Some(Damage::Torn { .. }), FileKind::Segment, None) => false,
                (Some(Damage::Foreign | Damage::OtherVersion { .. }), _, _)
                | (Some(_), FileKind::Snapshot, _) => true,
                (Some(_), FileKind::Segment, next) => {
                    next.is_none_or(|next| next.name.tick > file.next)
                }
            }
        };
        self.files.iter().any(|file| is_missed(&file))
            || self.gaps().iter().any(|gap| !gap.has_snapshot)
    }

    fn segments(&self) -> impl Iterator<Item = &FileReport> {
        let files = self.files.iter();
        files.filter(|file| file.name.kind == FileKind::Segment)
    }

    fn has_snapshot(&self, tick: Tick) -> bool {
        let name = FileName::snapshot(tick);
        let is_whole = |file: &FileReport| file.name == name && file.damage.is_none();
        self.files.iter().any(is_whole)
    }
}
