//! One bot: what it knows, what it decides, and what it finds wrong. It has no
//! socket and no clock; bytes and time come from outside.

use std::time::{Duration, Instant};

use asteroids_shared::picture::{self, Breach, Picture, Track};
use asteroids_shared::protocol::{Frame, Session, SessionClaim, ToClient, ToServer, Welcome};
use asteroids_shared::{Controls, EntityId, Kind, Motion, Tick};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use crate::bots::clock::Clock;
use crate::bots::conduct::Conduct;
use crate::bots::onlooker;
use crate::bots::pings::{self, Pings, SILENCE_MAX};
use crate::bots::unacked::{Input, Unacked};
use crate::measure::observer::Observer;
use crate::measure::punctuality::Punctuality;
use crate::measure::stats::{self, Stats};
use crate::measure::witness::{PilotId, Witness};

/// What a bot that leaves has waited for longer than this is counted as well.
const OVERDUE_AFTER: Duration = Duration::from_millis(250);
/// A dead pilot wants a new ship about this often.
const RESPAWN_EVERY: Duration = Duration::from_millis(1500);

/// One bot, from its welcome on.
#[derive(Debug)]
pub struct Bot {
    id: PilotId,
    session: Option<Session>,
    picture: Picture,
    observer: Observer,
    conduct: Conduct,
    clock: Clock,
    punctuality: Punctuality,
    /// When within a tick it presses keys: fingers know no ticks.
    phase: f64,
    held: Controls,
    seq: u32,
    unacked: Unacked,
    hello_at: Instant,
    /// When it had its last frame.
    pub framed_at: Option<Instant>,
    pings: Pings,
    respawns_at: Instant,
    wakes_at: Instant,
    /// Whether what it waits for is timed.
    is_timed: bool,
    /// Whether it looks from so high that nothing is told one by one.
    is_above: bool,
}

impl Bot {
    /// A bot that said hello then, and was welcomed `now`.
    pub fn new(
        conduct: Conduct,
        seed: u64,
        welcome: &Welcome,
        hello_at: Instant,
        now: Instant,
        stats: &mut Stats,
    ) -> Self {
        if let Err(breach) = picture::check_rules(welcome) {
            stats.count_breach(breach.name());
        }
        Self {
            id: (welcome.room, welcome.player),
            session: None,
            picture: Picture::new(welcome),
            observer: Observer::new(&conduct, welcome.tick),
            conduct,
            clock: Clock::new(welcome.tick, now),
            punctuality: Punctuality::new(welcome.tick, now),
            phase: Pcg32::seed_from_u64(seed).random(),
            held: Controls::NONE,
            seq: 0,
            unacked: Unacked::default(),
            hello_at,
            framed_at: None,
            pings: Pings::new(now),
            respawns_at: now,
            wakes_at: now,
            is_timed: true,
            is_above: onlooker::is_above(welcome),
        }
    }

    /// The same bot without a watch: who does not read for long times would
    /// blame the server for them.
    pub fn untimed(self) -> Self {
        Self {
            is_timed: false,
            ..self
        }
    }

    /// Its session, once it knows that and how it stands.
    pub fn settled(&self) -> Option<Session> {
        self.session.filter(|_| self.framed_at.is_some())
    }

    /// What it comes back with.
    pub fn claim(&self) -> Option<SessionClaim> {
        let (room, _) = self.id;
        let key = self.session?.key;
        Some(SessionClaim { room, key })
    }

    /// The points of its run, and its lives.
    pub const fn standing(&self) -> (u32, u8) {
        let you = self.picture.you();
        (you.score, you.lives)
    }

    /// Whether it wants to go.
    pub fn has_had_enough(&self) -> bool {
        self.observer.has_had_enough()
    }

    /// When it wants to act, whatever comes.
    pub const fn wakes_at(&self) -> Instant {
        self.wakes_at
    }

    /// It has slept until now on purpose.
    pub fn wake_at(&mut self, now: Instant) {
        self.wakes_at = now;
    }

    /// Takes in a message that came `now`.
    pub fn hear(&mut self, bytes: &[u8], now: Instant, stats: &mut Stats, witness: &Witness) {
        stats.measured.messages += 1;
        stats.measured.payload_bytes += bytes.len() as u64;
        match picture::receive(bytes) {
            Ok(ToClient::Frame(frame)) => self.apply(&frame, now, stats, witness),
            Ok(ToClient::Welcome(_)) => stats.count_breach("second_welcome"),
            Ok(ToClient::Session(session)) => self.session = Some(session),
            Ok(ToClient::Radar(radar)) => self.observer.hear_of(radar.action),
            Ok(ToClient::Overview(_)) if !self.is_above => stats.count_breach("overview_of_near"),
            Ok(
                ToClient::ViewGranted(_)
                | ToClient::Leaderboard(_)
                | ToClient::Said(_)
                | ToClient::Notice(_)
                | ToClient::Aside(_)
                | ToClient::Overview(_)
                | ToClient::Notables(_),
            ) => {}
            Err(breach) => stats.count_breach(breach.name()),
        }
    }

    fn apply(&mut self, frame: &Frame, now: Instant, stats: &mut Stats, witness: &Witness) {
        let tick = self.picture.tick_of_next(frame);
        self.time(tick, now, stats);
        self.clock.hear(tick, now);
        self.notice(frame, tick, now, stats, witness);
        let ship = self.picture.you().ship;
        let is_anchored = frame.anchors.iter().any(|anchor| anchor.entity == ship);
        let shown = is_anchored.then(|| self.own_ship_at(tick)).flatten();
        if self.is_above && !frame.arrivals.is_empty() {
            stats.count_breach("arrival_from_above");
        }
        let findings = self.picture.apply(frame);
        for name in findings.breaches.iter().map(Breach::name) {
            stats.count_breach(name);
        }
        let mut is_corrected = false;
        for correction in &findings.corrections {
            if correction.entity == ship {
                is_corrected = true;
            } else {
                stats.record_correction(correction.error_m);
            }
        }
        if is_corrected && let (Some(shown), Some(real)) = (shown, self.own_ship_at(tick)) {
            let torus = self.picture.torus();
            let error_m2 = torus.distance_squared(shown.position(), real.position());
            stats.record_correction(error_m2.sqrt());
        }
        let ships = self.picture.entities();
        let ships = ships.filter(|entity| entity.kind() == Kind::Ship);
        stats.measured.record_ships_in_view(ships.count() as u64);
        self.observer
            .note(&mut self.picture, self.conduct.gaze(), stats);
        self.note_ack(self.picture.ack(), now, stats);
        self.note_pong(frame, now, stats);
        if ship != 0 && self.picture.you().ship == 0 {
            stats.measured.deaths += 1;
            self.respawns_at = now + RESPAWN_EVERY;
        }
        if ship == 0 && self.picture.you().ship != 0 {
            self.wakes_at = now;
        }
    }

    /// Where its pilot sees the own ship at a tick: unacknowledged inputs are
    /// obeyed at once.
    fn own_ship_at(&self, tick: Tick) -> Option<Motion> {
        let ship = self.picture.you().ship;
        let told = Track {
            motion: self.picture.motion_at(ship, self.picture.tick())?,
            tick: self.picture.tick(),
            controls: self.picture.entity(ship)?.controls(),
        };
        let (ack, torus) = (self.picture.ack(), self.picture.torus());
        Some(self.unacked.replay(told, ack, tick, torus))
    }

    fn time(&mut self, tick: Tick, now: Instant, stats: &mut Stats) {
        let measured = &mut stats.measured;
        measured.frames += 1;
        match self.framed_at.replace(now) {
            Some(before) => {
                let interval = now - before;
                if self.picture.you().ship != 0 {
                    measured.ship_time += interval;
                }
                if self.is_timed {
                    stats::record_silence(&mut measured.frame_interval_us, interval, SILENCE_MAX);
                }
            }
            None => stats::record(&mut stats.first_frame_us, now - self.hello_at),
        }
        let late_by = self.punctuality.late_by(tick, now);
        if self.is_timed {
            stats::record(&mut measured.frame_lateness_us, late_by);
        }
    }

    /// Times how long what others have pressed took to get here.
    fn notice(
        &self,
        frame: &Frame,
        frame_tick: Tick,
        now: Instant,
        stats: &mut Stats,
        witness: &Witness,
    ) {
        let changes = frame.controls.iter();
        let changes = changes.map(|change| (change.ship, change.tick, change.controls));
        // An anchor tells of a change too, if the controls are others.
        let anchors = frame.anchors.iter().filter(|anchor| {
            let known = self.picture.entity(anchor.entity);
            known.is_some_and(|entity| entity.controls() != anchor.controls)
        });
        let anchors = anchors.map(|anchor| (anchor.entity, anchor.tick, anchor.controls));
        for (ship, tick, controls) in changes.chain(anchors) {
            if self.is_timed
                && let Some(pilot) = self.pilot_of(ship)
                && pilot != self.id
                && let Some(took) = witness.seen(pilot, tick.before(frame_tick), controls, now)
            {
                stats::record(&mut stats.measured.input_to_other_us, took);
            }
        }
    }

    fn pilot_of(&self, ship: EntityId) -> Option<PilotId> {
        let player = self.picture.entity(ship)?.detail().pilot()?;
        Some((self.id.0, player))
    }

    fn note_ack(&mut self, ack: u32, now: Instant, stats: &mut Stats) {
        if ack > self.seq {
            stats.count_breach("ack_of_nothing");
        }
        while let Some(input) = self.unacked.pop(ack) {
            self.time_ack(&input, now, stats);
        }
    }

    /// An input has waited until now for its acknowledgement.
    fn time_ack(&self, input: &Input, now: Instant, stats: &mut Stats) {
        if self.is_timed {
            let waited = now.saturating_duration_since(input.due);
            stats::record(&mut stats.measured.input_to_ack_us, waited);
        }
    }

    fn note_pong(&mut self, frame: &Frame, now: Instant, stats: &mut Stats) {
        let pong = frame.pong.as_ref();
        if let Some(round_trip) = pong.and_then(|pong| self.pings.round_trip(pong, now)) {
            self.clock.measure(round_trip);
            self.time_round_trip(round_trip, stats);
        }
    }

    /// Pings that were not sent because one was open would have waited too.
    fn time_round_trip(&self, round_trip: Duration, stats: &mut Stats) {
        if self.is_timed {
            let times_us = &mut stats.measured.round_trip_us;
            stats::record_silence(times_us, round_trip, pings::EVERY);
        }
    }

    /// Says what there is to say `now`, and when to wake next.
    pub fn act(
        &mut self,
        now: Instant,
        say: &mut Vec<ToServer>,
        stats: &mut Stats,
        witness: &Witness,
    ) {
        let late_by = now.saturating_duration_since(self.wakes_at);
        stats::record(&mut stats.measured.lateness_us, late_by);
        let tick = self.clock.input_tick(now);
        let acts_at = if !self.conduct.flies() {
            self.look_elsewhere(tick, say)
        } else if self.picture.you().ship == 0 {
            Some(self.want_ship(tick, now, say))
        } else {
            Some(self.fly(tick, now, say, stats, witness))
        };
        self.pings.join(now, say);
        let pings_by = self.pings.goes_by();
        self.wakes_at = acts_at.map_or(pings_by, |at| at.min(pings_by));
    }

    /// Says when it wants to look elsewhere again, if it ever does.
    fn look_elsewhere(&mut self, tick: Tick, say: &mut Vec<ToServer>) -> Option<Instant> {
        let Conduct::Watch(onlooker) = &mut self.conduct else {
            return None;
        };
        say.extend(onlooker.turn(tick, &self.picture).map(ToServer::Focus));
        let turns_at = onlooker.turns_at()?;
        Some(self.clock.instant_of(turns_at, self.phase))
    }

    /// Says when to look again whether it may have a ship.
    fn want_ship(&mut self, tick: Tick, now: Instant, say: &mut Vec<ToServer>) -> Instant {
        // Before the first frame it does not know whether it has one.
        let dead = self.framed_at.is_some();
        if dead && now >= self.respawns_at && tick >= self.picture.you().respawn_ready {
            self.respawns_at = now + RESPAWN_EVERY;
            say.push(ToServer::Respawn);
        }
        now + RESPAWN_EVERY / 4
    }

    /// Presses keys, and says when they are to change.
    fn fly(
        &mut self,
        tick: Tick,
        now: Instant,
        say: &mut Vec<ToServer>,
        stats: &mut Stats,
        witness: &Witness,
    ) -> Instant {
        let own = self.conduct.predicts().then(|| self.own_ship_at(tick));
        let controls = self.conduct.keys(tick, &mut self.picture, own.flatten());
        if controls.holds(Controls::FIRE) {
            self.observer.fire(tick);
        }
        if controls != self.held {
            self.held = controls;
            self.seq += 1;
            stats.measured.inputs += 1;
            // Whoever is late to press a key has been waiting since then.
            let due = self.wakes_at;
            let given_up = self.unacked.push(Input {
                seq: self.seq,
                tick,
                controls,
                due,
            });
            if let Some(input) = given_up {
                self.time_ack(&input, now, stats);
            }
            witness.pressed(self.id, tick, controls, due);
            say.push(ToServer::Controls {
                seq: self.seq,
                tick,
                controls,
            });
        }
        let wakes_after = self.conduct.wakes_after(tick);
        self.clock.instant_of(wakes_after, self.phase)
    }

    /// The end. What has not come by now has been waited for too.
    pub fn leave(&mut self, now: Instant, stats: &mut Stats, witness: &Witness) {
        witness.forget(self.id);
        self.observer.leave(self.picture.tick(), stats);
        let silence = now - self.framed_at.unwrap_or(self.hello_at);
        if self.is_timed && silence > SILENCE_MAX {
            let times_us = &mut stats.measured.frame_interval_us;
            stats::record_silence(times_us, silence, SILENCE_MAX);
        }
        let is_overdue = |since: Instant| now.saturating_duration_since(since) > OVERDUE_AFTER;
        for input in self.unacked.iter().filter(|input| is_overdue(input.due)) {
            self.time_ack(input, now, stats);
        }
        if let Some(sent_at) = self.pings.open_since().filter(|&at| is_overdue(at)) {
            self.time_round_trip(now - sent_at, stats);
        }
    }
}
