//! A room as one edge of a cluster has it.
//!
//! The stream of a room is its truth: an ordered list of lines that all edges take in,
//! and that any edge may append to, but only right after the last line that it knows.
//! One edge closes ticks, which is to say that it appends a line every tick; no edge,
//! that one included, steps its world by anything but what the stream delivers. The
//! others tell it what their clients ask. When nothing comes any more each of them tries
//! to append a line that opens the next epoch, and the first one leads: see
//! [`Member::poll`].
//!
//! A member knows no socket, no clock and no thread. It is told what came and what time
//! it is, and says what is to be sent: whatever a network may do can be tried in tests.

mod append;
mod astray;
mod attendance;
mod handing_over;
mod history;
mod joined;
mod leading;
mod line;
mod link;
mod pending;
mod poison;
mod proposals;
mod rebase;
mod roster;
mod runner;
mod waiting;

use std::time::{Duration, Instant};

use asteroids_shared::Tick;

use self::append::Append;
pub use self::astray::Astray;
pub use self::attendance::Attendance;
use self::handing_over::Heir;
pub use self::handing_over::{WORLD_VERSION, first_to_take_in};
pub use self::history::{Forked, History};
pub use self::joined::{Joined, may_begin_before};
use self::leading::REST_EVERY;
pub use self::line::{Body, FORMAT, Foundation, LINE_BYTES_MAX, Line, LineError, Tick as TickLine};
pub use self::link::{Carrier, Link, News, Outgoing, Snapshot, link};
pub use self::pending::Pending;
pub use self::poison::{Poison, Remedy};
pub use self::proposals::Proposal;
use self::proposals::Proposals;
use self::roster::Roster;
pub use self::runner::spawn;
use super::core::Room;
use super::handle::Request;
use super::pace::Pace;
use super::sequencing::Closed;
use super::settings::RoomSettings;
use super::state::command::{Command, EdgeId};
use super::status::{Membership, Rebased};

/// The place of the first line of a stream, which is its foundation.
pub const FIRST_LINE: u64 = 1;
/// How long an edge waits for the next line before it tries to lead.
pub const PATIENCE: Duration = Duration::from_millis(300);
/// So much longer at the most, each edge at random, so that they do not all try at once.
pub const JITTER_MAX: Duration = Duration::from_millis(150);
/// How often an edge says that it is there, at the least.
const BEAT_EVERY: Duration = Duration::from_millis(200);
/// A room as one edge of a cluster has it.
pub struct Member {
    /// The version of the world that it steps.
    version: u32,
    edge: EdgeId,
    room: Room,
    /// The last line that has taken effect.
    sequence: u64,
    source: i64,
    /// When that was.
    line_at: Instant,
    /// Whether the room stands still.
    rests: bool,
    /// While no lines come: when those who are here are told so again.
    told_again_at: Option<Instant>,
    append: Option<Append>,
    reign: Option<Pace>,
    roster: Roster,
    proposals: Proposals,
    /// When it has last told others who is connected to it, while it leads.
    shown_at: Instant,
    /// How much longer than others it waits before it tries to lead.
    jitter: Duration,
    /// The world after the last rebase.
    rebased: Option<Rebased>,
    /// The last line with which it was rebased.
    rebased_line: u64,
    /// Who is to have the room, if others are.
    heir: Option<Heir>,
    /// Whether edges of another version had the room until the last line.
    inherits: bool,
    /// How many lines it has skipped.
    skipped: u32,
    /// Whether a line has told it.
    digest_told: bool,
    rebase_at: Tick,
    outgoing: Vec<Outgoing>,
}

impl Member {
    /// An edge of this number that goes on from there. The jitter is at most
    /// [`JITTER_MAX`].
    pub fn new(
        edge: EdgeId,
        settings: RoomSettings,
        joined: Joined,
        jitter: Duration,
        now: Instant,
    ) -> Self {
        let Joined {
            state,
            sequence,
            source,
            version,
            inherits,
            skipped,
            ..
        } = joined;
        let epoch = state.reign().epoch;
        Self {
            version,
            edge,
            room: Room::of_edge(settings, state, edge),
            sequence,
            source,
            line_at: now,
            rests: false,
            told_again_at: None,
            append: None,
            reign: None,
            roster: Roster::default(),
            proposals: Proposals::new(version, edge, epoch, now),
            shown_at: now,
            jitter,
            rebased: None,
            rebased_line: 0,
            heir: None,
            inherits,
            skipped,
            digest_told: true,
            rebase_at: 0,
            outgoing: Vec::new(),
        }
    }

    /// The room.
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// The same, for what is kept of it after each tick.
    pub fn room_mut(&mut self) -> &mut Room {
        &mut self.room
    }

    /// Whether this edge closes the ticks.
    pub fn leads(&self) -> bool {
        self.reign.is_some()
    }

    /// Whether the room stands still because nobody is there.
    pub fn rests(&self) -> bool {
        self.rests
    }

    /// How this edge takes part.
    pub fn membership(&self) -> Membership {
        Membership {
            edge: self.edge,
            epoch: self.room.state().reign().epoch,
            leads: self.leads(),
            waits: self.told_again_at.is_some(),
            is_astray: false,
            has_handed_over: false,
            skipped: self.skipped,
            spectators_elsewhere: self.room.spectators_elsewhere(),
            rebased: self.rebased,
        }
    }

    /// The last line that has taken effect.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Whether something that was asked is not heard yet.
    pub fn waits_to_be_heard(&self) -> bool {
        self.proposals.wait_since().is_some()
    }

    /// Whether clients may be heard. If not, those wait.
    pub fn has_room(&self) -> bool {
        self.proposals.have_room()
    }

    /// Gives what is to be sent by now, in its order.
    pub fn take_outgoing(&mut self) -> Vec<Outgoing> {
        std::mem::take(&mut self.outgoing)
    }

    /// Clients of this edge ask for something.
    pub fn ask(&mut self, requests: impl IntoIterator<Item = Request>, now: Instant) {
        let before = self.room.attendance();
        let wishes = self.room.gather(requests);
        let attendance = self.room.attendance();
        if !wishes.is_empty() {
            let told = self.proposals.ask(wishes, attendance, now);
            self.tell(told, now);
        } else if attendance.has_clients != before.has_clients {
            let beat = self.proposals.beat(attendance, now);
            self.tell(vec![beat], now);
        }
    }

    /// An edge asks for something, or gives a sign of life.
    pub fn hear(&mut self, proposal: Proposal, now: Instant) {
        let Proposal {
            version,
            epoch,
            edge,
            number,
            attendance,
            wishes,
        } = proposal;
        if version != self.version {
            self.hear_heir(version, now);
            return;
        }
        self.roster.hear(edge, attendance, now);
        let elsewhere = self.roster.spectators_besides(self.edge, now);
        self.room.hear_of_spectators_elsewhere(elsewhere);
        let is_ours = self.leads() && epoch == self.room.state().reign().epoch;
        if is_ours && self.roster.take(edge, number) {
            self.room.take_in(wishes.into());
        }
    }

    /// The stream has refused what was to come after this line: another edge has
    /// appended something there, which is about to come.
    pub fn refuse(&mut self, after: u64) {
        if let Some(append) = &mut self.append
            && append.after() == after
        {
            append.refuse();
        }
    }

    /// The stream delivers a line. `tick_us` is how long ticks lately take. Says whether
    /// it was a tick.
    pub fn take_in(
        &mut self,
        sequence: u64,
        line: Line,
        now: Instant,
        tick_us: u32,
    ) -> Result<bool, Astray> {
        let expected = self.sequence + 1;
        if sequence != expected {
            return Err(Astray::Gap {
                expected,
                got: sequence,
            });
        }
        if line.version != self.version {
            return Err(self.meet_version(sequence, &line));
        }
        (self.sequence, self.line_at) = (sequence, now);
        // Whatever was to come after an earlier one has come, or never will.
        self.append = None;
        let Line {
            epoch, edge, body, ..
        } = line;
        self.rests = matches!(body, Body::Rest);
        let ticks = match body {
            Body::Foundation(_) => return Err(Astray::FoundedTwice { sequence }),
            Body::Skip => {
                let sequence = sequence - 1;
                return Err(Astray::Skipped { sequence });
            }
            Body::Rest | Body::HandOver => false,
            Body::Tick(tick) => {
                self.compare(tick.digest, edge)?;
                self.enter(epoch, tick, now, tick_us);
                true
            }
        };
        self.follow(epoch, edge, now);
        self.end_wait(now);
        Ok(ticks)
    }

    fn enter(&mut self, epoch: u32, tick: line::Tick, now: Instant, tick_us: u32) {
        let line::Tick {
            heard,
            taken,
            entry,
            ..
        } = tick;
        let mine = heard.into_iter().find(|(edge, _)| *edge == self.edge);
        if let Some((_, number)) = mine
            && epoch == self.room.state().reign().epoch
        {
            self.proposals.heard(number, now);
        }
        self.proposals.taken(&taken);
        let rebases = entry.commands.contains(&Command::Rebase);
        let gone = Command::EdgeGone { edge: self.edge };
        let is_gone = entry.commands.contains(&gone);
        self.room.enter(Closed { entry, taken }, now, tick_us);
        if is_gone {
            // They were cut off: by other connections they fly on.
            self.room.cut_everybody_off();
            self.ask([], now);
        }
        if rebases {
            self.rebase_is_over(now);
        }
    }

    /// The edge that wrote the last line leads, in this epoch.
    fn follow(&mut self, epoch: u32, leader: EdgeId, now: Instant) {
        let begins = self.proposals.epoch() != epoch;
        if leader != self.edge {
            (self.reign, self.inherits) = (None, false);
        } else if self.reign.is_some() && !begins {
            self.room.learn();
        } else {
            self.begin_to_lead(now);
        }
        if begins {
            let attendance = self.room.attendance();
            let told = self.proposals.begin(epoch, attendance, now);
            self.tell(told, now);
        }
    }

    /// Tells other edges, or this one if it leads.
    fn tell(&mut self, proposals: Vec<Proposal>, now: Instant) {
        for proposal in proposals {
            if self.leads() {
                self.hear(proposal, now);
            } else {
                self.outgoing.push(Outgoing::Propose(proposal));
            }
        }
    }

    /// Does what is due by now: closes a tick, tries to lead, tells again what was lost.
    /// Says whether a tick was closed late.
    pub fn poll(&mut self, now: Instant) -> bool {
        self.speak(now);
        if let Some(append) = &mut self.append {
            self.outgoing.extend(append.again(now));
            self.say_that_the_world_waits(now);
            return false;
        }
        if self.leads() {
            return self.reign_on(now);
        }
        if now >= self.loses_patience_at() {
            self.try_to_lead(now);
        }
        self.say_that_the_world_waits(now);
        false
    }

    fn speak(&mut self, now: Instant) {
        let again = self.proposals.again(now);
        self.tell(again, now);
        if now >= self.proposals.told_at() + BEAT_EVERY {
            let beat = self.proposals.beat(self.room.attendance(), now);
            self.tell(vec![beat], now);
        }
        // What it asks an edge that leads tells itself alone.
        if self.leads() && now >= self.shown_at + BEAT_EVERY {
            self.shown_at = now;
            let beat = self.proposals.beat(self.room.attendance(), now);
            self.outgoing.push(Outgoing::Propose(beat));
        }
    }

    /// When it is to be polled again, if nothing comes before.
    pub fn wake_at(&self) -> Instant {
        let beat = self.proposals.told_at() + BEAT_EVERY;
        let turn = match (&self.append, &self.reign) {
            (Some(append), _) => append.again_at(),
            (None, Some(_)) if self.rests => Some(self.line_at + REST_EVERY),
            (None, Some(pace)) => Some(pace.next()),
            (None, None) => Some(self.loses_patience_at()),
        };
        let again = self.proposals.again_at();
        [turn, again].into_iter().flatten().fold(beat, Instant::min)
    }
}
