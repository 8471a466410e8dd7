//! The pings of one bot: when they go, and which waits for its answer.

use std::time::{Duration, Instant};

use asteroids_shared::protocol::{Pong, ToServer};

/// How long from ping to ping.
pub const EVERY: Duration = Duration::from_secs(2);
/// A ping waits so long for an input to be sent with, which saves a write.
const WAITS: Duration = Duration::from_millis(250);
/// As a pong comes with a frame, pings promise one at least so often.
pub const SILENCE_MAX: Duration = EVERY.saturating_add(WAITS);

/// What was asked, and when. One ping is open at a time, since of several the
/// server answers the last.
#[derive(Debug)]
pub struct Pings {
    nonce: u32,
    sent_at: Option<Instant>,
    next_at: Instant,
}

impl Pings {
    /// The first is due `now`.
    pub const fn new(now: Instant) -> Self {
        Self {
            nonce: 0,
            sent_at: None,
            next_at: now,
        }
    }

    /// When the next one goes, even if nothing else is to be said.
    pub fn goes_by(&self) -> Instant {
        self.next_at + WAITS
    }

    /// Adds a ping to what is said `now`, if it is time.
    pub fn join(&mut self, now: Instant, say: &mut Vec<ToServer>) {
        let waits = say.is_empty() && now < self.goes_by();
        if now < self.next_at || waits {
            return;
        }
        self.next_at = (self.next_at + EVERY).max(now);
        if self.sent_at.is_none() {
            self.sent_at = Some(now);
            self.nonce += 1;
            say.push(ToServer::Ping { nonce: self.nonce });
        }
    }

    /// How long the open ping was on its way, if this answers it.
    pub fn round_trip(&mut self, pong: &Pong, now: Instant) -> Option<Duration> {
        if pong.nonce != self.nonce {
            return None;
        }
        let held = Duration::from_micros(u64::from(pong.held_us));
        Some((now - self.sent_at.take()?).saturating_sub(held))
    }

    /// When the ping was sent that has no answer yet.
    pub const fn open_since(&self) -> Option<Instant> {
        self.sent_at
    }
}
