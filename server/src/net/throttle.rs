//! How often each of many may do something.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::token_bucket::TokenBucket;

/// How many are remembered at once. When they are so many, those who have
/// rested are forgotten; if none has, strangers are let through uncounted, and
/// what all together may do is the bound.
const REMEMBERED_MAX: usize = 16 * 1024;
/// Those who have rested are looked for at most so often.
const FORGET_EVERY: Duration = Duration::from_secs(1);

/// A token bucket for each of many, by a key such as a subnet or an account.
#[derive(Debug)]
pub struct Throttle<K> {
    per_minute: u32,
    memory: Mutex<Memory<K>>,
}

#[derive(Debug)]
struct Memory<K> {
    buckets: HashMap<K, TokenBucket>,
    forgot_at: Option<Instant>,
}

/// Somebody does something too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too often: try again in {} s", .retry_after.as_secs() + 1)]
pub struct TooOften {
    /// When it may be done again.
    pub retry_after: Duration,
}

impl<K: Eq + Hash> Throttle<K> {
    /// Lets each do it so often a minute, all at once or spread, at least once.
    pub fn new(per_minute: u32) -> Self {
        Self {
            per_minute: per_minute.max(1),
            memory: Mutex::new(Memory {
                buckets: HashMap::new(),
                forgot_at: None,
            }),
        }
    }

    /// Whether this one may do it now. Counts nothing.
    pub fn may_take(&self, key: &K, now: Instant) -> Result<(), TooOften> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bucket) = memory.buckets.get_mut(key) else {
            return Ok(());
        };
        if bucket.has_one(now) {
            return Ok(());
        }
        let retry_after = bucket.next_in();
        Err(TooOften { retry_after })
    }

    /// Counts that this one does it now, unless that is too often.
    pub fn take(&self, key: K, now: Instant) -> Result<(), TooOften> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.buckets.len() >= REMEMBERED_MAX && !memory.buckets.contains_key(&key) {
            memory.forget_rested(now);
            if memory.buckets.len() >= REMEMBERED_MAX {
                return Ok(());
            }
        }
        let burst = self.per_minute as f32;
        let bucket = memory.buckets.entry(key);
        let bucket = bucket.or_insert_with(|| TokenBucket::new(burst / 60.0, burst, now));
        if bucket.take(now) {
            return Ok(());
        }
        let retry_after = bucket.next_in();
        Err(TooOften { retry_after })
    }
}

impl<K: Eq + Hash> Memory<K> {
    fn forget_rested(&mut self, now: Instant) {
        let recently = |at: Instant| now.duration_since(at) < FORGET_EVERY;
        if !self.forgot_at.is_some_and(recently) {
            self.forgot_at = Some(now);
            self.buckets.retain(|_, bucket| !bucket.is_full(now));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_a_minute_are_taken_and_the_next_is_told_when() {
        let throttle = Throttle::new(30);
        let start = Instant::now();
        let taken = (0..40).filter(|_| throttle.take("school", start).is_ok());
        assert_eq!(taken.count(), 30);
        let Err(TooOften { retry_after }) = throttle.take("school", start) else {
            panic!("it should have been too often");
        };
        assert_eq!(retry_after, Duration::from_secs(2));
        assert_eq!(throttle.take("school", start + retry_after), Ok(()));
        assert!(throttle.take("school", start + retry_after).is_err());
    }

    #[test]
    fn what_one_does_does_not_count_against_another() {
        let throttle = Throttle::new(1);
        let start = Instant::now();
        assert!(throttle.take("Eve", start).is_ok());
        assert!(throttle.take("Eve", start).is_err());
        assert!(throttle.take("Ada", start).is_ok());
    }

    #[test]
    fn strangers_without_number_take_no_memory_without_bound() {
        let throttle = Throttle::new(1);
        let start = Instant::now();
        let count = REMEMBERED_MAX as u32;
        for number in 0..2 * count {
            assert!(throttle.take(number, start).is_ok(), "{number}");
        }
        let remembered = || {
            throttle
                .memory
                .lock()
                .expect("nobody panicked")
                .buckets
                .len()
        };
        assert_eq!(remembered(), REMEMBERED_MAX);
        assert!(throttle.take(0, start).is_err(), "it is remembered");
        let rested = start + Duration::from_secs(61);
        assert!(throttle.take(2 * count, rested).is_ok());
        assert_eq!(remembered(), 1);
    }
}
