//! Vectors: places, ways and velocities.

use super::{BlockKind, BlockType, Group, any, between, flag, number, vector};

pub(super) const GROUP: Group = Group {
    name: "vectors",
    types: &[
        BlockType::simple(
            BlockKind::Compose,
            &[number("x"), number("y")],
            &[vector("out")],
            "out = (x, y)",
        ),
        BlockType::simple(
            BlockKind::Split,
            &[vector("in")],
            &[number("x"), number("y")],
            "x, y = in",
        ),
        BlockType::simple(
            BlockKind::VectorAdd,
            &[vector("a"), vector("b")],
            &[vector("out")],
            "out = a + b",
        ),
        BlockType::simple(
            BlockKind::VectorSubtract,
            &[vector("a"), vector("b")],
            &[vector("out")],
            "out = a − b",
        ),
        BlockType::simple(
            BlockKind::VectorScale,
            &[vector("in"), number("by").or(1.0)],
            &[vector("out")],
            "f = gain·by; out = (f·in.x, f·in.y)",
        )
        .with(&[any("gain", 1.0, "a factor")])
        .costs(2),
        BlockType::simple(
            BlockKind::Dot,
            &[vector("a"), vector("b")],
            &[number("out")],
            "out = a.x·b.x + a.y·b.y",
        )
        .costs(2),
        BlockType::simple(
            BlockKind::Cross,
            &[vector("a"), vector("b")],
            &[number("out")],
            "out = a.x·b.y − a.y·b.x: positive if b is to the left of a",
        )
        .costs(2),
        BlockType::simple(
            BlockKind::Length,
            &[vector("in")],
            &[number("out")],
            "out = √(in.x·in.x + in.y·in.y)",
        )
        .costs(3),
        BlockType::simple(
            BlockKind::Normalise,
            &[vector("in")],
            &[vector("out")],
            "l = √(in.x·in.x + in.y·in.y); out = (in.x/l, in.y/l); (0, 0) if l = 0",
        )
        .costs(5),
        BlockType::simple(
            BlockKind::ToPolar,
            &[vector("in")],
            &[number("length"), number("angle")],
            "length = √(in.x·in.x + in.y·in.y); angle = atan2(in.y, in.x) in rad, −π … π, see above",
        )
        .costs(12),
        BlockType::simple(
            BlockKind::FromPolar,
            &[number("length").or(1.0), number("angle")],
            &[vector("out")],
            "out = (length·cos(angle), length·sin(angle)), angle in rad, see above",
        )
        .costs(12),
        BlockType::simple(
            BlockKind::Rotate,
            &[vector("in"), number("angle")],
            &[vector("out")],
            "c = cos(angle), s = sin(angle); out = (c·in.x − s·in.y, s·in.x + c·in.y): to the left if angle > 0",
        )
        .costs(14),
        BlockType::simple(
            BlockKind::ToShip,
            &[vector("in"), vector("heading")],
            &[vector("out")],
            "out = (in.x·heading.x + in.y·heading.y, in.y·heading.x − in.x·heading.y): x ahead, y to the left",
        )
        .costs(3),
        BlockType::simple(
            BlockKind::FromShip,
            &[vector("in"), vector("heading")],
            &[vector("out")],
            "out = (in.x·heading.x − in.y·heading.y, in.x·heading.y + in.y·heading.x): the inverse of to_ship",
        )
        .costs(3),
        BlockType::simple(
            BlockKind::ShortestWay,
            &[vector("from"), vector("to"), vector("size")],
            &[vector("out")],
            "d = to − from; out.x = d.x − size.x·⌊d.x/size.x + 0.5⌋, or d.x if size.x ≤ 0; y the same",
        )
        .costs(8),
        BlockType::simple(
            BlockKind::Lead,
            &[vector("at"), vector("drift")],
            &[vector("aim"), number("time"), flag("reaches")],
            "a = speed² − drift·drift; b = at·drift; c = at·at; D = b·b + a·c; t = (b + √D)/a; reaches = a > 0 and D ≥ 0 and t ≤ life_s; if reaches: time = t, aim = at + drift·t; else time = 0, aim = at. The products are sums of x and y as in dot, speed² = speed·speed",
        )
        .with(&[
            between("speed", 45.0, 0.001, 1000.0, "how fast the bullet flies, in m/s from its shooter"),
            between("life_s", 0.9, 0.0, 1000.0, "how long it flies, in s"),
        ])
        .costs(14)
        .from("|at + drift·t| = speed·t, solved for t"),
        BlockType::simple(
            BlockKind::ClosestApproach,
            &[vector("at"), vector("drift")],
            &[number("time"), number("distance")],
            "t = −(at·drift)/(drift·drift), at least 0, at most most_s; 0 if drift·drift = 0; time = t; distance = |at + drift·t|",
        )
        .with(&[between("most_s", 10.0, 0.0, 1000.0, "how far ahead it looks, in s")])
        .costs(11)
        .from("d|at + drift·t|²/dt = 0, solved for t"),
    ],
};
