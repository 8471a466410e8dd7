//! Fingers that press the keys a pilot wants, and never lie still.

use std::ops::RangeInclusive;

use asteroids_shared::{Controls, Tick};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

/// How long a key stays as it is, from one change to the next, in the mean.
const CHANGES_EVERY_TICKS: RangeInclusive<Tick> = 8..=16;
/// A pilot that wants a lot lets a finger rest for no longer than this.
const RESTS_TICKS_MAX: Tick = 64;

/// The fingers of one player. Each obeys the pilot at once. When that wants
/// too little of it, it taps its key, or lets go of it for a moment.
#[derive(Clone, Debug)]
pub struct Fingers {
    rng: Pcg32,
    turn: Finger,
    engine: Finger,
    trigger: Finger,
}

#[derive(Clone, Debug)]
struct Finger {
    keys: Controls,
    /// What it taps when nothing is wanted of it, one or the other.
    taps: [Controls; 2],
    tap_ticks: RangeInclusive<Tick>,
    wish: Controls,
    /// What it holds in place of the wish, and until when.
    tap: Option<(Controls, Tick)>,
    /// When it taps next.
    taps_at: Tick,
}

impl Fingers {
    /// Those of the player with this seed.
    pub fn new(seed: u64) -> Self {
        const BURST_TICKS: RangeInclusive<Tick> = 2..=6;
        // More would turn the ship away from where it aims.
        const NUDGE_TICKS: RangeInclusive<Tick> = 1..=2;
        Self {
            rng: Pcg32::seed_from_u64(seed),
            turn: Finger::new([Controls::LEFT, Controls::RIGHT], NUDGE_TICKS),
            engine: Finger {
                keys: Controls::THRUST.with(Controls::BRAKE),
                ..Finger::new([Controls::THRUST; 2], BURST_TICKS)
            },
            trigger: Finger::new([Controls::FIRE; 2], BURST_TICKS),
        }
    }

    /// What they hold at a tick at which the pilot wants this.
    pub fn press(&mut self, tick: Tick, wish: Controls) -> Controls {
        let Self {
            rng,
            turn,
            engine,
            trigger,
        } = self;
        let fingers = [turn, engine, trigger].into_iter();
        fingers.fold(wish, |held, finger| finger.press(tick, held, rng))
    }

    /// The next tick at which one of them moves by itself.
    pub fn moves_after(&self, tick: Tick) -> Tick {
        let next = [&self.turn, &self.engine, &self.trigger].map(Finger::moves_at);
        next.into_iter().fold(Tick::MAX, Tick::min).max(tick + 1)
    }
}

impl Finger {
    fn new(taps: [Controls; 2], tap_ticks: RangeInclusive<Tick>) -> Self {
        Self {
            keys: taps[0].with(taps[1]),
            taps,
            tap_ticks,
            wish: Controls::NONE,
            tap: None,
            taps_at: 0,
        }
    }

    /// What is held, with its own keys as it has them.
    fn press(&mut self, tick: Tick, held: Controls, rng: &mut Pcg32) -> Controls {
        let others = held.without(self.keys);
        let wish = held.without(others);
        if wish != self.wish {
            (self.wish, self.tap) = (wish, None);
            self.rest(tick, rng);
        } else if tick >= self.moves_at() {
            self.tap = match self.tap {
                Some(_) => None,
                None => Some((
                    self.opposite(rng),
                    tick + rng.random_range(self.tap_ticks.clone()),
                )),
            };
            self.rest(tick, rng);
        }
        others.with(self.tap.map_or(wish, |(held, _)| held))
    }

    fn opposite(&self, rng: &mut Pcg32) -> Controls {
        if self.wish == Controls::NONE {
            self.taps[rng.random_range(0..2)]
        } else {
            Controls::NONE
        }
    }

    /// Puts the next tap off for a change, whoever wanted that.
    fn rest(&mut self, tick: Tick, rng: &mut Pcg32) {
        let taps_at = self.taps_at.max(tick) + rng.random_range(CHANGES_EVERY_TICKS);
        self.taps_at = taps_at.min(tick + RESTS_TICKS_MAX);
    }

    fn moves_at(&self) -> Tick {
        self.tap.map_or(self.taps_at, |(_, until)| until)
    }
}
