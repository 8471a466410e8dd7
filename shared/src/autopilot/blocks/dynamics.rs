//! Blocks that continue in time.

use super::super::functions::{clamp, kept, max, wrap_angle};
use super::{Memory, Setup, Work, flag, is, later, remembers};

pub(super) fn integrator(setup: &Setup<'_>) -> Work {
    let [initial, low, high] = ["initial", "low", "high"].map(|it| setup.settings.number(it));
    let h = setup.h;
    later(
        [initial],
        |x| *x,
        move |[new, reset], [x]| {
            *x = if is(reset) {
                initial
            } else {
                clamp(*x + h * new, low, high)
            };
        },
    )
}

pub(super) fn derivative(setup: &Setup<'_>) -> Work {
    let h = setup.h;
    let filter_s = setup.settings.number("filter_s");
    remembers([0.0, 0.0], move |[new], [began, x]| {
        if !is(*began) {
            (*began, *x) = (1.0, new);
        }
        let out = (new - *x) / (filter_s + h);
        *x += h * out;
        [out]
    })
}

pub(super) fn rate_limiter(setup: &Setup<'_>) -> Work {
    let h = setup.h;
    let [rising, falling] = ["rising", "falling"].map(|it| h * setup.settings.number(it));
    remembers([0.0, 0.0], move |[new], [began, x]| {
        if !is(*began) {
            (*began, *x) = (1.0, new);
        }
        *x = clamp(new, *x - falling, *x + rising);
        [*x]
    })
}

pub(super) fn first_order(setup: &Setup<'_>) -> Work {
    let [gain, time_s] = ["gain", "time_s"].map(|it| setup.settings.number(it));
    let q = setup.h / (2.0 * time_s + setup.h);
    remembers([0.0, 0.0], move |[new], [u, y]| {
        *y += q * ((gain * new + gain * *u) - 2.0 * *y);
        *u = new;
        [*y]
    })
}

pub(super) fn second_order(setup: &Setup<'_>) -> Work {
    let [gain, omega, zeta] = ["gain", "omega", "zeta"].map(|it| setup.settings.number(it));
    let k = omega * setup.h / 2.0;
    let n = k * k;
    let d = (1.0 + 2.0 * zeta * k) + n;
    let b = gain * n / d;
    let a1 = 2.0 * (n - 1.0) / d;
    let a2 = ((1.0 - 2.0 * zeta * k) + n) / d;
    remembers([0.0, 0.0], move |[new], [x, z]| {
        let out = b * new + *x;
        *x = (2.0 * b * new - a1 * out) + *z;
        *z = b * new - a2 * out;
        [out]
    })
}

pub(super) fn lead_lag(setup: &Setup<'_>) -> Work {
    let [lead_s, lag_s] = ["lead_s", "lag_s"].map(|it| setup.settings.number(it));
    let h = setup.h;
    let d = 2.0 * lag_s + h;
    let b0 = (2.0 * lead_s + h) / d;
    let b1 = (h - 2.0 * lead_s) / d;
    let a = (h - 2.0 * lag_s) / d;
    remembers([0.0], move |[new], [x]| {
        let out = b0 * new + *x;
        *x = b1 * new - a * out;
        [out]
    })
}

/// How far back a filter reaches.
const ORDER: usize = 8;

pub(super) fn discrete_filter(setup: &Setup<'_>) -> Work {
    let (mut b, mut a) = ([0.0; ORDER + 1], [0.0; ORDER]);
    let listed = setup.settings.numbers("b");
    b[..listed.len()].copy_from_slice(listed);
    let listed = setup.settings.numbers("a");
    a[..listed.len()].copy_from_slice(listed);
    let [first, rest @ ..] = b;
    remembers([0.0; ORDER], move |[new], w| {
        let out = first * new + w[0];
        for i in 0..ORDER {
            let next = w.get(i + 1).copied().unwrap_or(0.0);
            w[i] = (rest[i] * new - a[i] * out) + next;
        }
        [out]
    })
}

pub(super) fn moving_average(setup: &Setup<'_>) -> Work {
    let steps = setup.settings.whole("steps") as usize;
    Work {
        // The first says which of the others is written next.
        memory: Memory::Of(vec![0.0; steps + 1]),
        run: Box::new(move |io| {
            io.each_with(|[new], memory| {
                let at = memory[0] as usize;
                memory[1 + at] = kept(new);
                memory[0] = ((at + 1) % steps) as f32;
                let sum = memory[2..]
                    .iter()
                    .fold(memory[1], |sum, number| sum + number);
                [sum / steps as f32]
            });
        }),
        then: None,
    }
}

pub(super) fn pid(setup: &Setup<'_>) -> Work {
    let [p, i, d] = ["p", "i", "d"].map(|it| setup.settings.number(it));
    let [low, high] = ["low", "high"].map(|it| setup.settings.number(it));
    let [filter_s, track_s] = ["filter_s", "track_s"].map(|it| setup.settings.number(it));
    let angle = is(setup.settings.number("angle"));
    let h = setup.h;
    let w = h / max(track_s, h);
    let way = move |from: f32, to: f32| {
        let way = to - from;
        if angle { wrap_angle(way) } else { way }
    };
    remembers(
        [0.0; 4],
        move |[setpoint, measured, manual, value, feedforward], [began, x, v, y]| {
            let manual = is(manual);
            let e = way(measured, setpoint);
            let m = if is(*began) { way(*x, measured) } else { 0.0 };
            *v += (m - h * *v) / (filter_s + h);
            let c = (p * e - d * *v) + feedforward;
            let u = c + *y;
            let out = clamp(if manual { value } else { u }, low, high);
            let saturated = out != u && !manual;
            (*began, *x) = (1.0, measured);
            *y = if i == 0.0 {
                0.0
            } else if manual {
                out - c
            } else {
                (*y + h * (i * e)) + w * (out - u)
            };
            [out, flag(saturated)]
        },
    )
}
