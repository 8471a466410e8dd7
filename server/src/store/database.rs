//! The file, open.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::{StoreError, schema};

/// The file, open. What it does is in the files of the nouns it knows.
#[derive(Debug)]
pub struct Database {
    pub(super) connection: Connection,
    /// Held as long as the file is open, so that nobody else serves or restores it.
    _lock: Option<File>,
}

/// How much SQLite keeps in memory, and how long the write-ahead log gets
/// before it is copied back, are small for machines with 256 MB. With
/// `synchronous = NORMAL` the disk is flushed only at that copying: a killed
/// process loses nothing that was committed; a power cut may lose what was
/// committed since, some minutes at most, and never damages the file.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -512;
    PRAGMA wal_autocheckpoint = 256;
    PRAGMA journal_size_limit = 1048576;";

/// How long to wait for somebody else who writes to the file, as nobody should.
const BUSY_WITHIN: Duration = Duration::from_millis(100);

impl Database {
    /// Opens the file, creates it if it is missing, and brings it to the newest
    /// version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = lock(path)?;
        Self::of(Connection::open(path)?, Some(lock))
    }

    /// One that is gone with the process.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::of(Connection::open_in_memory()?, None)
    }

    /// How large the file is, without the log of what is new.
    pub fn file_bytes(&self) -> Result<u64, StoreError> {
        let query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let bytes: i64 = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(bytes.unsigned_abs())
    }

    fn of(mut connection: Connection, lock: Option<File>) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY_WITHIN)?;
        schema::check(schema::version_of(&connection)?)?;
        connection.execute_batch(SETTINGS)?;
        schema::migrate(&mut connection)?;
        Ok(Self {
            connection,
            _lock: lock,
        })
    }
}

/// Takes the file beside the database, which one process has at a time.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let path = path.with_extension("lock");
    let failed = |source| StoreError::Io {
        what: format!("cannot lock {}", path.display()),
        source,
    };
    // One that is there is enough on a disk that takes nothing.
    let file = File::open(&path).or_else(|_| File::create(&path));
    let file = file.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}
