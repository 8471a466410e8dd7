//! The state of a room at some tick of its past, played on from there.

use std::path::Path;

use asteroids_shared::Tick;

use super::{FilmId, NoFilm};
use crate::log::{Archive, LogId};
use crate::room::state::entry::Entry;
use crate::room::{RoomRecord, State};

/// The log of a room, to be played from.
pub struct Source {
    archive: Archive,
    world: LogId,
}

impl Source {
    /// The log in this folder, if it is the one of the world.
    pub fn open(folder: &Path, world: LogId) -> Result<Self, NoFilm> {
        let archive = Archive::open(folder).map_err(|error| {
            tracing::debug!(%error, "the log of a room cannot be read");
            NoFilm::NotKept
        })?;
        Ok(Self { archive, world })
    }

    /// A reel at the newest snapshot that is not after this tick.
    pub fn reel_before(&self, tick: Tick) -> Result<Reel, NoFilm> {
        let found = self.archive.snapshot_until(tick);
        let (world, snapshot) = found.ok_or(NoFilm::NotKept)?;
        if world != self.world {
            return Err(NoFilm::NotKept);
        }
        let record = RoomRecord::read(&mut &snapshot.payload[..]).map_err(|error| {
            tracing::debug!(%error, "another version of the server wrote a snapshot");
            NoFilm::NotKept
        })?;
        let state = State::from(record);
        Ok(Reel { world, state })
    }

    /// The tick of the newest snapshot that is not after this one.
    pub fn snapshot_before(&self, tick: Tick) -> Option<Tick> {
        self.archive.snapshot_tick_until(tick)
    }
}

/// The state of a room at some tick of its past.
pub struct Reel {
    world: LogId,
    state: State,
}

impl Reel {
    /// Whether it leads to this film.
    pub fn leads_to(&self, film: FilmId) -> bool {
        self.world == film.world && self.tick() <= film.from
    }

    /// The tick that it is at.
    pub fn tick(&self) -> Tick {
        self.state.world().tick()
    }

    /// The state there.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Plays up to this tick, and has somebody look after each one.
    pub fn play(
        &mut self,
        source: &Source,
        to: Tick,
        mut look: impl FnMut(&State) -> Result<(), NoFilm>,
    ) -> Result<(), NoFilm> {
        for entry in source.archive.entries(self.world, self.tick(), Some(to)) {
            let entry = entry.map_err(|interruption| {
                tracing::debug!("a film breaks off: {interruption}");
                NoFilm::NotKept
            })?;
            let entry = Entry::decode(&entry.payload).map_err(|error| {
                tracing::debug!("a film breaks off: {error}");
                NoFilm::NotKept
            })?;
            self.state.apply(&entry);
            look(&self.state)?;
        }
        match self.tick() == to {
            true => Ok(()),
            false => Err(NoFilm::NotKept),
        }
    }
}
