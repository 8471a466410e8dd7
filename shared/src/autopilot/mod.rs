//! Pilots as block diagrams: sensors come in, controls go out, at each tick.
//!
//! `shared/autopilots/README.md` describes files, blocks and methods for people.

pub mod catalogue;
mod file;
mod kind;
mod param;

pub use file::{Autopilot, Block, FORMAT, Model, VERSION, Wire};
pub use kind::BlockKind;
pub use param::Param;
