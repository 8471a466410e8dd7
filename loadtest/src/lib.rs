//! Bots that load an MMO Asteroids server and check what it tells them.
//!
//! A bot is a client like any other: the protocol, dead reckoning and pilots
//! come from the shared crate, and nothing from the server.

pub mod bot;
pub mod clock;
pub mod crew;
pub mod link;
pub mod options;
pub mod report;
pub mod stats;
mod summary;
