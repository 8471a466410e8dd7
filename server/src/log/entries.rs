//! The entries of a log in their order, over all its segments.

use std::collections::VecDeque;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use asteroids_shared::Tick;

use super::LogEntry;
use super::damage::Damage;
use super::file_name::FileName;
use super::head::LogId;
use super::segment::SegmentReader;
use crate::files;

/// Why there are no more entries.
#[derive(Debug, thiserror::Error)]
pub enum Interruption {
    /// The newest segment is not whole. All before `next` is.
    #[error("{file} is whole up to tick {next} only: {damage}")]
    Cut {
        /// Which segment.
        file: FileName,
        /// The first entry that it does not give.
        next: Tick,
        /// What is wrong with it.
        damage: Damage,
    },
    /// Entries are missing, and others come after them.
    #[error("its entries from tick {next} to {resumes} are missing{}", because(.damage.as_ref()))]
    Gap {
        /// The first that is missing.
        next: Tick,
        /// The first one after the gap.
        resumes: Tick,
        /// What is wrong with which file, unless it is just not there.
        damage: Option<(FileName, Damage)>,
    },
}

fn because(damage: Option<&(FileName, Damage)>) -> String {
    let told = damage.map(|(file, damage)| format!(", since of {file} {damage}"));
    told.unwrap_or_default()
}

/// The entries of a log, from a tick on. After an interruption there are none.
#[derive(Debug)]
pub struct Entries {
    folder: PathBuf,
    log: LogId,
    /// The segments that are still to be read.
    segments: VecDeque<Tick>,
    current: Option<(FileName, SegmentReader<BufReader<File>>)>,
    next: Tick,
    /// Where to stop, before this tick.
    end: Option<Tick>,
    /// What was wrong with the segment before.
    damage: Option<(FileName, Damage)>,
}

impl Entries {
    /// The entries from `next` on in the segments that begin at these ticks.
    pub(super) fn new(
        folder: &Path,
        log: LogId,
        segments: impl IntoIterator<Item = Tick>,
        next: Tick,
        end: Option<Tick>,
    ) -> Self {
        let mut segments: VecDeque<Tick> = segments.into_iter().collect();
        // What the first ones have comes before.
        while segments.get(1).is_some_and(|&first| first <= next) {
            segments.pop_front();
        }
        Self {
            folder: folder.to_owned(),
            log,
            segments,
            current: None,
            next,
            end,
            damage: None,
        }
    }

    /// The tick of the entry that is given next.
    pub fn next_tick(&self) -> Tick {
        self.next
    }

    fn read(&mut self) -> Result<Option<LogEntry>, Interruption> {
        while self.end.is_none_or(|end| self.next < end) {
            // A segment that begins where another one goes on was begun by a process
            // that did not know what the other one has there.
            let is_superseded = self.segments.front().is_some_and(|&it| it <= self.next);
            if self.current.is_none() || is_superseded {
                match self.segments.pop_front() {
                    Some(first) => self.open(first)?,
                    None => return Ok(None),
                }
            }
            let Some((file, reader)) = &mut self.current else {
                continue;
            };
            match reader.read() {
                Ok(Some(entry)) if entry.tick < self.next => {}
                Ok(Some(entry)) => {
                    self.next = reader.next();
                    return Ok(Some(entry));
                }
                Ok(None) => self.current = None,
                Err(damage) => {
                    let file = *file;
                    self.leave(file, damage)?;
                }
            }
        }
        Ok(None)
    }

    fn open(&mut self, first: Tick) -> Result<(), Interruption> {
        if first > self.next {
            self.segments.clear();
            return Err(Interruption::Gap {
                next: self.next,
                resumes: first,
                damage: self.damage.take(),
            });
        }
        self.damage = None;
        self.current = None;
        let file = FileName::segment(first);
        let path = self.folder.join(file.to_string());
        let opened = files::open(&path, File::options().read(true)).map_err(Damage::Io);
        let log = Some(self.log);
        match opened.and_then(|file| SegmentReader::open(BufReader::new(file), log, first)) {
            Ok((reader, _)) => {
                self.current = Some((file, reader));
                Ok(())
            }
            Err(damage) => self.leave(file, damage),
        }
    }

    /// Leaves a segment that is not whole. The next one says whether anything is
    /// missing.
    fn leave(&mut self, file: FileName, damage: Damage) -> Result<(), Interruption> {
        self.current = None;
        if !self.segments.is_empty() {
            self.damage = Some((file, damage));
            return Ok(());
        }
        let next = self.next;
        Err(Interruption::Cut { file, next, damage })
    }
}

impl Iterator for Entries {
    type Item = Result<LogEntry, Interruption>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}
