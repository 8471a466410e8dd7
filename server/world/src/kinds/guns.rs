//! Guns fire at the boundary before a step, so that a bullet's first step is
//! from the tick of the shot to the next.

use asteroids_shared::{EntityId, Kind, Motion, PlayerId, Spread};

use crate::space::entity::Detail;
use crate::{Bullet, Happening, World};

impl World {
    /// Every ship whose pilot holds the trigger fires, if its gun can.
    pub(crate) fn fire_guns(&mut self) {
        let now = self.tick;
        for index in 0..self.entities.of(Kind::Ship).len() {
            let id = self.entities.of(Kind::Ship)[index];
            let Some(entity) = self.entities.get_mut(id) else {
                continue;
            };
            let motion = *entity.motion;
            let Some(ship) = entity.ship_mut() else {
                continue;
            };
            ship.watch_trigger();
            let sides = ship.shots(now);
            if sides.is_empty() {
                continue;
            }
            let player = ship.player;
            ship.fired(sides.len(), now);
            for &spread in sides {
                self.launch(id, player, &motion, spread);
            }
        }
    }

    /// A bullet leaves a shooter's muzzle. `player` is 0 for a saucer.
    pub(crate) fn launch(
        &mut self,
        shooter: EntityId,
        player: PlayerId,
        aim: &Motion,
        spread: Spread,
    ) {
        let motion = aim.muzzle(spread, &self.settings.torus);
        let bullet = Bullet {
            muzzle: motion,
            shooter,
            player,
            fired_at: self.tick,
        };
        let bullet = self.add(Kind::Bullet, motion, Detail::Bullet(bullet));
        self.happenings.push(Happening::Fired {
            shooter,
            bullet,
            spread,
            player,
        });
    }

    /// A bullet is gone, so its ship may have another one in flight.
    pub(crate) fn bullet_landed(&mut self, shooter: EntityId) {
        let shooter = self.entities.get_mut(shooter);
        if let Some(ship) = shooter.and_then(|entity| entity.ship_mut()) {
            ship.bullets_in_flight = ship.bullets_in_flight.saturating_sub(1);
        }
    }
}
