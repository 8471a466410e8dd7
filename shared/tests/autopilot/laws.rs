//! What holds for any autopilot.

use std::collections::BTreeMap;

use asteroids_shared::autopilot::catalogue::{self, BlockType, Carries, Range, Signal};
use asteroids_shared::autopilot::limits::{BUDGET, CONTEXT_MOST};
use asteroids_shared::autopilot::{Autopilot, Block, BlockKind, Model, Program, Wire, compile};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use crate::bench::{entry, exit, ports};

/// A parameter that may be, or nearly.
fn some_param(rng: &mut Pcg32, range: Range) -> asteroids_shared::autopilot::Param {
    let number = |rng: &mut Pcg32, least: f32, most: f32| {
        let near = rng.random_range(-3.0_f32..3.0);
        if rng.random_range(0..20) == 0 {
            f32::from_bits(rng.random())
        } else {
            near.clamp(least, most)
        }
    };
    match range {
        Range::Bool { .. } => rng.random::<bool>().into(),
        Range::Number { least, most, .. } => number(rng, least, most).into(),
        Range::Whole { least, most, .. } => (rng.random_range(least..=most.min(40)) as f32).into(),
        Range::Choice(options) => options[rng.random_range(0..options.len())].into(),
        Range::Text { .. } => ["a", "b", "c", "deep"][rng.random_range(0..4)].into(),
        Range::Numbers { least, most, .. } => {
            let count = rng.random_range(least..=most.min(least + 3));
            let mut numbers: Vec<f32> = (0..count).map(|_| number(rng, -3.0, 3.0)).collect();
            numbers.sort_by(f32::total_cmp);
            numbers.into()
        }
    }
}

fn some_block(rng: &mut Pcg32) -> Block {
    let types: Vec<&BlockType> = catalogue::types().collect();
    let of = types[rng.random_range(0..types.len())];
    let mut block = Block::of(of.kind.name());
    for param in of.params {
        let must = matches!(param.range, Range::Text { default: "" });
        if must || rng.random_range(0..3) == 0 {
            block = block.with(param.name, some_param(rng, param.range));
        }
    }
    block.every = *[1, 1, 1, 2, 5].get(rng.random_range(0..5)).unwrap_or(&1);
    block
}

/// Blocks whose inputs mostly have a source, of which most come before them.
fn some_model(rng: &mut Pcg32, blocks: usize) -> Model {
    let mut model = Model::default();
    let mut outputs: Vec<(String, Signal)> = Vec::new();
    for index in 0..blocks {
        let name = format!("b{index}");
        let block = some_block(rng);
        let of = catalogue::named(&block.kind).expect("a kind");
        let (ins, outs) = ports(&block);
        for (port, signal) in of.inputs.iter().zip(ins) {
            let mut fit = outputs.iter().filter(|(_, it)| *it == signal);
            let count = fit.clone().count();
            if count > 0 && (port.default.is_none() || rng.random()) {
                let (from, _) = fit.nth(rng.random_range(0..count)).expect("it is there");
                model
                    .wires
                    .push(Wire(from.clone(), format!("{name}.{}", port.name)));
            } else if port.default.is_none() {
                // Something to read.
                let source = match signal {
                    Signal::Bool => "flag",
                    Signal::Number => "random",
                    Signal::Vector => "constant_vector",
                };
                let from = format!("{name} {}", port.name);
                model.blocks.insert(from.clone(), Block::of(source));
                let to = format!("{name}.{}", port.name);
                model.wires.push(Wire(format!("{from}.out"), to));
            }
        }
        for (port, signal) in of.outputs.iter().zip(outs) {
            outputs.push((format!("{name}.{}", port.name), signal));
        }
        model.blocks.insert(name, block);
    }
    // Now and then back.
    if rng.random_range(0..4) == 0 && !model.wires.is_empty() && !outputs.is_empty() {
        let at = rng.random_range(0..model.wires.len());
        model.wires[at].0 = outputs[rng.random_range(0..outputs.len())].0.clone();
    }
    model
}

fn some_autopilot(seed: u64) -> Autopilot {
    let rng = &mut Pcg32::seed_from_u64(seed);
    let blocks = rng.random_range(1..40);
    let mut autopilot = Autopilot::of("Test", some_model(rng, blocks));
    for name in ["a", "b", "c", "deep"] {
        let blocks = rng.random_range(0..5);
        autopilot
            .models
            .insert(name.into(), some_model(rng, blocks));
    }
    autopilot
}

/// Numbers that come in, the worst among them.
fn feed(rng: &mut Pcg32, program: &Program, context: &mut [f32]) {
    for terminal in program.inputs() {
        for at in terminal.range() {
            context[at] = match (terminal.signal(), rng.random_range(0..12)) {
                (Signal::Bool, which) => f32::from(u8::from(which < 6)),
                (_, 0) => f32::NAN,
                (_, 1) => f32::INFINITY,
                (_, 2) => -1e30,
                _ => rng.random_range(-5.0..5.0),
            };
        }
    }
}

/// Steps ships alone and together, and says what is in their contexts in the end.
fn flown(program: &Program, ships: usize, together: bool) -> Vec<u32> {
    let len = program.context_len();
    let mut contexts: Vec<f32> = (0..ships as u32)
        .flat_map(|ship| program.context(ship))
        .collect();
    let mut scratch = program.scratch();
    let mut rngs: Vec<_> = (0..ships as u64).map(Pcg32::seed_from_u64).collect();
    for _ in 0..24 {
        for (context, rng) in contexts.chunks_mut(len.max(1)).zip(&mut rngs) {
            feed(rng, program, context);
            if !together {
                program.step(context, &mut scratch);
            }
        }
        if together {
            program.step(&mut contexts, &mut scratch);
        }
    }
    contexts.into_iter().map(f32::to_bits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_autopilot_loads_or_names_its_fault_and_stays_within_bounds(seed: u64) {
        let autopilot = some_autopilot(seed);
        match compile(&autopilot, BUDGET) {
            Err(fault) => prop_assert!(!fault.to_string().contains('\n')),
            Ok(program) => {
                prop_assert!(program.price() <= BUDGET);
                prop_assert!(program.context_len() <= CONTEXT_MOST);
                let inputs: usize = program.inputs().iter().map(|it| it.signal().width()).sum();
                let context = flown(&program, 1, false);
                for bits in &context[inputs.min(context.len())..] {
                    let number = f32::from_bits(*bits);
                    prop_assert!(number.abs() <= 1e9, "{number} is remembered");
                }
            }
        }
    }

    #[test]
    fn ships_together_fly_as_each_alone(seed: u64, ships in prop_oneof![Just(1_usize), Just(7), Just(64)]) {
        if let Ok(program) = compile(&some_autopilot(seed), BUDGET) {
            prop_assert_eq!(flown(&program, ships, true), flown(&program, ships, false));
        }
    }

    #[test]
    fn the_order_in_the_file_does_not_matter(seed: u64) {
        let autopilot = some_autopilot(seed);
        let mut other = autopilot.clone();
        for model in other.models.values_mut() {
            model.wires.reverse();
        }
        match (compile(&autopilot, BUDGET), compile(&other, BUDGET)) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(flown(&one, 3, true), flown(&other, 3, true));
            }
            (Err(_), Err(_)) => {}
            (one, other) => prop_assert!(false, "{one:?} and {other:?}"),
        }
    }
}

/// The same diagram with other names, by which its blocks stand in another order.
fn renamed(model: &Model, salt: u64) -> Model {
    let mut names: Vec<&String> = model.blocks.keys().collect();
    let rng = &mut Pcg32::seed_from_u64(salt);
    names.sort_by_cached_key(|_| rng.random::<u64>());
    let numbers = names.into_iter().zip(0..);
    let numbers: BTreeMap<&String, u32> = numbers.collect();
    let end = |end: &str| {
        let (block, port) = end.split_once('.').expect("a port");
        let name = numbers.get(&block.to_owned()).map(|it| format!("n{it:04}"));
        format!("{}.{port}", name.unwrap_or_else(|| block.to_owned()))
    };
    let blocks = model.blocks.iter();
    Model {
        blocks: blocks
            .map(|(name, block)| (format!("n{:04}", numbers[name]), block.clone()))
            .collect(),
        wires: model
            .wires
            .iter()
            .map(|Wire(from, to)| Wire(end(from), end(to)))
            .collect(),
    }
}

/// The same autopilot as a block of a model that passes all through.
fn nested(autopilot: &Autopilot, program: &Program) -> Autopilot {
    let mut outer = Model::default();
    let held = Block::of("model").with("model", "held");
    outer.blocks.insert("held".into(), held);
    for (number, input) in program.inputs().iter().enumerate() {
        let (name, inside) = (format!("in {number}"), input.name());
        outer
            .blocks
            .insert(name.clone(), entry(inside, input.signal()));
        outer
            .wires
            .push(Wire(format!("{name}.out"), format!("held.{inside}")));
    }
    for (number, output) in program.outputs().iter().enumerate() {
        let (name, inside) = (format!("out {number}"), output.name());
        outer
            .blocks
            .insert(name.clone(), exit(inside, output.signal()));
        outer
            .wires
            .push(Wire(format!("held.{inside}"), format!("{name}.in")));
    }
    let mut nested = autopilot.clone();
    let inner = nested.models.insert(nested.main.clone(), outer);
    nested
        .models
        .insert("held".into(), inner.expect("it has a main model"));
    nested
}

/// What goes out at each of some steps, by name.
fn said(program: &Program) -> Vec<BTreeMap<String, Vec<u32>>> {
    let (mut context, mut scratch) = (program.context(3), program.scratch());
    let mut said = Vec::new();
    for step in 0..24_u64 {
        for input in program.inputs() {
            let seed = input
                .name()
                .bytes()
                .fold(step, |all, byte| all * 31 + u64::from(byte));
            let rng = &mut Pcg32::seed_from_u64(seed);
            for at in input.range() {
                context[at] = match input.signal() {
                    Signal::Bool => f32::from(u8::from(rng.random::<bool>())),
                    Signal::Number | Signal::Vector => rng.random_range(-5.0..5.0),
                };
            }
        }
        program.step(&mut context, &mut scratch);
        let outputs = program.outputs().iter().map(|output| {
            let bits = context[output.range()].iter().map(|it| it.to_bits());
            (output.name().to_owned(), bits.collect())
        });
        said.push(outputs.collect());
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_order_of_blocks_does_not_matter(seed: u64, salt: u64) {
        let autopilot = some_autopilot(seed);
        if let Ok(program) = compile(&autopilot, BUDGET) {
            let mut other = autopilot.clone();
            for model in other.models.values_mut() {
                *model = renamed(model, salt);
            }
            let other = compile(&other, BUDGET).expect("it is the same");
            prop_assert_eq!(said(&program), said(&other));
        }
    }

    #[test]
    fn a_model_in_its_place_is_the_same_as_the_model(seed: u64) {
        let autopilot = some_autopilot(seed);
        if let Ok(program) = compile(&autopilot, BUDGET)
            && let Ok(other) = compile(&nested(&autopilot, &program), BUDGET)
        {
            prop_assert_eq!(said(&program), said(&other));
        }
    }
}

#[test]
fn most_of_these_autopilots_can_be_put_into_another_one() {
    let fly = (0..200).filter(|&seed| {
        let autopilot = some_autopilot(seed);
        let program = compile(&autopilot, BUDGET);
        program.is_ok_and(|it| compile(&nested(&autopilot, &it), BUDGET).is_ok())
    });
    assert!(fly.count() > 35);
}

#[test]
fn most_of_these_autopilots_fly() {
    let fly = (0..200)
        .filter(|&seed| compile(&some_autopilot(seed), BUDGET).is_ok())
        .count();
    assert!(fly > 40, "only {fly} of 200 do");
}

/// All kinds have work, with their defaults.
#[test]
fn every_kind_flies_with_its_defaults() {
    for kind in BlockKind::ALL {
        let of = catalogue::of(kind);
        let carried = of.outputs.iter().all(|it| it.carries != Carries::Chosen);
        if of
            .params
            .iter()
            .all(|it| !matches!(it.range, Range::Text { default: "" }))
        {
            let block = Block::of(kind.name());
            let program = compile(&crate::bench::lone(&block, usize::MAX), BUDGET);
            assert!(program.is_ok(), "{}: {:?}", kind.name(), program.err());
        } else {
            assert!(!carried || of.outputs.is_empty());
        }
    }
}
