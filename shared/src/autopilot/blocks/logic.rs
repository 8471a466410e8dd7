//! True and false, and the choice between numbers.

use super::super::catalogue::Signal;
use super::{Setup, Work, flag, is, now, remembers};

pub(super) fn compare(setup: &Setup<'_>) -> Work {
    match setup.settings.choice("test") {
        "<" => now(|[a, b]| [flag(a < b)]),
        "<=" => now(|[a, b]| [flag(a <= b)]),
        ">" => now(|[a, b]| [flag(a > b)]),
        ">=" => now(|[a, b]| [flag(a >= b)]),
        "==" => now(|[a, b]| [flag(a == b)]),
        _ => now(|[a, b]| [flag(a != b)]),
    }
}

pub(super) fn relay(setup: &Setup<'_>) -> Work {
    let [low, high] = ["low", "high"].map(|it| setup.settings.number(it));
    remembers([0.0], move |[value], [x]| {
        if value > high {
            *x = 1.0;
        } else if value < low {
            *x = 0.0;
        }
        [*x]
    })
}

pub(super) fn and(_: &Setup<'_>) -> Work {
    now(|[a, b, c, d]| [flag(is(a) & is(b) & is(c) & is(d))])
}

pub(super) fn or(_: &Setup<'_>) -> Work {
    now(|[a, b, c, d]| [flag(is(a) | is(b) | is(c) | is(d))])
}

pub(super) fn xor(_: &Setup<'_>) -> Work {
    now(|[a, b]| [flag(is(a) != is(b))])
}

pub(super) fn not(_: &Setup<'_>) -> Work {
    now(|[x]| [flag(!is(x))])
}

pub(super) fn switch(setup: &Setup<'_>) -> Work {
    match setup.settings.signal() {
        Signal::Bool | Signal::Number => {
            now(|[which, then, other]| [if is(which) { then } else { other }])
        }
        Signal::Vector => now(|[which, then_x, then_y, other_x, other_y]| {
            if is(which) {
                [then_x, then_y]
            } else {
                [other_x, other_y]
            }
        }),
    }
}

pub(super) fn multiswitch(_: &Setup<'_>) -> Work {
    now(|[index, inputs @ ..]: [f32; 9]| {
        let which = (1..8_u8).filter(|&it| f32::from(it) <= index).count();
        [inputs[which]]
    })
}

pub(super) fn to_number(setup: &Setup<'_>) -> Work {
    let [low, high] = ["low", "high"].map(|it| setup.settings.number(it));
    now(move |[x]| [if is(x) { high } else { low }])
}
