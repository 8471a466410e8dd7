//! A snapshot in a file of its own: a head, the payload compressed, the payload's
//! length, and a checksum of all that.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::damage::Damage;
use super::file_name::FileKind;
use super::head::{HEAD_BYTES, Head};
use super::{SNAPSHOT_BYTES_MAX, Snapshot};

/// Writes the payload of a snapshot, where the log can wait for it.
pub(super) type WritePayload = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// Length and checksum, with which a file ends.
const TAIL_BYTES: u64 = 8 + 4;
/// Bytes that are read at once.
const PIECE_BYTES: usize = 64 << 10;

/// Writes a snapshot. Gives its size.
pub(super) fn write(file: impl Write, head: Head, payload: WritePayload) -> io::Result<u64> {
    let mut file = Summed::new(BufWriter::with_capacity(PIECE_BYTES, file));
    file.write_all(&head.to_bytes())?;
    let mut raw = Limited {
        inner: DeflateEncoder::new(file, Compression::fast()),
        written_bytes: 0,
    };
    payload(&mut raw)?;
    let raw_bytes = raw.written_bytes;
    let mut file = raw.inner.finish()?;
    file.write_all(&raw_bytes.to_le_bytes())?;
    let sum = file.sum.clone().finalize();
    file.write_all(&sum.to_le_bytes())?;
    file.flush()?;
    Ok(file.written_bytes)
}

/// What is known of a whole snapshot before it is decompressed.
pub(super) struct Checked {
    pub head: Head,
    /// How large it is decompressed.
    pub raw_bytes: u64,
    stored_bytes: u64,
}

/// Reads a snapshot that must be whole. Gives its head, too.
pub(super) fn read(file: &mut (impl Read + Seek)) -> Result<(Head, Snapshot), Damage> {
    let Checked {
        head,
        raw_bytes,
        stored_bytes,
    } = check(file)?;
    file.seek(SeekFrom::Start(HEAD_BYTES as u64))?;
    let changed = || Damage::Changed {
        at_byte: HEAD_BYTES as u64,
    };
    let mut payload = Vec::new();
    let mut decoder = DeflateDecoder::new(file.take(stored_bytes)).take(raw_bytes + 1);
    decoder.read_to_end(&mut payload).map_err(|_| changed())?;
    if payload.len() as u64 != raw_bytes {
        return Err(changed());
    }
    let tick = head.name.tick;
    Ok((head, Snapshot { tick, payload }))
}

/// Sees whether a snapshot is whole.
pub(super) fn check(file: &mut (impl Read + Seek)) -> Result<Checked, Damage> {
    let file_bytes = file.seek(SeekFrom::End(0))?;
    let around = HEAD_BYTES as u64 + TAIL_BYTES;
    let stored_bytes = file_bytes.checked_sub(around);
    let stored_bytes = stored_bytes.ok_or(Damage::Torn { at_byte: 0 })?;
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = [0; HEAD_BYTES];
    file.read_exact(&mut bytes)?;
    let head = Head::parse(&bytes, FileKind::Snapshot)?;
    let mut sum = crc32fast::Hasher::new();
    sum.update(&bytes);
    let mut piece = vec![0; PIECE_BYTES];
    let mut left_bytes = stored_bytes;
    while left_bytes > 0 {
        let part = left_bytes.min(PIECE_BYTES as u64) as usize;
        file.read_exact(&mut piece[..part])?;
        sum.update(&piece[..part]);
        left_bytes -= part as u64;
    }
    let (mut length, mut recorded) = ([0; 8], [0; 4]);
    file.read_exact(&mut length)?;
    file.read_exact(&mut recorded)?;
    sum.update(&length);
    let raw_bytes = u64::from_le_bytes(length);
    if sum.finalize() != u32::from_le_bytes(recorded) || raw_bytes > SNAPSHOT_BYTES_MAX {
        return Err(Damage::Changed {
            at_byte: HEAD_BYTES as u64,
        });
    }
    Ok(Checked {
        head,
        raw_bytes,
        stored_bytes,
    })
}

/// Sums up what is written.
struct Summed<W> {
    inner: W,
    sum: crc32fast::Hasher,
    written_bytes: u64,
}

impl<W> Summed<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            sum: crc32fast::Hasher::new(),
            written_bytes: 0,
        }
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.written_bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Takes no more than a payload may have.
struct Limited<W> {
    inner: W,
    written_bytes: u64,
}

impl<W: Write> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.written_bytes + bytes.len() as u64 > SNAPSHOT_BYTES_MAX {
            let most = SNAPSHOT_BYTES_MAX >> 20;
            let why = format!("a snapshot has more than {most} MiB");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
        let written = self.inner.write(bytes)?;
        self.written_bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
