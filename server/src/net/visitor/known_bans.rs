//! The bans that an edge of a cluster knew last, in a file of its data folder. By it an edge
//! keeps the banned out from its start on, also while the keeper, whose store has the bans,
//! is away.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

use crate::files;
use crate::store::Ban;

/// The name of the file in the data folder.
const FILE_NAME: &str = "known-bans";

/// The bans that an edge of a cluster knew last. A server that stands alone needs none: its
/// store is beside it.
#[derive(Debug, Default)]
pub struct KnownBans {
    path: Option<PathBuf>,
    /// What the file has.
    bans: BTreeMap<i64, Ban>,
}

impl KnownBans {
    /// Those of this folder. A file that is damaged counts as none, and the log says so.
    pub fn open(data: &Path) -> io::Result<Self> {
        let path = data.join(FILE_NAME);
        let bytes = read(&path).map_err(files::about(&path))?;
        let bans: Vec<Ban> = match bytes.map(|bytes| rmp_serde::from_slice(&bytes)) {
            None => Vec::new(),
            Some(Ok(bans)) => bans,
            Some(Err(error)) => {
                tracing::warn!(%error, "the file {FILE_NAME} is damaged: no bans are known before they are read");
                Vec::new()
            }
        };
        Ok(Self {
            path: Some(path),
            bans: bans.into_iter().map(|ban| (ban.id, ban)).collect(),
        })
    }

    /// Those that the file has.
    pub fn bans(&self) -> &BTreeMap<i64, Ban> {
        &self.bans
    }

    /// Has the file have these. What the disk does not take now it may take the next time.
    pub async fn keep(&mut self, bans: BTreeMap<i64, Ban>) {
        let Some(path) = self.path.clone().filter(|_| bans != self.bans) else {
            return;
        };
        let written = spawn_blocking(move || write(&path, &bans).map(|()| bans)).await;
        match written.map_err(io::Error::other).flatten() {
            Ok(bans) => self.bans = bans,
            Err(error) => tracing::warn!(%error, "bans do not outlast a restart: {FILE_NAME}"),
        }
    }
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    match files::open(path, File::options().read(true)) {
        Ok(mut file) => file.read_to_end(&mut bytes)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(bytes))
}

/// Writes all of it or nothing.
fn write(path: &Path, bans: &BTreeMap<i64, Ban>) -> io::Result<()> {
    let bans: Vec<&Ban> = bans.values().collect();
    let bytes = rmp_serde::to_vec_named(&bans).map_err(io::Error::other)?;
    let new = files::with_suffix(path, ".new");
    let mut file = files::create(&new)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    files::sync_folder(files::folder_of(path))
}
