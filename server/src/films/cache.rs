//! The films that were made, on disk: those that were asked for longest ago go first.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use asteroids_shared::Tick;
use asteroids_shared::protocol::VERSION;

use super::FilmId;
use crate::files;
use crate::log::LogId;

/// A film that is being written. What a kill left of one is written over.
const UNFINISHED: &str = "film.unfinished";

/// The films that were made, on disk.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    bytes_max: u64,
    shelf: Mutex<Shelf>,
}

/// Which films there are.
#[derive(Debug, Default)]
struct Shelf {
    films: HashMap<Name, Kept>,
    bytes: u64,
    /// Counts how often any was asked for.
    asked: u64,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    bytes: u64,
    /// When it was asked for last.
    asked: u64,
}

/// What a film is called. Films are told in the protocol's version, so another
/// version needs other films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Name {
    version: u32,
    world: LogId,
    from: Tick,
}

impl Name {
    fn of(film: FilmId) -> Self {
        Self {
            version: VERSION,
            world: film.world,
            from: film.from,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        let (version, rest) = name.strip_prefix('v')?.split_once('-')?;
        let (world, from) = rest.strip_suffix(".film")?.split_once('-')?;
        let name = Self {
            version: version.parse().ok()?,
            world: LogId(u64::from_str_radix(world, 16).ok()?),
            from: from.parse().ok()?,
        };
        (name.to_string() == format!("v{version}-{rest}")).then_some(name)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Self {
            version,
            world,
            from,
        } = self;
        write!(f, "v{version}-{world}-{from:010}.film")
    }
}

impl Cache {
    /// Looks which films there are in a folder, which is made if it is missing. They
    /// may take so many bytes together.
    pub fn open(folder: &Path, bytes_max: u64) -> io::Result<Self> {
        let about = files::about(folder);
        files::make_folder(folder).map_err(&about)?;
        let mut found: Vec<(SystemTime, Name, u64)> = Vec::new();
        for item in fs::read_dir(folder).map_err(&about)? {
            let path = item?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.unwrap_or_default();
            let film = Name::parse(name);
            if film.is_none() && name != UNFINISHED {
                continue;
            }
            files::check(&path).map_err(files::about(&path))?;
            match film {
                Some(film) if film.version == VERSION => {
                    let metadata = path.metadata()?;
                    found.push((metadata.modified()?, film, metadata.len()));
                }
                Some(_) | None => files::remove(&path)?,
            }
        }
        found.sort_unstable_by_key(|(made, name, _)| (*made, name.from));
        let cache = Self {
            folder: folder.to_owned(),
            bytes_max,
            shelf: Mutex::default(),
        };
        for (_, name, bytes) in found {
            cache.shelf().add(name, bytes);
        }
        cache.make_room(0);
        Ok(cache)
    }

    /// Whether a film is there.
    pub fn has(&self, film: FilmId) -> bool {
        self.shelf().films.contains_key(&Name::of(film))
    }

    /// A film, if it is there. Reads a file.
    pub fn read(&self, film: FilmId) -> Option<Vec<u8>> {
        let name = Name::of(film);
        let bytes = self.shelf().ask_for(name)?;
        let mut read = Vec::with_capacity(bytes as usize);
        let file = files::open(&self.path_of(name), File::options().read(true));
        let whole = file.and_then(|file| file.take(bytes + 1).read_to_end(&mut read));
        if whole.is_ok() && read.len() as u64 == bytes {
            return Some(read);
        }
        // Somebody has been here.
        self.shelf().remove(name);
        None
    }

    /// Keeps a film, if there is room for it at all.
    pub fn keep(&self, film: FilmId, content: &[u8]) -> io::Result<()> {
        let bytes = content.len() as u64;
        if bytes > self.bytes_max {
            return Ok(());
        }
        self.make_room(bytes);
        let name = Name::of(film);
        let unfinished = self.folder.join(UNFINISHED);
        let written = files::create(&unfinished).and_then(|mut file| {
            file.write_all(content)?;
            // Else a machine that is switched off might leave a name without a film.
            file.sync_data()?;
            fs::rename(&unfinished, self.path_of(name))
        });
        if written.is_err() {
            // It takes room, perhaps all that there is.
            let _ = files::remove(&unfinished);
        }
        written?;
        self.shelf().add(name, bytes);
        Ok(())
    }

    /// How large all films are.
    pub fn bytes(&self) -> u64 {
        self.shelf().bytes
    }

    /// Lets films go until there is room for so many bytes more.
    fn make_room(&self, bytes: u64) {
        loop {
            let mut shelf = self.shelf();
            if shelf.bytes + bytes <= self.bytes_max {
                return;
            }
            let Some(oldest) = shelf.oldest() else { return };
            shelf.remove(oldest);
            drop(shelf);
            let path = self.path_of(oldest);
            if let Err(error) = files::remove(&path) {
                tracing::warn!(%error, "a film cannot be deleted: {}", path.display());
            }
        }
    }

    fn path_of(&self, name: Name) -> PathBuf {
        self.folder.join(name.to_string())
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn add(&mut self, name: Name, bytes: u64) {
        self.remove(name);
        self.asked += 1;
        let asked = self.asked;
        self.films.insert(name, Kept { bytes, asked });
        self.bytes += bytes;
    }

    fn remove(&mut self, name: Name) {
        if let Some(kept) = self.films.remove(&name) {
            self.bytes -= kept.bytes;
        }
    }

    /// Notes that it is asked for, and gives its bytes.
    fn ask_for(&mut self, name: Name) -> Option<u64> {
        let kept = self.films.get_mut(&name)?;
        self.asked += 1;
        kept.asked = self.asked;
        Some(kept.bytes)
    }

    fn oldest(&self) -> Option<Name> {
        let oldest = self.films.iter().min_by_key(|(_, kept)| kept.asked);
        oldest.map(|(name, _)| *name)
    }
}
