//! Blocks that continue in time. `s` is Laplace's variable.

use super::memory::STEPS_MOST;
use super::{
    BlockKind, BlockType, Group, Range, any, between, flag, number, param, positive, whole,
};

const TUSTIN: &str = "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8";

pub(super) const GROUP: Group = Group {
    name: "dynamics",
    types: &[
        BlockType::simple(
            BlockKind::Integrator,
            &[number("in"), flag("reset").or(0.0)],
            &[number("out")],
            "1/s by Euler's forward method: out = x; then x ← initial if reset, else clamp(x + h·in, low, high); x = initial at first",
        )
        .with(&[
            any("initial", 0.0, "where it begins"),
            any("low", -1e6, "the least"),
            any("high", 1e6, "the most, not below low"),
        ])
        .later()
        .costs(3),
        BlockType::simple(
            BlockKind::Derivative,
            &[number("in")],
            &[number("out")],
            "s/(filter_s·s + 1) by Euler's backward method: out = (in − x)/(filter_s + h); then x ← x + h·out; at the first step x = in",
        )
        .with(&[between("filter_s", 0.1, 0.0, 1000.0, "the time constant of the filter in s")])
        .costs(3),
        BlockType::simple(
            BlockKind::RateLimiter,
            &[number("in")],
            &[number("out")],
            "x ← clamp(in, x − h·falling, x + h·rising); out = x; at the first step x = in",
        )
        .with(&[
            positive("rising", 1.0, "how much a second upward"),
            positive("falling", 1.0, "how much a second downward"),
        ])
        .costs(3),
        BlockType::simple(
            BlockKind::FirstOrder,
            &[number("in")],
            &[number("out")],
            "gain/(time_s·s + 1): q = h/(2·time_s + h); y ← y + q·((gain·in + gain·u) − 2·y); u ← in; out = y; u = 0, y = 0 at first",
        )
        .with(&[
            any("gain", 1.0, "where it goes for an input of 1"),
            between("time_s", 1.0, 0.0, 1000.0, "its time constant in s"),
        ])
        .costs(4)
        .from(TUSTIN),
        BlockType::simple(
            BlockKind::SecondOrder,
            &[number("in")],
            &[number("out")],
            "gain·ω²/(s² + 2ζω·s + ω²): k = ω·h/2; n = k²; d = (1 + 2ζ·k) + n; b = gain·n/d; a1 = 2·(n − 1)/d; a2 = ((1 − 2ζ·k) + n)/d; out = b·in + x; x ← (2·b·in − a1·out) + z; z ← b·in − a2·out; x = 0, z = 0 at first",
        )
        .with(&[
            any("gain", 1.0, "where it goes for an input of 1"),
            between("omega", 4.0, 0.001, 100.0, "ω, its natural frequency in rad/s"),
            between("zeta", 0.7, 0.0, 100.0, "ζ, its damping ratio"),
        ])
        .costs(7)
        .from(TUSTIN),
        BlockType::simple(
            BlockKind::LeadLag,
            &[number("in")],
            &[number("out")],
            "(lead_s·s + 1)/(lag_s·s + 1): d = 2·lag_s + h; b0 = (2·lead_s + h)/d; b1 = (h − 2·lead_s)/d; a = (h − 2·lag_s)/d; out = b0·in + x; x ← b1·in − a·out; x = 0 at first",
        )
        .with(&[
            between("lead_s", 0.5, 0.0, 1000.0, "the time constant above in s"),
            between("lag_s", 0.1, 0.0, 1000.0, "the one below in s"),
        ])
        .costs(5)
        .from(TUSTIN),
        BlockType::simple(
            BlockKind::DiscreteFilter,
            &[number("in")],
            &[number("out")],
            "out = b[0]·in + w[1]; w[i] ← (b[i]·in − a[i]·out) + w[i + 1] for i = 1 … 8; a[0] is 1 and not listed: the first of `a` is a[1]; what is not listed is 0; w = 0 at first",
        )
        .with(&[
            param("b", Range::Numbers { default: &[0.5, 0.5], least: 1, most: 9 }, "factors of inputs, the newest first"),
            param("a", Range::Numbers { default: &[0.0], least: 1, most: 8 }, "factors of outputs, the newest first"),
        ])
        .costs(20)
        .from("transposed direct form II: A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, ch. 6"),
        BlockType::simple(
            BlockKind::MovingAverage,
            &[number("in")],
            &[number("out")],
            "w[i] ← in, i ← i + 1 or 0 if that is `steps`; out = (w[0] + w[1] + … )/steps, summed from the left; i = 0, w = 0 at first",
        )
        .with(&[whole("steps", 8, 1, STEPS_MOST, "how many")])
        .costs(4)
        .and_one_for_each(2, "steps"),
        BlockType::simple(
            BlockKind::Pid,
            &[
                number("setpoint"),
                number("measured"),
                flag("manual").or(0.0),
                number("value").or(0.0),
                number("feedforward").or(0.0),
            ],
            &[number("out"), flag("saturated")],
            "e = setpoint − measured, wrapped as in wrap_angle if angle. m = measured − x, wrapped the same; at the first step m = 0. v ← v + (m − h·v)/(filter_s + h). c = (p·e − d·v) + feedforward; u = c + y; out = clamp(value if manual else u, low, high); saturated = out ≠ u, and not manual. Then x ← measured, and y ← 0 if i = 0, else out − c if manual, else (y + h·(i·e)) + w·(out − u), w = h/max(track_s, h). v = 0, y = 0 at first. So the integral, if there is one, goes on from any value that was held by hand, and does not wind up beyond the bounds",
        )
        .with(&[
            any("p", 1.0, "the gain of the error"),
            any("i", 0.0, "the gain of its integral, in 1/s"),
            any("d", 0.0, "the gain of the speed of what is measured, in s"),
            between("filter_s", 0.05, 0.0, 1000.0, "the time constant of that speed's filter in s"),
            any("low", -1.0, "the least that goes out"),
            any("high", 1.0, "the most, not below low"),
            between("track_s", 0.25, 0.0, 1000.0, "in what time the integral follows a bound, in s"),
            param("angle", Range::Bool { default: false }, "whether it is about angles in rad"),
        ])
        .costs(14)
        .from("K. J. Åström, R. M. Murray, Feedback Systems, 2nd ed., 2021, ch. 11: filtered derivative of the measurement, back-calculation, bumpless transfer"),
    ],
};
