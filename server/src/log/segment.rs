//! A segment: entries of consecutive ticks in blocks, compressed as one stream.
//!
//! What a block repeats of the one before is compressed too, so blocks are read in
//! their order.

use std::io::{ErrorKind, Read};

use asteroids_shared::Tick;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};

use super::LogEntry;
use super::block::{BLOCK_HEAD_BYTES, BlockHead, RAW_BYTES_FULL, add_entry, take_entry};
use super::damage::Damage;
use super::file_name::{FileKind, FileName};
use super::head::{HEAD_BYTES, Head, LogId};

/// Compresses entries to blocks.
pub(super) struct SegmentEncoder {
    /// Has taken the segment's head.
    sum: crc32fast::Hasher,
    compress: Compress,
    raw: Vec<u8>,
    /// The first entry of the block, and the one after its last.
    first: Tick,
    next: Tick,
}

impl SegmentEncoder {
    /// Begins a segment. Its head is put into `out`.
    pub fn begin(log: LogId, first: Tick, out: &mut Vec<u8>) -> Self {
        let name = FileName::segment(first);
        let head = Head { log, name }.to_bytes();
        out.extend_from_slice(&head);
        let mut sum = crc32fast::Hasher::new();
        sum.update(&head);
        Self {
            sum,
            compress: Compress::new(Compression::default(), false),
            raw: Vec::new(),
            first,
            next: first,
        }
    }

    /// Adds the entry of the next tick to the block.
    pub fn add(&mut self, payload: &[u8]) {
        add_entry(&mut self.raw, payload);
        self.next = self.next.saturating_add(1);
    }

    /// Whether the block should be closed.
    pub fn is_full(&self) -> bool {
        self.raw.len() >= RAW_BYTES_FULL
    }

    /// The tick of the entry that is added next.
    pub fn next(&self) -> Tick {
        self.next
    }

    /// Closes the block and puts it into `out`; nothing if it has no entries.
    pub fn close_block(&mut self, out: &mut Vec<u8>) {
        if self.raw.is_empty() {
            return;
        }
        let head_at = out.len();
        out.extend_from_slice(&[0; BLOCK_HEAD_BYTES]);
        self.compress_into(out);
        let (place, stored) = out[head_at..].split_at_mut(BLOCK_HEAD_BYTES);
        let head = BlockHead {
            first: self.first,
            count: self.next - self.first,
            raw_bytes: self.raw.len() as u32,
            stored_bytes: stored.len() as u32,
        };
        place.copy_from_slice(&head.to_bytes(self.sum.clone(), stored));
        self.first = self.next;
        self.raw.clear();
        // A single large block is not paid for until the end.
        self.raw.shrink_to(RAW_BYTES_FULL);
    }

    fn compress_into(&mut self, out: &mut Vec<u8>) {
        let mut rest = &self.raw[..];
        loop {
            out.reserve(rest.len() / 2 + 128);
            let before = self.compress.total_in();
            // Only a wrong use of it is an error.
            let _ = self.compress.compress_vec(rest, out, FlushCompress::Sync);
            rest = &rest[(self.compress.total_in() - before) as usize..];
            // It has flushed everything if it leaves room.
            if rest.is_empty() && out.len() < out.capacity() {
                return;
            }
        }
    }
}

/// Reads the entries of a segment.
#[derive(Debug)]
pub(super) struct SegmentReader<R> {
    source: R,
    /// Has taken the segment's head.
    sum: crc32fast::Hasher,
    inflate: Decompress,
    stored: Vec<u8>,
    raw: Vec<u8>,
    /// What of `raw` has been given.
    given_bytes: usize,
    /// The entry that is given next, and the first one of the next block.
    next: Tick,
    next_block: Tick,
    /// What of the file was whole, and what its entries are.
    pub whole_bytes: u64,
    pub raw_bytes: u64,
}

impl<R: Read> SegmentReader<R> {
    /// Reads the head of a segment, which must be of this log if one is given.
    pub fn open(mut source: R, log: Option<LogId>, first: Tick) -> Result<(Self, LogId), Damage> {
        let mut bytes = [0; HEAD_BYTES];
        if fill(&mut source, &mut bytes, 0)? == 0 {
            return Err(Damage::Torn { at_byte: 0 });
        }
        let head = Head::parse(&bytes, FileKind::Segment)?;
        if head.name.tick != first || log.is_some_and(|log| log != head.log) {
            return Err(Damage::Foreign);
        }
        let mut sum = crc32fast::Hasher::new();
        sum.update(&bytes);
        let reader = Self {
            source,
            sum,
            inflate: Decompress::new(false),
            stored: Vec::new(),
            raw: Vec::new(),
            given_bytes: 0,
            next: first,
            next_block: first,
            whole_bytes: HEAD_BYTES as u64,
            raw_bytes: 0,
        };
        Ok((reader, head.log))
    }

    /// The tick of the entry that is given next.
    pub fn next(&self) -> Tick {
        self.next
    }

    /// The next entry; none at the end. After damage no more is given.
    pub fn read(&mut self) -> Result<Option<LogEntry>, Damage> {
        if self.next == self.next_block && !self.read_block()? {
            return Ok(None);
        }
        let mut rest = &self.raw[self.given_bytes..];
        let payload = take_entry(&mut rest).map(<[u8]>::to_vec);
        let payload = payload.ok_or_else(|| self.changed())?;
        self.given_bytes = self.raw.len() - rest.len();
        let tick = self.next;
        self.next += 1;
        Ok(Some(LogEntry { tick, payload }))
    }

    /// Reads the next block; false at the end of the file.
    fn read_block(&mut self) -> Result<bool, Damage> {
        let mut bytes = [0; BLOCK_HEAD_BYTES];
        if fill(&mut self.source, &mut bytes, self.whole_bytes)? == 0 {
            return Ok(false);
        }
        let head = BlockHead::parse(&bytes, self.next_block).ok_or_else(|| self.changed())?;
        self.stored.clear();
        let stored_bytes = u64::from(head.stored_bytes);
        let taken = self.source.by_ref().take(stored_bytes);
        let read = { taken }.read_to_end(&mut self.stored)?;
        if (read as u64) < stored_bytes {
            return Err(Damage::Torn {
                at_byte: self.whole_bytes,
            });
        }
        if !BlockHead::is_whole(&bytes, self.sum.clone(), &self.stored)
            || !self.inflate_to(head.raw_bytes as usize)
            || !has_entries(&self.raw, head.count)
        {
            return Err(self.changed());
        }
        self.given_bytes = 0;
        self.next_block = head.first + head.count;
        self.whole_bytes += BLOCK_HEAD_BYTES as u64 + stored_bytes;
        self.raw_bytes += u64::from(head.raw_bytes);
        Ok(true)
    }

    /// Decompresses the block. Says whether it has exactly so many bytes.
    fn inflate_to(&mut self, raw_bytes: usize) -> bool {
        self.raw.clear();
        // With nothing left over the mark at the end of a block would not be taken.
        self.raw.reserve(raw_bytes + 1);
        let mut rest = &self.stored[..];
        while !rest.is_empty() {
            let (taken, given) = (self.inflate.total_in(), self.raw.len());
            let inflated = self
                .inflate
                .decompress_vec(rest, &mut self.raw, FlushDecompress::Sync);
            let taken = (self.inflate.total_in() - taken) as usize;
            let stands_still = taken == 0 && self.raw.len() == given;
            if inflated.is_err() || stands_still || self.raw.len() > raw_bytes {
                return false;
            }
            rest = &rest[taken..];
        }
        self.raw.len() == raw_bytes
    }

    fn changed(&self) -> Damage {
        Damage::Changed {
            at_byte: self.whole_bytes,
        }
    }
}

/// Whether these are the bytes of so many entries.
fn has_entries(mut raw: &[u8], count: u32) -> bool {
    (0..count).all(|_| take_entry(&mut raw).is_some()) && raw.is_empty()
}

/// Fills the buffer; 0 if the source ends before.
fn fill(source: &mut impl Read, buffer: &mut [u8], at_byte: u64) -> Result<usize, Damage> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) if filled == 0 => return Ok(0),
            Ok(0) => return Err(Damage::Torn { at_byte }),
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(filled)
}
