//! Numbers of numbers, without memory.

use super::super::functions::{clamp, exp, max, min, sin_cos, wrap_angle};
use super::{Setup, Work, now};

pub(super) fn gain(setup: &Setup<'_>) -> Work {
    let gain = setup.settings.number("gain");
    now(move |[x]| [gain * x])
}

pub(super) fn sum(_: &Setup<'_>) -> Work {
    now(|[a, b, c, d]| [((a + b) + c) + d])
}

pub(super) fn subtract(_: &Setup<'_>) -> Work {
    now(|[a, b]| [a - b])
}

pub(super) fn product(_: &Setup<'_>) -> Work {
    now(|[a, b]| [a * b])
}

pub(super) fn divide(setup: &Setup<'_>) -> Work {
    let otherwise = setup.settings.number("otherwise");
    now(move |[a, b]| [if b == 0.0 { otherwise } else { a / b }])
}

pub(super) fn lesser(_: &Setup<'_>) -> Work {
    now(|[a, b]| [min(a, b)])
}

pub(super) fn greater(_: &Setup<'_>) -> Work {
    now(|[a, b]| [max(a, b)])
}

pub(super) fn abs(_: &Setup<'_>) -> Work {
    now(|[x]| [x.abs()])
}

pub(super) fn sign(_: &Setup<'_>) -> Work {
    now(|[x]| {
        let sign = if x > 0.0 {
            1.0
        } else if x < 0.0 {
            -1.0
        } else {
            0.0
        };
        [sign]
    })
}

pub(super) fn square_root(_: &Setup<'_>) -> Work {
    now(|[x]| [if x > 0.0 { x.sqrt() } else { 0.0 }])
}

pub(super) fn within(setup: &Setup<'_>) -> Work {
    let [low, high] = ["low", "high"].map(|it| setup.settings.number(it));
    now(move |[x]| [clamp(x, low, high)])
}

pub(super) fn deadband(setup: &Setup<'_>) -> Work {
    let width = setup.settings.number("width");
    now(move |[x]| {
        let out = if x > width {
            x - width
        } else if x < -width {
            x + width
        } else {
            0.0
        };
        [out]
    })
}

pub(super) fn quantiser(setup: &Setup<'_>) -> Work {
    let step = setup.settings.number("step");
    now(move |[x]| [step * (x / step + 0.5).floor()])
}

pub(super) fn sin(_: &Setup<'_>) -> Work {
    now(|[x]| [sin_cos(x).0])
}

pub(super) fn cos(_: &Setup<'_>) -> Work {
    now(|[x]| [sin_cos(x).1])
}

pub(super) fn exponential(_: &Setup<'_>) -> Work {
    now(|[x]| [exp(x)])
}

pub(super) fn wrapped(_: &Setup<'_>) -> Work {
    now(|[x]| [wrap_angle(x)])
}

/// Between which points a value lies, and how far between them, 0 to 1.
fn between(points: &[f32], value: f32) -> (usize, f32) {
    let inner = &points[1..points.len() - 1];
    let before = inner.iter().filter(|&&point| point <= value).count();
    let (from, to) = (points[before], points[before + 1]);
    (before, min(max((value - from) / (to - from), 0.0), 1.0))
}

fn on_the_way(from: f32, to: f32, part: f32) -> f32 {
    from + part * (to - from)
}

pub(super) fn table_1d(setup: &Setup<'_>) -> Work {
    let [x, y] = ["x", "y"].map(|it| setup.settings.numbers(it).to_vec());
    now(move |[value]| {
        let (i, t) = between(&x, value);
        [on_the_way(y[i], y[i + 1], t)]
    })
}

pub(super) fn table_2d(setup: &Setup<'_>) -> Work {
    let [x, y, z] = ["x", "y", "z"].map(|it| setup.settings.numbers(it).to_vec());
    now(move |[column, row]| {
        let (i, t) = between(&x, column);
        let (j, u) = between(&y, row);
        let along = |j: usize| {
            let row = &z[j * x.len()..];
            on_the_way(row[i], row[i + 1], t)
        };
        [on_the_way(along(j), along(j + 1), u)]
    })
}
