//! Whether the load tester itself has too much to do.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// A thread that is busy for a larger part of the time has no time to lose.
const CPU_SHARE_MAX: f64 = 0.92;
/// Timers later than half a tick make times that are not the server's.
const LATENESS_MS_MAX: f64 = 15.6;

/// The CPU that this thread takes from some time on.
#[derive(Debug)]
pub struct Strain {
    since: Instant,
    cpu_before: Duration,
}

impl Strain {
    /// From now on.
    pub fn new(now: Instant) -> Self {
        Self {
            since: now,
            cpu_before: cpu_of_thread(),
        }
    }

    /// The share of a core since then.
    pub fn cpu_share(&self, now: Instant) -> f64 {
        let elapsed = (now - self.since).max(Duration::from_millis(1));
        let cpu = cpu_of_thread().saturating_sub(self.cpu_before);
        cpu.as_secs_f64() / elapsed.as_secs_f64()
    }
}

/// Whether the busiest thread, or how late timers were, says that times
/// measured here say little of the server.
pub fn is_bottleneck(busiest_cpu_share: f64, lateness_ms_p99: Option<f64>) -> bool {
    busiest_cpu_share > CPU_SHARE_MAX || lateness_ms_p99.is_some_and(|late| late > LATENESS_MS_MAX)
}

fn cpu_of_thread() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_works_takes_its_core() {
        let strain = Strain::new(Instant::now());
        let before = cpu_of_thread();
        let mut number = 1_u64;
        while cpu_of_thread() - before < Duration::from_millis(20) {
            number = std::hint::black_box(number.wrapping_mul(3));
        }
        let share = strain.cpu_share(Instant::now());
        assert!(share > 0.01 && share < 1.1, "{share}");
    }

    #[test]
    fn a_busy_or_late_load_tester_is_the_bottleneck() {
        assert!(!is_bottleneck(0.8, Some(3.0)));
        assert!(is_bottleneck(0.95, Some(3.0)));
        assert!(is_bottleneck(0.5, Some(40.0)));
        assert!(!is_bottleneck(0.5, None));
    }
}
