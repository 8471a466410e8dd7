//! What may be wrong with the file of the store or with a backup, and what to
//! do about it.

use std::io::{self, ErrorKind};
use std::path::Path;

use rusqlite::ErrorCode;

use crate::store::StoreError;
use crate::store::file::backup;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The store is damaged, or is none.
    #[error("the store {path} cannot be used: {problem}; {way_out}")]
    Store {
        /// Which file.
        path: String,
        /// What is wrong with it.
        problem: String,
        /// What to do.
        way_out: String,
    },
    /// It is not yet said which file it is.
    #[error("{0}")]
    Unsound(String),
    /// What is to be restored is a folder or a pipe.
    #[error("{0} is no file: choose a backup")]
    NoFile(String),
    /// What is to be restored is the store itself.
    #[error("{0} is the store itself, perhaps by another name: choose a backup")]
    SameFile(String),
    /// A restore is under way.
    #[error("the store is being restored: wait until that is done")]
    Restoring,
    /// Somebody has locked the file: a reader, or what checks or copies it.
    #[error("somebody else has the store locked: end what reads, checks or copies it")]
    Locked,
}

impl StoreError {
    /// Whether it is for the disk or for somebody else, and may pass.
    pub(in crate::store) fn may_pass(&self) -> bool {
        use ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        match self {
            Self::Io { source, .. } => matches!(
                source.kind(),
                ErrorKind::StorageFull | ErrorKind::ReadOnlyFilesystem | ErrorKind::QuotaExceeded
            ),
            Self::File(Trouble::Restoring) => true,
            other => {
                let disk = [CannotOpen, DiskFull, ReadOnly, SystemIoFailure];
                other.is_for(&disk) || other.is_others()
            }
        }
    }

    /// Whether somebody else has the file locked.
    pub(in crate::store) fn is_others(&self) -> bool {
        matches!(self, Self::File(Trouble::Locked))
            || self.is_for(&[ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked])
    }

    /// Whether the file is damaged or no store.
    pub(in crate::store) fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. } | Self::File(Trouble::Unsound(_) | Trouble::Store { .. })
        ) || self.is_for(&[ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase])
    }

    fn is_for(&self, codes: &[ErrorCode]) -> bool {
        match self {
            Self::Sqlite(error) => error
                .sqlite_error_code()
                .is_some_and(|code| codes.contains(&code)),
            _ => false,
        }
    }

    /// The backup with this path is damaged.
    pub(in crate::store) fn damaged(path: &Path, problem: &str) -> Self {
        Self::Damaged {
            path: path.display().to_string(),
            problem: in_one_line(problem),
        }
    }

    /// The same about the backup with this path, if that is damaged.
    pub(in crate::store) fn about(self, path: &Path) -> Self {
        match self {
            Self::Damaged { problem, .. } => Self::damaged(path, &problem),
            damage if damage.is_damage() => Self::damaged(path, &damage.to_string()),
            other => other,
        }
    }

    /// The same about the store with this path, with what to do, if it is damaged.
    pub(in crate::store) fn with_way_out(self, path: &Path) -> Self {
        let problem = match self {
            Self::File(Trouble::Store { .. }) => return self,
            Self::Damaged { problem, .. } => problem,
            damage if damage.is_damage() => damage.to_string(),
            other => return other,
        };
        Self::File(Trouble::Store {
            path: path.display().to_string(),
            problem: in_one_line(&problem),
            way_out: way_out(path),
        })
    }
}

fn way_out(store: &Path) -> String {
    let data = crate::files::folder_of(store);
    let command = |backup: &str| {
        let (backup, data) = (quoted(backup), quoted(&data.display().to_string()));
        format!(
            "`asteroids-server restore {backup} --data {data}` puts it in place, and keeps what is there now"
        )
    };
    match backup::newest_of(data) {
        Some(newest) => {
            let newest = newest.display().to_string();
            format!("the newest backup is {newest}: {}", command(&newest))
        }
        None => format!(
            "no backup was made on this machine that still is there; if you have one elsewhere, {}",
            command("BACKUP")
        ),
    }
}

/// A word of a command as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%".contains(c);
    if word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn in_one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// Says what could not be done with a file.
pub(in crate::store) fn failed(what: &str, path: &Path) -> impl Fn(io::Error) -> StoreError {
    let what = format!("{what} {}", path.display());
    move |source| StoreError::Io {
        what: what.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_where_a_shell_would_take_it_apart() {
        assert_eq!(quoted("/srv/asteroids-1.db"), "/srv/asteroids-1.db");
        assert_eq!(quoted("/my data/$x"), "'/my data/$x'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
    }
}
