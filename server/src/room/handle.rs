//! The only way to reach a room.

use std::time::Instant;

use asteroids_shared::protocol::{Hello, SessionKey, ToServer};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

use super::annals::Annals;
use super::order::Order;
use super::seat::{Seat, Seats};
use super::state::command::ClientId;
use super::status::RoomStatus;
use super::telling::outbox::Outbox;
use crate::store::TokenHash;

/// How many requests wait for the next tick at the most. When they do, whoever
/// sends the next one waits, and with it only that one connection.
pub const REQUESTS_MAX: usize = 16 * 1024;

/// What a connection asks of a room.
#[derive(Debug)]
pub enum Request {
    /// A client that has said hello comes in. Its welcome comes by the outbox.
    /// Boxed: far more requests are small.
    Connect(Box<Newcomer>),
    /// A client says something other than hello.
    Say {
        /// Who.
        client: ClientId,
        /// What.
        message: ToServer,
        /// When it came in.
        at: Instant,
    },
    /// Asks whether somebody may come back with this key.
    Find {
        /// The key.
        key: SessionKey,
        /// Where the answer goes; none if nobody may.
        answer: oneshot::Sender<Option<Found>>,
    },
    /// A client is gone for good.
    Disconnect {
        /// Who.
        client: ClientId,
    },
    /// A client is cut off and may come back.
    Lost {
        /// Who.
        client: ClientId,
    },
    /// So many of those who watch are to go, who came in last: the server is
    /// overloaded.
    Thin {
        /// How many at the most.
        spectators: usize,
    },
    /// A moderator wants something.
    Moderate(Order),
    /// The room closes every connection, makes one more tick, and its thread
    /// ends.
    Stop,
}

/// A pilot who may come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// As whom it is recorded what it earns, if it is.
    pub recorded_as: Option<TokenHash>,
}

/// A client that comes in.
#[derive(Debug)]
pub struct Newcomer {
    /// A number of its own.
    pub client: ClientId,
    /// What it said, with its name cleaned.
    pub hello: Hello,
    /// Whose scores are to last; none for a client without a cookie.
    pub token: Option<TokenHash>,
    /// What a pilot comes back with. If the room knows it, it goes on.
    pub key: SessionKey,
    /// Whoever it wants to appear near, if that one is in this room.
    pub near: Option<ClientId>,
    /// The place that a new pilot has until it is gone.
    pub seat: Option<Seat>,
    /// Where its messages go.
    pub outbox: Outbox,
}

/// The room has stopped; its thread is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the room has stopped")]
pub struct RoomStopped;

/// The only way to reach a room. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RoomHandle {
    requests: mpsc::Sender<Request>,
    status: watch::Receiver<RoomStatus>,
    seats: Seats,
    annals: Annals,
}

impl RoomHandle {
    /// A handle and the room's ends of it.
    pub fn new(status: RoomStatus) -> (Self, mpsc::Receiver<Request>, watch::Sender<RoomStatus>) {
        Self::of(status, Annals::default())
    }

    /// The same of a room of which something happened before.
    pub fn of(
        status: RoomStatus,
        annals: Annals,
    ) -> (Self, mpsc::Receiver<Request>, watch::Sender<RoomStatus>) {
        let (requests, inbox) = mpsc::channel(REQUESTS_MAX);
        let seats = Seats::new(status.capacity);
        let (publish, status) = watch::channel(status);
        let handle = Self {
            requests,
            status,
            seats,
            annals,
        };
        (handle, inbox, publish)
    }

    /// Asks something of the room; takes effect at its next tick. Waits while
    /// [`REQUESTS_MAX`] requests are waiting.
    pub async fn ask(&self, request: Request) -> Result<(), RoomStopped> {
        self.requests.send(request).await.map_err(|_| RoomStopped)
    }

    /// The same without waiting: gives the request back while
    /// [`REQUESTS_MAX`] are waiting.
    pub fn offer(&self, request: Request) -> Result<Option<Request>, RoomStopped> {
        match self.requests.try_send(request) {
            Ok(()) => Ok(None),
            Err(TrySendError::Full(request)) => Ok(Some(request)),
            Err(TrySendError::Closed(_)) => Err(RoomStopped),
        }
    }

    /// Waits until the room has stopped.
    pub async fn stopped(&self) {
        self.requests.closed().await;
    }

    /// Whether the room has stopped.
    pub fn has_stopped(&self) -> bool {
        self.requests.is_closed()
    }

    /// The places to fly.
    pub fn seats(&self) -> &Seats {
        &self.seats
    }

    /// What happened in the room lately.
    pub fn annals(&self) -> &Annals {
        &self.annals
    }

    /// The room's latest status.
    pub fn status(&self) -> watch::Ref<'_, RoomStatus> {
        self.status.borrow()
    }
}
