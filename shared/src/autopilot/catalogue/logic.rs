//! True and false, and the choice between numbers.

use super::{BlockKind, BlockType, Group, Range, SIGNAL, any, chosen, flag, number, param};

pub(super) const GROUP: Group = Group {
    name: "logic",
    types: &[
        BlockType::simple(
            BlockKind::Compare,
            &[number("a"), number("b").or(0.0)],
            &[flag("out")],
            "out = a test b",
        )
        .with(&[param(
            "test",
            Range::Choice(&["<", "<=", ">", ">=", "==", "!="]),
            "how both are compared",
        )]),
        BlockType::simple(
            BlockKind::Relay,
            &[number("in")],
            &[flag("out")],
            "x ← true if in > high, false if in < low; out = x; x = false at first",
        )
        .with(&[
            any("low", -0.1, "below it is off"),
            any("high", 0.1, "above it is on, not below low"),
        ])
        .costs(2),
        BlockType::simple(
            BlockKind::And,
            &[flag("a"), flag("b"), flag("c").or(1.0), flag("d").or(1.0)],
            &[flag("out")],
            "out = a and b and c and d",
        ),
        BlockType::simple(
            BlockKind::Or,
            &[flag("a"), flag("b"), flag("c").or(0.0), flag("d").or(0.0)],
            &[flag("out")],
            "out = a or b or c or d",
        ),
        BlockType::simple(
            BlockKind::Xor,
            &[flag("a"), flag("b")],
            &[flag("out")],
            "out = a or b, and not both",
        ),
        BlockType::simple(
            BlockKind::Not,
            &[flag("in")],
            &[flag("out")],
            "out = not in",
        ),
        BlockType::simple(
            BlockKind::Switch,
            &[flag("if"), chosen("then"), chosen("else")],
            &[chosen("out")],
            "out = then if `if`, else else",
        )
        .with(&[SIGNAL]),
        BlockType::simple(
            BlockKind::Multiswitch,
            &[
                number("index"),
                number("in_0"),
                number("in_1"),
                number("in_2").or(0.0),
                number("in_3").or(0.0),
                number("in_4").or(0.0),
                number("in_5").or(0.0),
                number("in_6").or(0.0),
                number("in_7").or(0.0),
            ],
            &[number("out")],
            "out = in_i, where i is how many of 1 to 7 are ≤ index",
        )
        .costs(4),
        BlockType::simple(
            BlockKind::ToNumber,
            &[flag("in")],
            &[number("out")],
            "out = high if in, else low",
        )
        .with(&[
            any("low", 0.0, "what false is"),
            any("high", 1.0, "what true is"),
        ]),
    ],
};
