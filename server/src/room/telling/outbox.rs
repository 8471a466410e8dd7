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
/// refused, and the next frame carries the newest state. Only a message that
/// cannot be made anew is kept if the wire was clear and is not any more, since
/// others write to it too; it goes before all else.
#[derive(Debug)]
pub struct Outbox {
    wire: Arc<dyn Wire>,
    /// Empty if nothing is kept.
    kept: Vec<u8>,
    /// None once that has been told.
    seat: Option<oneshot::Sender<Seated>>,
    /// What is told once nothing is kept.
    seated: Option<Seated>,
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
    let (seat, seating) = oneshot::channel();
    let (close, closed) = oneshot::channel();
    let outbox = Outbox {
        wire,
        kept: Vec::new(),
        seat: Some(seat),
        seated: None,
        close,
    };
    let goodbye = Goodbye {
        seated: seating,
        closed,
    };
    (outbox, goodbye)
}

impl Outbox {
    /// Whether a message would be taken now. What is kept goes first.
    pub fn has_room(&mut self) -> bool {
        self.flush();
        !self.keeps_some() && self.wire.is_clear()
    }

    /// Whether a message waits to be sent.
    pub fn keeps_some(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Sends a message, if there is room.
    pub fn try_push(&self, message: &[u8]) -> Result<(), Refused> {
        match self.keeps_some() {
            true => Err(Refused),
            false => self.wire.try_send(message),
        }
    }

    /// Sends a message that cannot be made anew, or keeps it. Only to be called
    /// when there is room, so that one is kept at the most.
    pub fn push(&mut self, message: &[u8]) {
        debug_assert!(!self.keeps_some(), "one message is kept, and no more");
        if self.wire.try_send(message).is_err() {
            self.kept = message.to_vec();
        }
    }

    /// Tells the connection as what the client takes part, after all that was
    /// pushed.
    pub fn seat(&mut self, seated: Seated) {
        self.seated = Some(seated);
        self.flush();
    }

    fn flush(&mut self) {
        if self.keeps_some() && self.wire.try_send(&self.kept).is_ok() {
            self.kept = Vec::new();
        }
        if !self.keeps_some()
            && let Some(seated) = self.seated.take()
            && let Some(seat) = self.seat.take()
        {
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
    use std::sync::Mutex;

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
        let (mut outbox, goodbye) = outbox(Arc::new(Open));
        assert!(outbox.has_room());
        drop(goodbye);
        assert!(outbox.is_closed());
    }

    /// A wire that is clear, but to which somebody else writes in the very moment
    /// before the first message.
    #[derive(Debug, Default)]
    struct Contested(Mutex<(bool, Vec<Vec<u8>>)>);

    impl Contested {
        fn taken(&self) -> Vec<Vec<u8>> {
            self.0.lock().expect("nobody panicked").1.clone()
        }
    }

    impl Wire for Contested {
        fn is_clear(&self) -> bool {
            true
        }

        fn try_send(&self, message: &[u8]) -> Result<(), Refused> {
            let (was_contested, taken) = &mut *self.0.lock().expect("nobody panicked");
            if !std::mem::replace(was_contested, true) {
                return Err(Refused);
            }
            taken.push(message.to_vec());
            Ok(())
        }
    }

    #[tokio::test]
    async fn what_was_pushed_goes_before_all_else_and_before_the_seat_is_told() {
        let wire = Arc::<Contested>::default();
        let (mut outbox, mut goodbye) = outbox(wire.clone());
        assert!(outbox.has_room());
        outbox.push(b"welcome");
        assert!(outbox.keeps_some());
        assert_eq!(outbox.try_push(b"radar"), Err(Refused));
        let seated = Seated {
            player: 1,
            name: "Ada".to_owned(),
        };
        assert_eq!(wire.taken(), [b""; 0]);
        outbox.seat(seated.clone());
        assert_eq!(wire.taken(), [b"welcome"]);
        assert_eq!(goodbye.seated().await, Some(seated));
        assert_eq!(outbox.try_push(b"radar"), Ok(()));
    }
}
