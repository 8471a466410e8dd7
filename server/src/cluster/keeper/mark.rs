//! What a data folder remembers of having been the keeper's.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::files;

/// The name of the file in the data folder.
const FILE_NAME: &str = "keeper.generation";

/// What a data folder remembers of having been the keeper's: up to which generation its
/// store has counted.
#[derive(Debug)]
pub struct Mark {
    path: PathBuf,
    generation: Option<u32>,
}

impl Mark {
    /// The one in this folder.
    pub fn open(data: &Path) -> io::Result<Self> {
        let path = data.join(FILE_NAME);
        files::check(&path)?;
        let generation = match fs::read_to_string(&path) {
            Ok(text) => text.trim().parse().ok(),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Self { path, generation })
    }

    /// The last generation in which the store of this folder has counted.
    pub fn generation(&self) -> Option<u32> {
        self.generation
    }

    /// The store of this folder counts in this generation.
    pub fn keep(&mut self, generation: u32) -> io::Result<()> {
        if self.generation == Some(generation) {
            return Ok(());
        }
        let new = files::with_suffix(&self.path, ".new");
        let mut file = files::create(&new)?;
        writeln!(file, "{generation}")?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        files::sync_folder(files::folder_of(&self.path))?;
        self.generation = Some(generation);
        Ok(())
    }
}
