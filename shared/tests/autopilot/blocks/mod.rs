//! Each block does what its equation says, step by step, worked out by hand.

mod memory;
mod time_and_space;
mod values;

use asteroids_shared::autopilot::{Block, BlockKind};

use crate::bench::{Bench, lone, ports, stands_alone};

/// A block, and for each step what comes in and what must come out.
struct Case {
    block: Block,
    steps: &'static [(&'static [f32], &'static [f32])],
}

fn case(
    kind: &str,
    params: &[(&str, f32)],
    steps: &'static [(&'static [f32], &'static [f32])],
) -> Case {
    let block = params
        .iter()
        .fold(Block::of(kind), |block, &(name, value)| {
            block.with(name, value)
        });
    Case { block, steps }
}

impl Case {
    fn with(mut self, name: &str, value: impl Into<asteroids_shared::autopilot::Param>) -> Self {
        self.block = self.block.with(name, value);
        self
    }

    fn every(mut self, every: u32) -> Self {
        self.block.every = every;
        self
    }

    /// Feeds as many inputs as the steps have numbers for; others have their defaults.
    fn check(&self) {
        let (ins, outs) = ports(&self.block);
        let given = self.steps[0].0.len();
        let mut numbers = 0;
        let inputs = ins.iter().take_while(|signal| {
            numbers += signal.width();
            numbers <= given
        });
        let inputs = inputs.count();
        let mut bench = Bench::of(&lone(&self.block, inputs));
        let of = asteroids_shared::autopilot::catalogue::named(&self.block.kind).expect("a kind");
        for (step, (given, wanted)) in self.steps.iter().enumerate() {
            let mut rest = *given;
            for (port, signal) in of.inputs.iter().zip(&ins).take(inputs) {
                let (value, others) = rest.split_at(signal.width());
                bench.set(&format!("in.{}", port.name), value);
                rest = others;
            }
            bench.step();
            let gets = of.outputs.iter().zip(&outs).flat_map(|(port, signal)| {
                bench.get(&format!("out.{}", port.name))[..signal.width()].to_vec()
            });
            let gets: Vec<_> = gets.collect();
            let off = gets
                .iter()
                .zip(*wanted)
                .map(|(one, other)| (one - other).abs() / other.abs().max(1.0));
            assert!(
                gets.len() == wanted.len() && off.fold(0.0, f32::max) < 2e-6,
                "{:?} at step {step}: {gets:?} in place of {wanted:?}",
                self.block
            );
        }
    }
}

#[test]
fn sources_and_arithmetic_do_what_their_equations_say() {
    values::sources_and_arithmetic()
        .iter()
        .for_each(Case::check);
}

#[test]
fn logic_and_memory_do_what_their_equations_say() {
    memory::logic_and_memory().iter().for_each(Case::check);
}

#[test]
fn dynamics_do_what_their_equations_say() {
    time_and_space::dynamics().iter().for_each(Case::check);
}

#[test]
fn vectors_do_what_their_equations_say() {
    time_and_space::vectors().iter().for_each(Case::check);
}

#[test]
fn every_kind_has_a_case() {
    let cases = [
        values::sources_and_arithmetic(),
        memory::logic_and_memory(),
        time_and_space::dynamics(),
        time_and_space::vectors(),
    ];
    let kinds: Vec<_> = cases
        .iter()
        .flatten()
        .map(|case| &case.block.kind)
        .collect();
    for kind in BlockKind::ALL
        .into_iter()
        .filter(|&kind| stands_alone(kind))
    {
        assert!(
            kinds.iter().any(|it| *it == kind.name()),
            "{} has none",
            kind.name()
        );
    }
}
