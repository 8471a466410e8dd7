//! Diagrams in a line, and one ship that flies by them.

use asteroids_shared::autopilot::catalogue::{self, BlockType, Carries, Signal};
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{
    Autopilot, Block, BlockKind, Model, Param, Program, Scratch, Terminal, Wire, compile,
};

/// A model of these blocks and wires.
pub fn model(blocks: &[(&str, Block)], wires: &[(&str, &str)]) -> Model {
    let blocks = blocks.iter().map(|(name, it)| ((*name).into(), it.clone()));
    let wires = wires.iter().map(|&(from, to)| Wire(from.into(), to.into()));
    Model {
        blocks: blocks.collect(),
        wires: wires.collect(),
    }
}

/// An autopilot of one model.
pub fn autopilot(blocks: &[(&str, Block)], wires: &[(&str, &str)]) -> Autopilot {
    Autopilot::of("Test", model(blocks, wires))
}

/// A block by which a signal comes in.
pub fn entry(name: &str, signal: Signal) -> Block {
    Block::of("entry")
        .with("name", name)
        .with("signal", signal.name())
}

/// A block by which a signal goes out.
pub fn exit(name: &str, signal: Signal) -> Block {
    Block::of("exit")
        .with("name", name)
        .with("signal", signal.name())
}

/// What a port carries in this block.
fn signal(carries: Carries, block: &Block) -> Signal {
    match (carries, block.params.get("signal")) {
        (Carries::Always(signal), _) => signal,
        (Carries::Chosen, Some(Param::Text(name))) => Signal::named(name).expect("a signal"),
        (Carries::Chosen, _) => Signal::Number,
    }
}

/// All numbers of a block's inputs and outputs: the signal of each port.
pub fn ports(block: &Block) -> (Vec<Signal>, Vec<Signal>) {
    let of = catalogue::named(&block.kind).expect("a kind");
    let signals = |ports: &[catalogue::Port]| {
        let signals = ports.iter().map(|port| signal(port.carries, block));
        signals.collect()
    };
    (signals(of.inputs), signals(of.outputs))
}

/// The block alone, with entries for its first inputs and exits for all outputs.
pub fn lone(block: &Block, inputs: usize) -> Autopilot {
    let of: &BlockType = catalogue::named(&block.kind).expect("a kind");
    let (ins, outs) = ports(block);
    let mut blocks = vec![("it".to_owned(), block.clone())];
    let mut wires = Vec::new();
    for (port, signal) in of.inputs.iter().zip(ins).take(inputs) {
        blocks.push((
            format!("in {}", port.name),
            entry(&format!("in.{}", port.name), signal),
        ));
        wires.push((format!("in {}.out", port.name), format!("it.{}", port.name)));
    }
    for (port, signal) in of.outputs.iter().zip(outs) {
        blocks.push((
            format!("out {}", port.name),
            exit(&format!("out.{}", port.name), signal),
        ));
        wires.push((format!("it.{}", port.name), format!("out {}.in", port.name)));
    }
    let wires = wires.into_iter().map(|(from, to)| Wire(from, to));
    Autopilot::of(
        "Test",
        Model {
            blocks: blocks.into_iter().collect(),
            wires: wires.collect(),
        },
    )
}

/// Whether a block of this kind can stand alone between entries and exits.
pub fn stands_alone(kind: BlockKind) -> bool {
    let of = catalogue::of(kind);
    !of.outputs.is_empty() && kind != BlockKind::Entry
}

/// One ship that flies by a program.
pub struct Bench {
    pub program: Program,
    pub context: Vec<f32>,
    pub scratch: Scratch,
}

impl Bench {
    pub fn of(autopilot: &Autopilot) -> Self {
        let program = compile(autopilot, BUDGET).unwrap_or_else(|fault| panic!("{fault}"));
        Self::by(program)
    }

    pub fn by(program: Program) -> Self {
        Self {
            context: program.context(0),
            scratch: program.scratch(),
            program,
        }
    }

    pub fn set(&mut self, name: &str, value: &[f32]) {
        let range = find(self.program.inputs(), name).range();
        self.context[range].copy_from_slice(value);
    }

    pub fn step(&mut self) {
        self.program.step(&mut self.context, &mut self.scratch);
    }

    pub fn get(&self, name: &str) -> &[f32] {
        &self.context[find(self.program.outputs(), name).range()]
    }

    /// A step with this input, and what comes out by this name.
    pub fn turn(&mut self, input: (&str, f32), output: &str) -> f32 {
        self.set(input.0, &[input.1]);
        self.step();
        self.get(output)[0]
    }
}

fn find<'a>(terminals: &'a [Terminal], name: &str) -> &'a Terminal {
    let found = terminals.iter().find(|it| it.name() == name);
    found.unwrap_or_else(|| panic!("there is no {name}"))
}
