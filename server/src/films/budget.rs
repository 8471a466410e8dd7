//! How much of a processor the making of films takes.

use std::thread;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// How much of a processor's time may be taken at once after a rest: enough for
/// somebody who looks for a place in time not to wait.
const AT_ONCE: Duration = Duration::from_secs(3);

/// A share of a processor for the thread that has it: over time, and after a rest a
/// little more at once. It has to be made on that thread.
#[derive(Debug)]
pub struct Budget {
    share: f64,
    credit_s: f64,
    taken: Duration,
    at: Instant,
}

impl Budget {
    /// So many hundredths of a processor, 1 or more.
    pub fn percent(percent: u32) -> Self {
        Self {
            share: f64::from(percent.max(1)) / 100.0,
            credit_s: AT_ONCE.as_secs_f64(),
            taken: thread_time(),
            at: Instant::now(),
        }
    }

    /// Sleeps for as long as the thread has taken too much.
    pub fn pay(&mut self) {
        let taken = thread_time().saturating_sub(self.taken);
        self.taken += taken;
        if let Some(wait) = self.owes(taken, self.at.elapsed()) {
            thread::sleep(wait);
            self.credit_s = 0.0;
        }
        self.at = Instant::now();
    }

    /// How much the thread had taken in all when this was paid last.
    pub fn taken(&self) -> Duration {
        self.taken
    }

    /// For how long to rest, after so much was taken in such a time.
    fn owes(&mut self, taken: Duration, within: Duration) -> Option<Duration> {
        let earned_s = within.as_secs_f64() * self.share;
        self.credit_s = (self.credit_s + earned_s).min(AT_ONCE.as_secs_f64());
        self.credit_s -= taken.as_secs_f64();
        (self.credit_s < 0.0).then(|| Duration::from_secs_f64(-self.credit_s / self.share))
    }
}

/// How much of processors this thread has taken since it began.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn who_takes_more_than_its_share_rests_until_it_is_no_more() {
        let mut budget = Budget::percent(20);
        let (mut taken, mut passed) = (Duration::ZERO, Duration::ZERO);
        while passed < Duration::from_secs(1_000) {
            let rest = budget.owes(10 * MS, 12 * MS);
            if rest.is_some() {
                budget.credit_s = 0.0;
            }
            taken += 10 * MS;
            passed += 12 * MS + rest.unwrap_or_default();
        }
        let most = passed.mul_f64(0.2) + AT_ONCE + 20 * MS;
        assert!(taken <= most, "{taken:?} in {passed:?}");
        assert!(taken >= passed.mul_f64(0.19), "{taken:?} in {passed:?}");
    }

    #[test]
    fn after_a_long_rest_only_so_much_is_taken_at_once() {
        let mut budget = Budget::percent(20);
        assert_eq!(budget.owes(MS, Duration::from_secs(1_000)), None);
        let at_once = (0..).take_while(|_| budget.owes(10 * MS, 10 * MS).is_none());
        let taken = 10 * MS * at_once.count() as u32;
        assert!(
            taken >= AT_ONCE && taken <= AT_ONCE.mul_f64(1.3),
            "{taken:?}"
        );
    }
}
