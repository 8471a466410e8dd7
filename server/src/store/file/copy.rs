//! One database copied into another file, as it is at one moment.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::others::{Tell, when_free};
use super::trouble::{Trouble, failed};
use crate::files;
use crate::store::StoreError;
use crate::store::file::database;
use crate::store::file::schema;

/// Pages that are copied between two looks at the clock.
const PAGES_AT_ONCE: i32 = 256;
/// How often is said how far the copy is.
const SAY_EVERY: Duration = Duration::from_secs(2);
/// A smaller store is copied without a word.
const SAY_FROM_BYTES: u64 = 16 << 20;
/// The log of a server that writes meanwhile is mentioned from there on.
const SAY_LOG_FROM_BYTES: u64 = 16 << 20;
/// How long to wait for somebody who has locked the source.
const PATIENCE: Duration = Duration::from_secs(60);

/// A database that is being read as it was at one moment, whoever writes to it
/// meanwhile. Its log cannot be shortened until this is dropped.
#[derive(Debug)]
pub(in crate::store) struct Source {
    connection: Connection,
    log: PathBuf,
}

impl Source {
    /// Opens a store of this game that must be there.
    pub fn open(path: &Path, flags: OpenFlags, tell: Tell) -> Result<Self, StoreError> {
        let found = fs::metadata(path).map_err(failed("cannot read", path))?;
        if !found.is_file() {
            return Err(Trouble::NoFile(path.display().to_string()).into());
        }
        for suffix in ["-wal", "-shm", "-journal"] {
            let beside = files::with_suffix(path, suffix);
            files::check_kind_of(&beside).map_err(failed("cannot use", &beside))?;
        }
        let connection = when_free(PATIENCE, tell, || {
            let connection = database::connect(path, flags)?;
            connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")?;
            Ok(connection)
        });
        let connection = connection.map_err(|error| error.about(path))?;
        if !schema::is_ours(&connection).map_err(|error| error.about(path))? {
            return Err(StoreError::damaged(path, "it is no store of this game"));
        }
        Ok(Self {
            connection,
            log: files::with_suffix(path, "-wal"),
        })
    }

    /// The version of its layout.
    pub fn version(&self) -> Result<u32, StoreError> {
        schema::version_of(&self.connection)
    }

    /// Copies it into a new file, in the place of whatever is there, and has the
    /// disk keep it. What is copied is copied once, however much is written
    /// meanwhile. What fails leaves nothing behind.
    pub fn copy_to(&self, path: &Path, tell: Tell) -> Result<(), StoreError> {
        remove_with_logs(path)?;
        let copied = self.copy_into(path, tell);
        if copied.is_err() {
            remove_with_logs(path)?;
        }
        copied
    }

    fn copy_into(&self, path: &Path, tell: Tell) -> Result<(), StoreError> {
        files::create(path).map_err(failed("cannot create", path))?;
        let mut copy = database::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // It is thrown away if it does not come to its end, and flushed once then.
        copy.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")?;
        self.copy_pages(&mut copy, tell)?;
        // A copy of a WAL database would need its log's files beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        drop(copy);
        let file = File::open(path).and_then(|file| file.sync_all());
        file.map_err(failed("cannot keep", path))
    }

    fn copy_pages(&self, copy: &mut Connection, tell: Tell) -> Result<(), StoreError> {
        let page_bytes: u32 = self
            .connection
            .query_row("PRAGMA page_size", [], |row| row.get(0))?;
        let megabytes =
            |pages: i32| (u64::from(pages.unsigned_abs()) * u64::from(page_bytes)) >> 20;
        let log_bytes = self.log_bytes();
        let backup = Backup::new(&self.connection, copy)?;
        let mut say_at = Instant::now();
        while backup.step(PAGES_AT_ONCE)? != StepResult::Done {
            let now = Instant::now();
            let progress = backup.progress();
            let total = megabytes(progress.pagecount);
            if now >= say_at && total >= SAY_FROM_BYTES >> 20 {
                let done = megabytes(progress.pagecount - progress.remaining);
                tell(&format!("copied {done} of {total} MB"));
                say_at = now + SAY_EVERY;
            }
        }
        let grown = self.log_bytes();
        if grown > log_bytes.max(SAY_LOG_FROM_BYTES) {
            let grown = grown >> 20;
            tell(&format!(
                "the log of the store is {grown} MB, since it could not be shortened meanwhile; now it will be"
            ));
        }
        Ok(())
    }

    fn log_bytes(&self) -> u64 {
        fs::metadata(&self.log).map_or(0, |log| log.len())
    }
}

/// How closely a copy is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Check {
    /// Each page once, in the time that it takes to read them.
    Pages,
    /// That each row is in every index, too. At 600 MB this takes minutes.
    PagesAndIndexes,
}

/// Says whether a copy is whole.
pub(in crate::store) fn verify(path: &Path, check: Check, tell: Tell) -> Result<(), StoreError> {
    let bytes = fs::metadata(path).map_err(failed("cannot read", path))?;
    if bytes.len() >= SAY_FROM_BYTES {
        tell("checking the copy");
    }
    let copy = database::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let query = match check {
        Check::Pages => "PRAGMA quick_check(1)",
        Check::PagesAndIndexes => "PRAGMA integrity_check(1)",
    };
    let problem: String = copy
        .query_row(query, [], |row| row.get(0))
        .map_err(|error| StoreError::damaged(path, &error.to_string()))?;
    match &problem[..] {
        "ok" => Ok(()),
        problem => Err(StoreError::damaged(path, problem)),
    }
}

/// Deletes a database and what belongs to it.
pub(in crate::store) fn remove_with_logs(path: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-journal", "-wal", "-shm"] {
        let path = files::with_suffix(path, suffix);
        files::remove(&path).map_err(failed("cannot delete", &path))?;
    }
    Ok(())
}
