//! Writes the files of a log, whenever it is told to: it has no clock and no queue.

use std::collections::BTreeSet;
use std::io;

use asteroids_shared::Tick;

use super::disk::{Disk, DiskFile};
use super::file_name::{FileKind, FileName};
use super::head::{Head, LogId};
use super::inventory::{Inventory, UNFINISHED};
use super::retention;
use super::segment::SegmentEncoder;
use super::settings::Keep;
use super::snapshot_file::{self, WritePayload};

/// A new segment begins when one has so many bytes, or with a snapshot.
const SEGMENT_BYTES_FULL: u64 = 8 << 20;
/// How much a disk must take before it is believed to have room again.
const PROBE_BYTES: usize = 64 << 10;

/// Writes the files of a log. After an error it does nothing before the next
/// snapshot, see [`Writer::give_up`].
pub(super) struct Writer {
    disk: Box<dyn Disk>,
    log: LogId,
    keep: Keep,
    files: Inventory,
    /// Which snapshots are known to be damaged.
    damaged: BTreeSet<Tick>,
    segment: Option<OpenSegment>,
    /// Bytes of segments since the last snapshot.
    since_snapshot_bytes: u64,
    /// Whether the file, or the folder, has what the disk need not have kept.
    is_file_new: bool,
    is_folder_new: bool,
    /// The entry that is added next; those before `written_to` are in files.
    next: Tick,
    written_to: Tick,
    synced_to: Tick,
    out: Vec<u8>,
}

struct OpenSegment {
    name: FileName,
    file: Box<dyn DiskFile>,
    encoder: SegmentEncoder,
}

impl Writer {
    /// Goes on with a log, or begins one: then there are no files.
    pub fn new(
        disk: Box<dyn Disk>,
        log: LogId,
        files: Inventory,
        damaged: BTreeSet<Tick>,
        next: Tick,
        keep: Keep,
    ) -> Self {
        Self {
            disk,
            log,
            keep,
            files,
            damaged,
            segment: None,
            since_snapshot_bytes: 0,
            is_file_new: false,
            is_folder_new: false,
            next,
            written_to: next,
            synced_to: next,
            out: Vec::new(),
        }
    }

    /// All entries before this tick are written.
    pub fn written_to(&self) -> Tick {
        self.written_to
    }

    /// All entries before this tick are kept by the disk.
    pub fn synced_to(&self) -> Tick {
        self.synced_to
    }

    /// Which log it is.
    pub fn log(&self) -> LogId {
        self.log
    }

    /// The oldest snapshot that is not known to be damaged.
    pub fn kept_from(&self) -> Option<Tick> {
        let mut snapshots = self.files.ticks(FileKind::Snapshot);
        snapshots.find(|tick| !self.damaged.contains(tick))
    }

    /// How large all files are.
    pub fn bytes(&self) -> u64 {
        self.files.bytes()
    }

    /// Whether a snapshot would let much be deleted.
    pub fn wants_snapshot(&self) -> bool {
        self.since_snapshot_bytes > self.keep.bytes / 4
    }

    /// Adds the next entry, which is written later.
    pub fn append(&mut self, tick: Tick, payload: &[u8]) -> io::Result<()> {
        if tick != self.next {
            let why = format!("entry {tick} came where {} was due", self.next);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        if self.segment.is_none() {
            self.begin_segment(tick)?;
        }
        let Some(segment) = &mut self.segment else {
            return Ok(());
        };
        segment.encoder.add(payload);
        self.next = segment.encoder.next();
        if segment.encoder.is_full() {
            self.write_out()?;
        }
        Ok(())
    }

    /// Writes all entries to their file.
    pub fn write_out(&mut self) -> io::Result<()> {
        let Some(segment) = &mut self.segment else {
            return Ok(());
        };
        segment.encoder.close_block(&mut self.out);
        if self.write_to_segment()? >= SEGMENT_BYTES_FULL {
            self.end_segment()?;
        }
        self.written_to = self.next;
        Ok(())
    }

    /// Has the disk keep what was written.
    pub fn sync(&mut self) -> io::Result<()> {
        if self.is_file_new
            && let Some(segment) = &mut self.segment
        {
            segment.file.sync()?;
        }
        self.is_file_new = false;
        if self.is_folder_new {
            self.disk.sync()?;
            self.is_folder_new = false;
        }
        self.synced_to = self.written_to;
        Ok(())
    }

    /// Writes a snapshot of the state before this tick, and begins a segment there.
    pub fn snapshot(&mut self, tick: Tick, payload: WritePayload) -> io::Result<()> {
        if tick < self.next {
            let why = format!("a snapshot of tick {tick} came after entry {}", self.next);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        // What is before a snapshot is kept before the snapshot is.
        self.end_segment()?;
        let name = FileName::snapshot(tick);
        let written = self.write_snapshot(name, payload);
        if written.is_err() {
            // It takes room, perhaps all that there is.
            let _ = self.disk.remove(UNFINISHED);
        }
        self.files.0.insert(name, written?);
        self.damaged.remove(&tick);
        self.since_snapshot_bytes = 0;
        self.begin_segment(tick)?;
        self.next = tick;
        self.written_to = tick;
        self.sync()?;
        self.trim();
        Ok(())
    }

    /// Sees whether the disk takes something again.
    pub fn probe(&mut self) -> io::Result<()> {
        let mut file = self.disk.create(UNFINISHED)?;
        let taken = file
            .write_all(&vec![0; PROBE_BYTES])
            .and_then(|()| file.sync());
        self.disk.remove(UNFINISHED)?;
        taken
    }

    /// Writes nothing more before the next snapshot, and forgets what was not
    /// written. Says how many entries that are.
    pub fn give_up(&mut self) -> u32 {
        let lost = self.next - self.written_to;
        self.segment = None;
        self.out.clear();
        self.next = self.written_to;
        lost
    }

    fn write_snapshot(&mut self, name: FileName, payload: WritePayload) -> io::Result<u64> {
        let log = self.log;
        let mut file = self.disk.create(UNFINISHED)?;
        let bytes = snapshot_file::write(&mut file, Head { log, name }, payload)?;
        file.sync()?;
        self.disk.rename(UNFINISHED, &name.to_string())?;
        self.is_folder_new = true;
        Ok(bytes)
    }

    fn begin_segment(&mut self, first: Tick) -> io::Result<()> {
        let name = FileName::segment(first);
        let file = self.disk.create(&name.to_string())?;
        self.is_folder_new = true;
        self.files.0.insert(name, 0);
        self.out.clear();
        let encoder = SegmentEncoder::begin(self.log, first, &mut self.out);
        self.segment = Some(OpenSegment {
            name,
            file,
            encoder,
        });
        self.write_to_segment()?;
        Ok(())
    }

    /// Writes what is to go out. Gives the size of the segment.
    fn write_to_segment(&mut self) -> io::Result<u64> {
        let Some(segment) = &mut self.segment else {
            return Ok(0);
        };
        if !self.out.is_empty() {
            segment.file.write_all(&self.out)?;
            self.is_file_new = true;
        }
        let written_bytes = self.out.len() as u64;
        self.since_snapshot_bytes += written_bytes;
        self.out.clear();
        let bytes = self.files.0.entry(segment.name).or_default();
        *bytes += written_bytes;
        Ok(*bytes)
    }

    /// Ends the segment, all of which the disk keeps then.
    fn end_segment(&mut self) -> io::Result<()> {
        if let Some(mut segment) = self.segment.take() {
            segment.encoder.close_block(&mut self.out);
            self.segment = Some(segment);
            self.write_to_segment()?;
            self.written_to = self.next;
            self.sync()?;
            self.segment = None;
        }
        Ok(())
    }

    /// Deletes what is not to be kept.
    fn trim(&mut self) {
        let is_whole = |tick| !self.damaged.contains(&tick);
        let surplus = retention::surplus(&self.files, is_whole, self.next, self.keep);
        for name in surplus {
            match self.disk.remove(&name.to_string()) {
                Ok(()) => {
                    self.files.0.remove(&name);
                    if name.kind == FileKind::Snapshot {
                        self.damaged.remove(&name.tick);
                    }
                }
                Err(error) => {
                    // It is tried again after the next snapshot.
                    tracing::warn!(%error, file = %name, "a file of the log cannot be deleted");
                    return;
                }
            }
        }
    }
}
