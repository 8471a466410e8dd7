//! The only way from a room to one client.

use std::fmt::Debug;
use std::sync::Arc;

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::CloseCode;
use tokio::sync::oneshot;

/// The client takes nothing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the client takes nothing now")]
pub struct Refused;

/// What carries messages to one client, without ever waiting for it.
pub trait Wire: Debug + Send + Sync {
    /// Whether it would take a message now.
    fn is_clear(&self) -> bool;

    /// Takes a whole message, or nothing of it. It may be left with a part that
    /// has not gone out yet, and is not clear until that has.
    fn try_send(&self, message: &[u8]) -> Result<(), Refused>;
}

/// The room's end. Nothing is queued: while the wire is not clear messages are
/// refused, and the next frame carries the newest state.
#[derive(Debug)]
pub struct Outbox {
    wire: Arc<dyn Wire>,
    /// None once that has been told.
    seated: Option<oneshot::Sender<Seated>>,
    close: oneshot::Sender<CloseCode>,
}

/// As what a client takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seated {
    /// The number of its player, 0 for a spectator.
    pub player: PlayerId,
    /// The name that others see, empty for a spectator.
    pub name: String,
}

/// The connection's end: tells as what the client takes part, and when the room
/// lets it go. Dropping it says that the client is gone.
#[derive(Debug)]
pub struct Goodbye {
    seated: oneshot::Receiver<Seated>,
    closed: oneshot::Receiver<CloseCode>,
}

/// An outbox on this wire.
pub fn outbox(wire: Arc<dyn Wire>) -> (Outbox, Goodbye) {
    let (seated, seating) = oneshot::channel();
    let (close, closed) = oneshot::channel();
    let outbox = Outbox {
        wire,
        seated: Some(seated),
        close,
    };
    let goodbye = Goodbye {
        seated: seating,
        closed,
    };
    (outbox, goodbye)
}

impl Outbox {
    /// Whether a message would be taken now.
    pub fn has_room(&self) -> bool {
        self.wire.is_clear()
    }

    /// Sends a message, if there is room.
    pub fn try_push(&self, message: &[u8]) -> Result<(), Refused> {
        self.wire.try_send(message)
    }

    /// Tells the connection as what the client takes part.
    pub fn seat(&mut self, seated: Seated) {
        if let Some(seat) = self.seated.take() {
            // A client that is gone needs no seat.
            let _ = seat.send(seated);
        }
    }

    /// Has the connection closed.
    pub fn close(self, code: CloseCode) {
        // A client that is gone needs no goodbye.
        let _ = self.close.send(code);
    }

    /// Whether the connection is gone.
    pub fn is_closed(&self) -> bool {
        self.close.is_closed()
    }
}

impl Goodbye {
    /// Waits until the client takes part; `None` if it never will. To be asked once.
    pub async fn seated(&mut self) -> Option<Seated> {
        (&mut self.seated).await.ok()
    }

    /// Waits until the room lets the client go: with a code, or without one if
    /// the room itself has ended.
    pub async fn said(&mut self) -> Option<CloseCode> {
        (&mut self.closed).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wire that takes everything.
    #[derive(Debug)]
    struct Open;

    impl Wire for Open {
        fn is_clear(&self) -> bool {
            true
        }

        fn try_send(&self, _message: &[u8]) -> Result<(), Refused> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn the_connection_hears_why_it_is_closed() {
        let (outbox, mut goodbye) = outbox(Arc::new(Open));
        outbox.close(CloseCode::TooSlow);
        assert_eq!(goodbye.said().await, Some(CloseCode::TooSlow));
    }

    #[tokio::test]
    async fn a_room_that_ends_says_nothing() {
        let (outbox, mut goodbye) = outbox(Arc::new(Open));
        drop(outbox);
        assert_eq!(goodbye.said().await, None);
    }

    #[test]
    fn an_outbox_whose_connection_is_gone_is_closed() {
        let (outbox, goodbye) = outbox(Arc::new(Open));
        assert!(outbox.has_room());
        drop(goodbye);
        assert!(outbox.is_closed());
    }
}
