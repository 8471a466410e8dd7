//! How an edge comes to close the ticks of a room, and how it does.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;

use super::append::Append;
use super::line::{self, Body, Line};
use super::rebase::SNAPSHOT_EVERY_TICKS;
use super::{Member, PATIENCE};
use crate::metrics::cluster;
use crate::room::pace::{Pace, TICK};
use crate::room::sequencing::Closed;
use crate::room::settings::RoomSettings;
use crate::room::state::command::{Command, EdgeId, edge_of};

/// How often a room that stands still gives a sign of life.
pub const REST_EVERY: Duration = Duration::from_secs(4);
/// A room flies for so long before it stands still, so that whoever comes first finds it
/// under way.
const WARM_UP_TICKS: Tick = seconds(5);

impl Member {
    pub(super) fn begin_to_lead(&mut self, now: Instant) {
        self.room.lead();
        self.reign = Some(Pace::new(now + TICK));
        let pilots = self.room.state().pilots();
        let mut edges: BTreeSet<EdgeId> = pilots.clients().map(edge_of).collect();
        if std::mem::take(&mut self.inherits) {
            // Theirs are all gone.
            for edge in std::mem::take(&mut edges) {
                self.room.command(Command::EdgeGone { edge });
            }
        }
        self.roster.begin(edges.into_iter(), now);
        let attendance = self.room.attendance();
        self.roster.hear(self.edge, attendance, now);
        cluster::count_election(self.room.settings().room);
        tracing::info!(
            room = self.room.settings().room,
            epoch = self.room.state().reign().epoch,
            tick = self.room.world().tick(),
            "this edge leads the room"
        );
    }

    pub(super) fn reign_on(&mut self, now: Instant) -> bool {
        if self.hand_over(now) {
            return false;
        }
        if self.may_rest(now) {
            if !self.rests || now >= self.line_at + REST_EVERY {
                self.append(Body::Rest, now);
            }
            return false;
        }
        let Some(pace) = &mut self.reign else {
            return false;
        };
        if std::mem::take(&mut self.rests) {
            *pace = Pace::new(now);
        }
        if !pace.wait(now).is_zero() {
            return false;
        }
        let late = pace.begin(now);
        self.close_tick(now);
        late
    }

    /// Whether nobody flies or watches, anywhere.
    fn may_rest(&self, now: Instant) -> bool {
        let is_warm = self.room.world().tick() >= WARM_UP_TICKS;
        is_warm && self.heir(now).is_none() && self.room.is_deserted() && !self.roster.has_clients()
    }

    fn close_tick(&mut self, now: Instant) {
        for edge in self.roster.newly_gone(now) {
            tracing::warn!(edge, "an edge is gone: its pilots may fly on by others");
            self.room.command(Command::EdgeGone { edge });
        }
        let (silent, speaking) = self.roster.changes(self.room.state().silent(), now);
        for edge in silent {
            self.room.command(Command::EdgeSilent { edge });
        }
        for edge in speaking {
            self.room.command(Command::EdgeSpeaks { edge });
        }
        if self.room.world().tick() >= self.rebase_at || self.rebases_for_heir(now) {
            self.rebase_at = self.room.world().tick() + SNAPSHOT_EVERY_TICKS;
            self.room.rebase();
        }
        let heard = self.roster.newly_taken();
        let Closed { entry, taken } = self.room.close();
        let untold = self.rebased.filter(|_| !self.digest_told);
        let tick = line::Tick {
            heard,
            taken,
            digest: untold.map(|rebased| rebased.digest),
            entry,
        };
        self.append(Body::Tick(tick), now);
    }

    fn append(&mut self, body: Body, now: Instant) {
        let epoch = self.room.state().reign().epoch;
        self.append_in(epoch, body, now);
    }

    fn append_in(&mut self, epoch: u32, body: Body, now: Instant) {
        let (version, edge) = (self.version, self.edge);
        let line = Line {
            version,
            epoch,
            edge,
            body,
        };
        self.append_line(line, now);
    }

    pub(super) fn append_line(&mut self, line: Line, now: Instant) {
        match line.encode() {
            Ok(line) => {
                let append = Append::new(self.sequence, line, now);
                self.outgoing.push(append.outgoing());
                self.append = Some(append);
            }
            // Commands are data, and a vector takes whatever is written to it.
            Err(error) => tracing::error!(%error, "a line cannot be written down"),
        }
    }

    /// When it tries to lead, if nothing comes. While the room stands still little does:
    /// unless something was asked and nobody seems to hear.
    pub(super) fn loses_patience_at(&self) -> Instant {
        let patience = PATIENCE + self.jitter;
        let usually = self.line_at + patience;
        match self.proposals.wait_since() {
            Some(since) if self.rests => (since + patience).max(usually),
            None if self.rests => usually + 2 * REST_EVERY,
            Some(_) | None => usually,
        }
    }

    /// Appends the line that opens the next epoch. If another edge is faster this one is
    /// refused, and follows.
    pub(super) fn try_to_lead(&mut self, now: Instant) {
        let epoch = self.room.state().reign().epoch + 1;
        let mut tick = line::Tick::default();
        let edge = self.edge;
        tick.entry.commands.push(Command::Lead { epoch, edge });
        if self.room.world().tick() == 0 {
            let &RoomSettings { capacity, bots, .. } = self.room.settings();
            let source = self.source;
            let begins = [
                Command::Begin { source },
                Command::Resize { capacity, bots },
            ];
            tick.entry.commands.extend(begins);
        }
        self.append_in(epoch, Body::Tick(tick), now);
    }
}
