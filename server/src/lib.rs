//! The authoritative server of MMO Asteroids.
//!
//! Dependencies point one way: `net` → `room` → {`view`, `world`, `store`} → the
//! shared crate. `world` is a crate of its own, so that it knows none of the
//! others; `view` knows no socket, no clock and no async; `store` and `log` know
//! none of the others.

pub mod clips;
pub mod cluster;
pub mod config;
pub mod data_folder;
pub mod files;
pub mod films;
pub mod heap;
pub mod log;
pub mod logging;
pub mod metrics;
pub mod net;
pub mod output;
pub mod playback;
pub mod priority;
pub mod room;
pub mod service;
pub mod shelf;
pub mod signals;
pub mod stopping;
pub mod store;
pub mod view;

pub use asteroids_world as world;
