//! What a room gives up, step by step, while its ticks take too long.

use asteroids_shared::Tick;
use asteroids_shared::protocol::Role;
use asteroids_shared::rules::{DT_S, seconds};

use crate::view::Cadence;

/// Another step is taken from this share of a tick's time on. Below the share
/// from which on newcomers may only watch.
const HARD_PRESSED: f32 = 0.70;
/// A step is taken back below this share: it costs less than what lies between.
const AT_EASE: f32 = 0.45;
/// How long a step shows what it brings before the next one.
const STEP_TICKS: Tick = seconds(1);
/// The last step: pilots get a frame every [`EVERY_TICKS_MAX`] ticks.
const STEPS: u8 = 6;
/// One more, and a change of controls would be too old to be told as such.
const EVERY_TICKS_MAX: Tick = 7;
/// So many who watch are told at a tick, as long as each gets a frame every
/// [`EVERY_TICKS_MAX`] ticks. Up to five hundred are told as often as those who fly; a
/// thousand cost a room of as many players a third more.
const SPECTATORS_PER_TICK: u32 = 170;

/// What a room gives up, in this order:
///
/// 1. who watches gets every second frame;
/// 2. pilots are told of what is distant with every second frame;
/// 3. to 6. frames to pilots come one tick less often with each step.
///
/// The world itself gives up nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    step: u8,
    since: Tick,
}

impl Relief {
    /// Takes a step further or back, if ticks that lately took so long ask for it.
    pub fn consider(&mut self, tick: Tick, tick_us: u32) {
        if tick - self.since < STEP_TICKS {
            return;
        }
        let share = tick_us as f32 / 1e6 / DT_S;
        let step = if share >= HARD_PRESSED {
            (self.step + 1).min(STEPS)
        } else if share < AT_EASE {
            self.step.saturating_sub(1)
        } else {
            self.step
        };
        *self = Self { step, since: tick };
    }

    /// How far it goes: 0 is nothing.
    pub fn step(self) -> u8 {
        self.step
    }

    /// Every how many ticks those are told who watch from above, if so many watch and it
    /// usually is every so many.
    pub fn above_every_ticks(self, usual_ticks: Tick, spectators: u32) -> Tick {
        let is_pressed = self.step >= 1 || spectators > SPECTATORS_PER_TICK * EVERY_TICKS_MAX / 2;
        if is_pressed {
            2 * usual_ticks
        } else {
            usual_ticks
        }
    }

    /// How often those are told who watch, if there are so many of them: what happens
    /// is spread over more ticks where more see it.
    pub fn spectators_cadence(self, usual_ticks: Tick, spectators: u32) -> Cadence {
        let cadence = self.cadence(usual_ticks, Role::Spectator);
        let spread_ticks = spectators
            .div_ceil(SPECTATORS_PER_TICK)
            .min(EVERY_TICKS_MAX);
        Cadence {
            every_ticks: cadence.every_ticks.max(spread_ticks),
            ..cadence
        }
    }

    /// How often a client is told, if it usually gets a frame every so many
    /// ticks. When pilots' frames come less often, what is distant is told with
    /// all of them: who waits for too long has to be told more.
    pub fn cadence(self, usual_ticks: Tick, role: Role) -> Cadence {
        let pilots_ticks = usual_ticks + Tick::from(self.step.saturating_sub(2));
        match role {
            Role::Spectator if self.step >= 1 => Cadence {
                every_ticks: pilots_ticks.max(2 * usual_ticks),
                spares_distant: false,
            },
            Role::Pilot | Role::Spectator => Cadence {
                every_ticks: pilots_ticks,
                spares_distant: self.step == 2,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL_TICKS: Tick = 3;

    /// After so many seconds of ticks that take this share of their time.
    fn after(mut relief: Relief, ticks: std::ops::Range<Tick>, share: f32) -> Relief {
        let tick_us = (share * DT_S * 1e6) as u32;
        ticks.for_each(|tick| relief.consider(tick, tick_us));
        relief
    }

    #[test]
    fn spectators_give_first_and_pilots_keep_a_frame_every_seven_ticks() {
        let mut relief = Relief::default();
        let given = (1..8).map(|second| {
            relief = after(relief, seconds(second)..seconds(second + 1), 0.9);
            let spectators = relief.cadence(USUAL_TICKS, Role::Spectator);
            let pilots = relief.cadence(USUAL_TICKS, Role::Pilot);
            (
                spectators.every_ticks,
                pilots.spares_distant,
                pilots.every_ticks,
            )
        });
        let last = (7, false, 7);
        let steps = [
            (6, false, 3),
            (6, true, 3),
            (6, false, 4),
            (6, false, 5),
            (6, false, 6),
            last,
            last,
        ];
        assert!(given.eq(steps));
    }

    #[test]
    fn the_more_watch_the_more_ticks_what_happens_is_spread_over() {
        let every = |spectators| {
            let cadence = Relief::default().spectators_cadence(USUAL_TICKS, spectators);
            cadence.every_ticks
        };
        assert_eq!([1, 510, 511, 1_000, 20_000].map(every), [3, 3, 4, 6, 7]);
    }

    #[test]
    fn who_is_at_ease_takes_nothing_away() {
        let pressed = after(Relief::default(), seconds(1)..seconds(10), 0.9);
        let steady = after(pressed, seconds(10)..seconds(20), 0.6);
        assert_eq!(steady.step(), pressed.step());
        let calm = after(steady, seconds(20)..seconds(30), 0.3);
        assert_eq!(calm.step(), 0);
    }
}
