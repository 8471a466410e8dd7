//! A room as it is written down.

use std::collections::BTreeSet;
use std::io::Read;

use asteroids_shared::Tick;
use rmp_serde::{decode, encode};
use serde::{Deserialize, Serialize};

use super::careers::Careers;
use super::command::EdgeId;
use super::pilots::Pilots;
use super::player_ids::PlayerIds;
use super::{Reign, State};
use crate::room::settings::RoomSettings;
use crate::world::{World, WorldRecord};

/// A room between two ticks, its clients aside. A room that is made of it goes on, to
/// the bit, as the one that it was taken of, if that one has just been rebased.
#[derive(Serialize, Deserialize)]
pub struct RoomRecord {
    room: u32,
    world: WorldRecord,
    players: PlayerIds,
    pilots: Pilots,
    careers: Careers,
    /// Older records have none.
    #[serde(default)]
    reign: Reign,
    #[serde(default)]
    silent: BTreeSet<EdgeId>,
    capacity: u32,
    /// Older records do not say. Whoever goes on from one says it anew.
    #[serde(default)]
    bots: u32,
    bots_hired: u64,
}

impl RoomRecord {
    /// As it is kept.
    pub fn write(&self) -> Result<Vec<u8>, encode::Error> {
        rmp_serde::to_vec_named(self)
    }

    /// One that was kept. What follows it is left.
    pub fn read(kept: impl Read) -> Result<Self, decode::Error> {
        rmp_serde::from_read(kept)
    }

    /// Whether a room with these settings can go on from here. The seed need not
    /// be the same: it has been sown.
    pub fn fits(&self, settings: &RoomSettings) -> bool {
        let (ours, theirs) = (self.world.settings(), &settings.world);
        self.room == settings.room
            && ours.torus == theirs.torus
            && ours.rocks == theirs.rocks
            && ours.saucers == theirs.saucers
            && ours.occasions == theirs.occasions
            && ours.teams == theirs.teams
    }

    /// The same, of a room that has been there for so long. For tests: nothing else
    /// can wait for years.
    pub fn skip_to(&mut self, tick: Tick) {
        self.world.skip_to(tick);
    }
}

impl State {
    /// A copy to be written down, of the room with this number.
    pub fn record(&self, room: u32) -> RoomRecord {
        RoomRecord {
            room,
            world: self.world.record(),
            players: self.players.clone(),
            pilots: self.pilots.clone(),
            careers: self.careers.clone(),
            reign: self.reign,
            silent: self.silent.clone(),
            capacity: self.capacity,
            bots: self.bots,
            bots_hired: self.bots_hired,
        }
    }
}

impl From<RoomRecord> for State {
    fn from(record: RoomRecord) -> Self {
        Self {
            players: record.players,
            pilots: record.pilots,
            careers: record.careers,
            reign: record.reign,
            silent: record.silent,
            bots: record.bots,
            bots_hired: record.bots_hired,
            ..Self::of(World::from(record.world), record.capacity)
        }
    }
}
