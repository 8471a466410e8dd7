//! What commands have come to, for those whose they were.

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::CloseCode;

use super::command::ClientId;

/// What a command has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody flies, by this connection.
    Seated {
        /// Its connection.
        client: ClientId,
        /// Its player.
        player: PlayerId,
        /// What others see.
        name: String,
        /// Whether it flies on.
        returned: bool,
        /// The connection by which it flew until now: half open, or another window's.
        displaced: Option<ClientId>,
    },
    /// Somebody may not fly.
    Refused {
        /// Its connection.
        client: ClientId,
        /// Why.
        code: CloseCode,
    },
    /// This pilot gives its seat up; nobody does if it is `None`.
    GaveWay {
        /// The question that was asked.
        question: u64,
        /// Who.
        player: Option<PlayerId>,
    },
    /// A pilot is gone for good.
    Left {
        /// Who.
        player: PlayerId,
    },
    /// A bot of the room's own takes part.
    Enlisted {
        /// Which.
        player: PlayerId,
    },
}
