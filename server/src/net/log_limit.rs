//! How many lines of the log clients may cause.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::token_bucket::TokenBucket;

/// Lines that are written at once after a rest.
const BURST: f32 = 60.0;
/// Lines a second that are written on and on: some hundred megabytes a month.
const SUSTAINED_HZ: f32 = 1.0;

/// How many lines of the log clients may cause. More are left out.
#[derive(Debug)]
pub struct LogLimit(Mutex<State>);

#[derive(Debug)]
struct State {
    bucket: TokenBucket,
    left_out: u64,
}

impl LogLimit {
    /// With a burst at hand.
    pub fn new(now: Instant) -> Self {
        Self(Mutex::new(State {
            bucket: TokenBucket::new(SUSTAINED_HZ, BURST, now),
            left_out: 0,
        }))
    }

    /// How many lines were left out before the one that may be written now;
    /// `None` if it is to be left out too.
    pub fn admit(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.bucket.take(now) {
            return Some(std::mem::take(&mut state.left_out));
        }
        state.left_out += 1;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_crowd_of_lines_is_cut_short_and_counted() {
        let start = Instant::now();
        let limit = LogLimit::new(start);
        let written = (0..1_000).filter(|_| limit.admit(start).is_some());
        assert_eq!(written.count(), 60);
        let later = start + Duration::from_secs(1);
        assert_eq!(limit.admit(later), Some(940));
        assert_eq!(limit.admit(later), None);
    }
}
