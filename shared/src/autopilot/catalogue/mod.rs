//! Every kind of block there is: ports, parameters, price and equation.
//!
//! The list of blocks in `shared/autopilots/README.md` is made of this table.

mod arithmetic;
mod dynamics;
mod logic;
mod memory;
mod sources;
mod structure;
mod vectors;

use super::kind::BlockKind;

/// What runs along a wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// True or false: in a program 1 or 0.
    Bool,
    /// A number.
    Number,
    /// Two numbers, x and y.
    Vector,
}

impl Signal {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bool, Self::Number, Self::Vector];

    /// What files call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Number => "number",
            Self::Vector => "vector",
        }
    }

    /// How many numbers it is.
    pub const fn width(self) -> usize {
        match self {
            Self::Bool | Self::Number => 1,
            Self::Vector => 2,
        }
    }

    /// The one that files call so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signal| signal.name() == name)
    }
}

/// What a port carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// Always this.
    Always(Signal),
    /// What the parameter `signal` says.
    Chosen,
}

/// An input or an output of a kind of block.
#[derive(Clone, Copy, Debug)]
pub struct Port {
    /// Its name.
    pub name: &'static str,
    /// What it carries.
    pub carries: Carries,
    /// What an input is when nothing leads to it; `None` if something must. All
    /// numbers of an output are `None`.
    pub default: Option<f32>,
}

/// A parameter of a kind of block.
#[derive(Clone, Copy, Debug)]
pub struct ParamSpec {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub range: Range,
    /// What it means, with its unit.
    pub about: &'static str,
}

/// What a parameter may be, and what it is if it is left out.
#[derive(Clone, Copy, Debug)]
pub enum Range {
    /// True or false.
    Bool {
        /// If left out.
        default: bool,
    },
    /// A number from `least` to `most`.
    Number {
        /// If left out.
        default: f32,
        /// The least.
        least: f32,
        /// The most.
        most: f32,
    },
    /// A whole number from `least` to `most`.
    Whole {
        /// If left out.
        default: u32,
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// One of these texts; the first if it is left out. In a program it is its place
    /// in the list.
    Choice(&'static [&'static str]),
    /// A text.
    Text {
        /// If left out; an empty one must not be left out.
        default: &'static str,
    },
    /// So many finite numbers.
    Numbers {
        /// If left out.
        default: &'static [f32],
        /// The least count.
        least: usize,
        /// The greatest count.
        most: usize,
    },
}

/// When an input has its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Outputs follow inputs in the same step.
    Now,
    /// Outputs follow from what the block remembers; inputs have their effect with its
    /// next step. Such a block may close a loop.
    Later,
}

/// A kind of block.
#[derive(Clone, Copy, Debug)]
pub struct BlockType {
    /// Which one.
    pub kind: BlockKind,
    /// Its inputs in their order.
    pub inputs: &'static [Port],
    /// Its outputs in their order.
    pub outputs: &'static [Port],
    /// Its parameters in their order.
    pub params: &'static [ParamSpec],
    /// When inputs have their effect.
    pub effect: Effect,
    /// What one step of it costs, in units of an addition.
    pub price: u32,
    /// The parameter that makes it dearer: a unit for each so many of it, or of its
    /// elements.
    pub price_grows: Option<(&'static str, u32)>,
    /// What it does, as equations.
    pub equation: &'static str,
    /// Where the method is from; empty for what needs no source.
    pub source: &'static str,
}

/// A group of kinds, as a palette shows them.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub types: &'static [BlockType],
}

/// All kinds in groups.
pub const GROUPS: [Group; 7] = [
    structure::GROUP,
    sources::GROUP,
    arithmetic::GROUP,
    logic::GROUP,
    memory::GROUP,
    dynamics::GROUP,
    vectors::GROUP,
];

/// All kinds.
pub fn types() -> impl Iterator<Item = &'static BlockType> {
    GROUPS.iter().flat_map(|group| group.types)
}

/// The kind that files call so.
pub fn named(name: &str) -> Option<&'static BlockType> {
    types().find(|it| it.kind.name() == name)
}

/// What there is to know of a kind.
pub fn of(kind: BlockKind) -> &'static BlockType {
    types()
        .find(|it| it.kind == kind)
        .expect("a test asks for every kind")
}

impl BlockType {
    /// The parameter with this name.
    pub fn param(&self, name: &str) -> Option<&'static ParamSpec> {
        self.params.iter().find(|param| param.name == name)
    }
}

const fn port(name: &'static str, signal: Signal) -> Port {
    Port {
        name,
        carries: Carries::Always(signal),
        default: None,
    }
}

const fn number(name: &'static str) -> Port {
    port(name, Signal::Number)
}

const fn flag(name: &'static str) -> Port {
    port(name, Signal::Bool)
}

const fn vector(name: &'static str) -> Port {
    port(name, Signal::Vector)
}

const fn chosen(name: &'static str) -> Port {
    Port {
        name,
        carries: Carries::Chosen,
        default: None,
    }
}

impl Port {
    const fn or(mut self, default: f32) -> Self {
        self.default = Some(default);
        self
    }
}

/// How large the numbers of parameters may be.
const MOST: f32 = 1e6;

const fn param(name: &'static str, range: Range, about: &'static str) -> ParamSpec {
    ParamSpec { name, range, about }
}

/// A parameter that may be any number.
const fn any(name: &'static str, default: f32, about: &'static str) -> ParamSpec {
    between(name, default, -MOST, MOST, about)
}

/// A parameter that may be any number from 0 on.
const fn positive(name: &'static str, default: f32, about: &'static str) -> ParamSpec {
    between(name, default, 0.0, MOST, about)
}

const fn between(
    name: &'static str,
    default: f32,
    least: f32,
    most: f32,
    about: &'static str,
) -> ParamSpec {
    let range = Range::Number {
        default,
        least,
        most,
    };
    param(name, range, about)
}

const fn whole(
    name: &'static str,
    default: u32,
    least: u32,
    most: u32,
    about: &'static str,
) -> ParamSpec {
    let range = Range::Whole {
        default,
        least,
        most,
    };
    param(name, range, about)
}

const SIGNAL: ParamSpec = param(
    "signal",
    Range::Choice(&["number", "bool", "vector"]),
    "what its ports carry",
);

impl BlockType {
    /// A kind without parameters that costs a unit and has no memory.
    const fn simple(
        kind: BlockKind,
        inputs: &'static [Port],
        outputs: &'static [Port],
        equation: &'static str,
    ) -> Self {
        Self {
            kind,
            inputs,
            outputs,
            params: &[],
            effect: Effect::Now,
            price: 1,
            price_grows: None,
            equation,
            source: "",
        }
    }

    const fn with(mut self, params: &'static [ParamSpec]) -> Self {
        self.params = params;
        self
    }

    const fn costs(mut self, price: u32) -> Self {
        self.price = price;
        self
    }

    /// A unit more for each so many of a parameter, or of its elements.
    const fn and_one_for_each(mut self, many: u32, param: &'static str) -> Self {
        self.price_grows = Some((param, many));
        self
    }

    const fn later(mut self) -> Self {
        self.effect = Effect::Later;
        self
    }

    const fn from(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }
}
