//! The game: pure and deterministic. It knows no socket, no clock and no
//! async; its randomness comes from one seeded generator inside it.

pub mod command;
pub mod happening;
pub mod settings;

pub use command::Command;
pub use happening::Happening;
pub use settings::WorldSettings;
