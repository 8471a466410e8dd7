//! A place in a room.

use crate::room::{RoomHandle, Seat};
use crate::store::TokenHash;

/// A place in a room.
#[derive(Debug)]
pub struct Place {
    /// The room.
    pub room: RoomHandle,
    /// What is taken there, or among those who watch. One who comes back has it
    /// already.
    pub seat: Option<Seat>,
    /// Of a pilot who comes back: as whom it is recorded what it earns, if it is.
    pub recorded_as: Option<TokenHash>,
}

impl Place {
    /// What somebody has that was not there before.
    pub fn of_newcomer(room: &RoomHandle, seat: Seat) -> Self {
        Self {
            room: room.clone(),
            seat: Some(seat),
            recorded_as: None,
        }
    }
}
