//! What a connection passes before it is served, and whether there is room for another one.

pub(in crate::net) mod admission;
pub mod listener;
pub(in crate::net) mod memory;
pub(in crate::net) mod reserve;
pub(in crate::net) mod stream;
