//! What keeps a room on disk: the log of its entries, and the way back from it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use asteroids_shared::Tick;

use super::annals::{Annals, AnnalsRecord, Scribe};
use super::settings::RoomSettings;
use super::state::command::Command;
use super::state::entry::{Entry, EntryError};
use super::state::{RoomRecord, State};
use super::unstored::Unstored;
use crate::log::{self, Interruption, Log, LogId, LogSettings, LogState, Recovery, Unfinished};

/// How long a room that has panicked waits for its log to be written, before it is
/// read again.
const WRITTEN_WITHIN: Duration = Duration::from_secs(2);

/// Where and how a room is kept on disk.
#[derive(Clone, Debug)]
pub struct RecorderSettings {
    /// The folder of its log.
    pub folder: PathBuf,
    /// How its log is written.
    pub log: LogSettings,
    /// Every how many ticks a snapshot is taken.
    pub snapshot_every_ticks: Tick,
}

/// Keeps a room on disk, or does nothing if there is no place for it.
#[derive(Debug, Default)]
pub struct Recorder(Option<Recording>);

#[derive(Debug)]
struct Recording {
    settings: RecorderSettings,
    log: Log,
    /// Whether the log has a snapshot to begin from.
    begun: bool,
    snapshot_at: Tick,
}

/// What a log leads to.
#[derive(Default)]
pub struct Kept {
    /// The room as it was, if there was one.
    pub state: Option<State>,
    /// What has been earned since the snapshot. The store may know it.
    pub earned: Unstored,
    /// What is known of its past.
    pub scribe: Scribe,
}

/// Why a room does not go on from its log.
#[derive(Debug, thiserror::Error)]
enum Useless {
    #[error("the settings of the room have changed")]
    OtherRoom,
    #[error("another version of the server wrote its snapshot: {0}")]
    OtherVersion(#[from] rmp_serde::decode::Error),
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Interrupted(#[from] Interruption),
    #[error("the room panics at tick {0} of it")]
    Panics(Tick),
}

impl Recorder {
    /// Nothing is kept.
    pub fn off() -> Self {
        Self(None)
    }

    /// Whether nothing is kept.
    pub fn is_off(&self) -> bool {
        self.0.is_none()
    }

    /// Whether nothing is lost that is to be kept.
    pub fn is_well(&self) -> bool {
        self.state().is_none_or(|state| !state.is_degraded)
    }

    /// Up to which tick all is written, so that a process that is killed goes on from
    /// there at least; `None` if no log can tell.
    pub fn written_to(&self) -> Option<Tick> {
        let state = self.state()?;
        (!state.is_degraded).then_some(state.written_to)
    }

    /// Finds out where a room with these settings goes on, and keeps it from there. A
    /// log that is of no use is put aside, and a line says so.
    pub fn open(settings: RecorderSettings, room: &RoomSettings) -> io::Result<(Self, Kept)> {
        let Recovery { found, notices } = log::recover(&settings.folder, settings.log.keep)?;
        let number = room.room;
        for notice in notices {
            tracing::warn!(room = number, "{notice}");
        }
        let Some(found) = found else {
            return Ok((Self::begin(settings)?, Kept::default()));
        };
        let end = found.end;
        let replayed = replay(found.snapshot.payload, found.entries, room);
        match replayed {
            Ok(kept) => {
                let tick = kept.state.as_ref().map_or(0, |state| state.world().tick());
                let log = Log::resume(end, tick, settings.log)?;
                let recording = Recording {
                    log,
                    begun: true,
                    snapshot_at: tick,
                    settings,
                };
                Ok((Self(Some(recording)), kept))
            }
            Err(useless) => {
                let aside = log::put_aside(&settings.folder, settings.log.keep.bytes)?;
                let aside = aside.unwrap_or_default();
                tracing::warn!(
                    room = number,
                    "a room begins afresh: {useless}; its log is kept in {}",
                    aside.display()
                );
                Ok((Self::begin(settings)?, Kept::default()))
            }
        }
    }

    fn begin(settings: RecorderSettings) -> io::Result<Self> {
        let log = Log::begin(&settings.folder, settings.log)?;
        Ok(Self(Some(Recording {
            log,
            begun: false,
            snapshot_at: 0,
            settings,
        })))
    }

    /// Keeps a room that others have held until now, from this state on, of which nothing
    /// but its record is known: what is to come is played from it. What there is of the
    /// same past before it is kept too.
    pub fn follow(
        settings: RecorderSettings,
        (room, world): (u32, LogId),
        state: &State,
        scribe: &Scribe,
    ) -> io::Result<Self> {
        let Recovery { found, notices } = log::recover(&settings.folder, settings.log.keep)?;
        for notice in notices {
            tracing::warn!(room, "{notice}");
        }
        let tick = state.world().tick();
        let log = match found.map(|found| found.end) {
            Some(end) if end.log() == world => {
                let next = end.next.min(tick);
                Log::resume(end, next, settings.log)?
            }
            Some(_) | None => Log::begin_of(&settings.folder, world, settings.log)?,
        };
        let mut recording = Recording {
            log,
            begun: false,
            snapshot_at: 0,
            settings,
        };
        recording.take_snapshot(state, room, scribe);
        Ok(Self(Some(recording)))
    }

    /// Ends the log here, and begins where it leads to: for a room that has panicked.
    /// Afresh if it is to be so.
    pub fn begin_again(self, room: &RoomSettings, afresh: bool) -> io::Result<(Self, Kept)> {
        let Some(Recording { settings, log, .. }) = self.0 else {
            return Ok((Self::off(), Kept::default()));
        };
        if let Err(error) = log.finish(Instant::now() + WRITTEN_WITHIN) {
            tracing::warn!(room = room.room, "{error}");
        }
        if afresh {
            // What is there is put aside, for whoever looks for the bug.
            Ok((Self::begin(settings)?, Kept::default()))
        } else {
            Self::open(settings, room)
        }
    }

    /// Whether the next tick is to end with a rebase, so that a snapshot can be taken.
    /// Not while the log would take none: on a slow disk every tick would copy the room
    /// for nothing.
    pub fn wants_rebase(&self, next: Tick) -> bool {
        self.0.as_ref().is_some_and(
            |Recording {
                 log, snapshot_at, ..
             }| {
                log.takes_snapshot() && (next > *snapshot_at || log.wants_snapshot())
            },
        )
    }

    /// Keeps what has entered the room of this number at the last tick; after a rebase also
    /// the room as it is.
    pub fn keep(&mut self, room: u32, state: &State, entry: &Entry, scribe: &Scribe) {
        let Some(recording) = &mut self.0 else { return };
        if recording.begun {
            recording.append(state.world().tick() - 1, entry);
        }
        if entry.commands.contains(&Command::Rebase) {
            recording.take_snapshot(state, room, scribe);
        }
    }

    /// How the log does, if one is kept.
    pub fn state(&self) -> Option<LogState> {
        self.0.as_ref().map(|recording| recording.log.state())
    }

    /// Ends the log, and waits until everything is on disk, but not for longer than that.
    pub fn finish(self, deadline: Instant) -> Result<(), Unfinished> {
        match self.0 {
            Some(recording) => recording.log.finish(deadline),
            None => Ok(()),
        }
    }
}

impl Recording {
    fn take_snapshot(&mut self, state: &State, room: u32, scribe: &Scribe) {
        let tick = state.world().tick();
        let (record, annals) = (state.record(room), scribe.record());
        let is_taken = self.log.snapshot(tick, move |mut out| {
            // Who reads a room alone reads the first value.
            rmp_serde::encode::write_named(&mut out, &record).map_err(io::Error::other)?;
            rmp_serde::encode::write_named(&mut out, &annals).map_err(io::Error::other)
        });
        if is_taken {
            self.begun = true;
            self.snapshot_at = tick + self.settings.snapshot_every_ticks;
        }
    }

    fn append(&mut self, tick: Tick, entry: &Entry) {
        match entry.encode() {
            Ok(payload) => self.log.append(tick, payload),
            // Commands are data, and a vector takes whatever is written to it.
            Err(error) => tracing::error!(%error, "an entry cannot be written down"),
        }
    }
}

fn replay(snapshot: Vec<u8>, entries: log::Entries, room: &RoomSettings) -> Result<Kept, Useless> {
    let mut values = snapshot.as_slice();
    let record = RoomRecord::read(&mut values)?;
    let annals = AnnalsRecord::read(values)?;
    drop(snapshot);
    if !record.fits(room) {
        return Err(Useless::OtherRoom);
    }
    let mut state = State::from(record);
    let mut earned = Unstored::default();
    let mut scribe = Scribe::of(annals, Annals::default());
    for entry in entries {
        let entry = Entry::decode(&entry?.payload)?;
        let tick = state.world().tick();
        // Where the room has panicked once, it may do so again.
        let applied = catch_unwind(AssertUnwindSafe(|| state.apply(&entry)));
        applied.map_err(|_| Useless::Panics(tick))?;
        earned.keep(state.take_earned());
        scribe.note(&state);
    }
    Ok(Kept {
        state: Some(state),
        earned,
        scribe,
    })
}
