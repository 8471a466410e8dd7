//! Which tick the server is at, and which one an input sent now will meet.

use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::rules::TICK_RATE_HZ;

const RATE_HZ: f64 = TICK_RATE_HZ as f64;

/// How much of its distance to a sample the estimate moves.
const GAIN: f64 = 0.1;
/// A sample further off counts as this far, so that a single spike is little.
const SPIKE_TICKS: f64 = 8.0;
/// An estimate further off is set anew.
const LOST_TICKS: f64 = 32.0;
/// How much earlier than needed an input is to arrive: for what timers and
/// schedulers are late by.
const MARGIN_TICKS: f64 = 0.1;
/// The same, for each tick that frames come early or late in the mean.
const JITTER_MARGIN: f64 = 2.0;
/// Jitter beyond this is not allowed for: a few late inputs are better than
/// all of them slow.
const JITTER_MARGIN_TICKS_MAX: f64 = 3.0;

/// An estimate of the server's tick that slews and never jumps, unless it is
/// altogether lost.
#[derive(Clone, Debug)]
pub struct Clock {
    origin: Instant,
    /// What a frame that came in at the origin would have said.
    heard_tick: f64,
    /// How far off frames are in the mean.
    jitter_ticks: f64,
    round_trip: Option<Duration>,
}

impl Clock {
    /// A clock that has heard of its first tick `now`.
    pub fn new(tick: Tick, now: Instant) -> Self {
        Self {
            origin: now,
            heard_tick: f64::from(tick),
            jitter_ticks: 0.0,
            round_trip: None,
        }
    }

    /// A frame of this tick has come in.
    pub fn hear(&mut self, tick: Tick, now: Instant) {
        let off_ticks = f64::from(tick) - self.heard_at(now);
        if off_ticks.abs() > LOST_TICKS {
            self.heard_tick += off_ticks;
            return;
        }
        let off_ticks = off_ticks.clamp(-SPIKE_TICKS, SPIKE_TICKS);
        self.heard_tick += GAIN * off_ticks;
        self.jitter_ticks += GAIN * (off_ticks.abs() - self.jitter_ticks);
    }

    /// A ping has been answered after this time, what the server held it for
    /// left out.
    pub fn measure(&mut self, round_trip: Duration) {
        self.round_trip = Some(match self.round_trip {
            Some(known) => (known * 7 + round_trip) / 8,
            None => round_trip,
        });
    }

    /// The tick to stamp on an input sent now: the first that the server has
    /// not begun when it arrives.
    pub fn input_tick(&self, now: Instant) -> Tick {
        (self.heard_at(now) + self.lead_ticks()) as Tick
    }

    /// When [`Clock::input_tick`] has been at `tick` for this part of a tick;
    /// in the past if it is further.
    pub fn instant_of(&self, tick: Tick, part: f64) -> Instant {
        let ticks = f64::from(tick) + part - self.lead_ticks() - self.heard_tick;
        self.origin + Duration::try_from_secs_f64(ticks / RATE_HZ).unwrap_or_default()
    }

    fn heard_at(&self, now: Instant) -> f64 {
        let elapsed = now.saturating_duration_since(self.origin);
        self.heard_tick + elapsed.as_secs_f64() * RATE_HZ
    }

    /// A frame is half a round trip old when it comes in, and an input when
    /// it arrives. The server begins a tick as it sends the frame of the next.
    fn lead_ticks(&self) -> f64 {
        let margin_ticks = (JITTER_MARGIN * self.jitter_ticks).min(JITTER_MARGIN_TICKS_MAX);
        self.round_trip.unwrap_or_default().as_secs_f64() * RATE_HZ + MARGIN_TICKS + margin_ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_micros(31_250);

    #[test]
    fn without_delay_inputs_are_for_the_tick_at_hand() {
        let start = Instant::now();
        let clock = Clock::new(1000, start);
        assert_eq!(clock.input_tick(start + TICK / 2), 1000);
        assert_eq!(clock.input_tick(start + TICK * 95 / 100), 1001);
    }

    #[test]
    fn a_round_trip_of_two_ticks_puts_inputs_two_ticks_further_ahead() {
        let start = Instant::now();
        let mut clock = Clock::new(1000, start);
        clock.measure(2 * TICK);
        assert_eq!(clock.input_tick(start + TICK / 2), 1002);
    }

    #[test]
    fn inputs_go_earlier_where_frames_come_unevenly() {
        let start = Instant::now();
        let mut clock = Clock::new(0, start);
        for tick in 1..200 {
            let late = TICK * (tick % 3) / 4;
            clock.hear(tick, start + TICK * tick + late);
        }
        let ahead = clock.input_tick(start + TICK * 200 + TICK / 4);
        assert!((200..=201).contains(&ahead), "{ahead}");
        let lead_ticks = clock.lead_ticks();
        assert!((0.4..0.8).contains(&lead_ticks), "{lead_ticks}");
    }

    #[test]
    fn one_late_frame_hardly_matters() {
        let start = Instant::now();
        let mut clock = Clock::new(1000, start);
        clock.hear(1001, start + 20 * TICK);
        let off_ticks = clock.heard_at(start + 20 * TICK) - 1020.0;
        assert!(off_ticks.abs() < 1.0, "{off_ticks}");
    }

    #[test]
    fn a_server_that_slows_down_is_followed() {
        let start = Instant::now();
        let mut clock = Clock::new(0, start);
        for tick in 0..2000 {
            clock.hear(tick, start + TICK * tick * 5 / 4);
        }
        let behind_ticks = clock.heard_at(start + TICK * 1999 * 5 / 4) - 1999.0;
        assert!(behind_ticks.abs() < 6.0, "{behind_ticks}");
    }

    #[test]
    fn a_clock_that_is_lost_is_set_anew() {
        let start = Instant::now();
        let mut clock = Clock::new(1000, start);
        clock.hear(5000, start + TICK);
        assert_eq!(clock.heard_at(start + TICK), 5000.0);
    }

    #[test]
    fn the_instant_of_a_tick_is_when_inputs_are_stamped_with_it() {
        let start = Instant::now();
        let mut clock = Clock::new(1000, start);
        clock.measure(Duration::from_millis(17));
        for tick in 1005..1100 {
            for part in [0.0, 0.4, 0.9] {
                let then = clock.instant_of(tick, part) + Duration::from_micros(10);
                assert_eq!(clock.input_tick(then), tick);
            }
        }
    }
}
