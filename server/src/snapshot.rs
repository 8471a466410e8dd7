//! What the rooms leave in the data folder for the next process: one file,
//! written when the server stops and taken when it starts.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::files;
use crate::room::{RoomRecord, RoomSettings};
use crate::store::{Boot, Moment, Stamp};

/// The name of the file in the data folder.
pub const FILE_NAME: &str = "rooms.snapshot";
/// Players do not wait longer for a server, in seconds. What seems to be of the
/// future is of another clock, and young as far as anybody knows.
pub const AGE_MAX_S: i64 = 300;

/// The most that is written or read, in bytes: rooms of ten thousand players.
const BYTES_MAX: usize = 64 << 20;
const MAGIC: [u8; 8] = *b"ASTROOMS";
/// To be raised when what the fields mean changes, or what comes before the rooms.
/// What the fields are called is in the file.
const FORMAT: u32 = 4;
const FORMAT_AT: usize = MAGIC.len();
const WRITTEN_AT: usize = FORMAT_AT + 4;
const SINCE_BOOT_AT: usize = WRITTEN_AT + 8;
const SUM_AT: usize = SINCE_BOOT_AT + 8;
const BOOT_AT: usize = SUM_AT + 32;
const ROOMS_AT: usize = BOOT_AT + 8;

/// Why rooms do not go on where they stopped, or cannot be kept for it.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file cannot be written, read or removed.
    #[error("the snapshot of the rooms: {0}")]
    Io(#[from] io::Error),
    /// It would be, or is, larger than allowed.
    #[error("the snapshot of the rooms is over {} MiB", BYTES_MAX >> 20)]
    TooLarge,
    /// The rooms cannot be written down.
    #[error("the rooms cannot be written down: {0}")]
    Encode(#[from] rmp_serde::encode::Error),
    /// It is cut short, or something in it has changed.
    #[error("the snapshot of the rooms is damaged")]
    Damaged,
    /// Another version of the program wrote it.
    #[error("another version of the server wrote the snapshot of the rooms")]
    OtherVersion,
    /// Nobody waits any more.
    #[error("the snapshot of the rooms is {age_s} s old, {AGE_MAX_S} s are allowed")]
    TooOld {
        /// How old.
        age_s: i64,
    },
    /// It is of other rooms than the settings ask for.
    #[error("the settings of the rooms have changed")]
    OtherRooms,
}

/// Writes the rooms into the data folder, in the place of what was there: all
/// of them or none.
pub fn write(folder: &Path, rooms: &[RoomRecord], now: Stamp) -> Result<(), SnapshotError> {
    let bytes = encode(rooms, now)?;
    let unfinished = folder.join(NEW);
    let mut file = files::create(&unfinished)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(FILE_NAME))?;
    Ok(files::sync_folder(folder)?)
}

/// What the file is called while it is written, and once it was taken.
const NEW: &str = "rooms.snapshot.new";
const TAKEN: &str = "rooms.snapshot.taken";

/// Says whether what is called like one of our files is one, before it is needed.
pub fn check(folder: &Path) -> io::Result<()> {
    let paths = [FILE_NAME, NEW, TAKEN].map(|name| folder.join(name));
    let mut paths = paths.iter();
    paths.try_for_each(|path| files::check(path).map_err(files::about(path)))
}

/// Takes the rooms out of the data folder, if they are those of the settings.
/// `None` if there is no file. Whatever it holds, it is put aside then: no room
/// goes on twice from the same place. What comes to nothing is to be [`put_back`],
/// what goes on is to be [forgotten](forget).
pub fn take(
    folder: &Path,
    settings: &[RoomSettings],
    now: Stamp,
) -> Result<Option<Vec<RoomRecord>>, SnapshotError> {
    let path = folder.join(FILE_NAME);
    forget(folder)?;
    let file = match files::open(&path, File::options().read(true)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    fs::rename(&path, folder.join(TAKEN))?;
    let rooms = decode(&bytes, now)?;
    let same =
        rooms.len() == settings.len() && rooms.iter().zip(settings).all(|(room, it)| room.fits(it));
    if same {
        Ok(Some(rooms))
    } else {
        Err(SnapshotError::OtherRooms)
    }
}

/// Leaves what was taken to the next start: nobody has played since.
pub fn put_back(folder: &Path) -> io::Result<()> {
    match fs::rename(folder.join(TAKEN), folder.join(FILE_NAME)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Deletes what was taken.
pub fn forget(folder: &Path) -> io::Result<()> {
    files::remove(&folder.join(TAKEN))
}

/// The file's bytes.
pub fn encode(rooms: &[RoomRecord], now: Stamp) -> Result<Vec<u8>, SnapshotError> {
    let mut bytes = Vec::new();
    bytes.extend(MAGIC);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(now.at.wall_s.to_le_bytes());
    bytes.extend(now.at.since_boot_s.to_le_bytes());
    bytes.extend([0; BOOT_AT - SUM_AT]);
    bytes.extend(now.boot.0.to_le_bytes());
    // With the names of fields, so that a program that has others notices.
    rmp_serde::encode::write_named(&mut bytes, rooms)?;
    if bytes.len() > BYTES_MAX {
        return Err(SnapshotError::TooLarge);
    }
    let sum = sum_of(&bytes);
    bytes[SUM_AT..BOOT_AT].copy_from_slice(&sum);
    Ok(bytes)
}

/// The rooms in these bytes, if nothing in them has changed and they are not
/// too old.
pub fn decode(bytes: &[u8], now: Stamp) -> Result<Vec<RoomRecord>, SnapshotError> {
    if bytes.len() > BYTES_MAX {
        return Err(SnapshotError::TooLarge);
    }
    if bytes.len() < ROOMS_AT || bytes[SUM_AT..BOOT_AT] != sum_of(bytes) {
        return Err(SnapshotError::Damaged);
    }
    if bytes[..FORMAT_AT] != MAGIC || bytes[FORMAT_AT..WRITTEN_AT] != FORMAT.to_le_bytes() {
        return Err(SnapshotError::OtherVersion);
    }
    let number_at = |at: usize| {
        let mut number = [0; 8];
        number.copy_from_slice(&bytes[at..at + 8]);
        i64::from_le_bytes(number)
    };
    let written = Stamp {
        at: Moment {
            wall_s: number_at(WRITTEN_AT),
            since_boot_s: number_at(SINCE_BOOT_AT),
        },
        boot: Boot(number_at(BOOT_AT)),
    };
    if let Some(age_s) = now.age_s(written)
        && age_s > AGE_MAX_S
    {
        return Err(SnapshotError::TooOld { age_s });
    }
    rmp_serde::from_slice(&bytes[ROOMS_AT..]).map_err(|_| SnapshotError::OtherVersion)
}

/// SHA-256 of all but the place where it stands.
fn sum_of(bytes: &[u8]) -> [u8; BOOT_AT - SUM_AT] {
    let sum = Sha256::new_with_prefix(&bytes[..SUM_AT]);
    sum.chain_update(&bytes[BOOT_AT..]).finalize().into()
}
