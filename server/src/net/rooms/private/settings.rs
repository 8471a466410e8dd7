//! How many rooms people may open for themselves, and what they are like.

use std::time::Duration;

use super::life::Wanted;
use crate::net::visitor::identity::random;
use crate::room::RoomSettings;
use crate::world::WorldSettings;

/// The shortest side of such a room's world: some five screens.
const SIDE_LEAST_M: f32 = 100.0;
/// How long one may be empty before it ends.
const EMPTY_FOR: Duration = Duration::from_secs(60);

/// How many rooms people may open for themselves, and what they are like.
#[derive(Clone, Debug)]
pub struct PrivateSettings {
    /// How many there may be at once.
    pub rooms_max: usize,
    /// How many may fly in each at the most.
    pub capacity_max: u32,
    /// How long one may be empty before it ends.
    pub empty_for: Duration,
    /// A room that everybody may come to: all are like it, but for their size.
    pub like: RoomSettings,
    /// The area for each asteroid.
    pub rock_area_m2: f32,
}

impl PrivateSettings {
    /// So many rooms, for so many people each.
    pub fn new(rooms_max: usize, capacity_max: u32, like: RoomSettings, rock_area_m2: f32) -> Self {
        Self {
            rooms_max,
            capacity_max,
            empty_for: EMPTY_FOR,
            like,
            rock_area_m2,
        }
    }

    /// The room that somebody wants.
    pub(in crate::net) fn room(&self, number: u32, wanted: &Wanted) -> RoomSettings {
        let people = wanted.people;
        let seed = u64::from_le_bytes(random());
        let sized = WorldSettings::for_capacity(seed, people);
        let side_m = sized.torus.width_m.max(SIDE_LEAST_M);
        let world = WorldSettings {
            rocks: (side_m * side_m / self.rock_area_m2) as u32,
            saucers: self.like.world.saucers,
            occasions: self.like.world.occasions,
            teams: wanted.teams,
            ..WorldSettings::of_side(seed, side_m)
        };
        RoomSettings {
            room: number,
            capacity: people,
            bots: wanted.bots,
            world,
            ..self.like.clone()
        }
    }
}
