//! What each kind of block does: its equation as a function, with what it remembers.
//!
//! A function makes the [`Work`] of a block from its settings; the catalogue has the
//! same equations for people.

mod arithmetic;
mod dynamics;
mod io;
mod logic;
mod memory;
mod sources;
mod vectors;

pub(super) use io::{Io, LANES, Row};

use super::catalogue::Signal;
use super::compile::Settings;
use super::functions::kept;
use super::kind::BlockKind;

/// From what the work of a block is made.
pub(super) struct Setup<'a> {
    /// Its parameters.
    pub settings: &'a Settings<'a>,
    /// The time from one of its steps to the next, in s.
    pub h: f32,
}

/// What a block does with what it reads and writes.
pub(super) type Run = Box<dyn Fn(&mut Io<'_>) + Send + Sync>;

/// What a block remembers before the first step.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Memory {
    /// These numbers.
    Of(Vec<f32>),
    /// A state of random numbers, from this seed and from the ship's.
    Seeded(u32),
}

impl Memory {
    /// How many numbers it is.
    pub fn len(&self) -> usize {
        match self {
            Self::Of(numbers) => numbers.len(),
            Self::Seeded(_) => sources::RANDOM_NUMBERS,
        }
    }

    /// Writes it down as it is before the first step of this ship.
    pub fn begin(&self, ship: u32, numbers: &mut [f32]) {
        match self {
            Self::Of(initial) => numbers.copy_from_slice(initial),
            Self::Seeded(seed) => numbers.copy_from_slice(&sources::first_state(*seed, ship)),
        }
    }
}

/// What a block does in a step.
pub(super) struct Work {
    /// What it remembers.
    pub memory: Memory,
    /// Computes its outputs, and what it remembers unless that comes later.
    pub run: Run,
    /// Takes its inputs in when all outputs are known.
    pub then: Option<Run>,
}

/// The work of a block of this kind.
pub(super) fn work(kind: BlockKind, setup: &Setup<'_>) -> Work {
    let make: fn(&Setup<'_>) -> Work = match kind {
        // Without a source or a reader of their own these are wires.
        BlockKind::Entry | BlockKind::Exit => memory::copy,
        BlockKind::Model | BlockKind::Scope | BlockKind::Assert | BlockKind::Note => nothing,
        BlockKind::Constant | BlockKind::Flag => sources::value,
        BlockKind::ConstantVector => sources::constant_vector,
        BlockKind::Step => sources::step,
        BlockKind::Ramp => sources::ramp,
        BlockKind::SineWave => sources::sine_wave,
        BlockKind::Pulse => sources::pulse,
        BlockKind::Random => sources::random,
        BlockKind::Gain => arithmetic::gain,
        BlockKind::Sum => arithmetic::sum,
        BlockKind::Subtract => arithmetic::subtract,
        BlockKind::Product => arithmetic::product,
        BlockKind::Divide => arithmetic::divide,
        BlockKind::Min => arithmetic::lesser,
        BlockKind::Max => arithmetic::greater,
        BlockKind::Abs => arithmetic::abs,
        BlockKind::Sign => arithmetic::sign,
        BlockKind::SquareRoot => arithmetic::square_root,
        BlockKind::Clamp => arithmetic::within,
        BlockKind::Deadband => arithmetic::deadband,
        BlockKind::Quantiser => arithmetic::quantiser,
        BlockKind::Sin => arithmetic::sin,
        BlockKind::Cos => arithmetic::cos,
        BlockKind::Exp => arithmetic::exponential,
        BlockKind::Table1d => arithmetic::table_1d,
        BlockKind::Table2d => arithmetic::table_2d,
        BlockKind::WrapAngle => arithmetic::wrapped,
        BlockKind::Compare => logic::compare,
        BlockKind::Relay => logic::relay,
        BlockKind::And => logic::and,
        BlockKind::Or => logic::or,
        BlockKind::Xor => logic::xor,
        BlockKind::Not => logic::not,
        BlockKind::Switch => logic::switch,
        BlockKind::Multiswitch => logic::multiswitch,
        BlockKind::ToNumber => logic::to_number,
        BlockKind::Latch => memory::latch,
        BlockKind::Counter => memory::counter,
        BlockKind::Timer => memory::timer,
        BlockKind::Edge => memory::edge,
        BlockKind::Monostable => memory::monostable,
        BlockKind::Hold => memory::hold,
        BlockKind::UnitDelay => memory::unit_delay,
        BlockKind::Delay => memory::delay,
        BlockKind::StateMachine => memory::state_machine,
        BlockKind::Modulator => memory::modulator,
        BlockKind::Integrator => dynamics::integrator,
        BlockKind::Derivative => dynamics::derivative,
        BlockKind::RateLimiter => dynamics::rate_limiter,
        BlockKind::FirstOrder => dynamics::first_order,
        BlockKind::SecondOrder => dynamics::second_order,
        BlockKind::LeadLag => dynamics::lead_lag,
        BlockKind::DiscreteFilter => dynamics::discrete_filter,
        BlockKind::MovingAverage => dynamics::moving_average,
        BlockKind::Pid => dynamics::pid,
        BlockKind::Compose | BlockKind::Split => vectors::same,
        BlockKind::VectorAdd => vectors::add,
        BlockKind::VectorSubtract => vectors::subtract,
        BlockKind::VectorScale => vectors::scale,
        BlockKind::Dot => vectors::dot,
        BlockKind::Cross => vectors::cross,
        BlockKind::Length => vectors::length,
        BlockKind::Normalise => vectors::normalise,
        BlockKind::ToPolar => vectors::to_polar,
        BlockKind::FromPolar => vectors::from_polar,
        BlockKind::Rotate => vectors::rotate,
        BlockKind::ToShip => vectors::to_ship,
        BlockKind::FromShip => vectors::from_ship,
        BlockKind::ShortestWay => vectors::shortest_way,
        BlockKind::Lead => vectors::lead,
        BlockKind::ClosestApproach => vectors::closest_approach,
    };
    make(setup)
}

/// An entry that is a memory: what went out comes in a step later.
pub(super) fn memory_entry(setup: &Setup<'_>) -> Work {
    memory::unit_delay(setup)
}

/// An entry of the main model, or an exit: its numbers lie in the context.
pub(super) fn terminal(signal: Signal, goes_out: bool) -> Work {
    match (signal, goes_out) {
        (Signal::Bool | Signal::Number, false) => remembers([0.0], |[], x| *x),
        (Signal::Vector, false) => remembers([0.0; 2], |[], x| *x),
        (Signal::Bool | Signal::Number, true) => remembers([0.0], |new: [f32; 1], x| {
            *x = new;
            new
        }),
        (Signal::Vector, true) => remembers([0.0; 2], |new: [f32; 2], x| {
            *x = new;
            new
        }),
    }
}

fn nothing(_: &Setup<'_>) -> Work {
    now(|[]| [])
}

/// Work without memory: outputs of inputs, number by number.
fn now<const I: usize, const O: usize>(
    equation: impl Fn([f32; I]) -> [f32; O] + Send + Sync + 'static,
) -> Work {
    Work {
        memory: Memory::Of(Vec::new()),
        run: Box::new(move |io| io.each(&equation)),
        then: None,
    }
}

/// Work with numbers that are remembered, and what they are at first.
fn remembers<const M: usize, const I: usize, const O: usize>(
    initial: [f32; M],
    equation: impl Fn([f32; I], &mut [f32; M]) -> [f32; O] + Send + Sync + 'static,
) -> Work {
    Work {
        memory: Memory::Of(initial.to_vec()),
        run: with_memory(equation),
        then: None,
    }
}

/// Work whose outputs are of what it remembers, and whose inputs change that later.
fn later<const M: usize, const I: usize, const O: usize>(
    initial: [f32; M],
    outputs: impl Fn(&[f32; M]) -> [f32; O] + Send + Sync + 'static,
    change: impl Fn([f32; I], &mut [f32; M]) + Send + Sync + 'static,
) -> Work {
    Work {
        memory: Memory::Of(initial.to_vec()),
        run: with_memory(move |[], memory| outputs(memory)),
        then: Some(with_memory(move |inputs, memory| {
            change(inputs, memory);
            []
        })),
    }
}

fn with_memory<const M: usize, const I: usize, const O: usize>(
    equation: impl Fn([f32; I], &mut [f32; M]) -> [f32; O] + Send + Sync + 'static,
) -> Run {
    Box::new(move |io| {
        io.each_with(|inputs, numbers| {
            let Ok(memory) = <&mut [f32; M]>::try_from(numbers) else {
                return [0.0; O];
            };
            let outputs = equation(inputs, memory);
            for number in memory {
                *number = kept(*number);
            }
            outputs
        });
    })
}

/// True or false as a number.
const fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// A number as true or false.
fn is(value: f32) -> bool {
    value != 0.0
}
