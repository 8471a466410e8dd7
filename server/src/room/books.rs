//! What is kept of a room and told of it to those outside, after each of its ticks: its
//! log, what players have earned, what is worth to be remembered, its status, metrics.

use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;
use tokio::sync::watch;

use super::annals::{AnnalsRecord, Scribe};
use super::core::Room;
use super::recorder::Recorder;
use super::status::{Membership, RoomStatus};
use super::telling::Sent;
use super::tempo::Tempo;
use super::thread::Left;
use super::unstored::Unstored;
use crate::metrics;
use crate::store::{Earned, Reporter, Tally, unix_now};

/// Every how many ticks the status is published. Who may come in follows from it,
/// so it must not be old.
const STATUS_EVERY_TICKS: Tick = 8;

/// Every how many ticks what players have earned goes to the store.
const REPORT_EVERY_TICKS: Tick = Tally::SAMPLE_TICKS;

/// The same in a cluster, where each report is a message, and how long those who do not
/// lead keep what the leader may not have passed on when it dies.
const PASS_ON_EVERY_TICKS: Tick = seconds(4);
const HELD_TICKS: Tick = seconds(20);

/// What is kept of a room and told of it.
pub struct Books {
    publish: watch::Sender<RoomStatus>,
    reporter: Reporter,
    recorder: Recorder,
    unstored: Unstored,
    scribe: Scribe,
    tempo: Tempo,
    /// How this process takes part in the room, if it is an edge of a cluster.
    membership: Option<Membership>,
    /// What had been sent when metrics were last counted.
    sent: Sent,
}

impl Books {
    /// Of a room of which all this is earned and not stored yet.
    pub fn new(
        publish: watch::Sender<RoomStatus>,
        reporter: Reporter,
        recorder: Recorder,
        unstored: Unstored,
        scribe: Scribe,
    ) -> Self {
        Self {
            publish,
            reporter,
            recorder,
            unstored,
            scribe,
            tempo: Tempo::default(),
            membership: None,
            sent: Sent::default(),
        }
    }

    /// How well the room keeps time.
    pub fn tempo(&self) -> &Tempo {
        &self.tempo
    }

    /// What keeps the room on disk.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Gives what keeps the room on disk, and keeps nothing there any more.
    pub fn take_recorder(&mut self) -> Recorder {
        std::mem::take(&mut self.recorder)
    }

    /// The room has made a tick.
    pub fn note(&mut self, room: &mut Room) {
        self.scribe.note(room.state());
        let number = room.settings().room;
        self.recorder
            .keep(number, room.state(), room.entry(), &self.scribe);
        let earned = room.take_earned();
        self.unstored
            .keep_until_written(room.world().tick(), earned);
    }

    /// A tick that began then is over: tells what is due.
    pub fn end_tick(&mut self, room: &Room, began: Instant, late: bool) {
        let took = began.elapsed();
        self.measure(room, began, took, late);
        let tick = room.world().tick();
        match self.membership {
            None if tick.is_multiple_of(REPORT_EVERY_TICKS) => _ = self.report_earned(),
            Some(edge) if tick.is_multiple_of(PASS_ON_EVERY_TICKS) => match edge.leads {
                true => _ = self.report_earned(),
                false => self
                    .unstored
                    .told_elsewhere(tick.saturating_sub(HELD_TICKS)),
            },
            None | Some(_) => {}
        }
        if tick.is_multiple_of(STATUS_EVERY_TICKS) {
            self.publish_status(room, false);
        }
    }

    /// The room of a cluster stands still: what is due waits for no other tick.
    pub fn stand_still(&mut self) {
        if self.membership.is_some_and(|edge| edge.leads) {
            self.report_earned();
        }
    }

    fn measure(&mut self, room: &Room, began: Instant, took: Duration, late: bool) {
        self.tempo.note(began, took);
        let sent = room.sent();
        metrics::count_tick(took, late);
        metrics::count_sent(&self.sent, &sent);
        self.sent = sent;
    }

    /// Tells the store who has earned what. False if it takes nothing now.
    pub fn report_earned(&mut self) -> bool {
        // In a cluster the stream has it already.
        let written_to = match self.membership {
            None => self.recorder.written_to(),
            Some(_) => None,
        };
        self.unstored.written(written_to);
        match self.reporter.report(self.unstored.take(), unix_now()) {
            Ok(()) => self.unstored.is_empty(),
            Err(refused) => {
                self.unstored.keep(refused);
                false
            }
        }
    }

    /// What is known of the room's past, as it is kept.
    pub fn annals_record(&self) -> AnnalsRecord {
        self.scribe.record()
    }

    /// Has it told from now on that this edge takes part like that.
    pub fn take_part(&mut self, membership: Membership) {
        self.membership = Some(membership);
    }

    /// Tells how the room is.
    pub fn publish_status(&self, room: &Room, stands_still: bool) {
        let status = room.status(Instant::now(), &self.tempo);
        self.publish.send_replace(RoomStatus {
            stands_still,
            log: self.recorder.state(),
            membership: self.membership,
            ..status
        });
    }

    /// The room has stood still: how long its ticks take is not known any more.
    pub fn forget_tempo(&mut self) {
        self.tempo = Tempo::default();
    }

    /// All of this is earned, whatever the log has.
    pub fn settle(&mut self, earned: Vec<Earned>) {
        self.unstored.keep(earned);
        self.unstored.written(None);
    }

    /// The room goes on, or begins anew, at this tick, where this scribe has come to.
    pub fn begin_anew(&mut self, recorder: Recorder, scribe: Scribe, tick: Tick) {
        self.recorder = recorder;
        self.scribe.go_on(scribe, tick);
        self.sent = Sent::default();
        self.forget_tempo();
    }

    /// The room is over. Gives what it leaves.
    pub fn close(mut self) -> Left {
        let earned = self.unstored.take();
        Left {
            unreported: self.reporter.report_last(earned, unix_now()),
            recorder: self.recorder,
        }
    }
}
