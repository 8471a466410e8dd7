//! How often each of many may do something.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::quota::{Quota, TooOften, Used};

/// How many are remembered at once. Beyond that, those are forgotten who would
/// soonest have rested: to have others forgotten costs an attacker more than
/// it gains.
const REMEMBERED_MAX: usize = 16 * 1024;
/// How many are forgotten at a time, so that it is seldom looked who.
const FORGOTTEN_AT_ONCE: usize = REMEMBERED_MAX / 8;

/// A quota for each of many, by a key such as a subnet or a name. Of the same
/// memory at the most however many keys somebody makes up.
#[derive(Debug)]
pub struct Limiter<K> {
    quota: Quota,
    used: Mutex<HashMap<K, Used>>,
}

impl<K: Eq + Hash> Limiter<K> {
    /// Has done nothing yet, each.
    pub fn new(quota: Quota) -> Self {
        let used = Mutex::default();
        Self { quota, used }
    }

    /// Whether this one may do it now. Counts nothing.
    pub fn may_take(&self, key: &K, now: Instant) -> Result<(), TooOften> {
        let all = self.used();
        let used = all.get(key);
        used.map_or(Ok(()), |used| self.quota.may_take(used, now))
    }

    /// Counts that this one does it now, unless that is too often.
    pub fn take(&self, key: K, now: Instant) -> Result<(), TooOften> {
        let mut all = self.used();
        if all.len() >= REMEMBERED_MAX && !all.contains_key(&key) {
            forget_some(&mut all, now);
        }
        let used = all.entry(key).or_insert_with(|| Used::nothing(now));
        self.quota.take(used, now)
    }

    fn used(&self) -> MutexGuard<'_, HashMap<K, Used>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget_some<K: Eq + Hash>(all: &mut HashMap<K, Used>, now: Instant) {
    let mut rests: Vec<_> = all.values().map(|used| used.rest(now)).collect();
    let (_, &mut longest, _) = rests.select_nth_unstable(FORGOTTEN_AT_ONCE);
    // Of those who need as long, as many go as it takes.
    let mut left = FORGOTTEN_AT_ONCE;
    all.retain(|_, used| {
        let rest = used.rest(now);
        let forgotten = rest.is_zero() || (rest <= longest && left > 0);
        left = left.saturating_sub(usize::from(forgotten));
        !forgotten
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_one_does_does_not_count_against_another() {
        let (limiter, now) = (Limiter::new(Quota::per_minute(1)), Instant::now());
        assert!(limiter.take("Eve", now).is_ok());
        assert!(limiter.may_take(&"Eve", now).is_err());
        assert!(limiter.take("Eve", now).is_err());
        assert!(limiter.may_take(&"Ada", now).is_ok());
        assert!(limiter.take("Ada", now).is_ok());
    }

    #[test]
    fn strangers_without_number_take_no_memory_without_bound() {
        let (limiter, start) = (Limiter::new(Quota::per_minute(2)), Instant::now());
        for number in 0..5 * REMEMBERED_MAX {
            assert!(limiter.take(number, start).is_ok(), "{number}");
            assert!(limiter.used().len() <= REMEMBERED_MAX);
        }
        let rested = start + Duration::from_secs(61);
        for number in 0..REMEMBERED_MAX {
            assert!(limiter.take(number, rested).is_ok(), "{number}");
        }
        assert!(limiter.used().len() <= REMEMBERED_MAX);
    }

    #[test]
    fn who_has_used_most_is_not_forgotten_for_a_crowd_of_strangers() {
        let (limiter, now) = (Limiter::new(Quota::per_minute(3)), Instant::now());
        for _ in 0..3 {
            assert!(limiter.take(usize::MAX, now).is_ok());
        }
        for number in 0..5 * REMEMBERED_MAX {
            assert!(limiter.take(number, now).is_ok(), "{number}");
        }
        assert!(limiter.take(usize::MAX, now).is_err());
    }
}
