//! How late frames are against the server's ticks.

use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::rules::TICK_RATE_HZ;

/// A frame is compared with the most punctual one of this time and the time
/// before it. A server that has fallen behind for good is late until then.
const WINDOW: Duration = Duration::from_secs(5);
/// Before the first frame nothing is known to be punctual.
const NEVER_S: f64 = f64::MAX;

/// What is known of when frames of a tick ought to come.
#[derive(Debug)]
pub struct Punctuality {
    origin: Instant,
    first_tick: Tick,
    window_began: Instant,
    /// How far behind its tick the most punctual frame of this window came,
    /// in seconds from the origin and the first tick.
    least_s: f64,
    /// The same of the window before.
    least_before_s: f64,
}

impl Punctuality {
    /// Nothing has come yet.
    pub const fn new(tick: Tick, now: Instant) -> Self {
        Self {
            origin: now,
            first_tick: tick,
            window_began: now,
            least_s: NEVER_S,
            least_before_s: NEVER_S,
        }
    }

    /// A frame of this tick has come. Says how late it is.
    pub fn late_by(&mut self, tick: Tick, now: Instant) -> Duration {
        if now - self.window_began >= WINDOW {
            self.window_began = now;
            self.least_before_s = std::mem::replace(&mut self.least_s, NEVER_S);
        }
        let ticks = f64::from(tick) - f64::from(self.first_tick);
        let behind_s = (now - self.origin).as_secs_f64() - ticks / f64::from(TICK_RATE_HZ);
        self.least_s = self.least_s.min(behind_s);
        let late_s = behind_s - self.least_s.min(self.least_before_s);
        Duration::from_secs_f64(late_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_micros(31_250);

    #[test]
    fn a_frame_is_as_late_as_it_comes_after_its_tick() {
        let start = Instant::now();
        let mut punctuality = Punctuality::new(100, start);
        let one_way = Duration::from_millis(40);
        for tick in 1..1000 {
            let late = if tick % 10 == 5 {
                TICK / 2
            } else {
                Duration::ZERO
            };
            let late_by = punctuality.late_by(100 + tick, start + TICK * tick + one_way + late);
            assert!(
                late_by.abs_diff(late) < Duration::from_micros(1),
                "{tick}: {late_by:?}"
            );
        }
    }

    #[test]
    fn a_server_that_fell_behind_is_late_for_a_while() {
        let start = Instant::now();
        let mut punctuality = Punctuality::new(0, start);
        let mut late = Vec::new();
        for tick in 0..640 {
            let behind = if tick < 320 { Duration::ZERO } else { 3 * TICK };
            let late_by = punctuality.late_by(tick, start + TICK * tick + behind);
            if late_by > TICK {
                late.push(tick);
            }
        }
        // After a whole window it is the new time.
        let window_ticks = WINDOW.div_duration_f64(TICK) as Tick;
        let expected: Vec<Tick> = (320..320 + window_ticks).collect();
        assert_eq!(late, expected);
    }
}
