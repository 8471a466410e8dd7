//! Where an edge begins.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Astray;
use super::line::{Body, Line};
use super::pending::Pending;
use crate::log::LogId;
use crate::room::annals::Scribe;
use crate::room::recorder::{Recorder, RecorderSettings};
use crate::room::state::State;

/// Whether an edge may begin at a snapshot after which the stream has this line. If it counts
/// the one before as empty the snapshot has what nobody else has.
pub fn may_begin_before(next: Option<&Line>) -> bool {
    !next.is_some_and(|next| matches!(next.body, Body::Skip))
}

/// What an edge begins with.
pub struct Joined {
    /// Its number, if it is kept.
    room: u32,
    /// The room.
    pub state: State,
    /// The last line that it has taken in.
    pub sequence: u64,
    /// What the room's past is called, if it has none yet.
    pub source: i64,
    /// The version of the world that this program steps.
    pub version: u32,
    /// Whether edges of another version had the room until this line.
    pub inherits: bool,
    /// How many lines it has skipped.
    pub skipped: u32,
    /// What is known of the room's past.
    pub scribe: Scribe,
    /// What keeps the room on this edge's disk.
    pub recorder: Recorder,
    pending: Pending,
}

impl Joined {
    /// A room as it is after this line.
    pub fn new(state: State, sequence: u64, source: i64, version: u32) -> Self {
        Self {
            room: 0,
            state,
            sequence,
            source,
            version,
            inherits: false,
            skipped: 0,
            scribe: Scribe::default(),
            recorder: Recorder::off(),
            pending: Pending::default(),
        }
    }

    /// Has this edge's disk keep the room of this number from here on, for films.
    pub fn keep_on_disk(&mut self, room: u32, settings: RecorderSettings) -> io::Result<()> {
        let source = match self.state.source() {
            0 => self.source,
            source => source,
        };
        let world = (room, LogId(source.cast_unsigned()));
        self.room = room;
        self.recorder = Recorder::follow(settings, world, &self.state, &self.scribe)?;
        Ok(())
    }

    /// Takes in lines that were there before, without telling anybody: each once the next
    /// one is known.
    pub fn take_in(&mut self, sequence: u64, line: Line) -> Result<(), Astray> {
        if line.version != self.version {
            return Err(Astray::Version {
                sequence,
                theirs: line.version,
                ours: self.version,
            });
        }
        self.inherits = matches!(line.body, Body::HandOver);
        let is_skip = matches!(line.body, Body::Skip);
        match self.pending.follow(sequence, line) {
            Some((before, line, is_skipped)) => {
                if is_skipped {
                    tracing::error!(sequence = before, "a line that rooms panic of is skipped");
                    self.skipped += 1;
                }
                self.apply(before, line)?;
            }
            None if is_skip => {
                // The snapshot has it. The next time that one is passed over.
                let sequence = sequence - 1;
                return Err(Astray::Skipped { sequence });
            }
            None => {}
        }
        if is_skip {
            self.sequence = sequence;
        }
        Ok(())
    }

    /// Takes in the last one too.
    pub fn settle(&mut self) -> Result<(), Astray> {
        match self.pending.end() {
            Some((sequence, line)) => self.apply(sequence, line),
            None => Ok(()),
        }
    }

    /// After a panic the state is of no use.
    fn apply(&mut self, sequence: u64, line: Line) -> Result<(), Astray> {
        if let Body::Tick(tick) = line.body {
            let epoch = line.epoch;
            let applied = catch_unwind(AssertUnwindSafe(|| self.state.apply(&tick.entry)));
            applied.map_err(|_| Astray::Poisoned { sequence, epoch })?;
            self.scribe.note(&self.state);
            self.recorder
                .keep(self.room, &self.state, &tick.entry, &self.scribe);
        }
        self.sequence = sequence;
        Ok(())
    }
}
