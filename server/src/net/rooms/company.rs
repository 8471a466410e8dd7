//! What the people in a room have of each other besides the game.

use std::collections::BTreeMap;
use std::time::Instant;

use super::roll::Rolls;
use crate::net::chat::{Chat, Custom};
use crate::net::peers::Peers;

/// What the people in a room have of each other besides the game.
#[derive(Debug)]
pub struct Company {
    /// What they say.
    pub chat: Chat,
    /// Who is there.
    pub rolls: Rolls,
}

/// The company of each room, by the room's number.
pub fn companies(
    rooms: impl Iterator<Item = u32>,
    custom: &Custom,
    peers: Option<&Peers>,
    now: Instant,
) -> BTreeMap<u32, Company> {
    let company = |room| {
        let chat = Chat::new(custom, now).heard_elsewhere(room, peers.cloned());
        let rolls = Rolls::default();
        (room, Company { chat, rolls })
    };
    rooms.map(company).collect()
}
