//! The kinds of entities, a file for each, and what ships have.

pub mod bullet;
pub mod carrier;
pub mod comet;
pub mod guard;
pub(crate) mod guns;
pub(crate) mod hyperspace;
pub mod mine;
pub mod pickup;
pub mod rock;
pub mod saucer;
pub mod ship;
mod sturdy;
pub mod warp;
