//! One world with those who play and watch it, on a thread of its own.
//!
//! A room is reached only by its [`RoomHandle`]: requests go in, messages come
//! out of each client's outbox, and four times a second it publishes its status.

pub mod annals;
mod books;
mod core;
pub mod film;
pub mod fleet;
mod gallery;
pub mod handle;
pub mod member;
pub mod order;
mod pace;
mod recorder;
mod runner;
pub mod seat;
pub mod sequencing;
pub mod settings;
pub mod state;
pub mod status;
mod telling;
mod tempo;
mod thread;
mod unstored;
mod varint;
pub mod wishes;

pub use annals::{Annals, Event, EventKind};
pub use core::Room;
pub use handle::{Found, Newcomer, Request, RoomHandle, RoomStopped};
pub use order::{Order, Present};
pub use recorder::{Recorder, RecorderSettings};
pub use seat::{Household, Seat, Seats};
pub use sequencing::{Closed, Sequencer};
pub use settings::RoomSettings;
pub use state::command::{ClientId, EdgeId, edge_of, first_client_of};
pub use state::{RoomRecord, State};
pub use status::{Membership, Rebased, RoomStatus};
pub use telling::outbox::{Goodbye, Outbox, Refused, Seated, Wire, outbox};
pub use telling::{Relief, Sent};
pub use tempo::Tempo;
pub use thread::{Left, RoomThread, spawn};
