//! One client over a WebSocket, from its handshake to its end.

pub(in crate::net) mod connection;
pub(in crate::net) mod end;
pub(in crate::net) mod farewell;
pub mod line;
pub(in crate::net) mod refusal;
pub(in crate::net) mod round_trip;
pub mod socket;
