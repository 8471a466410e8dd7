//! One world with those who play and watch it, on a thread of its own.
//!
//! A room is reached only by its [`RoomHandle`]: requests go in, messages come
//! out of each client's outbox, and four times a second it publishes its status.

mod boards;
mod careers;
mod client;
mod clients;
mod core;
mod crew;
pub mod handle;
mod inputs;
pub mod journal;
mod notices;
pub mod order;
pub mod outbox;
mod pace;
mod pilots;
mod player_ids;
mod queue;
mod relief;
pub mod seat;
pub mod settings;
mod snapshot;
pub mod status;
mod tempo;
mod thread;

pub use core::{Room, Sent};
pub use handle::{ClientId, Found, Newcomer, Request, RoomHandle, RoomStopped};
pub use journal::Journal;
pub use order::{Order, Present};
pub use outbox::{Goodbye, Outbox, Refused, Seated, Wire, outbox};
pub use relief::Relief;
pub use seat::{Household, Seat, Seats};
pub use settings::RoomSettings;
pub use snapshot::RoomSnapshot;
pub use status::RoomStatus;
pub use tempo::Tempo;
pub use thread::{Left, RoomThread, spawn, spawn_restored};
