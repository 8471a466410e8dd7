//! Copies of the store in a folder, the newest of which are kept.
//!
//! Their names are numbered: which one is the newest does not hang on a clock,
//! which may have been wrong when they were made.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::copy::{Check, Source, remove_with_logs, verify};
use super::others::take_turn;
use super::trouble::failed;
use crate::files;
use crate::store::FILE_NAME;
use crate::store::StoreError;
use crate::store::Tell;
use crate::store::UnixSeconds;
use crate::store::file::database;

/// What backups are called: this, the time, a number that grows, and `.db`.
/// Those of earlier versions have no number and count as older.
const PREFIX: &str = "asteroids-";
const EXTENSION: &str = ".db";
const NUMBER_DIGITS: usize = 6;
const UNFINISHED: &str = "asteroids.unfinished";
/// Says, in the data folder, where the newest backup is.
const NOTE: &str = "newest-backup";
const NOTE_BYTES_MAX: u64 = 64 << 10;

/// Copies the store of a data folder into the folder `to` while a server may
/// use it, and deletes all but the newest `keep` copies there, if that is set.
/// Gives the copy's path.
pub fn backup(
    data: &Path,
    to: &Path,
    keep: Option<usize>,
    now_s: UnixSeconds,
    tell: Tell,
) -> Result<PathBuf, StoreError> {
    let store = data.join(FILE_NAME);
    database::check_files(&store)?;
    let source = Source::open(&store, OpenFlags::SQLITE_OPEN_READ_WRITE, tell)
        .map_err(|error| error.with_way_out(&store))?;
    fs::create_dir_all(to).map_err(failed("cannot create", to))?;
    let _turn = take_turn(to, tell)?;
    // Always the same, so that what a full disk or a kill leaves is never much.
    let unfinished = to.join(UNFINISHED);
    source.copy_to(&unfinished, tell)?;
    drop(source);
    // A store that is damaged must not push whole backups out.
    if let Err(error) = verify(&unfinished, Check::Pages, tell) {
        remove_with_logs(&unfinished)?;
        return Err(error.with_way_out(&store));
    }
    let mut backups = backups_in(to).map_err(failed("cannot read", to))?;
    let number = backups.last().map_or(0, |newest| newest.number) + 1;
    let time = stamp(now_s)?;
    let name = format!(
        "{PREFIX}{time}-{number:0width$}{EXTENSION}",
        width = NUMBER_DIGITS
    );
    let path = to.join(name);
    fs::rename(&unfinished, &path).map_err(failed("cannot rename", &unfinished))?;
    files::sync_folder(to).map_err(failed("cannot keep", to))?;
    if let Err(error) = leave_note(data, &path) {
        tell(&format!(
            "a server that finds its store damaged cannot name this backup: {error}"
        ));
    }
    if let Some(keep) = keep {
        let others = keep.saturating_sub(1);
        let surplus = backups.len().saturating_sub(others);
        for old in backups.drain(..surplus) {
            fs::remove_file(&old.path).map_err(failed("cannot delete", &old.path))?;
        }
    }
    Ok(path)
}

/// The newest backup of a data folder, as far as is known.
pub(in crate::store) fn newest_of(data: &Path) -> Option<PathBuf> {
    let note = files::open(&data.join(NOTE), File::options().read(true)).ok()?;
    let text = io::read_to_string(io::Read::take(note, NOTE_BYTES_MAX)).ok()?;
    let noted = PathBuf::from(text.trim_end_matches('\n'));
    match backups_in(files::folder_of(&noted)) {
        Ok(mut backups) => Some(backups.pop()?.path),
        // It is somebody else's to read, the service of the backups, say.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Some(noted),
        Err(_) => None,
    }
}

fn leave_note(data: &Path, backup: &Path) -> io::Result<()> {
    let unfinished = data.join(format!("{NOTE}.new"));
    let mut note = files::create(&unfinished)?;
    writeln!(note, "{}", std::path::absolute(backup)?.display())?;
    fs::rename(unfinished, data.join(NOTE))
}

/// The time as it stands in a name, such as 20261126T191300Z.
fn stamp(now_s: UnixSeconds) -> Result<String, StoreError> {
    let query = "SELECT strftime('%Y%m%dT%H%M%SZ', ?1, 'unixepoch')";
    Ok(Connection::open_in_memory()?.query_row(query, [now_s], |row| row.get(0))?)
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Backup {
    /// 0 if it has none.
    number: u64,
    path: PathBuf,
}

/// The backups in a folder, the newest last.
fn backups_in(folder: &Path) -> io::Result<Vec<Backup>> {
    let mut backups = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let number = entry.file_name().to_str().and_then(number_of);
        if let Some(number) = number
            && entry.file_type()?.is_file()
        {
            let path = entry.path();
            backups.push(Backup { number, path });
        }
    }
    backups.sort_unstable();
    Ok(backups)
}

/// The number in a backup's name, 0 if it has only a time; none if this is no
/// backup's name.
fn number_of(name: &str) -> Option<u64> {
    let name = name.strip_prefix(PREFIX)?.strip_suffix(EXTENSION)?;
    let Some((time, number)) = name.split_once('-') else {
        return is_time(name).then_some(0);
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    // A name with a larger number is not one that we gave.
    let ours = is_time(time) && digits && (NUMBER_DIGITS..=12).contains(&number.len());
    ours.then(|| number.parse().ok()).flatten()
}

fn is_time(text: &str) -> bool {
    let shape = text.bytes().map(|byte| match byte {
        b'0'..=b'9' => b'0',
        other => other,
    });
    shape.eq(*b"00000000T000000Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_are_known_by_their_names() {
        for (name, number) in [
            ("asteroids-20261126T191300Z.db", Some(0)),
            ("asteroids-20261126T191300Z-000017.db", Some(17)),
            ("asteroids-19700101T000000Z-1000000.db", Some(1_000_000)),
            ("asteroids-20261126T191300Z-17.db", None),
            ("asteroids-now-000017.db", None),
            ("asteroids-20261126T191300Z-99999999999999999999.db", None),
            ("asteroids-mine.db", None),
            ("asteroids.db", None),
        ] {
            assert_eq!(number_of(name), number, "{name}");
        }
    }

    #[test]
    fn a_time_is_written_so_that_names_sort_by_it() {
        for (now_s, time) in [(0, "19700101T000000Z"), (4_070_908_800, "20990101T000000Z")] {
            assert_eq!(stamp(now_s).expect("it is a time"), time);
        }
    }
}
