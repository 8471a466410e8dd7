//! The way to the server, WebSockets on it, and bad networks.

pub mod conditions;
pub mod line;
pub mod link;
pub mod target;
pub(crate) mod tls;
pub mod way;
pub mod websocket;
