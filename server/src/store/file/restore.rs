//! A copy put in the place of the store, and what was there kept.
//!
//! The copy is made and verified beside the store, and then given the name of a
//! *successor*, which has in it what to call the store that it succeeds. From
//! then on the exchange comes to its end, whatever happens: who opens the store
//! next finishes it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::copy::{Check, Source, remove_with_logs, verify};
use super::others::{take_turn, when_free};
use super::trouble::{Trouble, failed};
use crate::files;
use crate::store::FILE_NAME;
use crate::store::StoreError;
use crate::store::Tell;
use crate::store::file::database;
use crate::store::file::schema;

/// What a store is called that was replaced: this, and a number from the second on.
const KEPT: &str = ".before-restore";
const UNFINISHED: &str = ".unfinished";
const SUCCESSOR: &str = ".successor";
/// How long to wait for others who have the store open.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a restore has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The store.
    pub store: PathBuf,
    /// What was in its place, under a name that nothing will overwrite.
    pub kept: Option<PathBuf>,
}

/// Puts a backup in the place of a data folder's store, whose server must be
/// stopped. The backup is verified first, and not written to; what was there is
/// kept beside it.
pub fn restore(data: &Path, from: &Path, tell: Tell) -> Result<Restored, StoreError> {
    let from = fs::canonicalize(from).map_err(failed("cannot read", from))?;
    let store = data.join(FILE_NAME);
    refuse_same(&from, &store)?;
    let source = Source::open(&from, OpenFlags::SQLITE_OPEN_READ_ONLY, tell)?;
    schema::check(source.version()?)?;
    fs::create_dir_all(data).map_err(failed("cannot create", data))?;
    // By this a server that starts tells it from another server.
    let _turn = take_turn(data, tell)?;
    let _lock = database::lock(&store)?;
    if let Some(kept) = finish(&store)? {
        let kept = kept.display();
        tell(&format!(
            "a restore that was cut off is finished, and what was there is kept as {kept}"
        ));
    }
    database::check_files(&store)?;
    let unfinished = files::with_suffix(&store, UNFINISHED);
    let exchanged = copy_to(&unfinished, (&from, source), tell).and_then(|()| {
        let _nobody_else = keep_others_out(&store, tell)?;
        let number = free_number(&store);
        let successor = files::with_suffix(&store, &format!("{SUCCESSOR}-{number}"));
        fs::rename(&unfinished, &successor).map_err(failed("cannot rename", &unfinished))?;
        files::sync_folder(data).map_err(failed("cannot keep", data))?;
        finish(&store)
    });
    if exchanged.is_err() {
        // The copy is as large as a store. What failed is what is told.
        let _ = remove_with_logs(&unfinished);
    }
    let kept = exchanged?;
    Ok(Restored { store, kept })
}

/// Copies a backup and verifies the copy. What is damaged is the backup, whose
/// path is told.
fn copy_to(to: &Path, (from, source): (&Path, Source), tell: Tell) -> Result<(), StoreError> {
    source.copy_to(to, tell)?;
    verify(to, Check::PagesAndIndexes, tell).map_err(|error| error.about(from))
}

/// Finishes the exchange of a store that was cut off, if there is one. Gives
/// what the old one is called, if there was one, or its log, and this has moved
/// it.
pub(in crate::store) fn finish(store: &Path) -> Result<Option<PathBuf>, StoreError> {
    let Some((successor, number)) = successor_of(store)? else {
        return Ok(None);
    };
    // The file itself goes last: as long as it is there, it has not been moved,
    // unless somebody has put another one there meanwhile. A log without a file
    // may be all that is left of a store.
    let mut moved = None;
    let parts = ["-wal", "-journal", ""].map(|suffix| (suffix, files::with_suffix(store, suffix)));
    if parts
        .iter()
        .any(|(suffix, part)| has_something(suffix, part))
    {
        let kept = kept_path_beside(store, number);
        for (suffix, part) in &parts {
            if has_something(suffix, part) {
                let to = files::with_suffix(&kept, suffix);
                fs::rename(part, &to).map_err(failed("cannot rename", part))?;
                moved = Some(to);
            }
        }
    }
    // What is empty or can be made anew.
    for suffix in ["-wal", "-journal", "-shm"] {
        let path = files::with_suffix(store, suffix);
        files::remove(&path).map_err(failed("cannot delete", &path))?;
    }
    let folder = files::folder_of(store);
    files::sync_folder(folder).map_err(failed("cannot keep", folder))?;
    fs::rename(&successor, store).map_err(failed("cannot rename", &successor))?;
    files::sync_folder(folder).map_err(failed("cannot keep", folder))?;
    Ok(moved)
}

/// Whether a part of a store, of which this is the suffix, is worth keeping: the
/// file itself whatever it holds, a log if it holds anything.
fn has_something(suffix: &str, part: &Path) -> bool {
    fs::symlink_metadata(part).is_ok_and(|found| suffix.is_empty() || found.len() > 0)
}

/// What a store, or what is left of it, is called from now on: the number is that
/// of the exchange, unless there is one of that name with such a part.
fn kept_path_beside(store: &Path, number: u32) -> PathBuf {
    let kept = kept_path(store, number);
    let parts = ["", "-wal", "-journal"];
    let is_taken = parts.iter().any(|suffix| {
        has_something(suffix, &files::with_suffix(store, suffix))
            && exists(&files::with_suffix(&kept, suffix))
    });
    match is_taken || exists(&kept) {
        true => kept_path(store, free_number(store)),
        false => kept,
    }
}

/// The file that is to succeed the store, and the number of what is kept.
fn successor_of(store: &Path) -> Result<Option<(PathBuf, u32)>, StoreError> {
    let folder = files::folder_of(store);
    let failed = failed("cannot read", folder);
    let prefix = format!("{FILE_NAME}{SUCCESSOR}-");
    for entry in fs::read_dir(folder).map_err(&failed)? {
        let entry = entry.map_err(&failed)?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        if let Some(Ok(number)) = number.map(str::parse) {
            return Ok(Some((entry.path(), number)));
        }
    }
    Ok(None)
}

/// The first number under which nothing is kept.
fn free_number(store: &Path) -> u32 {
    let is_free = |&number: &u32| {
        let kept = kept_path(store, number);
        let mut names = ["", "-wal", "-journal", "-shm"].iter();
        !names.any(|suffix| exists(&files::with_suffix(&kept, suffix)))
    };
    (1..).find(is_free).unwrap_or(u32::MAX)
}

fn kept_path(store: &Path, number: u32) -> PathBuf {
    match number {
        1 => files::with_suffix(store, KEPT),
        number => files::with_suffix(store, &format!("{KEPT}-{number}")),
    }
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The store cannot be restored from itself, whatever it is called.
fn refuse_same(from: &Path, store: &Path) -> Result<(), StoreError> {
    let (Ok(from), Ok(live)) = (fs::metadata(from), fs::metadata(store)) else {
        return Ok(());
    };
    if (from.dev(), from.ino()) == (live.dev(), live.ino()) {
        return Err(Trouble::SameFile(store.display().to_string()).into());
    }
    Ok(())
}

/// Waits until nobody else has the store open: who closes it later would delete
/// the log of the restored one. Gives what keeps others out; none if the file
/// is missing or no database, which nobody can have open.
fn keep_others_out(store: &Path, tell: Tell) -> Result<Option<Connection>, StoreError> {
    // SQLite deletes the log of an empty one.
    if fs::metadata(store).map_or(0, |found| found.len()) == 0 {
        return Ok(None);
    }
    let alone = when_free(PATIENCE, tell, || {
        let connection = database::connect(store, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // It is to be kept as it is.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")?;
        Ok(connection)
    });
    match alone {
        Ok(connection) => Ok(Some(connection)),
        Err(error) if error.is_others() => Err(error),
        Err(_) => Ok(None),
    }
}
