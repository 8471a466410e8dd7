//! Logs of no use are put aside, whole: somebody may find out why.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::inventory::{Inventory, UNFINISHED};
use crate::files;

/// Between the name of a log's folder and a number that grows.
const ASIDE: &str = "-aside-";
/// So many are kept of each log; beyond that the oldest go.
const ASIDE_MAX: usize = 3;

/// Moves the folder of a log out of the way, under its own name and a number. Of
/// those only the latest are kept: this one, and others while all together have no
/// more than so many bytes. Gives where it is now; none if there are no files of a
/// log in it.
pub fn put_aside(folder: &Path, bytes_max: u64) -> io::Result<Option<PathBuf>> {
    if Inventory::of(folder)?.is_empty() {
        return Ok(None);
    }
    let older = asides_of(folder)?;
    let number = older.last().map_or(0, |(latest, _)| *latest) + 1;
    let aside = files::with_suffix(folder, &format!("{ASIDE}{number}"));
    fs::rename(folder, &aside).map_err(files::about(folder))?;
    files::sync_folder(files::folder_of(folder))?;
    let mut bytes = Inventory::of(&aside)?.bytes();
    for (place, (_, path)) in (1..).zip(older.into_iter().rev()) {
        bytes = bytes.saturating_add(Inventory::of(&path)?.bytes());
        if place < ASIDE_MAX && bytes <= bytes_max {
            continue;
        }
        // What cannot be deleted is somebody else's to look at.
        if let Err(error) = delete(&path) {
            let folder = path.display();
            tracing::warn!(%error, %folder, "a log that was put aside cannot be deleted");
        }
    }
    Ok(Some(aside))
}

/// The folders that were put aside, the latest last.
fn asides_of(folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let begin = format!("{name}{ASIDE}");
    let mut asides = Vec::new();
    for found in fs::read_dir(files::folder_of(folder))? {
        let found = found?;
        let name = found.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&begin));
        if let Some(Ok(number)) = number.map(str::parse::<u32>) {
            asides.push((u64::from(number), found.path()));
        }
    }
    asides.sort_unstable();
    Ok(asides)
}

/// Deletes a folder with the files of a log in it, and nothing else.
fn delete(folder: &Path) -> io::Result<()> {
    for name in Inventory::of(folder)?.names() {
        files::remove(&folder.join(name.to_string()))?;
    }
    files::remove(&folder.join(UNFINISHED))?;
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
