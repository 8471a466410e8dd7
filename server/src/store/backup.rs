//! Copies of the file, and the way back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::{FILE_NAME, StoreError, UnixSeconds, database, schema};

/// Pages that are copied at a time, and the pause after them: a running server
/// writes in between.
const PAGES_AT_ONCE: i32 = 256;
const PAUSE: Duration = Duration::from_millis(10);

/// What backups are called: this, the time, and `.db`. By name they sort by age.
const PREFIX: &str = "asteroids-";
const UNFINISHED: &str = "asteroids.unfinished";

/// Copies the store of a data folder into the folder `to` while a server may
/// use it, and deletes all but the newest `keep` copies there, if that is set.
/// Gives the copy's path.
pub fn backup(
    data: &Path,
    to: &Path,
    keep: Option<usize>,
    now_s: UnixSeconds,
) -> Result<PathBuf, StoreError> {
    let source = open_to_read(&data.join(FILE_NAME))?;
    fs::create_dir_all(to).map_err(failed("cannot create", to))?;
    let time: String = source.query_row(
        "SELECT strftime('%Y%m%dT%H%M%SZ', ?1, 'unixepoch')",
        [now_s],
        |row| row.get(0),
    )?;
    let path = to.join(format!("{PREFIX}{time}.db"));
    // Always the same, so that what a full disk or a kill leaves is never much.
    let unfinished = to.join(UNFINISHED);
    remove_all(&unfinished, &["", "-journal"])?;
    let copied = copy(&source, &unfinished);
    if copied.is_err() {
        remove_all(&unfinished, &["", "-journal"])?;
    }
    copied?;
    fs::rename(&unfinished, &path).map_err(failed("cannot rename", &unfinished))?;
    if let Some(keep) = keep {
        delete_all_but_newest(to, keep)?;
    }
    Ok(path)
}

fn copy(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(to)?;
    Backup::new(source, &mut copy)?.run_to_completion(PAGES_AT_ONCE, PAUSE, None)?;
    // A copy of a WAL database would need its log's files beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(())
}

fn delete_all_but_newest(folder: &Path, keep: usize) -> Result<(), StoreError> {
    let entries = fs::read_dir(folder).map_err(failed("cannot read", folder))?;
    let mut backups: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_backup(path))
        .collect();
    backups.sort_unstable();
    let surplus = backups.len().saturating_sub(keep);
    for path in &backups[..surplus] {
        fs::remove_file(path).map_err(failed("cannot delete", path))?;
    }
    Ok(())
}

fn is_backup(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(".db"))
}

/// Puts a backup in the place of a data folder's store, whose server must be
/// stopped. The backup is verified first; what was there is kept beside it,
/// as `asteroids.db.before-restore`.
pub fn restore(data: &Path, from: &Path) -> Result<(), StoreError> {
    let backup = open_to_read(from)?;
    verify(&backup, from)?;
    fs::create_dir_all(data).map_err(failed("cannot create", data))?;
    let path = data.join(FILE_NAME);
    let _lock = database::lock(&path)?;
    let restored = data.join(format!("{FILE_NAME}.restored"));
    copy(&backup, &restored)?;
    keep(&path, &data.join(format!("{FILE_NAME}.before-restore")))?;
    // A log that is left would be replayed into the restored file.
    remove_all(&path, &["-wal", "-shm"])?;
    fs::rename(&restored, &path).map_err(failed("cannot rename", &restored))
}

/// Copies a database and its log. Whatever fails later, there is a whole one.
fn keep(path: &Path, kept: &Path) -> Result<(), StoreError> {
    remove_all(kept, &["", "-wal", "-shm"])?;
    for suffix in ["", "-wal"] {
        let from = with_suffix(path, suffix);
        match fs::copy(&from, with_suffix(kept, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed("cannot copy", &from)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Deletes those that are there of the files that belong to a database.
fn remove_all(path: &Path, suffixes: &[&str]) -> Result<(), StoreError> {
    for suffix in suffixes {
        let path = with_suffix(path, suffix);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed("cannot delete", &path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.to_owned().into_os_string();
    path.push(suffix);
    path.into()
}

fn verify(backup: &Connection, path: &Path) -> Result<(), StoreError> {
    let damaged = |problem: String| StoreError::Damaged {
        path: path.display().to_string(),
        problem: problem.replace('\n', " "),
    };
    let problem: String = backup
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(error.to_string()))?;
    if problem != "ok" {
        return Err(damaged(problem));
    }
    match schema::version_of(backup)? {
        0 => Err(damaged("it is no store of this game".to_owned())),
        version => schema::check(version),
    }
}

/// Opens a file that must be there. Reading a database with a log needs to
/// write beside it.
fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    fs::metadata(path).map_err(failed("cannot read", path))?;
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

fn failed(what: &str, path: &Path) -> impl Fn(io::Error) -> StoreError {
    let what = format!("{what} {}", path.display());
    move |source| StoreError::Io {
        what: what.clone(),
        source,
    }
}
