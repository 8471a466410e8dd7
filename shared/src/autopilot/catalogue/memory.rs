//! What remembers.

use super::{BlockKind, BlockType, Group, Range, SIGNAL, any, chosen, flag, number, param, whole};

/// How far back a delay and a mean may reach.
pub(crate) const STEPS_MOST: u32 = 64;

pub(super) const GROUP: Group = Group {
    name: "memory",
    types: &[
        BlockType::simple(
            BlockKind::Latch,
            &[flag("set"), flag("reset")],
            &[flag("out")],
            "x ← false if reset, else true if set; out = x; x = false at first",
        )
        .costs(2),
        BlockType::simple(
            BlockKind::Counter,
            &[flag("count"), flag("reset").or(0.0)],
            &[number("out")],
            "n ← 0 if reset, else n + 1 if count; n ← 0 if n > limit; out = n; n = 0 at first",
        )
        .with(&[whole("limit", 1_000_000, 1, 1_000_000, "the most; the next is 0")])
        .costs(2),
        BlockType::simple(
            BlockKind::Timer,
            &[flag("run")],
            &[number("out")],
            "n ← min(n + 1, 2^20) if run, else 0; out = h·n, in s; n = 0 at first",
        )
        .costs(2),
        BlockType::simple(
            BlockKind::Edge,
            &[flag("in")],
            &[flag("out")],
            "out = in and not x (rising), x and not in (falling), in ≠ x (either); then x ← in; x = false at first",
        )
        .with(&[param(
            "way",
            Range::Choice(&["rising", "falling", "either"]),
            "which change",
        )])
        .costs(2),
        BlockType::simple(
            BlockKind::Monostable,
            &[flag("in")],
            &[flag("out")],
            "n ← steps if in, else max(n − 1, 0); out = n > 0; n = 0 at first",
        )
        .with(&[whole("steps", 8, 1, 1_000_000, "how long it stays true")])
        .costs(2),
        BlockType::simple(
            BlockKind::Hold,
            &[chosen("in"), flag("sample")],
            &[chosen("out")],
            "x ← in if sample; out = x; x = initial at first",
        )
        .with(&[SIGNAL, any("initial", 0.0, "before the first sample; anything but 0 is true")])
        .costs(2),
        BlockType::simple(
            BlockKind::UnitDelay,
            &[chosen("in")],
            &[chosen("out")],
            "out = x; then x ← in; x = initial at first",
        )
        .with(&[SIGNAL, any("initial", 0.0, "before the first step; anything but 0 is true")])
        .later()
        .costs(2),
        BlockType::simple(
            BlockKind::Delay,
            &[number("in")],
            &[number("out")],
            "out = what `in` was `steps` steps ago; initial before that",
        )
        .with(&[
            whole("steps", 8, 1, STEPS_MOST, "how long ago"),
            any("initial", 0.0, "before the first that comes out"),
        ])
        .later()
        .costs(3),
        BlockType::simple(
            BlockKind::StateMachine,
            &[
                flag("g_0").or(0.0),
                flag("g_1").or(0.0),
                flag("g_2").or(0.0),
                flag("g_3").or(0.0),
                flag("g_4").or(0.0),
                flag("g_5").or(0.0),
                flag("g_6").or(0.0),
                flag("g_7").or(0.0),
            ],
            &[
                number("state"),
                flag("changed"),
                number("elapsed"),
                flag("is_0"),
                flag("is_1"),
                flag("is_2"),
                flag("is_3"),
                flag("is_4"),
                flag("is_5"),
                flag("is_6"),
                flag("is_7"),
            ],
            "the first of the transitions (from, guard, to) with from = s or −1, to ≠ s, and g_guard true: s ← to, changed = true, n ← 0; if there is none: changed = false, n ← min(n + 1, 2^20). state = s, elapsed = h·n in s, is_i = (s = i). s = 0, n = 0 at first",
        )
        .with(&[
            param(
                "names",
                Range::Text { default: "-" },
                "what the states are called, separated by commas, for people",
            ),
            param(
                "transitions",
                Range::Numbers { default: &[0.0, 0.0, 1.0, 1.0, 1.0, 0.0], least: 3, most: 96 },
                "three numbers each: state that it leaves, 0 to 7, or −1 for any; guard, 0 to 7; state that it comes to, 0 to 7",
            ),
        ])
        .costs(12)
        .and_one_for_each(3, "transitions"),
        BlockType::simple(
            BlockKind::Modulator,
            &[number("in")],
            &[flag("up"), flag("down")],
            "x ← clamp(x + clamp(in, −1, 1), −2, 2); up = x ≥ 0.5; down = x ≤ −0.5; then x ← x − 1 if up, x + 1 if down; x = 0 at first",
        )
        .costs(4)
        .from("first-order sigma-delta modulation: H. Inose, Y. Yasuda, J. Murakami, A Telemetering System by Code Modulation, 1962"),
    ],
};
