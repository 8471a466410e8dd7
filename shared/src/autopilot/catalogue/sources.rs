//! What comes from nowhere.

use super::{
    BlockKind, BlockType, Group, Range, any, flag, number, param, positive, vector, whole,
};

pub(super) const GROUP: Group = Group {
    name: "sources",
    types: &[
        BlockType::simple(BlockKind::Constant, &[], &[number("out")], "out = value")
            .with(&[any("value", 0.0, "the number")])
            .costs(0),
        BlockType::simple(BlockKind::Flag, &[], &[flag("out")], "out = value")
            .with(&[param("value", Range::Bool { default: true }, "true or false")])
            .costs(0),
        BlockType::simple(BlockKind::ConstantVector, &[], &[vector("out")], "out = (x, y)")
            .with(&[any("x", 0.0, "the first number"), any("y", 0.0, "the second number")])
            .costs(0),
        BlockType::simple(
            BlockKind::Step,
            &[],
            &[number("out")],
            "n = steps made, which stay at 2^20; out = after if n ≥ at_steps, else before",
        )
        .with(&[
            any("before", 0.0, "before it"),
            any("after", 1.0, "after it"),
            whole("at_steps", 32, 0, 1_000_000, "at the step with this number, from 0"),
        ])
        .costs(2),
        BlockType::simple(
            BlockKind::Ramp,
            &[],
            &[number("out")],
            "out = x; then x ← clamp(x + h·slope, −limit, limit); x = 0 at first",
        )
        .with(&[any("slope", 1.0, "how much a second"), positive("limit", 1000.0, "where it stays")])
        .costs(2),
        BlockType::simple(
            BlockKind::SineWave,
            &[],
            &[number("out")],
            "out = bias + amplitude·sin(2π·x); then x ← x + h·frequency_hz, minus its whole part; x = phase, minus its whole part, at first",
        )
        .with(&[
            any("amplitude", 1.0, "half of the way from crest to trough"),
            super::between("frequency_hz", 1.0, 0.0, 16.0, "waves a second"),
            super::between("phase", 0.0, 0.0, 1.0, "where it begins, in waves"),
            any("bias", 0.0, "the middle"),
        ])
        .costs(9),
        BlockType::simple(
            BlockKind::Pulse,
            &[],
            &[flag("out")],
            "out = n < width_steps; then n ← n + 1, or 0 if that is period_steps; n = 0 at first",
        )
        .with(&[
            whole("period_steps", 32, 1, 100_000, "from one to the next"),
            whole("width_steps", 16, 0, 100_000, "how long it is true"),
        ])
        .costs(2),
        BlockType::simple(
            BlockKind::Random,
            &[],
            &[number("out")],
            "s ← s ^ (s << 13); s ← s ^ (s >> 17); s ← s ^ (s << 5), in 32 bits; out = low + (high − low)·((s >> 8)/2^24). At first s comes of the seed and of the ship's, see above",
        )
        .with(&[
            any("low", 0.0, "the least"),
            any("high", 1.0, "the most, which it does not reach"),
            whole("seed", 1, 0, 1_000_000, "another one gives other numbers"),
        ])
        .costs(4)
        .from("G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003"),
    ],
};
