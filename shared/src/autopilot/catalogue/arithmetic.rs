//! Numbers of numbers, without memory.

use super::{BlockKind, BlockType, Group, Range, any, number, param, positive};

/// How many points a curve may have, and a side of a surface.
const CURVE_MOST: usize = 64;
const SIDE_MOST: usize = 16;

pub(super) const GROUP: Group = Group {
    name: "arithmetic",
    types: &[
        BlockType::simple(BlockKind::Gain, &[number("in")], &[number("out")], "out = gain·in")
            .with(&[any("gain", 1.0, "the factor")]),
        BlockType::simple(
            BlockKind::Sum,
            &[number("a"), number("b"), number("c").or(0.0), number("d").or(0.0)],
            &[number("out")],
            "out = ((a + b) + c) + d",
        )
        .costs(2),
        BlockType::simple(
            BlockKind::Subtract,
            &[number("a"), number("b")],
            &[number("out")],
            "out = a − b",
        ),
        BlockType::simple(
            BlockKind::Product,
            &[number("a"), number("b")],
            &[number("out")],
            "out = a·b",
        ),
        BlockType::simple(
            BlockKind::Divide,
            &[number("a"), number("b")],
            &[number("out")],
            "out = a/b; otherwise if b = 0",
        )
        .with(&[any("otherwise", 0.0, "what it is if b is 0")])
        .costs(2),
        BlockType::simple(
            BlockKind::Min,
            &[number("a"), number("b")],
            &[number("out")],
            "out = a if a < b, else b",
        ),
        BlockType::simple(
            BlockKind::Max,
            &[number("a"), number("b")],
            &[number("out")],
            "out = a if a > b, else b",
        ),
        BlockType::simple(BlockKind::Abs, &[number("in")], &[number("out")], "out = |in|"),
        BlockType::simple(
            BlockKind::Sign,
            &[number("in")],
            &[number("out")],
            "out = 1 if in > 0, −1 if in < 0, else 0",
        ),
        BlockType::simple(
            BlockKind::SquareRoot,
            &[number("in")],
            &[number("out")],
            "out = √in if in > 0, else 0",
        )
        .costs(2),
        BlockType::simple(
            BlockKind::Clamp,
            &[number("in")],
            &[number("out")],
            "out = low if in < low, high if in > high, else in",
        )
        .with(&[any("low", -1.0, "the least"), any("high", 1.0, "the most, not below low")]),
        BlockType::simple(
            BlockKind::Deadband,
            &[number("in")],
            &[number("out")],
            "out = in − width if in > width, in + width if in < −width, else 0",
        )
        .with(&[positive("width", 0.1, "how far from 0 it reaches")]),
        BlockType::simple(
            BlockKind::Quantiser,
            &[number("in")],
            &[number("out")],
            "out = step·⌊in/step + 0.5⌋",
        )
        .with(&[super::between("step", 1.0, 1e-6, 1e6, "the size of a step")])
        .costs(3),
        BlockType::simple(BlockKind::Sin, &[number("in")], &[number("out")], "out = sin(in), in in rad, see above")
            .costs(8),
        BlockType::simple(BlockKind::Cos, &[number("in")], &[number("out")], "out = cos(in), in in rad, see above")
            .costs(8),
        BlockType::simple(BlockKind::Exp, &[number("in")], &[number("out")], "out = e^in, see above")
            .costs(8),
        BlockType::simple(
            BlockKind::Table1d,
            &[number("in")],
            &[number("out")],
            "i = how many of x[1] to x[n − 2] are ≤ in; t = (in − x[i])/(x[i + 1] − x[i]), at least 0, at most 1; out = y[i] + t·(y[i + 1] − y[i])",
        )
        .with(&[
            param("x", Range::Numbers { default: &[0.0, 1.0], least: 2, most: CURVE_MOST }, "where the points are, ascending"),
            param("y", Range::Numbers { default: &[0.0, 1.0], least: 2, most: CURVE_MOST }, "what it is there, as many as x"),
        ])
        .costs(5)
        .and_one_for_each(2, "x"),
        BlockType::simple(
            BlockKind::Table2d,
            &[number("x"), number("y")],
            &[number("out")],
            "i and t of x, j and u of y as in table_1d; a = z[j][i] + t·(z[j][i + 1] − z[j][i]); b the same of z[j + 1]; out = a + u·(b − a); z[j][i] is the element j·(count of x) + i",
        )
        .with(&[
            param("x", Range::Numbers { default: &[0.0, 1.0], least: 2, most: SIDE_MOST }, "where the columns are, ascending"),
            param("y", Range::Numbers { default: &[0.0, 1.0], least: 2, most: SIDE_MOST }, "where the rows are, ascending"),
            param(
                "z",
                Range::Numbers { default: &[0.0, 0.0, 0.0, 1.0], least: 4, most: SIDE_MOST * SIDE_MOST },
                "what it is there, row by row",
            ),
        ])
        .costs(12)
        .and_one_for_each(4, "z"),
        BlockType::simple(
            BlockKind::WrapAngle,
            &[number("in")],
            &[number("out")],
            "out = in − τ·⌊in/τ + 0.5⌋ with τ = 6.2831855 (2π as f32)",
        )
        .costs(3),
    ],
};
