//! Pilots as block diagrams: sensors come in, controls go out, at each tick.
//!
//! `shared/autopilots/README.md` describes files, blocks and methods for people.

mod blocks;
pub mod catalogue;
pub mod cockpit;
mod compile;
mod fault;
mod file;
#[cfg(feature = "autopilot-files")]
pub mod files;
mod flight;
pub mod functions;
mod kind;
pub mod limits;
mod param;
mod program;

pub use compile::compile;
pub use fault::{Fault, Place, Ring};
pub use file::{Autopilot, Block, FORMAT, Model, VERSION, Wire};
pub use flight::{Flight, Flyer};
pub use kind::BlockKind;
pub use param::Param;
pub use program::{Check, Probe, Program, Scratch, Terminal};
