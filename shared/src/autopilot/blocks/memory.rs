//! What remembers.

use super::super::catalogue::Signal;
use super::super::functions::{clamp, kept, max, min};
use super::sources::COUNT_MOST;
use super::{Memory, Setup, Work, flag, is, later, now, remembers};

pub(super) fn copy(setup: &Setup<'_>) -> Work {
    match setup.settings.signal() {
        Signal::Bool | Signal::Number => now(|it: [f32; 1]| it),
        Signal::Vector => now(|it: [f32; 2]| it),
    }
}

pub(super) fn latch(_: &Setup<'_>) -> Work {
    remembers([0.0], |[set, reset], [x]| {
        if is(reset) {
            *x = 0.0;
        } else if is(set) {
            *x = 1.0;
        }
        [*x]
    })
}

pub(super) fn counter(setup: &Setup<'_>) -> Work {
    let limit = setup.settings.number("limit");
    remembers([0.0], move |[count, reset], [n]| {
        if is(reset) {
            *n = 0.0;
        } else if is(count) {
            *n += 1.0;
        }
        if *n > limit {
            *n = 0.0;
        }
        [*n]
    })
}

pub(super) fn timer(setup: &Setup<'_>) -> Work {
    let h = setup.h;
    remembers([0.0], move |[run], [n]| {
        *n = if is(run) {
            min(*n + 1.0, COUNT_MOST)
        } else {
            0.0
        };
        [h * *n]
    })
}

pub(super) fn edge(setup: &Setup<'_>) -> Work {
    fn with(has_come: fn(bool, bool) -> bool) -> Work {
        remembers([0.0], move |[new], [x]| {
            let out = has_come(is(*x), is(new));
            *x = new;
            [flag(out)]
        })
    }
    match setup.settings.choice("way") {
        "rising" => with(|before, now| now & !before),
        "falling" => with(|before, now| before & !now),
        _ => with(|before, now| before != now),
    }
}

pub(super) fn monostable(setup: &Setup<'_>) -> Work {
    let steps = setup.settings.number("steps");
    remembers([0.0], move |[starts], [n]| {
        *n = if is(starts) {
            steps
        } else {
            max(*n - 1.0, 0.0)
        };
        [flag(*n > 0.0)]
    })
}

/// What the signal is at first, of the parameter that says it of each of its numbers.
fn initial(setup: &Setup<'_>) -> f32 {
    let initial = setup.settings.number("initial");
    match setup.settings.signal() {
        Signal::Bool => flag(is(initial)),
        Signal::Number | Signal::Vector => initial,
    }
}

pub(super) fn hold(setup: &Setup<'_>) -> Work {
    let first = initial(setup);
    match setup.settings.signal() {
        Signal::Bool | Signal::Number => remembers([first], |[new, sample], x| {
            if is(sample) {
                *x = [kept(new)];
            }
            *x
        }),
        Signal::Vector => remembers([first; 2], |[new_x, new_y, sample], x| {
            if is(sample) {
                *x = [kept(new_x), kept(new_y)];
            }
            *x
        }),
    }
}

pub(super) fn unit_delay(setup: &Setup<'_>) -> Work {
    let first = initial(setup);
    match setup.settings.signal() {
        Signal::Bool | Signal::Number => later([first], |x| *x, |new: [f32; 1], x| *x = new),
        Signal::Vector => later([first; 2], |x| *x, |new: [f32; 2], x| *x = new),
    }
}

pub(super) fn delay(setup: &Setup<'_>) -> Work {
    let steps = setup.settings.whole("steps") as usize;
    let mut numbers = vec![setup.settings.number("initial"); steps + 1];
    // Which of the others comes out next.
    numbers[0] = 0.0;
    Work {
        memory: Memory::Of(numbers),
        run: Box::new(|io| io.each_with(|[], memory| [memory[1 + memory[0] as usize]])),
        then: Some(Box::new(move |io| {
            io.each_with(|[new], memory| {
                let at = memory[0] as usize;
                memory[1 + at] = kept(new);
                memory[0] = ((at + 1) % steps) as f32;
                []
            });
        })),
    }
}

/// How many states there are, and how many guards.
const STATES: usize = 8;

pub(super) fn state_machine(setup: &Setup<'_>) -> Work {
    let transitions: Vec<[f32; 3]> = setup.settings.numbers("transitions").as_chunks().0.to_vec();
    let h = setup.h;
    remembers([0.0, 0.0], move |guards: [f32; STATES], [state, n]| {
        let next = transitions.iter().find(|[from, guard, to]| {
            (*from == *state || *from == -1.0) && to != state && is(guards[*guard as usize])
        });
        match next {
            Some([_, _, to]) => (*state, *n) = (*to, 0.0),
            None => *n = min(*n + 1.0, COUNT_MOST),
        }
        let mut out = [0.0; 3 + STATES];
        out[0] = *state;
        out[1] = flag(next.is_some());
        out[2] = h * *n;
        out[3 + *state as usize] = 1.0;
        out
    })
}

pub(super) fn modulator(_: &Setup<'_>) -> Work {
    remembers([0.0], |[value], [x]| {
        *x = clamp(*x + clamp(value, -1.0, 1.0), -2.0, 2.0);
        let (up, down) = (*x >= 0.5, *x <= -0.5);
        if up {
            *x -= 1.0;
        } else if down {
            *x += 1.0;
        }
        [flag(up), flag(down)]
    })
}
