//! The authoritative server of MMO Asteroids.
//!
//! Dependencies point one way: `net` → `room` → {`view`, `world`} → the shared
//! crate. `world` and `view` know no socket, no clock and no async.

pub mod config;
pub mod metrics;
pub mod net;
pub mod room;
pub mod service;
pub mod view;
pub mod world;
