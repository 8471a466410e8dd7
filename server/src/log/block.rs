//! Blocks, of which segments consist: entries that were written at once.

use asteroids_shared::Tick;

use super::ENTRY_BYTES_MAX;
use super::head::u32_at;

/// How long the head of a block is.
pub(super) const BLOCK_HEAD_BYTES: usize = 20;
const SUM_AT: usize = 16;

/// A block is closed when its entries have so many bytes.
pub(super) const RAW_BYTES_FULL: usize = 256 << 10;
/// One that lacked a byte has got an entry of the largest size.
const RAW_BYTES_MAX: usize = RAW_BYTES_FULL + ENTRY_BYTES_MAX + LENGTH_BYTES_MAX;
/// What cannot be compressed grows a little.
const STORED_BYTES_MAX: usize = RAW_BYTES_MAX + RAW_BYTES_MAX / 8 + 256;
/// Lengths of entries take so many bytes at the most.
const LENGTH_BYTES_MAX: usize = 5;

/// What is known of a block before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BlockHead {
    /// The tick of its first entry.
    pub first: Tick,
    /// How many entries it has.
    pub count: u32,
    /// How many bytes they are.
    pub raw_bytes: u32,
    /// How many these are compressed.
    pub stored_bytes: u32,
}

impl BlockHead {
    /// The head's bytes, with the checksum of these and of what is stored. `sum`
    /// has taken the head of the segment, so that no block is taken for one of
    /// another segment.
    pub fn to_bytes(self, mut sum: crc32fast::Hasher, stored: &[u8]) -> [u8; BLOCK_HEAD_BYTES] {
        let mut bytes = [0; BLOCK_HEAD_BYTES];
        let numbers = [self.first, self.count, self.raw_bytes, self.stored_bytes];
        for (place, number) in bytes.chunks_exact_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        sum.update(&bytes[..SUM_AT]);
        sum.update(stored);
        bytes[SUM_AT..].copy_from_slice(&sum.finalize().to_le_bytes());
        bytes
    }

    /// Reads a head, if a block may have it that begins with the entry of `first`.
    pub fn parse(bytes: &[u8; BLOCK_HEAD_BYTES], first: Tick) -> Option<Self> {
        let number = |place: usize| u32_at(bytes, place * 4);
        let head = Self {
            first: number(0),
            count: number(1),
            raw_bytes: number(2),
            stored_bytes: number(3),
        };
        let is_sound = head.first == first
            && head.first.checked_add(head.count).is_some()
            // Each entry has its length.
            && (1..=head.raw_bytes).contains(&head.count)
            && head.raw_bytes as usize <= RAW_BYTES_MAX
            && head.stored_bytes as usize <= STORED_BYTES_MAX;
        is_sound.then_some(head)
    }

    /// Whether head and stored bytes are as they were written.
    pub fn is_whole(
        bytes: &[u8; BLOCK_HEAD_BYTES],
        mut sum: crc32fast::Hasher,
        stored: &[u8],
    ) -> bool {
        sum.update(&bytes[..SUM_AT]);
        sum.update(stored);
        u32_at(bytes, SUM_AT) == sum.finalize()
    }
}

/// Adds an entry to the bytes of a block: how long it is, seven bits a byte with
/// the lowest first, and its payload.
pub(super) fn add_entry(raw: &mut Vec<u8>, payload: &[u8]) {
    let mut length = payload.len();
    while length >= 0x80 {
        raw.push(length as u8 | 0x80);
        length >>= 7;
    }
    raw.push(length as u8);
    raw.extend_from_slice(payload);
}

/// Takes the next entry's payload off the bytes of a block.
pub(super) fn take_entry<'a>(raw: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut length = 0;
    for place in 0..LENGTH_BYTES_MAX {
        let byte = *raw.split_off_first()?;
        length |= usize::from(byte & 0x7f) << (7 * place);
        if byte < 0x80 {
            return raw.split_off(..length);
        }
    }
    None
}
