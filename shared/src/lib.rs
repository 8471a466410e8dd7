//! What the server and its clients agree on, and nothing else: the numbers of
//! the game, dead reckoning on the torus, the wire protocol, a client's picture
//! of the world, and the pilots that fly for bots.
//!
//! Nothing here reads a clock, opens a socket or keeps global state.

pub mod autopilot;
pub mod controls;
pub mod gear;
pub mod kind;
pub mod kinematics;
pub mod look;
mod numbered;
pub mod outline;
pub mod picture;
pub mod pilot;
pub mod protocol;
pub mod rules;
pub mod team;
pub mod torus;

pub use controls::Controls;
pub use gear::{Gear, Improvement};
pub use kind::{Kind, OccasionKind, PickupKind, Spread};
pub use kinematics::{Dynamics, Motion};
pub use team::Team;
pub use torus::Torus;

/// A fixed step of the world, counted from the start of its room, through restarts
/// of the server. At 32 a second a `u32` lasts four years: a room that comes to
/// [`rules::LAST_TICK`] begins anew.
pub type Tick = u32;

/// What names an entity: in a room's world, or on the wire to one client, which
/// knows each entity by a small number of its own. Never 0: 0 means "none".
pub type EntityId = u32;

/// What names a player (a person or a bot) within its room. Never 0.
pub type PlayerId = u32;
