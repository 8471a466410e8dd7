//! What those who run the server have to say to everybody.

use asteroids_shared::protocol::{Notice, ToClient};

/// The latest notice. A newer one takes its place, also for those who have not
/// taken it yet: nothing queues.
#[derive(Debug, Default)]
pub struct Notices {
    /// Counts them.
    number: u32,
    message: Vec<u8>,
}

impl Notices {
    /// Has everybody who is here told.
    pub fn post(&mut self, notice: Notice) {
        self.number += 1;
        self.message = ToClient::Notice(notice).encode();
    }

    /// How many there have been.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The message that is due to whoever has been told of so many, and how
    /// many there are after it.
    pub fn after(&self, told: u32) -> Option<(u32, &[u8])> {
        (self.number != told).then_some((self.number, &self.message[..]))
    }
}
