//! A folder of files that may take so much room: those that were asked for longest
//! ago go first.

use std::collections::HashMap;
use std::fmt::Display;
use std::fs::{self, File};
use std::hash::Hash;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::files;

/// What a file on a shelf is called: how it shows is the file's name, so it has to show
/// as one.
pub trait Label: Copy + Eq + Ord + Hash + Display {
    /// A file that is being written. What a kill left of one is written over.
    const UNFINISHED: &'static str;

    /// Reads what it shows as.
    fn parse(name: &str) -> Option<Self>;

    /// Whether what is called so is still of use; what is not is deleted at a start.
    fn is_of_use(&self) -> bool {
        true
    }
}

/// How much there may be on a shelf.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many bytes all files may have.
    pub bytes_max: u64,
    /// How many files there may be.
    pub count_max: usize,
    /// How old one may be.
    pub age_max: Duration,
}

impl Bounds {
    /// So many bytes in however many files.
    pub const fn of_bytes(bytes_max: u64) -> Self {
        Self {
            bytes_max,
            count_max: usize::MAX,
            age_max: Duration::MAX,
        }
    }
}

/// A folder of files that may take so much room.
#[derive(Debug)]
pub struct Shelf<L> {
    folder: PathBuf,
    bounds: Bounds,
    book: Mutex<Book<L>>,
    /// Held while a file is written: they have the same name until they are whole.
    writing: Mutex<()>,
}

/// Which files there are.
#[derive(Debug)]
struct Book<L> {
    files: HashMap<L, Kept>,
    bytes: u64,
    /// Counts how often any was asked for.
    asked: u64,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    bytes: u64,
    made: SystemTime,
    /// When it was asked for last.
    asked: u64,
}

impl<L: Label> Shelf<L> {
    /// Looks which files there are in a folder, which is made if it is missing.
    pub fn open(folder: &Path, bounds: Bounds) -> io::Result<Self> {
        let about = files::about(folder);
        files::make_folder(folder).map_err(&about)?;
        let mut found: Vec<(SystemTime, L, u64)> = Vec::new();
        for item in fs::read_dir(folder).map_err(&about)? {
            let path = item?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.unwrap_or_default();
            let label = L::parse(name);
            if label.is_none() && name != L::UNFINISHED {
                continue;
            }
            files::check(&path).map_err(files::about(&path))?;
            match label.filter(L::is_of_use) {
                Some(label) => {
                    let metadata = path.metadata()?;
                    found.push((metadata.modified()?, label, metadata.len()));
                }
                None => files::remove(&path)?,
            }
        }
        found.sort_unstable_by_key(|(made, label, _)| (*made, *label));
        let shelf = Self {
            folder: folder.to_owned(),
            bounds,
            book: Mutex::default(),
            writing: Mutex::default(),
        };
        for (made, label, bytes) in found {
            shelf.book().add(label, bytes, made);
        }
        shelf.let_old_ones_go();
        shelf.make_room(0, 0);
        Ok(shelf)
    }

    /// Whether a file is there.
    pub fn has(&self, label: impl Into<L>) -> bool {
        let label = label.into();
        let made = self.book().files.get(&label).map(|kept| kept.made);
        made.is_some_and(|made| !self.is_too_old(made))
    }

    /// What a file has, if it is there.
    pub fn read(&self, label: impl Into<L>) -> Option<Vec<u8>> {
        let label = label.into();
        if !self.has(label) {
            return None;
        }
        let bytes = self.book().ask_for(label)?;
        let mut read = Vec::with_capacity(bytes as usize);
        let file = files::open(&self.path_of(label), File::options().read(true));
        let whole = file.and_then(|file| file.take(bytes + 1).read_to_end(&mut read));
        if whole.is_ok() && read.len() as u64 == bytes {
            return Some(read);
        }
        // Somebody has been here.
        self.book().remove(label);
        None
    }

    /// Keeps a file. False if there is no room for one like it at all.
    pub fn keep(&self, label: impl Into<L>, content: &[u8]) -> io::Result<bool> {
        let label = label.into();
        let bytes = content.len() as u64;
        if bytes > self.bounds.bytes_max || self.bounds.count_max == 0 {
            return Ok(false);
        }
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.let_old_ones_go();
        self.make_room(bytes, 1);
        let unfinished = self.folder.join(L::UNFINISHED);
        let written = files::create(&unfinished).and_then(|mut file| {
            file.write_all(content)?;
            // Else a machine that is switched off might leave a name without content.
            file.sync_data()?;
            fs::rename(&unfinished, self.path_of(label))
        });
        if written.is_err() {
            // It takes room, perhaps all that there is.
            let _ = files::remove(&unfinished);
        }
        written?;
        self.book().add(label, bytes, SystemTime::now());
        Ok(true)
    }

    /// How large all files are.
    pub fn bytes(&self) -> u64 {
        self.book().bytes
    }

    /// Lets files go until there is room for more of them, of so many bytes.
    fn make_room(&self, bytes: u64, count: usize) {
        loop {
            let mut book = self.book();
            let is_room = book.bytes + bytes <= self.bounds.bytes_max;
            if is_room && book.files.len().saturating_add(count) <= self.bounds.count_max {
                return;
            }
            let Some(oldest) = book.oldest() else { return };
            book.remove(oldest);
            drop(book);
            self.delete(oldest);
        }
    }

    /// Lets those go that are older than any may be.
    fn let_old_ones_go(&self) {
        let mut book = self.book();
        let files = book.files.iter();
        let old = files.filter(|(_, kept)| self.is_too_old(kept.made));
        let old: Vec<L> = old.map(|(label, _)| *label).collect();
        old.iter().for_each(|&label| book.remove(label));
        drop(book);
        old.into_iter().for_each(|label| self.delete(label));
    }

    /// A clock that was put back makes nothing old.
    fn is_too_old(&self, made: SystemTime) -> bool {
        made.elapsed().unwrap_or_default() > self.bounds.age_max
    }

    fn delete(&self, label: L) {
        let path = self.path_of(label);
        if let Err(error) = files::remove(&path) {
            tracing::warn!(%error, "a file cannot be deleted: {}", path.display());
        }
    }

    fn path_of(&self, label: L) -> PathBuf {
        self.folder.join(label.to_string())
    }

    fn book(&self) -> MutexGuard<'_, Book<L>> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<L> Default for Book<L> {
    fn default() -> Self {
        Self {
            files: HashMap::new(),
            bytes: 0,
            asked: 0,
        }
    }
}

impl<L: Label> Book<L> {
    fn add(&mut self, label: L, bytes: u64, made: SystemTime) {
        self.remove(label);
        self.asked += 1;
        let asked = self.asked;
        self.files.insert(label, Kept { bytes, made, asked });
        self.bytes += bytes;
    }

    fn remove(&mut self, label: L) {
        if let Some(kept) = self.files.remove(&label) {
            self.bytes -= kept.bytes;
        }
    }

    /// Notes that it is asked for, and gives its bytes.
    fn ask_for(&mut self, label: L) -> Option<u64> {
        let kept = self.files.get_mut(&label)?;
        self.asked += 1;
        kept.asked = self.asked;
        Some(kept.bytes)
    }

    fn oldest(&self) -> Option<L> {
        let oldest = self.files.iter().min_by_key(|(_, kept)| kept.asked);
        oldest.map(|(label, _)| *label)
    }
}
