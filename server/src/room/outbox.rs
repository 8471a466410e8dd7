//! What waits to be written to one client: little, and never more.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use asteroids_shared::protocol::CloseCode;
use bytes::Bytes;
use tokio::sync::Notify;

/// How many parcels wait for one client at the most. Whoever finds the outbox
/// full keeps nothing: the next frame carries the newest state.
pub const PARCELS_MAX: usize = 4;

/// Something for one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parcel {
    /// A whole message.
    Message(Bytes),
    /// The connection is to be closed with this code.
    Close(CloseCode),
}

/// The outbox is full, or its client is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the outbox takes nothing now")]
pub struct Refused;

#[derive(Debug, Default)]
struct Queue {
    parcels: VecDeque<Parcel>,
    closed: bool,
}

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    filled: Notify,
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The room's end of an outbox.
#[derive(Debug)]
pub struct Outbox(Arc<Shared>);

/// The connection's end of an outbox.
#[derive(Debug)]
pub struct OutboxReader(Arc<Shared>);

/// An empty outbox.
pub fn outbox() -> (Outbox, OutboxReader) {
    let shared = Arc::new(Shared::default());
    (Outbox(Arc::clone(&shared)), OutboxReader(shared))
}

impl Outbox {
    /// Whether a message would be taken now.
    pub fn has_room(&self) -> bool {
        let queue = self.0.queue();
        !queue.closed && queue.parcels.len() < PARCELS_MAX
    }

    /// Puts a message in, if there is room.
    pub fn try_push(&self, message: Bytes) -> Result<(), Refused> {
        let mut queue = self.0.queue();
        if queue.closed || queue.parcels.len() >= PARCELS_MAX {
            return Err(Refused);
        }
        queue.parcels.push_back(Parcel::Message(message));
        drop(queue);
        self.0.filled.notify_one();
        Ok(())
    }

    /// Throws away what waits and has the connection closed.
    pub fn close(self, code: CloseCode) {
        let mut queue = self.0.queue();
        queue.parcels.clear();
        queue.parcels.push_back(Parcel::Close(code));
        queue.closed = true;
    }

    /// Whether the connection is gone.
    pub fn is_closed(&self) -> bool {
        self.0.queue().closed
    }
}

/// A room that drops an outbox without a word has stopped or let the client go.
impl Drop for Outbox {
    fn drop(&mut self) {
        self.0.queue().closed = true;
        self.0.filled.notify_one();
    }
}

impl OutboxReader {
    /// The next parcel; `None` once the room has let go and nothing is left.
    pub async fn next(&mut self) -> Option<Parcel> {
        loop {
            if let Some(parcel) = self.try_next() {
                return Some(parcel);
            }
            if self.0.queue().closed {
                return self.try_next();
            }
            self.0.filled.notified().await;
        }
    }

    /// How many parcels wait.
    pub fn len(&self) -> usize {
        self.0.queue().parcels.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The next parcel, if one waits.
    pub fn try_next(&mut self) -> Option<Parcel> {
        self.0.queue().parcels.pop_front()
    }
}

impl Drop for OutboxReader {
    fn drop(&mut self) {
        let mut queue = self.0.queue();
        queue.closed = true;
        queue.parcels.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn parcels_come_out_in_their_order() {
        let (outbox, mut reader) = outbox();
        outbox
            .try_push(Bytes::from_static(b"one"))
            .expect("there is room");
        outbox
            .try_push(Bytes::from_static(b"two"))
            .expect("there is room");
        drop(outbox);
        assert_eq!(
            reader.next().await,
            Some(Parcel::Message(Bytes::from_static(b"one")))
        );
        assert_eq!(
            reader.next().await,
            Some(Parcel::Message(Bytes::from_static(b"two")))
        );
        assert_eq!(reader.next().await, None);
    }

    #[test]
    fn a_full_outbox_takes_nothing() {
        let (outbox, _reader) = outbox();
        for _ in 0..PARCELS_MAX {
            outbox.try_push(Bytes::new()).expect("there is room");
        }
        assert!(!outbox.has_room());
        assert_eq!(outbox.try_push(Bytes::new()), Err(Refused));
    }

    #[tokio::test]
    async fn closing_overtakes_what_waits() {
        let (outbox, mut reader) = outbox();
        outbox
            .try_push(Bytes::from_static(b"late"))
            .expect("there is room");
        outbox.close(CloseCode::TooSlow);
        assert_eq!(reader.next().await, Some(Parcel::Close(CloseCode::TooSlow)));
        assert_eq!(reader.next().await, None);
    }

    #[test]
    fn an_outbox_without_a_reader_is_closed() {
        let (outbox, reader) = outbox();
        drop(reader);
        assert!(outbox.is_closed());
        assert!(!outbox.has_room());
    }
}
