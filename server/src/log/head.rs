//! What every file of a log begins with.

use std::{fmt, io};

use serde::{Deserialize, Serialize};

use super::FORMAT;
use super::damage::Damage;
use super::file_name::{FileKind, FileName};

/// Which log a file belongs to: a random number of the room's run, in a cluster the same at
/// all edges.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LogId(pub u64);

impl LogId {
    /// A new one.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self(u64::from_le_bytes(bytes)))
    }

    /// Reads what [`LogId`] shows as.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(u64::from_str_radix(text, 16).ok()?);
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// How long a head is.
pub(super) const HEAD_BYTES: usize = 32;
const VERSION_AT: usize = 8;
/// The checksum of magic and version. In all versions these are the first 16 bytes.
const VERSION_SUM_AT: usize = 12;
const LOG_AT: usize = 16;
const TICK_AT: usize = 24;
const SUM_AT: usize = 28;

impl FileKind {
    const fn magic(self) -> [u8; 8] {
        match self {
            Self::Segment => *b"ASTRSEGM",
            Self::Snapshot => *b"ASTRSNAP",
        }
    }
}

/// What every file of a log begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub log: LogId,
    pub name: FileName,
}

impl Head {
    pub fn to_bytes(self) -> [u8; HEAD_BYTES] {
        let mut bytes = [0; HEAD_BYTES];
        bytes[..VERSION_AT].copy_from_slice(&self.name.kind.magic());
        bytes[VERSION_AT..VERSION_SUM_AT].copy_from_slice(&FORMAT.to_le_bytes());
        let sum = crc32fast::hash(&bytes[..VERSION_SUM_AT]);
        bytes[VERSION_SUM_AT..LOG_AT].copy_from_slice(&sum.to_le_bytes());
        bytes[LOG_AT..TICK_AT].copy_from_slice(&self.log.0.to_le_bytes());
        bytes[TICK_AT..SUM_AT].copy_from_slice(&self.name.tick.to_le_bytes());
        let sum = crc32fast::hash(&bytes[..SUM_AT]);
        bytes[SUM_AT..].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// Reads the head of a file of this kind.
    pub fn parse(bytes: &[u8; HEAD_BYTES], kind: FileKind) -> Result<Self, Damage> {
        let number = |at: usize| u32_at(bytes, at);
        let is_ours = bytes[..VERSION_AT] == kind.magic();
        if !is_ours || number(VERSION_SUM_AT) != crc32fast::hash(&bytes[..VERSION_SUM_AT]) {
            return Err(Damage::Head);
        }
        let version = number(VERSION_AT);
        if version != FORMAT {
            return Err(Damage::OtherVersion { version });
        }
        if number(SUM_AT) != crc32fast::hash(&bytes[..SUM_AT]) {
            return Err(Damage::Head);
        }
        let log = u64::from(number(LOG_AT)) | u64::from(number(LOG_AT + 4)) << 32;
        let tick = number(TICK_AT);
        Ok(Self {
            log: LogId(log),
            name: FileName { tick, kind },
        })
    }
}

/// The number that stands there, which is there.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut number = [0; 4];
    number.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(number)
}
