//! How well a room keeps time.

use std::time::{Duration, Instant};

use super::pace::TICK;

/// A mean moves over so many ticks, about a second.
const MEAN_OVER_TICKS: f32 = 32.0;

/// How well a room keeps time, as moving means over about a second.
#[derive(Clone, Copy, Debug)]
pub struct Tempo {
    tick_s: f32,
    period_s: f32,
    began: Option<Instant>,
}

impl Default for Tempo {
    fn default() -> Self {
        Self {
            tick_s: 0.0,
            period_s: TICK.as_secs_f32(),
            began: None,
        }
    }
}

impl Tempo {
    /// Notes a tick that began then and took so long.
    pub fn note(&mut self, began: Instant, took: Duration) {
        self.tick_s += (took.as_secs_f32() - self.tick_s) / MEAN_OVER_TICKS;
        if let Some(before) = self.began.replace(began) {
            let period_s = began.duration_since(before).as_secs_f32();
            self.period_s += (period_s - self.period_s) / MEAN_OVER_TICKS;
        }
    }

    /// How long a tick takes, in microseconds; 0 before the first.
    pub fn tick_us(&self) -> u32 {
        (self.tick_s * 1e6) as u32
    }

    /// How fast the room's time runs: 1 as it should, less when time dilates.
    pub fn rate(&self) -> f32 {
        TICK.as_secs_f32() / self.period_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_that_needs_twice_the_time_runs_at_half_the_rate() {
        let mut tempo = Tempo::default();
        assert_eq!((tempo.tick_us(), tempo.rate()), (0, 1.0));
        let start = Instant::now();
        for tick in 0..1_000 {
            tempo.note(start + 2 * TICK * tick, 2 * TICK);
        }
        assert!((tempo.rate() - 0.5).abs() < 1e-3, "{}", tempo.rate());
        assert!(tempo.tick_us().abs_diff(62_500) < 10, "{}", tempo.tick_us());
    }
}
