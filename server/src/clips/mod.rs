//! Clips that people share: parts of films, checked, and kept for a while.
//!
//! Whoever sends one is believed nothing: a clip is read to its end by the rules of the
//! protocol and written anew, and is called by what is in it.

mod check;
mod id;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

pub use self::check::{CLIP_BYTES_MAX, Clip, Damage};
pub use self::id::ClipId;
use self::id::FileName;
use crate::shelf::{Bounds, Shelf};

/// Which clips are kept.
#[derive(Clone, Debug)]
pub struct ClipSettings {
    /// Where.
    pub folder: PathBuf,
    /// How many bytes they may take; 0 for no clips.
    pub bytes_max: u64,
    /// How many there may be; 0 for no clips.
    pub count_max: usize,
    /// For how many days one is kept at the most; 0 for no clips.
    pub days_max: u32,
}

/// The clips that are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Clips(Option<Arc<Kept>>);

#[derive(Debug)]
struct Kept {
    shelf: Shelf<FileName>,
    days_max: u32,
}

impl Clips {
    /// None are kept.
    pub fn off() -> Self {
        Self(None)
    }

    /// Those of a folder, if the settings want some.
    pub fn open(settings: &ClipSettings) -> io::Result<Self> {
        let ClipSettings {
            bytes_max,
            count_max,
            days_max,
            ..
        } = *settings;
        if bytes_max == 0 || count_max == 0 || days_max == 0 {
            return Ok(Self::off());
        }
        let bounds = Bounds {
            bytes_max,
            count_max,
            age_max: Duration::from_secs(24 * 3_600 * u64::from(days_max)),
        };
        let shelf = Shelf::open(&settings.folder, bounds)?;
        Ok(Self(Some(Arc::new(Kept { shelf, days_max }))))
    }

    /// For how many days a clip is kept at the most; 0 if none are.
    pub fn days(&self) -> u32 {
        self.0.as_ref().map_or(0, |kept| kept.days_max)
    }

    /// Keeps a clip. False if there is no room for one like it.
    pub fn keep(&self, clip: &Clip) -> io::Result<bool> {
        match &self.0 {
            Some(kept) if kept.shelf.has(clip.id) => Ok(true),
            Some(kept) => kept.shelf.keep(clip.id, &clip.content),
            None => Ok(false),
        }
    }

    /// A clip, if it is kept. Reads a file.
    pub fn read(&self, id: ClipId) -> Option<Bytes> {
        Some(self.0.as_ref()?.shelf.read(id)?.into())
    }
}
