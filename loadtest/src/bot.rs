//! One bot: what it knows, what it decides, and what it finds wrong. It has no
//! socket and no clock; bytes and time come from outside.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use asteroids_shared::picture::{self, Breach, Picture};
use asteroids_shared::pilot::{Pilot, Seen, Sight};
use asteroids_shared::protocol::{Frame, Hello, Role, ToClient, ToServer, Welcome};
use asteroids_shared::{Controls, PlayerId, Tick};

use crate::clock::Clock;
use crate::stats::{self, Stats};

/// Half of what a bot asks to see, in metres: as much as a person on a wide screen.
const VIEW_HALF_M: (f32, f32) = (30.0, 17.0);
const PING_EVERY: Duration = Duration::from_secs(2);
/// A dead pilot wants a new ship about this often.
const RESPAWN_EVERY: Duration = Duration::from_millis(1500);
/// Inputs that wait to be acknowledged. The acknowledgements of older ones are
/// not timed.
const UNACKED_MAX: usize = 64;

/// One bot, from its welcome on.
#[derive(Debug)]
pub struct Bot {
    player: PlayerId,
    picture: Picture,
    pilot: Pilot,
    clock: Clock,
    held: Controls,
    seq: u32,
    unacked: VecDeque<(u32, Instant)>,
    framed_at: Option<Instant>,
    ping: (u32, Instant),
    pings_at: Instant,
    respawns_at: Instant,
    wakes_at: Instant,
}

/// What a bot says first.
pub fn hello(number: u32) -> ToServer {
    let (half_width_m, half_height_m) = VIEW_HALF_M;
    ToServer::Hello(Hello::new(
        Role::Pilot,
        &format!("Load {number}"),
        half_width_m,
        half_height_m,
    ))
}

impl Bot {
    /// A bot that was welcomed `now`.
    pub fn new(seed: u64, welcome: &Welcome, now: Instant, stats: &mut Stats) -> Self {
        if let Err(breach) = picture::check_rules(welcome) {
            stats.count_breach(breach.name());
        }
        Self {
            player: welcome.player,
            picture: Picture::new(welcome),
            pilot: Pilot::new(seed),
            clock: Clock::new(welcome.tick, now),
            held: Controls::NONE,
            seq: 0,
            unacked: VecDeque::new(),
            framed_at: None,
            ping: (0, now),
            pings_at: now,
            respawns_at: now,
            wakes_at: now,
        }
    }

    /// When it wants to act, whatever comes.
    pub const fn wakes_at(&self) -> Instant {
        self.wakes_at
    }

    /// Takes in a message that came `now`.
    pub fn hear(&mut self, bytes: &[u8], now: Instant, stats: &mut Stats) {
        stats.messages += 1;
        stats.payload_bytes += bytes.len() as u64;
        match picture::receive(bytes) {
            Ok(ToClient::Frame(frame)) => self.apply(&frame, now, stats),
            Ok(ToClient::Welcome(_)) => stats.count_breach("second_welcome"),
            Ok(ToClient::ViewGranted(_) | ToClient::Leaderboard(_) | ToClient::Radar(_)) => {}
            Err(breach) => stats.count_breach(breach.name()),
        }
    }

    fn apply(&mut self, frame: &Frame, now: Instant, stats: &mut Stats) {
        stats.frames += 1;
        if let Some(before) = self.framed_at.replace(now) {
            stats::record(&mut stats.frame_interval_us, now - before);
        }
        let had_ship = self.picture.you().ship != 0;
        let findings = self.picture.apply(frame);
        for name in findings.breaches.iter().map(Breach::name) {
            stats.count_breach(name);
        }
        for correction in &findings.corrections {
            let error_mm = (correction.error_m * 1000.0) as u64;
            stats.correction_error_mm.saturating_record(error_mm);
        }
        self.clock.hear(self.picture.tick(), now);
        self.note_ack(self.picture.ack(), now, stats);
        self.note_pong(frame, now, stats);
        if had_ship && self.picture.you().ship == 0 {
            stats.deaths += 1;
            self.respawns_at = now + RESPAWN_EVERY;
        }
        if !had_ship && self.picture.you().ship != 0 {
            self.wakes_at = now;
        }
    }

    fn note_ack(&mut self, ack: u32, now: Instant, stats: &mut Stats) {
        if ack > self.seq {
            stats.count_breach("ack_of_nothing");
        }
        while let Some(&(seq, sent_at)) = self.unacked.front()
            && seq <= ack
        {
            self.unacked.pop_front();
            stats::record(&mut stats.input_to_ack_us, now - sent_at);
        }
    }

    fn note_pong(&mut self, frame: &Frame, now: Instant, stats: &mut Stats) {
        let (nonce, sent_at) = self.ping;
        if let Some(pong) = frame.pong
            && pong.nonce == nonce
        {
            let held = Duration::from_micros(u64::from(pong.held_us));
            let round_trip = (now - sent_at).saturating_sub(held);
            self.clock.measure(round_trip);
            stats::record(&mut stats.round_trip_us, round_trip);
        }
    }

    /// Says what there is to say `now`, and when to wake next.
    pub fn act(&mut self, now: Instant, say: &mut Vec<ToServer>, stats: &mut Stats) {
        if now >= self.pings_at {
            self.ping = (self.ping.0 + 1, now);
            self.pings_at = now + PING_EVERY;
            say.push(ToServer::Ping { nonce: self.ping.0 });
        }
        let tick = self.clock.input_tick(now);
        if self.picture.you().ship == 0 {
            self.want_ship(tick, now, say);
        } else {
            self.fly(tick, now, say, stats);
        }
    }

    fn want_ship(&mut self, tick: Tick, now: Instant, say: &mut Vec<ToServer>) {
        // Before the first frame it does not know whether it has one.
        let dead = self.framed_at.is_some();
        if dead && now >= self.respawns_at && tick >= self.picture.you().respawn_ready {
            self.respawns_at = now + RESPAWN_EVERY;
            say.push(ToServer::Respawn);
        }
        self.wakes_at = self.pings_at.min(now + RESPAWN_EVERY / 4);
    }

    fn fly(&mut self, tick: Tick, now: Instant, say: &mut Vec<ToServer>, stats: &mut Stats) {
        if self.pilot.looks_at(tick) {
            self.look(tick);
        }
        let controls = self.pilot.keys_at(tick);
        if controls != self.held {
            self.held = controls;
            self.seq += 1;
            stats.inputs += 1;
            if self.unacked.len() == UNACKED_MAX {
                self.unacked.pop_front();
            }
            self.unacked.push_back((self.seq, now));
            say.push(ToServer::Controls {
                seq: self.seq,
                tick,
                controls,
            });
        }
        let pilot_wakes_at = self.clock.instant_of(self.pilot.wakes_after(tick));
        self.wakes_at = self.pings_at.min(pilot_wakes_at);
    }

    fn look(&mut self, tick: Tick) {
        self.picture.advance_to(tick);
        let you = self.picture.you();
        if let Some(ship) = self.picture.entity(you.ship) {
            let sight = Sight {
                tick,
                torus: self.picture.torus(),
                ship: ship.id(),
                player: self.player,
                motion: ship.motion(),
                can_jump: tick >= you.jump_ready,
            };
            self.pilot
                .decide(&sight, self.picture.entities().map(Seen::from));
        }
    }
}
