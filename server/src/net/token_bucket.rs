//! A token bucket: so many at once after a rest, so many a second on and on.

use std::time::{Duration, Instant};

/// A bucket of tokens. Each deed takes one; time refills it.
#[derive(Clone, Copy, Debug)]
pub struct TokenBucket {
    refill_hz: f32,
    burst: f32,
    tokens: f32,
    refilled_at: Instant,
}

impl TokenBucket {
    /// A full bucket of `burst` tokens, which gets `refill_hz` a second.
    pub fn new(refill_hz: f32, burst: f32, now: Instant) -> Self {
        Self {
            refill_hz,
            burst,
            tokens: burst,
            refilled_at: now,
        }
    }

    /// Takes a token, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        let there = self.has_one(now);
        if there {
            self.tokens -= 1.0;
        }
        there
    }

    /// Whether there is a token.
    pub fn has_one(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.tokens >= 1.0
    }

    /// Whether it is as full as a new one, and so can be forgotten.
    pub fn is_full(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.tokens >= self.burst
    }

    /// How long after the last look the next token comes.
    pub fn next_in(&self) -> Duration {
        Duration::from_secs_f32((1.0 - self.tokens).max(0.0) / self.refill_hz)
    }

    fn refill(&mut self, now: Instant) {
        let rested_s = now.duration_since(self.refilled_at).as_secs_f32();
        self.tokens = (self.tokens + rested_s * self.refill_hz).min(self.burst);
        self.refilled_at = now;
    }
}
