//! What follows when all edges have rebased their worlds: they are compared, and one
//! is written down.

use std::time::Instant;

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;

use super::Member;
use super::astray::Astray;
use super::link::{Outgoing, Snapshot};
use crate::room::books::Books;
use crate::room::state::command::EdgeId;
use crate::room::status::Rebased;

/// Every how many ticks all edges rebase, and one of them writes a snapshot.
pub(super) const SNAPSHOT_EVERY_TICKS: Tick = seconds(30);

impl Member {
    /// Every edge has the same world by now, and one writes it down: a follower, if there
    /// is one. While others ask for the room it is the leader, who is to know that it is
    /// kept.
    pub(super) fn rebase_is_over(&mut self, now: Instant) {
        let world = self.room.world();
        self.rebased_line = self.sequence;
        self.rebased = Some(Rebased {
            tick: world.tick(),
            digest: world.digest(),
        });
        self.digest_told = false;
        self.rebase_at = world.tick() + SNAPSHOT_EVERY_TICKS;
        let leader = self.room.state().reign().edge;
        let follower = self.roster.lowest_besides(leader, now);
        let follower = follower.filter(|_| self.heir(now).is_none());
        if follower.unwrap_or(leader) == self.edge {
            self.write_snapshot();
            self.try_for_heir(now);
        }
    }

    pub(super) fn write_snapshot(&mut self) {
        let record = self.room.state().record(self.room.settings().room);
        match record.write() {
            Ok(record) => self.outgoing.push(Outgoing::Snapshot(Snapshot {
                sequence: self.sequence,
                record,
            })),
            // A state is data, and a vector takes whatever is written to it.
            Err(error) => tracing::error!(%error, "a snapshot cannot be written down"),
        }
    }

    /// Adds what is known of the room's past to a snapshot of the last line, if there is one.
    pub(super) fn complete_snapshot(&mut self, books: &Books) {
        if let Some(Outgoing::Snapshot(snapshot)) = self.outgoing.last_mut()
            && snapshot.sequence == self.sequence
        {
            match books.annals_record().write() {
                Ok(annals) => snapshot.record.extend(annals),
                // They are data, and a vector takes whatever is written to it.
                Err(error) => tracing::error!(%error, "a room's past cannot be written down"),
            }
        }
    }

    /// Compares worlds with the edge that closes the ticks.
    pub(super) fn compare(&mut self, digest: Option<u64>, leader: EdgeId) -> Result<(), Astray> {
        let Some(digest) = digest else { return Ok(()) };
        self.digest_told = true;
        match self.rebased {
            Some(ours) if ours.digest != digest => Err(Astray::Differs {
                leader,
                tick: self.room.world().tick(),
            }),
            Some(_) | None => Ok(()),
        }
    }
}
