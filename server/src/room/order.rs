//! What the edge asks of a room that is no client's wish.

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::{Notice, Role};
use tokio::sync::oneshot;

use super::seat::{Household, Seat};
use super::state::State;
use super::state::command::ClientId;

/// What the edge asks of a room that is no client's wish.
#[derive(Debug)]
pub enum Order {
    /// Tell a moderator who is here.
    CallRoll {
        /// Whom to tell.
        answer: oneshot::Sender<Vec<Present>>,
    },
    /// Tell anybody who is here, as late as those are told who watch.
    TellRoll {
        /// Whom to tell.
        answer: oneshot::Sender<Vec<Present>>,
    },
    /// Call a pilot something else. Ignored if it is gone, or watches.
    Rename {
        /// Who.
        client: ClientId,
        /// A clean name.
        name: String,
    },
    /// Tell everybody who is here.
    Announce(Notice),
    /// Have somebody who is absent give its seat up to a newcomer from there, if
    /// others from where it comes have more than theirs.
    GiveUpSeat {
        /// From where the newcomer is.
        to: Option<Household>,
        /// Where the seat goes, if there is one to give up.
        answer: oneshot::Sender<Option<Seat>>,
    },
    /// Take as many people and bots from now on. Nobody has to leave.
    Resize {
        /// How many people may fly.
        capacity: u32,
        /// The population that bots fill the room to.
        bots: u32,
    },
}

/// Somebody who is in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The connection, 0 for a bot.
    pub client: ClientId,
    /// The player, 0 for a spectator.
    pub player: PlayerId,
    /// How it takes part.
    pub role: Role,
    /// The name, empty for a spectator.
    pub name: String,
    /// Points of this run.
    pub score: u32,
    /// Whether it is a bot.
    pub bot: bool,
    /// Whether an autopilot flies for a person.
    pub autopilot: bool,
}

impl Present {
    /// A pilot who flies by some connection, if it does.
    pub fn pilot(state: &State, player: PlayerId) -> Option<Self> {
        let client = state.pilots().client_of(player)?;
        let player = state.world().player(player)?;
        Some(Self {
            client,
            player: player.id,
            role: Role::Pilot,
            name: player.name.clone(),
            score: player.score,
            bot: player.bot,
            autopilot: player.autopilot,
        })
    }
}
