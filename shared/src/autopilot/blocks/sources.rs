//! What comes from nowhere.

use super::super::functions::{TURN_RAD, clamp, min, sin_cos};
use super::{Memory, Setup, Work, flag, now, remembers, with_memory};

/// Where counts of steps stay.
pub(super) const COUNT_MOST: f32 = 1_048_576.0;

pub(super) fn value(setup: &Setup<'_>) -> Work {
    let value = setup.settings.number("value");
    now(move |[]| [value])
}

pub(super) fn constant_vector(setup: &Setup<'_>) -> Work {
    let value = [setup.settings.number("x"), setup.settings.number("y")];
    now(move |[]| value)
}

pub(super) fn step(setup: &Setup<'_>) -> Work {
    let [before, after, at] = ["before", "after", "at_steps"].map(|it| setup.settings.number(it));
    remembers([0.0], move |[], [n]| {
        let out = if *n >= at { after } else { before };
        *n = min(*n + 1.0, COUNT_MOST);
        [out]
    })
}

pub(super) fn ramp(setup: &Setup<'_>) -> Work {
    let [slope, limit] = ["slope", "limit"].map(|it| setup.settings.number(it));
    let h = setup.h;
    remembers([0.0], move |[], [x]| {
        let out = *x;
        *x = clamp(*x + h * slope, -limit, limit);
        [out]
    })
}

pub(super) fn sine_wave(setup: &Setup<'_>) -> Work {
    let [amplitude, frequency_hz] =
        ["amplitude", "frequency_hz"].map(|it| setup.settings.number(it));
    let [phase, bias] = ["phase", "bias"].map(|it| setup.settings.number(it));
    let h = setup.h;
    remembers([phase - phase.floor()], move |[], [x]| {
        let out = bias + amplitude * sin_cos(TURN_RAD * *x).0;
        let next = *x + h * frequency_hz;
        *x = next - next.floor();
        [out]
    })
}

pub(super) fn pulse(setup: &Setup<'_>) -> Work {
    let [period, width] = ["period_steps", "width_steps"].map(|it| setup.settings.number(it));
    remembers([0.0], move |[], [n]| {
        let out = *n < width;
        let next = *n + 1.0;
        *n = if next == period { 0.0 } else { next };
        [flag(out)]
    })
}

/// A state of random numbers has 32 bits: two halves that a number holds exactly.
pub(super) const RANDOM_NUMBERS: usize = 2;
const HALF_BITS: u32 = 16;

pub(super) fn first_state(seed: u32, ship: u32) -> [f32; RANDOM_NUMBERS] {
    let state = (seed + 1).wrapping_mul(2_654_435_761) ^ ship.wrapping_mul(2_246_822_519);
    halves(state.max(1))
}

fn halves(state: u32) -> [f32; RANDOM_NUMBERS] {
    [(state >> HALF_BITS) as f32, (state & 0xFFFF) as f32]
}

pub(super) fn random(setup: &Setup<'_>) -> Work {
    let [low, high] = ["low", "high"].map(|it| setup.settings.number(it));
    let run = with_memory(move |[], memory: &mut [f32; RANDOM_NUMBERS]| {
        let mut s = ((memory[0] as u32) << HALF_BITS) | memory[1] as u32;
        s ^= s << 13;
        s ^= s >> 17;
        s ^= s << 5;
        *memory = halves(s);
        [low + (high - low) * ((s >> 8) as f32 / 16_777_216.0)]
    });
    Work {
        memory: Memory::Seeded(setup.settings.whole("seed")),
        run,
        then: None,
    }
}
