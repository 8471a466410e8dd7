//! The thread that makes films.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use asteroids_shared::Tick;
use bytes::Bytes;

use super::budget::Budget;
use super::cache::Cache;
use super::desk::{Desk, Made, Task};
use super::reel::{Reel, Source};
use super::{FILM_TICKS, FilmId, FilmSettings, NoFilm};
use crate::metrics;
use crate::room::film::{Camera, Subject};

/// How many states are kept from which a film may be made at once. One of a thousand
/// pilots takes some megabytes.
const REELS_MAX: usize = 3;
/// After how long without an order they are let go.
const REELS_FOR: Duration = Duration::from_secs(60);

/// Makes films, one after the other.
pub struct Studio {
    logs: Vec<(u32, PathBuf)>,
    cpu_percent: u32,
    cache: Arc<Cache>,
    desk: Arc<Desk>,
    /// Where films may go on, the latest used last.
    reels: Vec<Reel>,
}

impl Studio {
    /// Makes what is ordered at the desk, and keeps it in the cache.
    pub fn new(settings: &FilmSettings, cache: Arc<Cache>, desk: Arc<Desk>) -> Self {
        Self {
            logs: settings.logs.clone(),
            cpu_percent: settings.cpu_percent,
            cache,
            desk,
            reels: Vec::new(),
        }
    }

    /// Makes films until the desk is closed.
    pub fn run(mut self) {
        let mut budget = Budget::percent(self.cpu_percent);
        loop {
            match self.desk.next(REELS_FOR) {
                Task::Make(film) => {
                    // A room that has panicked there would do so again.
                    let made = catch_unwind(AssertUnwindSafe(|| self.make(film, &mut budget)));
                    let made = made.unwrap_or_else(|_| {
                        tracing::error!("a film panics: {film}");
                        Err(NoFilm::NotKept)
                    });
                    self.desk.hand_out(film, &made);
                    budget.pay();
                    metrics::tell_film_cpu(budget.taken());
                    metrics::tell_films(self.desk.orders(), self.cache.bytes());
                }
                Task::Idle => self.reels.clear(),
                Task::End => return,
            }
        }
    }

    fn make(&mut self, film: FilmId, budget: &mut Budget) -> Made {
        if let Some(content) = self.cache.read(film) {
            return Ok(content.into());
        }
        let mut logs = self.logs.iter();
        let (_, folder) = { logs.find(|(room, _)| *room == film.room) }.ok_or(NoFilm::NotKept)?;
        let source = Source::open(folder, film.world)?;
        let mut reel = match self.reel_to(film, source.snapshot_before(film.from)) {
            Some(reel) => reel,
            None => source.reel_before(film.from)?,
        };
        let made = self.play_to(&mut reel, &source, film, budget)?;
        if self.reels.len() == REELS_MAX {
            self.reels.remove(0);
        }
        self.reels.push(reel);
        Ok(made)
    }

    /// The reel that leads to a film with the fewest ticks, if it is not further from
    /// there than the snapshot is.
    fn reel_to(&mut self, film: FilmId, snapshot: Option<Tick>) -> Option<Reel> {
        let leading = (0..self.reels.len()).filter(|&index| self.reels[index].leads_to(film));
        let nearest = leading.max_by_key(|&index| self.reels[index].tick())?;
        let is_near = snapshot.is_none_or(|tick| tick <= self.reels[nearest].tick());
        is_near.then(|| self.reels.remove(nearest))
    }

    /// Plays up to the end of a film. Those that are passed on the way are made too if
    /// somebody waits for them: to step a room costs a fraction of filming it.
    fn play_to(&self, reel: &mut Reel, source: &Source, film: FilmId, budget: &mut Budget) -> Made {
        loop {
            let from = reel.tick();
            let to = (from + 1).next_multiple_of(FILM_TICKS);
            let passed = FilmId { from, ..film };
            let is_whole = from.is_multiple_of(FILM_TICKS);
            let is_wanted = passed == film || self.desk.awaits(passed);
            if !is_whole || !is_wanted {
                reel.play(source, to, |_| {
                    budget.pay();
                    Ok(())
                })?;
                continue;
            }
            let made = shoot(reel, source, passed, budget);
            let made = made.inspect(|content| self.keep(passed, content));
            if passed == film {
                return made;
            }
            self.desk.hand_out(passed, &Ok(made?));
        }
    }

    fn keep(&self, film: FilmId, content: &Bytes) {
        metrics::count_film();
        if let Err(error) = self.cache.keep(film, content) {
            tracing::debug!(%error, "a film is not kept: {film}");
        }
    }
}

/// Plays a film, from its first tick on, and takes it.
fn shoot(reel: &mut Reel, source: &Source, film: FilmId, budget: &mut Budget) -> Made {
    let broken = |error| {
        tracing::error!(%error, "a film cannot be made: {film}");
        NoFilm::NotKept
    };
    let world = film.world.to_string();
    let subject = Subject {
        room: film.room,
        world: &world,
    };
    let to = film.from + FILM_TICKS;
    let mut camera = Camera::begin(subject, reel.state(), to).map_err(broken)?;
    reel.play(source, to, |state| {
        budget.pay();
        camera.see(state).map_err(broken)
    })?;
    Ok(camera.finish().map_err(broken)?.into())
}
