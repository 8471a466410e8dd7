//! What a room leaves to the one that goes on in its place.

use std::collections::{BTreeMap, HashMap};

use asteroids_shared::{PlayerId, Tick};
use serde::{Deserialize, Serialize};

use super::State;
use super::careers::{Careers, Flight};
use super::pilots::{KeyHash, Pilots};
use super::player_ids::PlayerIds;
use crate::room::seat::Household;
use crate::room::settings::RoomSettings;
use crate::world::{World, WorldRecord};

/// A room between two ticks, its clients aside.
#[derive(Serialize, Deserialize)]
pub struct RoomSnapshot {
    room: u32,
    world: WorldRecord,
    players: PlayerIds,
    pilots: Vec<(PlayerId, KeyHash)>,
    /// Whence pilots came, of those of whom that is known. Older programs wrote none.
    #[serde(default)]
    households: HashMap<PlayerId, Household>,
    careers: BTreeMap<PlayerId, Flight>,
    bots_hired: u64,
}

impl RoomSnapshot {
    /// Whether a room with these settings can go on from here. The seed need not
    /// be the same: it has been sown.
    pub fn fits(&self, settings: &RoomSettings) -> bool {
        let (ours, theirs) = (self.world.settings(), &settings.world);
        self.room == settings.room
            && ours.torus == theirs.torus
            && ours.rocks == theirs.rocks
            && ours.saucers == theirs.saucers
    }

    /// The same, of a room that has been there for so long. For tests: nothing else
    /// can wait for years.
    pub fn skip_to(&mut self, tick: Tick) {
        self.world.skip_to(tick);
    }

    /// How many people are to come back.
    pub fn pilots(&self) -> usize {
        self.pilots.len()
    }
}

impl State {
    /// A room that goes on where another one has stopped. Everybody is cut off, and
    /// has the whole time to come back.
    pub fn restore(snapshot: RoomSnapshot, capacity: u32) -> Self {
        let mut world = World::from(snapshot.world);
        world.clean_names();
        let pilots = Pilots::restore(snapshot.pilots, &snapshot.households, world.tick());
        Self {
            players: snapshot.players,
            pilots,
            careers: Careers::restore(snapshot.careers),
            bots_hired: snapshot.bots_hired,
            ..Self::of(world, capacity)
        }
    }

    /// What another room can go on from. What was earned is to be settled before.
    pub fn into_snapshot(self, room: u32) -> RoomSnapshot {
        RoomSnapshot {
            room,
            players: self.players,
            pilots: self.pilots.keys(),
            households: self.pilots.households(),
            careers: self.careers.into_flights(),
            bots_hired: self.bots_hired,
            world: self.world.record(),
        }
    }
}
