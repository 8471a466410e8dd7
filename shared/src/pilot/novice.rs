//! A pilot without skill: somebody who has just found the keys.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use crate::{Controls, Tick};

/// The shortest and the longest time for which a finger stays as it is: 0.3 s to
/// 1.5 s.
const HOLD_TICKS: (Tick, Tick) = (10, 48);

/// What each of three fingers may be at, and the trigger half of the time.
const TURNS: [Controls; 3] = [Controls::NONE, Controls::LEFT, Controls::RIGHT];
const PUSHES: [Controls; 3] = [Controls::NONE, Controls::THRUST, Controls::BRAKE];
const TRIGGER: [Controls; 2] = [Controls::NONE, Controls::FIRE];

/// One who presses keys at random, sees nothing, and fires a lot: the measure of
/// how fair the game is to those who come for the first time.
#[derive(Clone, Debug)]
pub struct Novice {
    rng: Pcg32,
    fingers: [Finger; 3],
}

/// What a finger may be at, what it is at, and until when.
#[derive(Clone, Debug)]
struct Finger {
    choices: &'static [Controls],
    holds: Controls,
    until: Tick,
}

impl Novice {
    /// The novice with this seed.
    pub fn new(seed: u64) -> Self {
        let finger = |choices| Finger {
            choices,
            holds: Controls::NONE,
            until: 0,
        };
        Self {
            rng: Pcg32::seed_from_u64(seed),
            fingers: [finger(&TURNS), finger(&PUSHES), finger(&TRIGGER)],
        }
    }

    /// What it holds at a tick. Ticks are asked for as they come; over those that
    /// are left out it holds what it held.
    pub fn keys_at(&mut self, tick: Tick) -> Controls {
        let mut keys = Controls::NONE;
        for finger in &mut self.fingers {
            if tick >= finger.until {
                finger.holds = finger.choices[self.rng.random_range(0..finger.choices.len())];
                finger.until = tick + self.rng.random_range(HOLD_TICKS.0..=HOLD_TICKS.1);
            }
            keys = keys.with(finger.holds);
        }
        keys
    }

    /// The next tick at which it may change its keys.
    pub fn wakes_after(&self, tick: Tick) -> Tick {
        let changes = self.fingers.iter().map(|finger| finger.until);
        changes.fold(Tick::MAX, Tick::min).max(tick + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_presses_the_same_keys() {
        let keys = |seed| -> Vec<_> {
            let mut novice = Novice::new(seed);
            (7..2_000).map(|tick| novice.keys_at(tick)).collect()
        };
        assert_eq!(keys(1), keys(1));
        assert_ne!(keys(1), keys(2));
    }

    #[test]
    fn it_fires_about_half_of_the_time_and_never_jumps() {
        let mut novice = Novice::new(3);
        let keys: Vec<_> = (0..32_000).map(|tick| novice.keys_at(tick)).collect();
        let firing = keys.iter().filter(|keys| keys.holds(Controls::FIRE));
        assert!((13_000..19_000).contains(&firing.count()));
        assert!(!keys.iter().any(|keys| keys.holds(Controls::HYPERSPACE)));
    }

    #[test]
    fn a_key_is_held_for_a_while() {
        let mut novice = Novice::new(5);
        let fires: Vec<_> = (0..3_200)
            .map(|tick| novice.keys_at(tick).holds(Controls::FIRE))
            .collect();
        let held: Vec<_> = fires.chunk_by(|one, next| one == next).collect();
        for held in &held[..held.len() - 1] {
            assert!(held.len() >= HOLD_TICKS.0 as usize);
        }
    }
}
