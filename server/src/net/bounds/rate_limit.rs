//! How fast one client may talk.

use std::time::{Duration, Instant};

use super::limits::Rate;
use super::quota::{Quota, Used};

/// What to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is welcome.
    Take,
    /// It is too much.
    Ignore,
    /// So much has been ignored lately that the connection is to be closed.
    Flood,
}

/// Judges the messages of one client.
#[derive(Debug)]
pub struct RateLimit {
    quota: Quota,
    used: Used,
    flood: u32,
    flood_within: Duration,
    ignored: u32,
    ignored_since: Instant,
}

impl RateLimit {
    /// For a client that has said nothing yet.
    pub fn new(rate: Rate, now: Instant) -> Self {
        Self {
            quota: rate.quota(),
            used: Used::nothing(now),
            flood: rate.flood,
            flood_within: rate.flood_within,
            ignored: 0,
            ignored_since: now,
        }
    }

    /// Judges a message that came in `now`.
    pub fn judge(&mut self, now: Instant) -> Verdict {
        if self.quota.take(&mut self.used, now).is_ok() {
            return Verdict::Take;
        }
        if now.duration_since(self.ignored_since) > self.flood_within {
            self.ignored = 0;
            self.ignored_since = now;
        }
        self.ignored += 1;
        if self.ignored < self.flood {
            Verdict::Ignore
        } else {
            Verdict::Flood
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of `count` messages, evenly spread over `seconds`.
    fn judge(limit: &mut RateLimit, start: Instant, count: u32, seconds: f64) -> Vec<Verdict> {
        let gap = Duration::from_secs_f64(seconds) / count;
        (0..count).map(|n| limit.judge(start + gap * n)).collect()
    }

    fn count(verdicts: &[Verdict], verdict: Verdict) -> usize {
        verdicts.iter().filter(|v| **v == verdict).count()
    }

    #[test]
    fn a_fast_human_never_meets_the_limit() {
        let start = Instant::now();
        let mut limit = RateLimit::new(Rate::default(), start);
        let verdicts = judge(&mut limit, start, 40 * 60, 60.0);
        assert_eq!(count(&verdicts, Verdict::Take), 40 * 60);
    }

    #[test]
    fn a_burst_is_taken_and_what_is_over_it_ignored() {
        let start = Instant::now();
        let mut limit = RateLimit::new(Rate::default(), start);
        let verdicts: Vec<_> = (0..200).map(|_| limit.judge(start)).collect();
        assert_eq!(count(&verdicts, Verdict::Take), 120);
        assert_eq!(count(&verdicts, Verdict::Ignore), 80);
    }

    #[test]
    fn after_a_second_of_rest_sixty_more_are_taken() {
        let start = Instant::now();
        let mut limit = RateLimit::new(Rate::default(), start);
        for _ in 0..120 {
            limit.judge(start);
        }
        let later = start + Duration::from_secs(1);
        let verdicts: Vec<_> = (0..100).map(|_| limit.judge(later)).collect();
        assert_eq!(count(&verdicts, Verdict::Take), 60);
    }

    #[test]
    fn six_hundred_ignored_within_ten_seconds_are_a_flood() {
        let start = Instant::now();
        let mut limit = RateLimit::new(Rate::default(), start);
        let verdicts: Vec<_> = (0..720).map(|_| limit.judge(start)).collect();
        assert_eq!(count(&verdicts[..719], Verdict::Flood), 0);
        assert_eq!(verdicts[719], Verdict::Flood);
    }

    #[test]
    fn a_little_too_much_for_long_is_ignored_but_no_flood() {
        let start = Instant::now();
        let mut limit = RateLimit::new(Rate::default(), start);
        let verdicts = judge(&mut limit, start, 100 * 60, 60.0);
        assert_eq!(count(&verdicts, Verdict::Flood), 0);
        assert!(count(&verdicts, Verdict::Ignore) > 2_000);
    }
}
