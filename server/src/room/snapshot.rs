//! What a room leaves to the one that goes on in its place.

use std::collections::HashMap;

use asteroids_shared::{PlayerId, Tick};
use serde::{Deserialize, Serialize};

use super::careers::Flight;
use super::pilots::KeyHash;
use super::player_ids::PlayerIds;
use super::seat::Household;
use super::settings::RoomSettings;
use crate::world::World;

/// A room between two ticks, its clients aside.
#[derive(Serialize, Deserialize)]
pub struct RoomSnapshot {
    pub(super) room: u32,
    pub(super) world: World,
    pub(super) players: PlayerIds,
    pub(super) pilots: Vec<(PlayerId, KeyHash)>,
    /// Whence pilots came, of those of whom that is known. Older programs wrote none.
    #[serde(default)]
    pub(super) households: HashMap<PlayerId, Household>,
    pub(super) careers: HashMap<PlayerId, Flight>,
    pub(super) bots_hired: u64,
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
