//! What may be done to a room.

use asteroids_shared::{Improvement, PlayerId};
use serde::{Deserialize, Serialize};

use super::pilots::KeyHash;
use crate::room::seat::Household;
use crate::store::TokenHash;

/// What names a connection to a room. Never used twice while the server runs; of a
/// cluster, the upper half names the edge.
pub type ClientId = u64;

/// What names a process that serves clients of a room, and is never used twice in a
/// cluster; 0 for a process alone.
pub type EdgeId = u32;

/// The edge that a connection leads to.
pub const fn edge_of(client: ClientId) -> EdgeId {
    (client >> 32) as EdgeId
}

/// The first connection of an edge.
pub const fn first_client_of(edge: EdgeId) -> ClientId {
    (edge as ClientId) << 32 | 1
}

/// What may be done to a room. Commands take effect at the boundary before a step,
/// in their order. One for an unknown player or client does nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Somebody wants to fly, or to fly on. Boxed: far more commands are small.
    Come(Box<Coming>),
    /// A connection is cut off, and its pilot may come back.
    Cut {
        /// Which.
        client: ClientId,
    },
    /// Another process holds the room from now on. The first one names the room's
    /// past, so that what it tells of flights is told apart from all others'.
    Begin {
        /// A name that no other room has, if it has none.
        source: i64,
    },
    /// Every connection is cut off, and nobody is to suffer from it.
    CutAll,
    /// An edge closes the ticks of a room from this one on.
    Lead {
        /// Grows by one each time.
        epoch: u32,
        /// Which edge.
        edge: EdgeId,
    },
    /// An edge is gone: whoever flies by it is cut off, and is not to suffer from it.
    EdgeGone {
        /// Which.
        edge: EdgeId,
    },
    /// An edge has not spoken for a while, and may be gone: whoever flies by it is not to
    /// suffer from it.
    EdgeSilent {
        /// Which.
        edge: EdgeId,
    },
    /// One that was silent speaks again.
    EdgeSpeaks {
        /// Which.
        edge: EdgeId,
    },
    /// Whatever no record has is forgotten after this tick, so that who goes on from a
    /// record goes on alike.
    Rebase,
    /// The pilot of a connection leaves for good.
    Leave {
        /// Which.
        client: ClientId,
    },
    /// A dead player wants a new ship. Does nothing before the pause is over.
    Respawn {
        /// Who.
        player: PlayerId,
    },
    /// A dead player chooses one of the improvements that it is offered.
    Choose {
        /// Who.
        player: PlayerId,
        /// Which.
        improvement: Improvement,
    },
    /// The pilot of a connection is called something else from now on.
    Rename {
        /// Which.
        client: ClientId,
        /// A clean name.
        name: String,
    },
    /// An autopilot flies for the pilot of a connection from now on, or does no longer.
    Autopilot {
        /// Which.
        client: ClientId,
        /// Whether it flies.
        flies: bool,
    },
    /// A pilot who is absent gives its seat up to a newcomer from there, if others
    /// from where it comes have more than theirs.
    GiveWay {
        /// Names the question, for the answer.
        question: u64,
        /// From where the newcomer is.
        to: Option<Household>,
    },
    /// So many people may fly from now on, and bots fill up to so many players. Nobody
    /// has to leave.
    Resize {
        /// How many people.
        capacity: u32,
        /// How many players, 0 for no bots. Older logs do not say.
        #[serde(default)]
        bots: u32,
    },
    /// One of the room's own bots takes part.
    Enlist {
        /// A clean name.
        name: String,
    },
    /// One of the room's own bots leaves.
    Dismiss {
        /// Which.
        player: PlayerId,
    },
    /// For tests: a bug that any room panics of.
    #[cfg(debug_assertions)]
    Panic,
}

/// Somebody who wants to fly, or to fly on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coming {
    /// Its connection.
    pub client: ClientId,
    /// A clean name, if it flies anew.
    pub name: String,
    /// Whether a bot flies.
    pub bot: bool,
    /// What it comes back with. If the room knows it, it flies on.
    pub key: KeyHash,
    /// Whether it may only fly on: it has no seat.
    pub only_returns: bool,
    /// Whose scores are to last, if they are.
    pub token: Option<TokenHash>,
    /// Whence it comes, if that is known.
    pub household: Option<Household>,
    /// The player that it wants to appear near, 0 for nobody.
    pub near: PlayerId,
    /// How its ships are to look. Older logs do not say.
    #[serde(default)]
    pub look: u8,
}
