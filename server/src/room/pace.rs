//! When the next tick begins.

use std::time::{Duration, Instant};

use asteroids_shared::rules::TICK_RATE_HZ;

/// The length of a tick.
pub const TICK: Duration = Duration::from_nanos(1_000_000_000 / TICK_RATE_HZ as u64);

/// When the next tick begins. A room that falls behind does not hurry to catch
/// up: its time runs slower, evenly, and never jumps.
#[derive(Debug)]
pub struct Pace {
    next: Instant,
}

impl Pace {
    /// The first tick begins at `start`.
    pub fn new(start: Instant) -> Self {
        Self { next: start }
    }

    /// When the next tick begins.
    pub fn next(&self) -> Instant {
        self.next
    }

    /// How long to wait for the next tick.
    pub fn wait(&self, now: Instant) -> Duration {
        self.next.saturating_duration_since(now)
    }

    /// Notes that a tick begins at `now`, and says whether it is late: by more
    /// than half a tick.
    pub fn begin(&mut self, now: Instant) -> bool {
        let late = now.saturating_duration_since(self.next) > TICK / 2;
        self.next = if late { now + TICK } else { self.next + TICK };
        late
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_in_time_keeps_its_rate_however_it_is_woken() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let mut late_ticks = 0;
        for tick in 0..1_000 {
            let woken = start + TICK * tick + Duration::from_millis(u64::from(tick % 10));
            late_ticks += u32::from(pace.begin(woken));
        }
        assert_eq!(late_ticks, 0);
        assert_eq!(pace.wait(start), TICK * 1_000);
    }

    #[test]
    fn a_room_that_was_held_up_is_late_once_and_does_not_hurry() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        assert!(!pace.begin(start));
        let held_up = start + Duration::from_secs(3);
        assert!(pace.begin(held_up));
        assert_eq!(pace.wait(held_up), TICK);
        assert!(!pace.begin(held_up + TICK));
    }
}
