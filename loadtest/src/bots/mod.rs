//! What bots do, and what they know.

pub mod autopilots;
pub mod bot;
pub mod clock;
pub(crate) mod comeback;
pub mod conduct;
pub mod fingers;
pub mod gather;
pub(crate) mod hostile;
pub(crate) mod life;
pub mod newcomer;
pub mod onlooker;
pub(crate) mod pings;
pub mod profile;
pub mod steered;
pub mod unacked;
