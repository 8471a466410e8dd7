//! What answers over HTTP, and what every request passes.

pub(in crate::net) mod accounts;
mod activity;
pub(in crate::net) mod api;
pub(in crate::net) mod assets;
pub(in crate::net) mod body;
pub(in crate::net) mod clips;
pub(in crate::net) mod events;
pub(in crate::net) mod films;
pub(in crate::net) mod gate;
pub(in crate::net) mod moments;
pub(in crate::net) mod private;
pub(in crate::net) mod problem;
pub(in crate::net) mod routes;
pub(in crate::net) mod to_its_end;
