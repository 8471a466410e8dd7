//! Somebody who talks, and by what it is known again.

use std::net::IpAddr;

use asteroids_shared::PlayerId;
use serde::{Deserialize, Serialize};

use crate::net::visitor::networks::Subnet;
use crate::net::visitor::trust::Trust;
use crate::room::{ClientId, Household};
use crate::store::{PlayerRow, TokenHash};

/// What somebody is known by, so that coming in again makes nobody another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Voice {
    /// A player that the store knows, in whichever browser.
    Player(PlayerRow),
    /// A browser.
    Browser(TokenHash),
    /// Whoever comes from there.
    Subnet(Subnet),
    /// A connection.
    Client(ClientId),
}

/// By what somebody is known in a chat. What holds for either holds for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voices {
    /// The player; the subnet of one whom the store does not know, since a
    /// browser can take another token at any time.
    pub who: Voice,
    /// The browser; the subnet of a client without a token.
    pub browser: Voice,
}

impl Voices {
    /// Those of a client from this address, with this token, that the store knows
    /// as this player. A subnet counts only where caps hold for it, and not where
    /// everybody comes from.
    pub fn of(
        (client, address): (ClientId, IpAddr),
        token: Option<TokenHash>,
        player: Option<PlayerRow>,
        trust: &Trust,
    ) -> Self {
        let subnet = trust.peer_counted_as(address).map(Voice::Subnet);
        let browser = token.map(Voice::Browser).or(subnet);
        let browser = browser.unwrap_or(Voice::Client(client));
        let who = player.map(Voice::Player).or(subnet);
        Self {
            who: who.unwrap_or(browser),
            browser,
        }
    }

    /// Both.
    pub const fn both(&self) -> [Voice; 2] {
        [self.who, self.browser]
    }
}

/// Somebody who talks.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The number of the player.
    pub player: PlayerId,
    /// What others know it by.
    pub name: String,
    /// What it is known by.
    pub voices: Voices,
    /// With whom it shares its turns; none where everybody may come from.
    pub household: Option<Household>,
}
