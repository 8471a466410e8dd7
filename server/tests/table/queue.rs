use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

use asteroids_server::room::{Refused, Wire};

/// A client that has not read so many messages takes no more.
const UNREAD_MAX: usize = 4;

/// The messages that a client has not read yet.
#[derive(Debug, Default)]
pub struct Queue {
    messages: Mutex<VecDeque<Vec<u8>>>,
    refuses_next: AtomicBool,
}

impl Queue {
    pub fn pop(&self) -> Option<Vec<u8>> {
        self.messages().pop_front()
    }

    pub fn refuse_next(&self) {
        self.refuses_next.store(true, Ordering::Relaxed);
    }

    fn messages(&self) -> MutexGuard<'_, VecDeque<Vec<u8>>> {
        self.messages.lock().expect("nobody panicked")
    }
}

impl Wire for Queue {
    fn is_clear(&self) -> bool {
        self.messages().len() < UNREAD_MAX
    }

    fn try_send(&self, message: &[u8]) -> Result<(), Refused> {
        if self.refuses_next.swap(false, Ordering::Relaxed) || !self.is_clear() {
            return Err(Refused);
        }
        self.messages().push_back(message.to_vec());
        Ok(())
    }
}
