//! Bots that load an MMO Asteroids server and check what it tells them.
//!
//! A bot is a client like any other: the protocol, dead reckoning and pilots
//! come from the shared crate, and nothing from the server. `range` alone has worlds of
//! its own.

pub mod bots;
pub mod crew;
pub mod measure;
pub mod options;
mod progress;
pub mod range;
pub mod report;
pub mod run;
mod units;
pub mod wire;
