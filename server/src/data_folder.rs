//! The folder of what the server keeps, looked at before it is used: what is
//! wrong with it is told by the setting that names it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::fs::Access;
use rustix::io::Errno;

use crate::store::FILE_NAME;

/// Why a folder is of no use.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is something else.
    #[error("{} is no folder: name another with --data (ASTEROIDS_DATA)", .0.display())]
    NoFolder(PathBuf),
    /// It belongs to somebody else.
    #[error(
        "this user may not write in the folder {}: give it the folder, or name another with --data (ASTEROIDS_DATA)", .0.display()
    )]
    Forbidden(PathBuf),
    /// It is not there and cannot be made.
    #[error(
        "cannot create the folder {}: {error}; name another with --data (ASTEROIDS_DATA)", path.display()
    )]
    Missing {
        /// Which one.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// No server has kept anything there.
    #[error(
        "there is no {FILE_NAME} in {}: name the folder of the server with --data (ASTEROIDS_DATA)", .0.display()
    )]
    Empty(PathBuf),
}

/// Makes the folder if it is missing, and sees whether it can be used.
pub fn prepare(path: &Path) -> Result<(), Unusable> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Unusable::NoFolder(path.to_owned()),
        _ => Unusable::Missing {
            path: path.to_owned(),
            error,
        },
    })?;
    // A disk that takes nothing may take something later.
    match rustix::fs::access(path, Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK) {
        Err(Errno::ACCESS) => Err(Unusable::Forbidden(path.to_owned())),
        Err(_) | Ok(()) => Ok(()),
    }
}

/// Sees whether a server has kept something in the folder.
pub fn look_into(path: &Path) -> Result<(), Unusable> {
    match fs::symlink_metadata(path.join(FILE_NAME)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Unusable::Empty(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            Err(Unusable::NoFolder(path.to_owned()))
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(Unusable::Forbidden(path.to_owned()))
        }
        Err(_) | Ok(_) => Ok(()),
    }
}
