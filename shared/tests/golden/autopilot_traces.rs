//! What blocks and whole diagrams do, to the bit, for programs in other languages.

#[path = "../autopilot/bench.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
pub(super) mod bench;

use asteroids_shared::autopilot::catalogue::{self, Signal};
use asteroids_shared::autopilot::{Autopilot, Block, BlockKind, Param};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use serde_json::{Value, json};

use bench::{Bench, lone, stands_alone};

const FILE: &str = "autopilot.json";
const STEPS: usize = 40;

/// Blocks with parameters of their own: each kind is there with its defaults too.
fn chosen() -> Vec<Block> {
    let vector = |kind: &str| Block::of(kind).with("signal", "vector");
    let pid = Block::of("pid")
        .with("p", 2.0)
        .with("i", 1.5)
        .with("d", 0.3);
    vec![
        vector("switch"),
        vector("hold"),
        vector("unit_delay").with("initial", -1.5),
        Block::of("compare").with("test", "!="),
        Block::of("edge").with("way", "either"),
        Block::of("random").with("seed", 77.0).with("low", -3.0),
        Block::of("sine_wave")
            .with("frequency_hz", 1.7)
            .with("phase", 0.3),
        Block::of("second_order")
            .with("zeta", 0.2)
            .with("omega", 9.0),
        Block::of("discrete_filter")
            .with("b", vec![0.2, 0.3, -0.1])
            .with("a", vec![-0.4, 0.25]),
        Block::of("table_1d")
            .with("x", vec![-2.0, -0.5, 0.25, 3.0])
            .with("y", vec![1.0, -1.0, 0.7, 8.0]),
        pid.clone(),
        pid.with("angle", true),
        Block {
            every: 3,
            ..Block::of("first_order").with("time_s", 0.2)
        },
        Block {
            every: 4,
            ..Block::of("integrator").with("high", 1.0)
        },
    ]
}

fn block_json(block: &Block) -> Value {
    let param = |param: &Param| match param {
        Param::Bool(it) => json!(it),
        Param::Number(it) => json!(it),
        Param::Text(it) => json!(it),
        Param::Numbers(it) => json!(it),
    };
    let params = block
        .params
        .iter()
        .map(|(name, it)| (name.clone(), param(it)));
    let params: serde_json::Map<_, _> = params.collect();
    json!({ "kind": block.kind, "params": params, "every": block.every })
}

/// Inputs of any size, which stay away from what is no number.
fn some(rng: &mut Pcg32, signal: Signal) -> Vec<f32> {
    let number = |rng: &mut Pcg32| match rng.random_range(0..10) {
        0 => 0.0,
        1 => rng.random_range(-2_000.0_f32..2_000.0),
        _ => rng.random_range(-4.0_f32..4.0),
    };
    match signal {
        Signal::Bool => vec![f32::from(u8::from(rng.random_range(0..3) == 0))],
        Signal::Number => vec![number(rng)],
        Signal::Vector => vec![number(rng), number(rng)],
    }
}

/// How many numbers a ship takes by an autopilot, and its trace: at each step the bits of what comes in and goes out.
fn trace(autopilot: &Autopilot, seed: u64) -> (usize, Value) {
    let mut rng = Pcg32::seed_from_u64(seed);
    let mut bench = Bench::of(autopilot);
    let inputs: Vec<_> = bench.program.inputs().to_vec();
    let outputs: Vec<_> = bench.program.outputs().to_vec();
    let steps = (0..STEPS).map(|_| {
        let mut given = Vec::new();
        for input in &inputs {
            let value = some(&mut rng, input.signal());
            bench.set(input.name(), &value);
            given.extend(value);
        }
        bench.step();
        let gives = outputs.iter().flat_map(|it| bench.get(it.name()).to_vec());
        let bits =
            |numbers: Vec<f32>| -> Vec<_> { numbers.into_iter().map(f32::to_bits).collect() };
        json!([bits(given), bits(gives.collect())])
    });
    let steps = Value::Array(steps.collect());
    (bench.program.context_len(), steps)
}

#[test]
fn blocks_do_the_same_to_the_bit() {
    let defaults = BlockKind::ALL
        .into_iter()
        .filter(|&kind| stands_alone(kind));
    let blocks = defaults.map(|kind| Block::of(kind.name())).chain(chosen());
    let cases = blocks.enumerate().map(|(index, block)| {
        let inputs = catalogue::named(&block.kind).expect("a kind").inputs.len();
        let (numbers, steps) = trace(&lone(&block, inputs), index as u64);
        json!({ "block": block_json(&block), "numbers": numbers, "steps": steps })
    });
    let text = super::lines(&[("cases", Value::Array(cases.collect()))]);
    super::check(FILE, &text);
}
