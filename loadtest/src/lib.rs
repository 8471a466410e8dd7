//! Bots that load an MMO Asteroids server and check what it tells them.
//!
//! A bot is a client like any other: the protocol, dead reckoning and pilots
//! come from the shared crate, and nothing from the server.

mod asked;
pub mod bot;
pub mod clock;
mod comeback;
pub mod conditions;
pub mod conduct;
pub mod crew;
pub mod exposition;
pub mod fingers;
pub mod gather;
mod hostile;
mod life;
pub mod line;
pub mod link;
pub mod newcomer;
mod observer;
pub mod options;
mod pings;
pub mod profile;
mod progress;
pub mod punctuality;
pub mod report;
pub mod run;
pub mod stats;
pub mod strain;
mod summary;
pub mod target;
pub mod timeline;
mod tls;
pub mod unacked;
mod units;
pub mod view;
pub mod way;
pub mod websocket;
pub mod witness;
