//! The disk as the log's thread uses it: files of one folder that are written once.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

use crate::files;

/// Where the files of a log are written. Any call may take long, and any may fail.
pub trait Disk: Send {
    /// Makes a file, in the place of the one that has this name.
    fn create(&mut self, name: &str) -> io::Result<Box<dyn DiskFile>>;
    /// Renames a file.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()>;
    /// Deletes a file, if it is there.
    fn remove(&mut self, name: &str) -> io::Result<()>;
    /// Has the disk keep which files there are.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file that is being written.
pub trait DiskFile: Write + Send {
    /// Has the disk keep what was written.
    fn sync(&mut self) -> io::Result<()>;
}

/// A folder of the file system.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Uses this one, which is made if it is missing.
    pub fn open(path: &std::path::Path) -> io::Result<Self> {
        files::make_folder(path).map_err(files::about(path))?;
        Ok(Self(path.to_owned()))
    }
}

impl Disk for Folder {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(files::create(&self.0.join(name))?))
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        files::remove(&self.0.join(name))
    }

    fn sync(&mut self) -> io::Result<()> {
        files::sync_folder(&self.0)
    }
}

impl DiskFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}
