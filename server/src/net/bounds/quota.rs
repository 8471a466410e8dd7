//! How often something may be done.

use std::cell::Cell;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use governor::RateLimiter;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{NotKeyed, StateStore};

/// So many at once after a rest, and as many again over a time, spread evenly.
///
/// `governor` decides. Time and what was done before are arguments, so that a
/// count takes 16 bytes and a test needs no clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota(governor::Quota);

/// What somebody has used of a quota.
#[derive(Clone, Copy, Debug)]
pub struct Used {
    whole_at: Instant,
}

/// Somebody does something too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too often: try again in {} s", .retry_after.as_secs() + 1)]
pub struct TooOften {
    /// When it may be done again.
    pub retry_after: Duration,
}

impl Quota {
    /// So many within such a time. At least one.
    pub fn new(count: u32, within: Duration) -> Self {
        let count = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        let each = (within / count.get()).max(Duration::from_nanos(1));
        let quota = governor::Quota::with_period(each).expect("a nanosecond at least is not zero");
        Self(quota.allow_burst(count))
    }

    /// One each so much time.
    pub fn every(time: Duration) -> Self {
        Self::new(1, time)
    }

    /// So many a minute.
    pub fn per_minute(count: u32) -> Self {
        Self::new(count, Duration::from_secs(60))
    }

    /// The same over time, and so many at once after a rest. At least one.
    pub fn with_burst(self, count: u32) -> Self {
        let count = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self(self.0.allow_burst(count))
    }

    /// Counts that it is done now, unless that is too often.
    pub fn take(self, used: &mut Used, now: Instant) -> Result<(), TooOften> {
        let debt = Debt(Cell::new(used.rest(now).into()));
        let limiter = RateLimiter::<_, _, _, NoOpMiddleware<_>>::new(self.0, debt, Still);
        limiter.check().map_err(|not_until| TooOften {
            retry_after: not_until.wait_time_from(Still.now()),
        })?;
        used.whole_at = now + Duration::from(limiter.into_state_store().0.get());
        Ok(())
    }

    /// Whether it may be done now. Counts nothing.
    pub fn may_take(self, used: &Used, now: Instant) -> Result<(), TooOften> {
        let mut used = *used;
        self.take(&mut used, now)
    }
}

impl Used {
    /// Nothing yet.
    pub fn nothing(now: Instant) -> Self {
        Self { whole_at: now }
    }

    /// After how much rest it is nothing again.
    pub fn rest(&self, now: Instant) -> Duration {
        self.whole_at.saturating_duration_since(now)
    }
}

/// While one question is answered, time stands still: it is counted from there.
struct Still;

impl Clock for Still {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::default()
    }
}

/// How much rest is owed.
struct Debt(Cell<Nanos>);

impl StateStore for Debt {
    type Key = NotKeyed;

    fn measure_and_replace<T, F, E>(&self, _: &NotKeyed, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let (verdict, debt) = decide(Some(self.0.get()))?;
        self.0.set(debt);
        Ok(verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn so_many_are_taken_at_once_and_as_many_over_the_time() {
        let (quota, start) = (Quota::per_minute(30), Instant::now());
        let mut used = Used::nothing(start);
        let taken = (0..40).filter(|_| quota.take(&mut used, start).is_ok());
        assert_eq!(taken.count(), 30);
        let TooOften { retry_after } = quota.take(&mut used, start).expect_err("too often");
        assert_eq!(retry_after, Duration::from_secs(2));
        let later = start + retry_after;
        assert_eq!(quota.may_take(&used, later), Ok(()));
        assert_eq!(quota.take(&mut used, later), Ok(()));
        assert!(quota.take(&mut used, later).is_err());
        assert_eq!(used.rest(later + Duration::from_secs(60)), Duration::ZERO);
    }

    #[test]
    fn a_burst_may_be_smaller_than_what_comes_over_the_time() {
        let (quota, start) = (Quota::per_minute(60).with_burst(5), Instant::now());
        let mut used = Used::nothing(start);
        let mut taken_at = |at: Duration| {
            let taken = (0..100).filter(|_| quota.take(&mut used, start + at).is_ok());
            taken.count()
        };
        assert_eq!(taken_at(Duration::ZERO), 5);
        assert_eq!(taken_at(Duration::from_secs(3)), 3);
        assert_eq!(taken_at(Duration::from_secs(60)), 5);
    }

    proptest! {
        /// Whenever it is tried, no more is done than the burst and what came since.
        #[test]
        fn no_more_is_taken_than_the_burst_and_what_came_since(
            (count, burst) in (0_u32..100, 0_u32..100),
            pauses_ms in prop::collection::vec(0_u64..3_000, 0..200),
        ) {
            let (quota, start) = (Quota::per_minute(count).with_burst(burst), Instant::now());
            let (mut used, mut now, mut taken) = (Used::nothing(start), start, 0);
            for pause_ms in pauses_ms {
                now += Duration::from_millis(pause_ms);
                taken += u32::from(quota.take(&mut used, now).is_ok());
            }
            let came = now.duration_since(start).as_secs_f64() / 60.0 * f64::from(count.max(1));
            prop_assert!(f64::from(taken) <= came + f64::from(burst.max(1)) + 1e-3);
        }
    }
}
