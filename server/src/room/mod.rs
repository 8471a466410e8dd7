//! One world with those who play and watch it, on a thread of its own.
//!
//! A room is reached only by its [`RoomHandle`]: requests go in, parcels come
//! out of each client's outbox, and once a second it publishes its status.

pub mod handle;
pub mod outbox;
pub mod settings;
pub mod status;

pub use handle::{ClientId, Request, RoomHandle};
pub use outbox::{Outbox, OutboxReader, Parcel};
pub use settings::RoomSettings;
pub use status::RoomStatus;
