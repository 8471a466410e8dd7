//! Files, opened so that none of them leads elsewhere or holds anybody up.
//!
//! What is in the data folder under one of our names should be a file of ours.
//! A link would have us write to somewhere else, and a pipe would have us wait
//! for ever: whatever else it is, is an error that says so.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::process::geteuid;

/// Why a file is not touched.
#[derive(Debug, thiserror::Error)]
pub enum NotOurs {
    /// It is no file.
    #[error("it is {0} and no file: move it away")]
    Other(&'static str),
    /// It is no folder.
    #[error("it is {0} and no folder: move it away")]
    NoFolder(&'static str),
    /// It has another name, under which it would change too.
    #[error(
        "it is the same file as another one (a hard link): move it away, or put a copy in its place"
    )]
    Shared,
    /// Somebody else could change it at any time.
    #[error(
        "it belongs to the user {owner}, and its folder does not: change its owner, or move it away"
    )]
    Foreign {
        /// The user's number.
        owner: u32,
    },
}

impl From<NotOurs> for io::Error {
    fn from(why: NotOurs) -> Self {
        Self::new(ErrorKind::InvalidInput, why)
    }
}

/// Says whether a file that is in the data folder, or is still to be, is one of
/// ours. Opens nothing.
pub fn check(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(check_ours(&found, path)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The same, whoever else has it.
pub fn check_kind_of(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(check_kind(&found)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Says whether a folder in the data folder, which may be still to be, is one of ours.
pub fn check_folder(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(check_owner(&found, path)?),
        Ok(found) => Err(NotOurs::NoFolder(kind_of(&found)).into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a folder in the data folder, if it is missing, and those around it.
pub fn make_folder(path: &Path) -> io::Result<()> {
    check_folder(path)?;
    if path.is_dir() {
        return Ok(());
    }
    let around = folder_of(path);
    make_folder(around)?;
    fs::create_dir(path)?;
    give_to_owner(&File::open(path)?, around)?;
    sync_folder(around)
}

/// Has an error say which file it is about.
pub fn about(path: &Path) -> impl Fn(io::Error) -> io::Error {
    let path = path.display().to_string();
    move |error| io::Error::new(error.kind(), format!("cannot use {path}: {error}"))
}

/// Opens a file of the data folder.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    check(path)?;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = options
        .custom_flags(flags.bits().cast_signed())
        .open(path)?;
    // It may be another one than a moment ago.
    check_ours(&file.metadata()?, path)?;
    Ok(file)
}

/// Makes a new file in the data folder, in the place of whatever is there.
pub fn create(path: &Path) -> io::Result<File> {
    remove(path)?;
    let file = File::create_new(path)?;
    give_to_owner(&file, folder_of(path))?;
    Ok(file)
}

/// Deletes a file, if it is there.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Has the disk keep what was created, renamed and deleted in a folder.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// What root makes in the folder of a service is to be the service's.
pub fn give_to_owner(file: &File, folder: &Path) -> io::Result<()> {
    if !geteuid().is_root() {
        return Ok(());
    }
    let folder = fs::metadata(folder)?;
    fchown(file, Some(folder.uid()), Some(folder.gid()))
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A path with something after its last letter.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.to_owned().into_os_string();
    path.push(suffix);
    path.into()
}

fn check_ours(found: &Metadata, path: &Path) -> io::Result<()> {
    check_kind(found)?;
    if found.nlink() > 1 {
        return Err(NotOurs::Shared.into());
    }
    check_owner(found, path)
}

fn check_owner(found: &Metadata, path: &Path) -> io::Result<()> {
    let owner = found.uid();
    if owner != 0 && owner != geteuid().as_raw() && owner != fs::metadata(folder_of(path))?.uid() {
        return Err(NotOurs::Foreign { owner }.into());
    }
    Ok(())
}

fn check_kind(found: &Metadata) -> Result<(), NotOurs> {
    match found.is_file() {
        true => Ok(()),
        false => Err(NotOurs::Other(kind_of(found))),
    }
}

/// What something is, as it is told.
fn kind_of(found: &Metadata) -> &'static str {
    let kind = found.file_type();
    match () {
        () if kind.is_file() => "a file",
        () if kind.is_symlink() => "a link",
        () if kind.is_dir() => "a folder",
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}
