//! Films of rooms: ten seconds of all that happened, made from the log when somebody
//! asks, and kept for whoever asks next.
//!
//! A thread of its own makes them, behind all others and within a share of a
//! processor. Whoever asks for a film waits for it with everybody else who does.

mod budget;
mod cache;
mod desk;
mod reel;
mod settings;
mod studio;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use asteroids_shared::Tick;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use self::cache::Cache;
use self::desk::Desk;
use self::studio::Studio;
use crate::log::{LogId, LogState};
use crate::shelf::Bounds;
use crate::{metrics, priority};

pub use self::settings::FilmSettings;
pub use crate::room::film::FILM_TICKS;

/// How long an answer waits for a film; it is made all the same, and whoever asks
/// again soon has it.
const FILM_WITHIN: Duration = Duration::from_secs(4);
/// For so long a film is made for somebody who has not waited for it.
const AWAITED_FOR: Duration = Duration::from_secs(10);

/// Which film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FilmId {
    /// The number of the room.
    pub room: u32,
    /// The room's past: in another one ticks mean other things.
    pub world: LogId,
    /// The tick that it begins at, a multiple of [`FILM_TICKS`].
    pub from: Tick,
}

impl fmt::Display for FilmId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { room, world, from } = self;
        write!(f, "room {room}, tick {from} of {world}")
    }
}

/// Why there is no film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFilm {
    /// No films are made.
    #[error("this server keeps no films")]
    Off,
    /// The log does not lead there.
    #[error("this time is not kept any more: see in the list of films how far back they go")]
    NotKept,
    /// It waits, or others do.
    #[error("films are being made for others: try again in a moment")]
    Busy,
}

/// The films of all rooms. Cheap to clone; when the last one is dropped no more are
/// made.
#[derive(Clone, Debug)]
pub struct Films(Option<Arc<Shop>>);

#[derive(Debug)]
struct Shop {
    cache: Arc<Cache>,
    desk: Arc<Desk>,
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.desk.close();
    }
}

impl Films {
    /// There are none.
    pub fn off() -> Self {
        Self(None)
    }

    /// Makes films of the rooms, if the settings want some.
    pub fn start(settings: &FilmSettings) -> io::Result<Self> {
        if settings.bytes_max == 0 {
            return Ok(Self::off());
        }
        let cache = Arc::new(Cache::open(
            &settings.folder,
            Bounds::of_bytes(settings.bytes_max),
        )?);
        let desk = Arc::new(Desk::default());
        let studio = Studio::new(settings, Arc::clone(&cache), Arc::clone(&desk));
        thread::Builder::new()
            .name("films".to_owned())
            .spawn(move || {
                priority::stand_back();
                studio.run();
            })?;
        Ok(Self(Some(Arc::new(Shop { cache, desk }))))
    }

    /// Whether any are made.
    pub fn are_made(&self) -> bool {
        self.0.is_some()
    }

    /// Which films of a room with this log there are by this tick: those that begin at
    /// multiples of [`FILM_TICKS`] from the first on, and before the second. Some of them
    /// may be missing where the log is.
    pub fn range(&self, log: Option<&LogState>, until: Tick) -> (Tick, Tick) {
        let Some(log) = log.filter(|_| self.0.is_some()) else {
            return (0, 0);
        };
        // What a machine that is switched off would lose may turn out otherwise.
        let next = until.min(log.synced_to) / FILM_TICKS * FILM_TICKS;
        let kept_from = log.kept_from.unwrap_or(next);
        let first = kept_from.div_ceil(FILM_TICKS).saturating_mul(FILM_TICKS);
        (first.min(next), next)
    }

    /// A film, if it has been made.
    pub async fn made(&self, film: FilmId) -> Option<Bytes> {
        let shop = self.0.as_ref()?;
        if !shop.cache.has(film) {
            return None;
        }
        let cache = Arc::clone(&shop.cache);
        let read = tokio::task::spawn_blocking(move || cache.read(film));
        let content = read.await.ok().flatten()?;
        metrics::count_film_hit();
        Some(content.into())
    }

    /// Keeps a film that another edge has made.
    pub async fn keep(&self, film: FilmId, content: &Bytes) {
        let Some(shop) = &self.0 else { return };
        let (cache, content) = (Arc::clone(&shop.cache), content.clone());
        let kept = tokio::task::spawn_blocking(move || cache.keep(film, &content)).await;
        if let Ok(Err(error)) = kept {
            tracing::debug!(%error, "a film is not kept: {film}");
        }
    }

    /// A film that is to be made now, whoever else asks for it.
    pub async fn make(&self, film: FilmId) -> Result<Bytes, NoFilm> {
        let shop = self.0.as_ref().ok_or(NoFilm::Off)?;
        let mut coming = shop.desk.order(film)?;
        match timeout(FILM_WITHIN, &mut coming).await {
            Ok(made) => made.unwrap_or(Err(NoFilm::Busy)),
            Err(_) => {
                // Who asks again in a moment is not to begin at the end of the queue.
                tokio::spawn(timeout(AWAITED_FOR, coming));
                Err(NoFilm::Busy)
            }
        }
    }
}
