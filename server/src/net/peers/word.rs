//! What one edge tells the others.

use asteroids_shared::protocol::ChatLine;
use serde::{Deserialize, Serialize};

use super::{Presence, Wanted};
use crate::net::chat::{Manners, Voices};
use crate::net::rooms::sizes::Sizes;
use crate::room::{ClientId, EdgeId};
use crate::store::TokenHash;

/// What one edge tells the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// Somebody says something, within the limits of its own edge.
    Said {
        /// The number of the room.
        room: u32,
        /// What.
        line: ChatLine,
    },
    /// A moderator has somebody sent away who is at one of them.
    Kick {
        /// Its connection.
        client: ClientId,
        /// What it is told.
        reason: String,
    },
    /// A moderator has somebody silenced who is at one of them.
    Silence {
        /// Its connection.
        client: ClientId,
        /// For how long; 0 lets it talk again.
        minutes: u32,
    },
    /// A moderator has somebody called something else who is at one of them.
    Rename {
        /// Its connection.
        client: ClientId,
        /// A clean name.
        name: String,
    },
    /// Somebody is silenced, by what it is known by.
    Mute {
        /// What that is.
        voices: Voices,
        /// For how long; 0 lets it talk again.
        minutes: u32,
    },
    /// Something holds for every chat from now on.
    Manners(Manners),
    /// So many may come in from now on.
    Sizes(Sizes),
    /// Everybody is to be told this.
    Announce(String),
    /// Bans have changed: the store has them.
    Bans,
    /// These open nothing any more.
    Revoked(Vec<TokenHash>),
    /// An edge tells of itself.
    Here(Presence),
    /// An edge asks the others for something that it does not have.
    Wanted {
        /// Which edge.
        by: EdgeId,
        /// What that is.
        wanted: Wanted,
    },
    /// An edge does not have what another one asked for.
    Lacking {
        /// Which edge does not.
        by: EdgeId,
        /// Which edge has asked.
        to: EdgeId,
        /// What that is.
        wanted: Wanted,
    },
}
