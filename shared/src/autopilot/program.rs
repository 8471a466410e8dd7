//! A compiled autopilot, which holds nothing of any ship: each has a *context*, a
//! slice of numbers of its own.

use std::ops::Range;

use super::blocks::{Io, LANES, Memory, Row, Run};
use super::catalogue::Signal;
use super::functions::kept;

/// What blocks do, one after the other.
#[derive(Default)]
pub struct Program {
    pub(super) inputs: Vec<Terminal>,
    pub(super) outputs: Vec<Terminal>,
    pub(super) probes: Vec<Probe>,
    /// In the order in which they work.
    pub(super) nodes: Vec<Node>,
    /// Those that take their inputs in when all outputs are known.
    pub(super) later: Vec<usize>,
    pub(super) kept: Vec<Kept>,
    pub(super) rates: Vec<Rate>,
    /// The first rows, which never change.
    pub(super) constants: Vec<f32>,
    pub(super) rows: usize,
    pub(super) context_len: usize,
    pub(super) price: u32,
}

/// What comes in from outside, or goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Terminal {
    pub(super) name: String,
    pub(super) signal: Signal,
    pub(super) at: usize,
}

impl Terminal {
    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it carries.
    pub const fn signal(&self) -> Signal {
        self.signal
    }

    /// Where its numbers are in a context.
    pub const fn range(&self) -> Range<usize> {
        self.at..self.at + self.signal.width()
    }
}

/// A signal that a bench looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    pub(super) path: String,
    pub(super) signal: Signal,
    pub(super) row: usize,
    pub(super) unit: String,
    pub(super) check: Option<Check>,
}

impl Probe {
    /// The block's name, with those of the blocks that hold its model.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it carries.
    pub const fn signal(&self) -> Signal {
        self.signal
    }

    /// The unit of a plot.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// What must hold, if it is an assertion.
    pub const fn check(&self) -> Option<&Check> {
        self.check.as_ref()
    }
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is wrong if it does not.
    pub message: String,
    /// The first step at which it must, from 0.
    pub from_step: u32,
}

/// A block at its place in the order.
pub(super) struct Node {
    /// The part that it was made of.
    pub part: usize,
    pub run: Run,
    pub then: Option<Run>,
    pub inputs: Vec<u16>,
    pub outputs: Range<usize>,
    pub memory: Range<usize>,
    pub held: Option<Held>,
}

/// What a slower block holds between its steps.
pub(super) struct Held {
    pub rate: usize,
    pub at: usize,
}

/// Numbers of a context that are remembered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub path: String,
    pub what: &'static str,
    pub at: usize,
    pub memory: Memory,
}

impl Kept {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.memory.len()
    }
}

/// Blocks that work at every so many steps; the context counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    pub every: u32,
    pub at: usize,
}

/// What is computed within a step, of up to 16 ships at once. It holds nothing from one
/// step to the next.
#[derive(Clone, Debug)]
pub struct Scratch(Vec<Row>);

impl Scratch {
    /// What a probe saw in the last step, of the first ship of the last 16: a bench
    /// steps one.
    pub fn seen(&self, probe: &Probe) -> [f32; 2] {
        let number = |offset: usize| self.0.get(probe.row + offset).map_or(0.0, |row| row[0]);
        match probe.signal {
            Signal::Bool | Signal::Number => [number(0), 0.0],
            Signal::Vector => [number(0), number(1)],
        }
    }
}

impl Program {
    /// What comes in, by name.
    pub fn inputs(&self) -> &[Terminal] {
        &self.inputs
    }

    /// What goes out, by name.
    pub fn outputs(&self) -> &[Terminal] {
        &self.outputs
    }

    /// What a bench looks at.
    pub fn probes(&self) -> &[Probe] {
        &self.probes
    }

    /// What a step costs for a ship, in additions.
    pub const fn price(&self) -> u32 {
        self.price
    }

    /// How many numbers a context has.
    pub const fn context_len(&self) -> usize {
        self.context_len
    }

    /// The context of a ship before its first step. The ship's number makes its random
    /// numbers others.
    pub fn context(&self, ship: u32) -> Vec<f32> {
        let mut context = vec![0.0; self.context_len];
        for kept in &self.kept {
            kept.memory.begin(ship, &mut context[kept.range()]);
        }
        context
    }

    /// The context of a ship that flew by another program until now: what is remembered
    /// by a block of the same name and kind goes on, all else begins.
    pub fn context_after(&self, ship: u32, other: &Self, before: &[f32]) -> Vec<f32> {
        let mut context = self.context(ship);
        for kept in &self.kept {
            let same = |it: &&Kept| {
                (&it.path, it.what, it.memory.len()) == (&kept.path, kept.what, kept.memory.len())
            };
            if let Some(known) = other.kept.iter().find(same)
                && let Some(numbers) = before.get(known.range())
            {
                context[kept.range()].copy_from_slice(numbers);
            }
        }
        for rate in &self.rates {
            let known = other.rates.iter().find(|it| it.every == rate.every);
            if let Some(count) = known.and_then(|known| before.get(known.at)) {
                context[rate.at] = *count;
            }
        }
        context
    }

    /// What its steps need besides contexts. One serves any number of ships.
    pub fn scratch(&self) -> Scratch {
        let mut rows = vec![[0.0; LANES]; self.rows];
        for (row, &value) in rows.iter_mut().zip(&self.constants) {
            *row = [value; LANES];
        }
        Scratch(rows)
    }

    /// Makes a step with each of the ships whose contexts these are, one after the
    /// other: takes in what lies in their inputs, and leaves their outputs. Allocates
    /// nothing.
    pub fn step(&self, contexts: &mut [f32], scratch: &mut Scratch) {
        if self.context_len == 0 {
            return;
        }
        for some in contexts.chunks_mut(self.context_len * LANES) {
            self.step_some(some, &mut scratch.0);
        }
    }

    fn step_some(&self, contexts: &mut [f32], rows: &mut [Row]) {
        let lanes = contexts.len() / self.context_len;
        for node in &self.nodes {
            match &node.held {
                None => self.run(node, contexts, rows, 0..lanes),
                Some(held) => {
                    for lane in 0..lanes {
                        self.run_or_hold(node, held, contexts, rows, lane);
                    }
                }
            }
        }
        for &node in &self.later {
            let node = &self.nodes[node];
            match &node.held {
                None => self.take_in(node, contexts, rows, 0..lanes),
                Some(held) => {
                    for lane in 0..lanes {
                        if self.is_due(held, contexts, lane) {
                            self.take_in(node, contexts, rows, lane..lane + 1);
                        }
                    }
                }
            }
        }
        for context in contexts.chunks_exact_mut(self.context_len) {
            for rate in &self.rates {
                let count = context[rate.at] + 1.0;
                context[rate.at] = if count < rate.every as f32 {
                    count
                } else {
                    0.0
                };
            }
        }
    }

    fn run(&self, node: &Node, contexts: &mut [f32], rows: &mut [Row], lanes: Range<usize>) {
        let (known, others) = rows.split_at_mut(node.outputs.start);
        (node.run)(&mut Io {
            known,
            inputs: &node.inputs,
            outputs: &mut others[..node.outputs.len()],
            contexts,
            context_len: self.context_len,
            memory: node.memory.clone(),
            lanes,
        });
    }

    fn take_in(&self, node: &Node, contexts: &mut [f32], rows: &[Row], lanes: Range<usize>) {
        if let Some(then) = &node.then {
            then(&mut Io {
                known: rows,
                inputs: &node.inputs,
                outputs: &mut [],
                contexts,
                context_len: self.context_len,
                memory: node.memory.clone(),
                lanes,
            });
        }
    }

    /// A slower block works, or its outputs are what they were.
    fn run_or_hold(
        &self,
        node: &Node,
        held: &Held,
        contexts: &mut [f32],
        rows: &mut [Row],
        lane: usize,
    ) {
        let is_due = self.is_due(held, contexts, lane);
        if is_due {
            self.run(node, contexts, rows, lane..lane + 1);
        }
        let numbers = &mut contexts[lane * self.context_len + held.at..];
        for (row, number) in rows[node.outputs.clone()].iter_mut().zip(numbers) {
            if is_due {
                *number = kept(row[lane]);
            }
            row[lane] = *number;
        }
    }

    fn is_due(&self, held: &Held, contexts: &[f32], lane: usize) -> bool {
        contexts[lane * self.context_len + self.rates[held.rate].at] == 0.0
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Program")
            .field("inputs", &self.inputs)
            .field("outputs", &self.outputs)
            .field("blocks", &self.nodes.len())
            .field("price", &self.price)
            .field("context_len", &self.context_len)
            .finish_non_exhaustive()
    }
}
