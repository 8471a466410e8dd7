//! Things to collect.

use asteroids_shared::protocol::Reason;
use asteroids_shared::rules::{PICKUP_LIFE_TICKS, WIDE_SCOOP_M};
use asteroids_shared::{EntityId, Kind, Motion, PickupKind, Tick};
use serde::{Deserialize, Serialize};

use crate::space::entity::Detail;
use crate::{Happening, World};

/// How far from where something large broke its pickups lie, in metres.
const SCATTER_M: (f32, f32) = (1.0, 6.0);

/// Something to collect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pickup {
    /// What it gives.
    pub gives: PickupKind,
    /// When it vanishes.
    pub expires_at: Tick,
}

impl World {
    /// A pickup drifts off from where something broke.
    pub(crate) fn drop_pickup(&mut self, gives: PickupKind, from: &Motion) -> EntityId {
        let (x_m, y_m) = self.settings.torus.wrap(from.x_m, from.y_m);
        let (slow, fast) = Kind::Pickup.traits().drift_mps;
        let (vx_mps, vy_mps) = self.chance.vector(slow, fast);
        let motion = Motion {
            vx_mps,
            vy_mps,
            ..Motion::at(x_m, y_m)
        };
        self.add_pickup(gives, motion)
    }

    /// Pickups fly apart from where something large broke, so that each can be seen.
    pub(crate) fn scatter_pickups(&mut self, hoard: &[PickupKind], from: &Motion) {
        for &gives in hoard {
            let (x_m, y_m) = self.around(from.position(), SCATTER_M.0, SCATTER_M.1);
            self.drop_pickup(gives, &Motion { x_m, y_m, ..*from });
        }
    }

    pub(crate) fn add_pickup(&mut self, gives: PickupKind, motion: Motion) -> EntityId {
        let pickup = Pickup {
            gives,
            expires_at: self.tick + PICKUP_LIFE_TICKS,
        };
        self.add(Kind::Pickup, motion, Detail::Pickup(pickup))
    }

    /// Each pickup within reach of a ship goes to the nearest one.
    pub(crate) fn hand_out_pickups(&mut self) {
        let mut ids = std::mem::take(&mut self.ids);
        ids.extend_from_slice(self.entities.of(Kind::Pickup));
        for id in ids.drain(..) {
            if let Some(ship) = self.ship_taking(id) {
                self.hand_out(id, ship);
            }
        }
        self.ids = ids;
    }

    fn ship_taking(&self, pickup: EntityId) -> Option<EntityId> {
        let at = self.entities.get(pickup)?.motion.position();
        let distance = |motion: &Motion| self.torus().distance_squared(at, motion.position());
        self.entities
            .near(at, (WIDE_SCOOP_M, WIDE_SCOOP_M))
            .filter_map(|entity| {
                let (squared, scoop_m) = (distance(entity.motion), entity.ship()?.scoop_m());
                (squared <= scoop_m * scoop_m).then_some((squared, entity.id))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, id)| id)
    }

    fn hand_out(&mut self, pickup: EntityId, ship: EntityId) {
        let Some(taken) = self.remove(pickup, Reason::Taken) else {
            return;
        };
        let Detail::Pickup(Pickup { gives, .. }) = taken.detail else {
            return;
        };
        let now = self.tick;
        if let Some(ship) = self.entities.get_mut(ship).and_then(|e| e.ship_mut()) {
            ship.take(gives, now);
        }
        self.happenings.push(Happening::Took {
            ship,
            gives,
            at: taken.motion.position(),
        });
    }
}
