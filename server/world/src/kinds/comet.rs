//! Comets: they cross the world, and leave a tail of pickups behind.

use asteroids_shared::rules::seconds;
use asteroids_shared::{EntityId, Kind, Motion, PickupKind, Tick};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::kinds::rock::drifting;
use crate::space::entity::Detail;

/// How many hits it takes.
const HITS: u8 = 18;
/// How long it stays.
const STAY_TICKS: Tick = seconds(45);
/// How often it leaves a pickup behind.
const DROP_EVERY_TICKS: Tick = seconds(3);
/// What it leaves at its end.
pub(crate) const HOARD: [PickupKind; 4] = [
    PickupKind::RapidFire,
    PickupKind::SpreadShot,
    PickupKind::Shield,
    PickupKind::Shield,
];

/// A comet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comet {
    /// How many more hits it takes.
    pub hits_left: u8,
    /// When it leaves its next pickup.
    pub drops_at: Tick,
    /// When it is out of the world.
    pub leaves_at: Tick,
}

impl World {
    /// Somewhere, on a course by chance.
    pub(crate) fn comet_from(&mut self, place: (f32, f32)) -> Motion {
        drifting(Kind::Comet, place, &mut self.chance)
    }

    pub(crate) fn add_comet(&mut self, motion: Motion) -> EntityId {
        let comet = Comet {
            hits_left: HITS,
            drops_at: self.tick + DROP_EVERY_TICKS,
            leaves_at: self.tick + STAY_TICKS,
        };
        self.add(Kind::Comet, motion, Detail::Comet(comet))
    }

    /// Comets leave pickups behind.
    pub(crate) fn trail_comets(&mut self) {
        let now = self.tick;
        for index in 0..self.entities.of(Kind::Comet).len() {
            let id = self.entities.of(Kind::Comet)[index];
            let Some(entity) = self.entities.get_mut(id) else {
                continue;
            };
            let motion = *entity.motion;
            let Detail::Comet(comet) = entity.detail else {
                continue;
            };
            if comet.drops_at <= now {
                comet.drops_at = now + DROP_EVERY_TICKS;
                self.drop_any_pickup(&motion);
            }
        }
    }

    fn drop_any_pickup(&mut self, from: &Motion) {
        let gives = PickupKind::ALL[self.chance.below(PickupKind::ALL.len())];
        self.drop_pickup(gives, from);
    }
}
