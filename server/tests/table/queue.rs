use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

use asteroids_server::room::{Refused, Wire};

/// A client that has not read so many messages takes no more.
const UNREAD_MAX: usize = 4;

/// The messages that a client has not read yet.
#[derive(Debug, Default)]
pub struct Queue(Mutex<VecDeque<Vec<u8>>>);

impl Queue {
    pub fn pop(&self) -> Option<Vec<u8>> {
        self.messages().pop_front()
    }

    fn messages(&self) -> MutexGuard<'_, VecDeque<Vec<u8>>> {
        self.0.lock().expect("nobody panicked")
    }
}

impl Wire for Queue {
    fn is_clear(&self) -> bool {
        self.messages().len() < UNREAD_MAX
    }

    fn try_send(&self, message: &[u8]) -> Result<(), Refused> {
        if !self.is_clear() {
            return Err(Refused);
        }
        self.messages().push_back(message.to_vec());
        Ok(())
    }
}
