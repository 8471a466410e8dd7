//! Vectors: places, ways and velocities.

use super::super::functions::{atan2, max, min, sin_cos};
use super::{Setup, Work, flag, now};

/// The inner product.
fn dot_of(ax: f32, ay: f32, bx: f32, by: f32) -> f32 {
    ax * bx + ay * by
}

fn length_of(x: f32, y: f32) -> f32 {
    dot_of(x, y, x, y).sqrt()
}

/// Two numbers are a vector, and a vector is two numbers.
pub(super) fn same(_: &Setup<'_>) -> Work {
    now(|it: [f32; 2]| it)
}

pub(super) fn add(_: &Setup<'_>) -> Work {
    now(|[ax, ay, bx, by]| [ax + bx, ay + by])
}

pub(super) fn subtract(_: &Setup<'_>) -> Work {
    now(|[ax, ay, bx, by]| [ax - bx, ay - by])
}

pub(super) fn scale(setup: &Setup<'_>) -> Work {
    let gain = setup.settings.number("gain");
    now(move |[x, y, by]| {
        let f = gain * by;
        [f * x, f * y]
    })
}

pub(super) fn dot(_: &Setup<'_>) -> Work {
    now(|[ax, ay, bx, by]| [dot_of(ax, ay, bx, by)])
}

pub(super) fn cross(_: &Setup<'_>) -> Work {
    now(|[ax, ay, bx, by]| [ax * by - ay * bx])
}

pub(super) fn length(_: &Setup<'_>) -> Work {
    now(|[x, y]| [length_of(x, y)])
}

pub(super) fn normalise(_: &Setup<'_>) -> Work {
    now(|[x, y]| {
        let l = length_of(x, y);
        if l == 0.0 { [0.0, 0.0] } else { [x / l, y / l] }
    })
}

pub(super) fn to_polar(_: &Setup<'_>) -> Work {
    now(|[x, y]| [length_of(x, y), atan2(y, x)])
}

pub(super) fn from_polar(_: &Setup<'_>) -> Work {
    now(|[length, angle]| {
        let (sin, cos) = sin_cos(angle);
        [length * cos, length * sin]
    })
}

pub(super) fn rotate(_: &Setup<'_>) -> Work {
    now(|[x, y, angle]| {
        let (s, c) = sin_cos(angle);
        [c * x - s * y, s * x + c * y]
    })
}

pub(super) fn to_ship(_: &Setup<'_>) -> Work {
    now(|[x, y, cos, sin]| [x * cos + y * sin, y * cos - x * sin])
}

pub(super) fn from_ship(_: &Setup<'_>) -> Work {
    now(|[x, y, cos, sin]| [x * cos - y * sin, x * sin + y * cos])
}

pub(super) fn shortest_way(_: &Setup<'_>) -> Work {
    fn along(from: f32, to: f32, size: f32) -> f32 {
        let d = to - from;
        if size <= 0.0 {
            d
        } else {
            d - size * (d / size + 0.5).floor()
        }
    }
    now(|[from_x, from_y, to_x, to_y, width, height]| {
        [along(from_x, to_x, width), along(from_y, to_y, height)]
    })
}

pub(super) fn lead(setup: &Setup<'_>) -> Work {
    let [speed, life_s] = ["speed", "life_s"].map(|it| setup.settings.number(it));
    now(move |[x, y, drift_x, drift_y]| {
        let a = speed * speed - dot_of(drift_x, drift_y, drift_x, drift_y);
        let b = dot_of(x, y, drift_x, drift_y);
        let c = dot_of(x, y, x, y);
        let root = b * b + a * c;
        let t = (b + root.sqrt()) / a;
        if a > 0.0 && root >= 0.0 && t <= life_s {
            [x + drift_x * t, y + drift_y * t, t, flag(true)]
        } else {
            [x, y, 0.0, flag(false)]
        }
    })
}

pub(super) fn closest_approach(setup: &Setup<'_>) -> Work {
    let most_s = setup.settings.number("most_s");
    now(move |[x, y, drift_x, drift_y]| {
        let speed2 = dot_of(drift_x, drift_y, drift_x, drift_y);
        let t = if speed2 == 0.0 {
            0.0
        } else {
            let t = -dot_of(x, y, drift_x, drift_y) / speed2;
            min(max(t, 0.0), most_s)
        };
        [t, length_of(x + drift_x * t, y + drift_y * t)]
    })
}
