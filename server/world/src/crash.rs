//! What comes of it when ships run into things.

use asteroids_shared::protocol::{Reason, Weapon};
use asteroids_shared::{EntityId, Kind, PlayerId};

use crate::kinds::ship::HitOutcome;
use crate::{Entity, Happening, World};

impl World {
    /// Everything that the last step pressed together bounces; ships take a hit
    /// from it.
    pub(super) fn resolve_crashes(&mut self) {
        let mut crashes = std::mem::take(&mut self.crashes);
        for &id in self.physics.touched() {
            if self.kind_of(id) == Some(Kind::Ship) {
                let met = self.physics.met_by(id);
                crashes.extend(met.map(|other| (id.min(other), id.max(other))));
            }
        }
        crashes.sort_unstable();
        crashes.dedup();
        for (one, other) in crashes.drain(..) {
            match (self.kind_of(one), self.kind_of(other)) {
                (Some(Kind::Ship), Some(Kind::Ship)) => self.crash_ships(one, other),
                (Some(Kind::Ship), Some(kind)) => self.crash(one, other, kind),
                (Some(kind), Some(Kind::Ship)) => self.crash(other, one, kind),
                // One of them fell to a bullet or to another crash.
                (Some(_) | None, Some(_) | None) => {}
            }
        }
        self.crashes = crashes;
    }

    fn kind_of(&self, id: EntityId) -> Option<Kind> {
        self.entities.get(id).map(|entity| entity.kind)
    }

    pub(super) fn pilot_of(&self, id: EntityId) -> Option<PlayerId> {
        let ship = self.entities.get(id).and_then(Entity::ship)?;
        Some(ship.player)
    }

    /// Both take the hit, and nobody scores. Those of one team only bounce.
    fn crash_ships(&mut self, one: EntityId, other: EntityId) {
        let (Some(pilot_of_one), Some(pilot_of_other)) = (self.pilot_of(one), self.pilot_of(other))
        else {
            return;
        };
        if self.are_mates(pilot_of_one, pilot_of_other) {
            return;
        }
        for (ship, killer) in [(one, pilot_of_other), (other, pilot_of_one)] {
            if self.hit_ship(ship) {
                self.destroy_ship(ship, killer, Weapon::Kind(Kind::Ship));
            }
        }
    }

    /// A ship runs into something that breaks only if the ship does, as a rock, or
    /// always, as a saucer. The pilot scores for it as in 1979, and for a ship that falls
    /// to a mine whoever laid it.
    fn crash(&mut self, ship: EntityId, other: EntityId, kind: Kind) {
        let Some(pilot) = self.pilot_of(ship) else {
            return;
        };
        let layer = self.layer_of(other, pilot);
        if self.are_mates(layer, pilot) {
            return;
        }
        let destroyed = self.hit_ship(ship);
        if destroyed || kind.traits().breaks_when_rammed {
            self.break_up(other, pilot);
        }
        if destroyed {
            self.pay_for_kill(layer, pilot);
            self.destroy_ship(ship, layer, Weapon::Kind(kind));
        }
    }

    /// A ship takes a hit. True if it does not survive it; whoever asks then
    /// settles the score and destroys it.
    pub(super) fn hit_ship(&mut self, id: EntityId) -> bool {
        let now = self.tick;
        let torus = self.settings.torus;
        let Some(entity) = self.entities.get_mut(id) else {
            return false;
        };
        let (x_m, y_m) = entity.motion.position();
        let outcome = entity.ship_mut().map(|ship| ship.hit(now));
        if outcome == Some(HitOutcome::ShieldLost) {
            self.happenings.push(Happening::Hit {
                ship: id,
                at: torus.wrap(x_m, y_m),
            });
        }
        outcome == Some(HitOutcome::Destroyed)
    }

    /// A ship ends, and with it a life of its pilot. `killer` is 0 for nobody.
    pub(super) fn destroy_ship(&mut self, id: EntityId, killer: PlayerId, weapon: Weapon) {
        let Some(entity) = self.remove(id, Reason::Destroyed) else {
            return;
        };
        let at = {
            let (x_m, y_m) = entity.motion.position();
            self.settings.torus.wrap(x_m, y_m)
        };
        let Some(victim) = entity.detail.ship().map(|ship| ship.player) else {
            return;
        };
        self.end_life(victim, self.tick, at);
        let killer = self.players.get(killer).map_or(0, |player| player.id);
        self.happenings.push(Happening::Killed {
            killer,
            victim,
            weapon,
            at,
        });
    }
}
