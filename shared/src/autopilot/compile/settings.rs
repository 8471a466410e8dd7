//! The parameters of a block, checked against its kind.

use std::collections::BTreeMap;

use crate::autopilot::catalogue::{BlockType, ParamSpec, Range, Signal};
use crate::autopilot::fault::{Fault, Place, shown};
use crate::autopilot::kind::BlockKind;
use crate::autopilot::param::Param;

/// The parameters of a block, each as its kind wants it.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    of: &'static BlockType,
    /// In the order of the kind's.
    values: Vec<Value<'a>>,
}

/// A parameter as a program has it: a bool is 1 or 0, a choice its place in the list.
#[derive(Clone, Copy, Debug)]
enum Value<'a> {
    Number(f32),
    Text(&'a str),
    Numbers(&'a [f32]),
}

impl<'a> Settings<'a> {
    /// Those of a block of this kind, with defaults for what is left out.
    pub fn new(
        of: &'static BlockType,
        params: &'a BTreeMap<String, Param>,
        at: &Place,
    ) -> Result<Self, Fault> {
        if let Some(param) = params.keys().find(|name| of.param(name).is_none()) {
            return Err(Fault::UnknownParam {
                at: at.clone(),
                param: shown(param),
            });
        }
        let values = of.params.iter().map(|spec| {
            value(spec, params.get(spec.name)).ok_or_else(|| Fault::Param {
                at: at.clone(),
                param: spec.name,
                must: range(spec.range),
            })
        });
        let values = values.collect::<Result<_, _>>()?;
        let settings = Self { of, values };
        match settings.contradiction() {
            Some((param, must)) => Err(Fault::Param {
                at: at.clone(),
                param,
                must: must.into(),
            }),
            None => Ok(settings),
        }
    }

    /// A number, a whole one, or a bool as 1 or 0.
    pub fn number(&self, name: &str) -> f32 {
        match self.value(name) {
            Value::Number(number) => number,
            Value::Text(_) | Value::Numbers(_) => {
                unreachable!("{name} is a number in the catalogue")
            }
        }
    }

    /// A whole number.
    pub fn whole(&self, name: &str) -> u32 {
        self.number(name) as u32
    }

    /// A text.
    pub fn text(&self, name: &str) -> &'a str {
        match self.value(name) {
            Value::Text(text) => text,
            Value::Number(_) | Value::Numbers(_) => {
                unreachable!("{name} is a text in the catalogue")
            }
        }
    }

    /// A list of numbers.
    pub fn numbers(&self, name: &str) -> &'a [f32] {
        match self.value(name) {
            Value::Numbers(numbers) => numbers,
            Value::Number(_) | Value::Text(_) => unreachable!("{name} is a list in the catalogue"),
        }
    }

    /// The text that was chosen of a list.
    pub fn choice(&self, name: &str) -> &'static str {
        match self.of.param(name).map(|spec| spec.range) {
            Some(Range::Choice(options)) => options[self.whole(name) as usize],
            Some(_) | None => unreachable!("{name} is a choice in the catalogue"),
        }
    }

    /// What ports carry whose signal is chosen.
    pub fn signal(&self) -> Signal {
        Signal::ALL
            .into_iter()
            .find(|signal| signal.name() == self.choice("signal"))
            .unwrap_or(Signal::Number)
    }

    /// What a step of the block costs, in additions.
    pub fn price(&self) -> u32 {
        let grown = self.of.price_grows.map_or(0, |(name, many)| {
            let count = match self.value(name) {
                Value::Number(number) => number as u32,
                Value::Numbers(numbers) => numbers.len() as u32,
                Value::Text(_) => 0,
            };
            count / many
        });
        self.of.price + grown
    }

    fn value(&self, name: &str) -> Value<'a> {
        let index = self.of.params.iter().position(|spec| spec.name == name);
        self.values[index.unwrap_or_else(|| unreachable!("{name} is in the catalogue"))]
    }

    /// A parameter that does not fit another one, and what it must be.
    fn contradiction(&self) -> Option<(&'static str, &'static str)> {
        let ascends = |name| {
            let pairs = self.numbers(name).windows(2);
            pairs.into_iter().all(|pair| pair[0] < pair[1])
        };
        let count = |name| self.numbers(name).len();
        let unless = |holds: bool, param, must| (!holds).then_some((param, must));
        match self.of.kind {
            BlockKind::Clamp | BlockKind::Relay | BlockKind::Pid | BlockKind::Integrator => unless(
                self.number("low") <= self.number("high"),
                "high",
                "no less than `low`",
            ),
            BlockKind::Table1d => unless(ascends("x"), "x", "ascending").or(unless(
                count("x") == count("y"),
                "y",
                "as many numbers as `x`",
            )),
            BlockKind::Table2d => unless(ascends("x"), "x", "ascending")
                .or(unless(ascends("y"), "y", "ascending"))
                .or(unless(
                    count("x") * count("y") == count("z"),
                    "z",
                    "a number for each of `x` with each of `y`",
                )),
            BlockKind::StateMachine => {
                let is_one = |number: f32, least: f32| {
                    number == number.floor() && (least..=7.0).contains(&number)
                };
                let (triples, rest) = self.numbers("transitions").as_chunks();
                let hold = triples.iter().all(|[from, guard, to]| {
                    is_one(*from, -1.0) && is_one(*guard, 0.0) && is_one(*to, 0.0)
                });
                unless(
                    rest.is_empty() && hold,
                    "transitions",
                    "triples of whole numbers: from -1 to 7, 0 to 7, 0 to 7",
                )
            }
            BlockKind::Entry | BlockKind::Exit => {
                unless(!self.text("name").is_empty(), "name", "given")
            }
            BlockKind::Model => unless(!self.text("model").is_empty(), "model", "given"),
            _ => None,
        }
    }
}

/// The parameter as it stands in the file, or its default; `None` if it must not be so.
fn value<'a>(spec: &ParamSpec, param: Option<&'a Param>) -> Option<Value<'a>> {
    match (spec.range, param) {
        (Range::Bool { default }, None) => Some(Value::Number(f32::from(u8::from(default)))),
        (Range::Bool { .. }, Some(Param::Bool(it))) => {
            Some(Value::Number(f32::from(u8::from(*it))))
        }
        (Range::Number { default, .. }, None) => Some(Value::Number(default)),
        (Range::Number { least, most, .. }, Some(Param::Number(it))) => {
            (least..=most).contains(it).then_some(Value::Number(*it))
        }
        (Range::Whole { default, .. }, None) => Some(Value::Number(default as f32)),
        (Range::Whole { least, most, .. }, Some(Param::Number(it))) => {
            let fits = (least as f32..=most as f32).contains(it) && *it == it.floor();
            fits.then_some(Value::Number(*it))
        }
        (Range::Choice(_), None) => Some(Value::Number(0.0)),
        (Range::Choice(options), Some(Param::Text(it))) => {
            let index = options.iter().position(|option| option == it)?;
            Some(Value::Number(index as f32))
        }
        (Range::Text { default }, None) => Some(Value::Text(default)),
        (Range::Text { .. }, Some(Param::Text(it))) => Some(Value::Text(it)),
        (Range::Numbers { default, .. }, None) => Some(Value::Numbers(default)),
        (Range::Numbers { least, most, .. }, Some(Param::Numbers(it))) => {
            let fits = (least..=most).contains(&it.len()) && it.iter().all(|it| it.is_finite());
            fits.then_some(Value::Numbers(it))
        }
        (
            Range::Bool { .. }
            | Range::Number { .. }
            | Range::Whole { .. }
            | Range::Choice(_)
            | Range::Text { .. }
            | Range::Numbers { .. },
            Some(Param::Bool(_) | Param::Number(_) | Param::Text(_) | Param::Numbers(_)),
        ) => None,
    }
}

/// What it must be, in words.
fn range(range: Range) -> String {
    match range {
        Range::Bool { .. } => "true or false".into(),
        Range::Number { least, most, .. } => format!("a number from {least} to {most}"),
        Range::Whole { least, most, .. } => format!("a whole number from {least} to {most}"),
        Range::Choice(options) => format!("one of \"{}\"", options.join("\", \"")),
        Range::Text { .. } => "a text".into(),
        Range::Numbers { least, most, .. } => format!("a list of {least} to {most} finite numbers"),
    }
}
