//! Which files of a log there are.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::{fs, io::ErrorKind};

use asteroids_shared::Tick;

use super::file_name::{FileKind, FileName};
use crate::files;

/// A snapshot that is being written. What a kill left of one is written over.
pub(super) const UNFINISHED: &str = "snapshot.unfinished";

/// Which files of a log there are, and how large each is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory(pub(super) BTreeMap<FileName, u64>);

impl Inventory {
    /// The files of a folder; none if there is no folder. What is called like one
    /// of them and is no file of ours is an error.
    pub fn of(folder: &Path) -> io::Result<Self> {
        files::check_folder(folder).map_err(files::about(folder))?;
        let listing = match fs::read_dir(folder) {
            Ok(listing) => listing,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(files::about(folder)(error)),
        };
        let mut found = BTreeMap::new();
        for item in listing {
            let item = item?;
            let path = item.path();
            let name = item.file_name();
            let name = name.to_str().unwrap_or_default();
            let file = FileName::parse(name);
            if file.is_some() || name == UNFINISHED {
                files::check(&path).map_err(files::about(&path))?;
            }
            let Some(file) = file else { continue };
            match item.metadata() {
                Ok(metadata) => {
                    found.insert(file, metadata.len());
                }
                // The log's writer has let go of it meanwhile.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(files::about(&path)(error)),
            }
        }
        Ok(Self(found))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How large all together are.
    pub fn bytes(&self) -> u64 {
        self.0.values().sum()
    }

    /// The files in their order.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = FileName> {
        self.0.keys().copied()
    }

    /// The ticks of all files of this kind, in their order.
    pub fn ticks(&self, kind: FileKind) -> impl DoubleEndedIterator<Item = Tick> {
        let of_kind = self.names().filter(move |name| name.kind == kind);
        of_kind.map(|name| name.tick)
    }
}
