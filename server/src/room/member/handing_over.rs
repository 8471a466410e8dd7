//! How a room goes on in another version of the world.
//!
//! Edges of the other version wait, and ask for it. The edge that leads first finds out
//! whether snapshots are kept: without one the room would be nobody's. Then it has all
//! rebase, and right after that appends the line by which the room is theirs: whoever takes
//! it in writes a snapshot of the room as it is then, and ends. Those who waited go on from
//! that, or from the one of the rebase, which is the same.

use std::time::{Duration, Instant};

use super::astray::Astray;
use super::line::{Body, Line};
use super::proposals::Proposal;
use super::{Attendance, FIRST_LINE, Member};
use crate::room::state::command::EdgeId;

/// The version of the world: of all by which entries become another state, and of what a
/// room's record has. Edges of different versions follow no stream together.
pub const WORLD_VERSION: u32 = 3;

/// Who has not asked for so long is not there any more.
const ASKED_WITHIN: Duration = Duration::from_secs(1);

/// A snapshot that was not kept within this time is followed by another try.
const KEPT_WITHIN: Duration = Duration::from_secs(5);

/// Edges of another version that ask for the room.
#[derive(Clone, Copy, Debug)]
pub struct Heir {
    version: u32,
    asked_at: Instant,
    trial: Trial,
}

/// Whether a snapshot is kept while edges of another version ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trial {
    /// None was written yet.
    Due,
    /// The one after this line was written then.
    Written { sequence: u64, at: Instant },
    /// It is kept.
    Kept,
}

/// The line that whoever begins at the newest snapshot takes in first; the last one if it
/// takes in none. That one is of the version of the world by which the room goes on.
pub fn first_to_take_in(snapshot: Option<u64>, last: u64) -> u64 {
    snapshot.unwrap_or(FIRST_LINE).saturating_add(1).min(last)
}

impl Proposal {
    /// What an edge of another version of the world says that wants to have a room.
    pub fn to_be_handed_over(version: u32, edge: EdgeId) -> Self {
        Self {
            version,
            epoch: 0,
            edge,
            number: 0,
            attendance: Attendance::default(),
            wishes: Vec::new(),
        }
    }
}

impl Member {
    /// An edge of another version asks for the room.
    pub(super) fn hear_heir(&mut self, version: u32, now: Instant) {
        if version <= self.version {
            return;
        }
        if self.heir(now).is_none() && self.leads() {
            let room = self.room.settings().room;
            tracing::info!(
                room,
                version,
                "edges of another version of the world get the room"
            );
        }
        let before = self.heir(now);
        self.heir = Some(Heir {
            version,
            asked_at: now,
            trial: before.map_or(Trial::Due, |heir| heir.trial),
        });
    }

    /// The edges that get the room, if others do.
    pub(super) fn heir(&self, now: Instant) -> Option<Heir> {
        self.heir.filter(|heir| now < heir.asked_at + ASKED_WITHIN)
    }

    /// Whether all are to rebase for those who get the room.
    pub(super) fn rebases_for_heir(&self, now: Instant) -> bool {
        self.heir(now).is_some_and(|heir| match heir.trial {
            Trial::Due | Trial::Kept => true,
            Trial::Written { at, .. } => now >= at + KEPT_WITHIN,
        })
    }

    /// This edge has written a snapshot of the rebase just now.
    pub(super) fn try_for_heir(&mut self, now: Instant) {
        let sequence = self.sequence;
        if let Some(heir) = &mut self.heir
            && heir.trial != Trial::Kept
        {
            if matches!(heir.trial, Trial::Written { .. }) {
                let room = self.room.settings().room;
                tracing::warn!(room, "a room is not handed over: its snapshot is not kept");
            }
            heir.trial = Trial::Written { sequence, at: now };
        }
    }

    /// The snapshot after this line, which this edge has written, is kept: so the next
    /// one will be, however long that takes.
    pub fn snapshot_is_kept(&mut self, sequence: u64) {
        if let Some(heir) = &mut self.heir
            && matches!(heir.trial, Trial::Written { sequence: written, .. } if sequence <= written)
        {
            heir.trial = Trial::Kept;
        }
    }

    /// Hands the room over, if somebody is to have it, snapshots are kept, and all have
    /// rebased just now.
    pub(super) fn hand_over(&mut self, now: Instant) -> bool {
        let has_rebased = self.rebased_line == self.sequence;
        let heir = self.heir(now).filter(|heir| heir.trial == Trial::Kept);
        let Some(heir) = heir.filter(|_| has_rebased) else {
            return false;
        };
        self.append_line(
            Line {
                version: heir.version,
                epoch: self.room.state().reign().epoch,
                edge: self.edge,
                body: Body::HandOver,
            },
            now,
        );
        true
    }

    /// A line of another version is there.
    pub(super) fn meet_version(&mut self, sequence: u64, line: &Line) -> Astray {
        let (theirs, ours) = (line.version, self.version);
        match line.body {
            Body::HandOver => {
                (self.sequence, self.append) = (sequence, None);
                self.write_snapshot();
                Astray::HandedOver { version: theirs }
            }
            Body::Foundation(_) | Body::Tick(_) | Body::Rest | Body::Skip => Astray::Version {
                sequence,
                theirs,
                ours,
            },
        }
    }
}
