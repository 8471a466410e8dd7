//! What the people in a room have of each other besides the game.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Instant;

use super::roll::Rolls;
use crate::net::chat::{Chat, Custom};
use crate::net::peers::Peers;

/// What the people in a room have of each other besides the game.
#[derive(Debug)]
pub struct Company {
    /// What they say.
    pub chat: Arc<Chat>,
    /// Who is there.
    pub rolls: Rolls,
}

impl Company {
    fn of(chat: Chat) -> Arc<Self> {
        Arc::new(Self {
            chat: Arc::new(chat),
            rolls: Rolls::default(),
        })
    }
}

/// The company of each room, by the room's number.
#[derive(Debug)]
pub struct Companies(RwLock<BTreeMap<u32, Arc<Company>>>);

impl Companies {
    /// Those of these rooms.
    pub fn new(
        rooms: impl Iterator<Item = u32>,
        custom: &Custom,
        peers: Option<&Peers>,
        now: Instant,
    ) -> Self {
        let company = |room| {
            let chat = Chat::new(custom, now).heard_elsewhere(room, peers.cloned());
            (room, Company::of(chat))
        };
        Self(RwLock::new(rooms.map(company).collect()))
    }

    /// That of a room.
    pub fn of(&self, room: u32) -> Option<Arc<Company>> {
        self.read().get(&room).map(Arc::clone)
    }

    /// All, with their rooms.
    pub fn all(&self) -> Vec<(u32, Arc<Company>)> {
        let companies = self.read();
        let all = companies.iter().map(|(room, it)| (*room, Arc::clone(it)));
        all.collect()
    }

    /// Has one for another room, in which all holds that holds in the others, and
    /// where people talk only if they may.
    pub fn open(&self, room: u32, may_talk: bool, now: Instant) {
        let mut companies = self.write();
        if let Some(first) = companies.values().next() {
            let chat = first.chat.beside(may_talk, now);
            companies.insert(room, Company::of(chat));
        }
    }

    /// The room is over.
    pub fn close(&self, room: u32) {
        self.write().remove(&room);
    }

    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<u32, Arc<Company>>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<u32, Arc<Company>>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
