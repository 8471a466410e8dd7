//! How a room goes on in another version of the world.
//!
//! Edges of the other version wait, and ask for it. The edge that leads has all rebase,
//! and right after that appends the line by which the room is theirs: whoever takes it in
//! writes a snapshot of the room as it is then, and ends. Those who waited go on from
//! that.

use std::time::{Duration, Instant};

use super::astray::Astray;
use super::line::{Body, Line};
use super::proposals::Proposal;
use super::{Attendance, Member};
use crate::room::state::command::EdgeId;

/// The version of the world: of all by which entries become another state, and of what a
/// room's record has. Edges of different versions follow no stream together.
pub const WORLD_VERSION: u32 = 1;

/// Who has not asked for so long is not there any more.
const ASKED_WITHIN: Duration = Duration::from_secs(1);

/// Edges of another version that ask for the room.
#[derive(Clone, Copy, Debug)]
pub struct Heir {
    version: u32,
    asked_at: Instant,
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
        if !self.leads() || version <= self.version {
            return;
        }
        if self.heir(now).is_none() {
            let room = self.room.settings().room;
            tracing::info!(
                room,
                version,
                "edges of another version of the world get the room"
            );
        }
        self.heir = Some(Heir {
            version,
            asked_at: now,
        });
    }

    /// The version of the world whose edges get the room, if others do.
    pub(super) fn heir(&self, now: Instant) -> Option<u32> {
        let heir = self.heir.filter(|heir| now < heir.asked_at + ASKED_WITHIN);
        heir.map(|heir| heir.version)
    }

    /// Hands the room over, if somebody is to have it and all have rebased just now.
    pub(super) fn hand_over(&mut self, now: Instant) -> bool {
        let has_rebased = self.rebased_line == self.sequence;
        let Some(version) = self.heir(now).filter(|_| has_rebased) else {
            return false;
        };
        self.append_line(
            Line {
                version,
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
