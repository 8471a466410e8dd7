//! The way out that may be the end.

use asteroids_shared::protocol::Weapon;
use asteroids_shared::rules::HYPERSPACE_RISK_ONE_IN;
use asteroids_shared::{EntityId, Improvement, Motion};

use crate::{Happening, World};

/// How many places a jump looks at before it takes one that is not clear.
const TRIES: usize = 8;
/// How much room a ship finds itself in, in metres.
const CLEARANCE_M: f32 = 6.0;

impl World {
    /// A ship jumps to a random place, where it is at rest; or it breaks on the
    /// way. Nothing happens while the drive cools down.
    pub(crate) fn jump(&mut self, id: EntityId) {
        let now = self.tick;
        let Some(entity) = self.entities.get_mut(id) else {
            return;
        };
        let before = *entity.motion;
        let Some(ship) = entity.ship_mut() else {
            return;
        };
        if now < ship.jump_ready {
            return;
        }
        ship.jumped(now);
        let (pilot, lays_mines) = (ship.player, ship.gear.has(Improvement::MineLayer));
        if self.chance.one_in(HYPERSPACE_RISK_ONE_IN) {
            self.destroy_ship(id, 0, Weapon::Hyperspace);
            return;
        }
        let to = self.clear_place();
        let after = Motion {
            cos: before.cos,
            sin: before.sin,
            ..Motion::at(to.0, to.1)
        };
        self.put(id, after);
        if lays_mines {
            self.add_mine(Motion::at(before.x_m, before.y_m), pilot);
        }
        self.happenings.push(Happening::Jumped {
            ship: id,
            from: before.position(),
            to,
        });
    }

    fn clear_place(&mut self) -> (f32, f32) {
        let mut place = self.chance.place(&self.settings.torus);
        for _ in 1..TRIES {
            if self.is_clear(place, CLEARANCE_M) {
                break;
            }
            place = self.chance.place(&self.settings.torus);
        }
        place
    }
}
