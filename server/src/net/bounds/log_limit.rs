//! How many lines of the log clients may cause.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::limiter::Limiter;
use super::quota::{Quota, Used};
use crate::net::visitor::networks::Subnet;

/// Lines that are written at once after a rest.
const BURST: u32 = 60;
/// A line is written so often on and on: some hundred megabytes a month.
const EVERY: Duration = Duration::from_secs(1);

/// How many lines of the log clients may cause, and one subnet half of them.
/// More are left out.
#[derive(Debug)]
pub struct LogLimit {
    by_subnet: Limiter<Subnet>,
    all: Mutex<All>,
}

#[derive(Debug)]
struct All {
    used: Used,
    left_out: u64,
}

impl LogLimit {
    /// With a burst at hand.
    pub fn new(now: Instant) -> Self {
        Self {
            by_subnet: Limiter::new(Quota::every(2 * EVERY).with_burst(BURST / 2)),
            all: Mutex::new(All {
                used: Used::nothing(now),
                left_out: 0,
            }),
        }
    }

    /// How many lines were left out before the one that may be written now of
    /// somebody from this subnet, if a cap holds for it; `None` if it is to be
    /// left out too.
    pub fn admit(&self, subnet: Option<Subnet>, now: Instant) -> Option<u64> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let quota = Quota::every(EVERY).with_burst(BURST);
        let admitted = quota.may_take(&all.used, now).and_then(|()| {
            if let Some(subnet) = subnet {
                self.by_subnet.take(subnet, now)?;
            }
            quota.take(&mut all.used, now)
        });
        if admitted.is_ok() {
            return Some(std::mem::take(&mut all.left_out));
        }
        all.left_out += 1;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_of_lines_is_cut_short_and_counted() {
        let start = Instant::now();
        let limit = LogLimit::new(start);
        let written = (0..1_000).filter(|_| limit.admit(None, start).is_some());
        assert_eq!(written.count(), 60);
        let later = start + EVERY;
        assert_eq!(limit.admit(None, later), Some(940));
        assert_eq!(limit.admit(None, later), None);
    }

    #[test]
    fn one_address_leaves_lines_to_others() {
        let subnet = |host: u8| Some(Subnet::of([192, 0, 2, host].into()));
        let start = Instant::now();
        let limit = LogLimit::new(start);
        let written = (0..1_000).filter(|_| limit.admit(subnet(1), start).is_some());
        assert_eq!(written.count(), 30);
        assert_eq!(limit.admit(subnet(2), start), Some(970));
    }
}
