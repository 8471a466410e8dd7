//! What a model is made of besides what it computes.

use super::{BlockKind, BlockType, Group, Range, SIGNAL, any, chosen, flag, param};

const NAME: super::ParamSpec = param(
    "name",
    Range::Text { default: "" },
    "its name to the outside",
);

pub(super) const GROUP: Group = Group {
    name: "structure",
    types: &[
        BlockType::simple(
            BlockKind::Entry,
            &[],
            &[chosen("out")],
            "out = what comes in by its name: an input of the model block that holds the model, or a sensor. If the model has an exit of the same name: what went out there with the step before, at first `initial`",
        )
        .with(&[
            NAME,
            SIGNAL,
            any("initial", 0.0, "before the first step, each number of it; anything but 0 is true"),
        ]),
        BlockType::simple(
            BlockKind::Exit,
            &[chosen("in")],
            &[],
            "goes out by its name: an output of the model block that holds the model, or a control",
        )
        .with(&[NAME, SIGNAL]),
        BlockType::simple(
            BlockKind::Model,
            &[],
            &[],
            "the model in its place, with what it remembers of its own; `every` is multiplied with that of each block in it",
        )
        .with(&[param(
            "model",
            Range::Text { default: "" },
            "the name of a model of the same file",
        )])
        .costs(0),
        BlockType::simple(
            BlockKind::Scope,
            &[chosen("in")],
            &[],
            "does nothing; a bench plots it",
        )
        .with(&[
            SIGNAL,
            param("unit", Range::Text { default: "-" }, "the unit, for the plot"),
        ])
        .costs(0),
        BlockType::simple(
            BlockKind::Assert,
            &[flag("in")],
            &[],
            "does nothing; a bench says so when `in` is false",
        )
        .with(&[
            param("message", Range::Text { default: "does not hold" }, "what is wrong then"),
            super::whole("from_step", 0, 0, 1_000_000, "the first step, from 0, at which it must hold"),
        ])
        .costs(0),
        BlockType::simple(BlockKind::Note, &[], &[], "nothing; a text for people")
            .with(&[param("text", Range::Text { default: "-" }, "the text")])
            .costs(0),
    ],
};
