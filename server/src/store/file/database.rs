//! The file, open.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::Access;
use rustix::io::Errno;

use super::trouble::{Trouble, failed};
use crate::files;
use crate::store::GameId;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::file::restore;
use crate::store::file::schema;

/// The file, open to read and write. What it does is in the files of the nouns
/// it knows; what it tells, a [`Reader`] does.
#[derive(Debug)]
pub struct Database {
    reader: Reader,
    game: GameId,
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
/// How long the start looks for damage: a file of some hundred megabytes is
/// looked at whole, a larger one in part.
const CHECK_WITHIN: Duration = Duration::from_secs(1);
/// Steps of SQLite between two looks at the clock meanwhile.
const CHECK_STEPS: i32 = 1000;

impl Database {
    /// Opens the file, creates it if it is missing, and brings it to the newest
    /// version. A restore that was cut off is finished.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_for(path, GameId::random())
    }

    /// The same, for this game if the file does not say which.
    pub(in crate::store) fn open_for(path: &Path, game: GameId) -> Result<Self, StoreError> {
        check_files(path)?;
        let lock = lock(path).map_err(|error| match error {
            StoreError::InUse if is_restored(path) => Trouble::Restoring.into(),
            other => other,
        })?;
        if let Some(kept) = restore::finish(path)? {
            tracing::warn!(kept = %kept.display(), "a restore that was cut off is finished, and what was there is kept");
        }
        check_files(path)?;
        check_access(path)?;
        refuse_orphan(path).map_err(|error| error.with_way_out(path))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let opened = connect(path, flags).and_then(|mut connection| {
            connection.busy_timeout(BUSY_WITHIN)?;
            look_for_damage(&mut connection)?;
            Self::of(connection, Some(lock), game)
        });
        opened.map_err(|error| error.with_way_out(path))
    }

    /// One that is gone with the process.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::of(Connection::open_in_memory()?, None, GameId::random())
    }

    /// Which game this is.
    pub const fn game(&self) -> GameId {
        self.game
    }

    /// How large the file is, without the log of what is new.
    pub fn file_bytes(&self) -> Result<u64, StoreError> {
        let query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let bytes: i64 = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(bytes.unsigned_abs())
    }

    fn of(
        mut connection: Connection,
        lock: Option<File>,
        game: GameId,
    ) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY_WITHIN)?;
        schema::check(schema::version_of(&connection)?)?;
        if !schema::is_ours_or_empty(&connection)? {
            let stranger = "it is no store of this game".to_owned();
            return Err(Trouble::Unsound(stranger).into());
        }
        connection.execute_batch(SETTINGS)?;
        schema::migrate(&mut connection)?;
        Ok(Self {
            game: GameId::of(&connection, game)?,
            reader: Reader::of(connection),
            _lock: lock,
        })
    }

    pub(in crate::store) fn into_reader(self) -> Reader {
        self.reader
    }
}

impl Deref for Database {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Database {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

/// Opens a database with these flags. Its folder may be behind a link, the file
/// is not.
pub(in crate::store) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let folder = files::folder_of(path);
    let folder = folder
        .canonicalize()
        .map_err(failed("cannot open", folder))?;
    let path = folder.join(path.file_name().unwrap_or_default());
    let safely = OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(path, flags | safely)?)
}

/// Opens a database to read on a disk that takes nothing, and writes nothing
/// beside it: an index of the log that others could see, say. It keeps nobody
/// from writing, so it is for a moment.
pub(in crate::store) fn connect_as_left(path: &Path) -> Result<Connection, StoreError> {
    let path = path.to_str().ok_or(StoreError::Busy)?;
    let escaped = path
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let connection = Connection::open_with_flags(
        format!("file:{escaped}?mode=ro&vfs=unix-none"),
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )?;
    // The index of the log is then in memory, and the log stays.
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(connection)
}

/// Says whether the file and those beside it are ours, if they are there.
pub(in crate::store) fn check_files(path: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let path = files::with_suffix(path, suffix);
        files::check(&path).map_err(failed("cannot use", &path))?;
    }
    Ok(())
}

/// SQLite would open what may not be written to read it, and fail much later.
fn check_access(path: &Path) -> Result<(), StoreError> {
    let access = |path: &Path| rustix::fs::access(path, Access::READ_OK | Access::WRITE_OK);
    for path in [files::folder_of(path), path] {
        match access(path) {
            Err(Errno::NOENT) | Ok(()) => {}
            Err(error) => return Err(failed("cannot write", path)(error.into())),
        }
    }
    Ok(())
}

/// SQLite would delete the log of a file that is gone, and begin a new one.
fn refuse_orphan(path: &Path) -> Result<(), StoreError> {
    let bytes = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    if bytes(path) == 0 && bytes(&files::with_suffix(path, "-wal")) > 0 {
        let orphan = "it is gone or empty, and its log (-wal) is still there".to_owned();
        return Err(Trouble::Unsound(orphan).into());
    }
    Ok(())
}

fn look_for_damage(connection: &mut Connection) -> Result<(), StoreError> {
    let began = Instant::now();
    let is_late = move || began.elapsed() > CHECK_WITHIN;
    connection.progress_handler(CHECK_STEPS, Some(is_late))?;
    let found = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    connection.progress_handler(CHECK_STEPS, None::<fn() -> bool>)?;
    let problem: String = match found {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
            return Ok(());
        }
        found => found?,
    };
    match &problem[..] {
        "ok" => Ok(()),
        _ => Err(Trouble::Unsound(problem).into()),
    }
}

/// Takes the file beside the database, which one process has at a time.
pub(in crate::store) fn lock(path: &Path) -> Result<File, StoreError> {
    let path = path.with_extension("lock");
    let failed = failed("cannot lock", &path);
    // One that is there is enough on a disk that takes nothing.
    let file = match files::open(&path, File::options().read(true)) {
        Err(error) if error.kind() == ErrorKind::NotFound => files::create(&path),
        opened => opened,
    };
    let file = file.map_err(&failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Whether it is a restore that has the file: it has the folder, too.
fn is_restored(path: &Path) -> bool {
    let shared = File::open(files::folder_of(path)).map(|folder| folder.try_lock_shared());
    matches!(shared, Ok(Err(TryLockError::WouldBlock)))
}
