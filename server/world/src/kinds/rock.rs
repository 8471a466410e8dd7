//! Asteroids.

use asteroids_shared::protocol::Reason;
use asteroids_shared::rules::{FRAGMENT_CLEARANCE, PICKUP_ONE_IN};
use asteroids_shared::{EntityId, Kind, Motion, PickupKind, PlayerId};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::chance::Chance;
use crate::space::entity::Detail;

/// No pickup is left while there is another one within so many metres.
const PICKUPS_APART_M: f32 = 35.0;

/// An asteroid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rock {
    /// Gives its outline, see [`asteroids_shared::outline::rock`].
    pub seed: u16,
}

/// A rock of a kind somewhere, drifting and turning by chance.
pub(crate) fn drifting(kind: Kind, (x_m, y_m): (f32, f32), chance: &mut Chance) -> Motion {
    let (slow, fast) = kind.traits().drift_mps;
    let (vx_mps, vy_mps) = chance.vector(slow, fast);
    let (cos, sin) = chance.direction();
    Motion {
        x_m,
        y_m,
        cos,
        sin,
        vx_mps,
        vy_mps,
        spin_radps: chance.between(-1.0, 1.0),
    }
}

impl World {
    /// A rock with an outline by chance.
    pub(crate) fn add_rock(&mut self, kind: Kind, motion: Motion) -> EntityId {
        let seed = self.chance.outline_seed();
        self.add_rock_with(seed, kind, motion)
    }

    /// A rock with the outline of this seed.
    pub(crate) fn add_rock_with(&mut self, seed: u16, kind: Kind, motion: Motion) -> EntityId {
        self.add(kind, motion, Detail::Rock(Rock { seed }))
    }

    /// A rock breaks: in two, or to nothing if it is small. `scorer` is 0 for
    /// nobody.
    pub(crate) fn break_rock(&mut self, id: EntityId, scorer: PlayerId) {
        let Some(rock) = self.remove(id, Reason::Destroyed) else {
            return;
        };
        self.pay(scorer, rock.kind);
        if let Some(kind) = rock.kind.traits().fragments {
            self.split(&rock.motion, kind);
        }
        if self.chance.one_in(PICKUP_ONE_IN) && self.is_far_from_pickups(&rock.motion) {
            let gives = PickupKind::ALL[self.chance.below(PickupKind::ALL.len())];
            self.drop_pickup(gives, &rock.motion);
        }
    }

    fn is_far_from_pickups(&self, rock: &Motion) -> bool {
        let at = self.settings.torus.wrap(rock.x_m, rock.y_m);
        let reach = (PICKUPS_APART_M, PICKUPS_APART_M);
        let mut near = self.entities.near(at, reach);
        near.all(|entity| entity.kind != Kind::Pickup)
    }

    /// Two fragments fly apart from where a rock was. Each has half its mass,
    /// and they get equal and opposite pushes: momentum is conserved.
    fn split(&mut self, rock: &Motion, kind: Kind) {
        let (x, y) = self.chance.direction();
        let (slow, fast) = kind.traits().drift_mps;
        let scatter_mps = self.chance.between(slow, fast) * 0.5;
        let offset_m = kind.radius_m() * FRAGMENT_CLEARANCE;
        for side in [1.0, -1.0] {
            let at = self.settings.torus.wrap(
                rock.x_m + side * offset_m * x,
                rock.y_m + side * offset_m * y,
            );
            let motion = Motion {
                vx_mps: rock.vx_mps + side * scatter_mps * x,
                vy_mps: rock.vy_mps + side * scatter_mps * y,
                ..drifting(kind, at, &mut self.chance)
            };
            self.add_rock(kind, motion);
        }
    }
}
