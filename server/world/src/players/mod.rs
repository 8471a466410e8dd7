//! Those who fly, what they command and what they earn.

pub(crate) mod absence;
pub(crate) mod autopilot;
pub mod command;
pub(crate) mod growth;
pub(crate) mod obey;
pub mod player;
pub(crate) mod score;
pub(crate) mod team;
