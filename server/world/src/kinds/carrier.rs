//! Carriers: large saucers come out of them, one after the other.

use asteroids_shared::rules::seconds;
use asteroids_shared::{EntityId, Kind, Motion, PickupKind, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::space::entity::Detail;

/// How many hits it takes.
const HITS: u8 = 24;
/// How long it stays.
const STAY_TICKS: Tick = seconds(50);
/// How often a saucer comes out of it.
const LAUNCH_EVERY_TICKS: Tick = seconds(5);
/// None comes out while there are so many about.
const SAUCERS: usize = 3;
/// How far about, in metres.
const ABOUT_M: f32 = 60.0;
/// How far beyond its hull a saucer appears, in metres.
const CLEARANCE_M: f32 = 1.0;
/// How many places a saucer looks at before it stays inside for a while.
const TRIES: usize = 8;
/// What it leaves at its end.
pub(crate) const HOARD: [PickupKind; 6] = [
    PickupKind::RapidFire,
    PickupKind::RapidFire,
    PickupKind::SpreadShot,
    PickupKind::SpreadShot,
    PickupKind::Shield,
    PickupKind::Shield,
];

/// A carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// How many more hits it takes.
    pub hits_left: u8,
    /// When the next saucer comes out.
    pub launches_at: Tick,
    /// When it leaves.
    pub leaves_at: Tick,
}

impl World {
    /// Somewhere, on a course by chance, upright.
    pub(crate) fn carrier_from(&mut self, (x_m, y_m): (f32, f32)) -> Motion {
        let (slow, fast) = Kind::Carrier.traits().drift_mps;
        let (vx_mps, vy_mps) = self.chance.vector(slow, fast);
        Motion {
            vx_mps,
            vy_mps,
            ..Motion::at(x_m, y_m)
        }
    }

    pub(crate) fn add_carrier(&mut self, motion: Motion) -> EntityId {
        let carrier = Carrier {
            hits_left: HITS,
            launches_at: self.tick,
            leaves_at: self.tick + STAY_TICKS,
        };
        self.add(Kind::Carrier, motion, Detail::Carrier(carrier))
    }

    /// Saucers come out of carriers.
    pub(crate) fn launch_saucers(&mut self) {
        let now = self.tick;
        for index in 0..self.entities.of(Kind::Carrier).len() {
            let id = self.entities.of(Kind::Carrier)[index];
            let Some(entity) = self.entities.get_mut(id) else {
                continue;
            };
            let at = entity.motion.position();
            let Detail::Carrier(carrier) = entity.detail else {
                continue;
            };
            if carrier.launches_at <= now {
                carrier.launches_at = now + LAUNCH_EVERY_TICKS;
                self.launch_saucer(at);
            }
        }
    }

    fn launch_saucer(&mut self, from: (f32, f32)) {
        let about = self.entities.near(from, (ABOUT_M, ABOUT_M));
        let saucers = about.filter(|entity| entity.kind.is_saucer()).count();
        if saucers >= SAUCERS {
            return;
        }
        let radius_m = Kind::SaucerLarge.radius_m();
        let away_m = Kind::Carrier.radius_m() + radius_m + CLEARANCE_M;
        for _ in 0..TRIES {
            let place = self.around(from, away_m, away_m + CLEARANCE_M);
            if self.is_clear(place, radius_m) {
                let prey = self.nearest_pilot(place);
                self.add_saucer(Kind::SaucerLarge, Motion::at(place.0, place.1), prey);
                return;
            }
        }
    }

    /// Who flies nearest, of those who are about; 0 for nobody.
    fn nearest_pilot(&self, place: (f32, f32)) -> PlayerId {
        let about = self.entities.near(place, (ABOUT_M, ABOUT_M));
        let apart = |motion: &Motion| self.torus().distance_squared(place, motion.position());
        about
            .filter_map(|entity| Some((apart(entity.motion), entity.ship()?.player)))
            .min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)))
            .map_or(0, |(_, pilot)| pilot)
    }
}
