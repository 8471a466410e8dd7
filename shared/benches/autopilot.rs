//! What a step of an autopilot costs.
//!
//! `cargo bench --workspace --bench autopilot`

use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Autopilot, Block, Model, Program, Wire, compile};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// A ladder of stages, each of ten blocks that pilots are made of.
fn program(stages: usize) -> Program {
    let mut model = Model::default();
    let mut put = |name: String, block: Block, inputs: &[(&str, &str)]| {
        for (port, from) in inputs {
            let wire = Wire((*from).into(), format!("{name}.{port}"));
            model.wires.push(wire);
        }
        model.blocks.insert(name, block);
    };
    let mut before = "spin.out".to_owned();
    put(
        "spin".into(),
        Block::of("entry").with("name", "ship.spin"),
        &[],
    );
    for stage in 0..stages {
        let name = |part: &str| format!("{part} {stage}");
        let out = |part: &str| format!("{part} {stage}.out");
        put(name("wave"), Block::of("random"), &[]);
        put(
            name("gain"),
            Block::of("gain").with("gain", 0.9),
            &[("in", &before)],
        );
        put(
            name("sum"),
            Block::of("sum"),
            &[("a", &out("gain")), ("b", &out("wave"))],
        );
        put(
            name("lag"),
            Block::of("first_order"),
            &[("in", &out("sum"))],
        );
        put(
            name("product"),
            Block::of("product"),
            &[("a", &out("lag")), ("b", &out("sum"))],
        );
        put(
            name("bound"),
            Block::of("clamp"),
            &[("in", &out("product"))],
        );
        put(
            name("is"),
            Block::of("compare"),
            &[("a", &out("bound")), ("b", &before)],
        );
        put(
            name("later"),
            Block::of("unit_delay"),
            &[("in", &out("bound"))],
        );
        put(
            name("switch"),
            Block::of("switch"),
            &[
                ("if", &out("is")),
                ("then", &out("later")),
                ("else", &out("lag")),
            ],
        );
        put(
            name("most"),
            Block::of("max"),
            &[("a", &out("switch")), ("b", &out("gain"))],
        );
        before = out("most");
    }
    let autopilot = Autopilot::of("Bench", model);
    compile(&autopilot, BUDGET).unwrap_or_else(|fault| panic!("{fault}"))
}

/// One step of 5,000 ships on one model of fifty blocks and an entry; items are blocks.
#[divan::bench(args = [1, 64, 5_000])]
fn fifty_blocks(bencher: Bencher, ships: usize) {
    let program = program(5);
    let mut contexts: Vec<f32> = (0..ships as u32)
        .flat_map(|ship| program.context(ship))
        .collect();
    let mut scratch = program.scratch();
    bencher
        .counter(ItemsCount::new(50 * ships))
        .bench_local(|| program.step(&mut contexts, &mut scratch));
}
