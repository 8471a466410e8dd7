//! Shots in flight, and what they hit.

use asteroids_shared::kind::Peril;
use asteroids_shared::protocol::{Reason, Weapon};
use asteroids_shared::rules::BULLET_LIFE_TICKS;
use asteroids_shared::{EntityId, Kind, Motion, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::space::entity::Detail;
use crate::{Entity, Happening, Ship, World};

/// A shot in flight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bullet {
    /// Its motion when it was fired.
    pub muzzle: Motion,
    /// The ship or saucer that fired it. It may be gone by now.
    pub shooter: EntityId,
    /// Whose shot it is, 0 for a saucer's.
    pub player: PlayerId,
    /// When it was fired.
    pub fired_at: Tick,
}

/// A bullet meets something within a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strike {
    fraction: f32,
    bullet: EntityId,
    player: PlayerId,
    target: EntityId,
}

impl Bullet {
    /// When it vanishes.
    pub const fn expires_at(&self) -> Tick {
        self.fired_at + BULLET_LIFE_TICKS
    }

    /// Nobody is hit by its own bullets, and neither saucers nor carriers by a saucer's.
    fn can_hit(&self, target: Entity) -> bool {
        target.id != self.shooter
            && !(self.player == 0 && target.kind.traits().peril == Peril::Gunner)
    }
}

impl World {
    /// Finds what bullets hit in the step that was just made, and has the
    /// earliest hit first. Those whose target fell to another one may hit what
    /// is behind it, so they look again.
    pub(crate) fn resolve_shots(&mut self) {
        let mut strikes = std::mem::take(&mut self.strikes);
        let flying = self.entities.of(Kind::Bullet).iter();
        strikes.extend(flying.filter_map(|id| self.strike_of(*id)));
        while !strikes.is_empty() {
            strikes.sort_unstable_by(|a, b| {
                let earlier = a.fraction.total_cmp(&b.fraction);
                earlier.then(a.bullet.cmp(&b.bullet))
            });
            // The first has its target still: each round ends at least one bullet.
            strikes.retain(|strike| !self.land(*strike));
            strikes.retain_mut(|missed| match self.strike_of(missed.bullet) {
                Some(next) => {
                    *missed = next;
                    true
                }
                None => false,
            });
        }
        self.strikes = strikes;
    }

    fn strike_of(&self, id: EntityId) -> Option<Strike> {
        let entity = self.entities.get(id)?;
        let Detail::Bullet(bullet) = entity.detail else {
            return None;
        };
        let is_mates = |ship: &Ship| self.are_mates(bullet.player, ship.player);
        let can_hit =
            |target: Entity| bullet.can_hit(target) && !target.ship().is_some_and(is_mates);
        let impact = self.physics.sweep(&self.entities, entity.motion, can_hit)?;
        Some(Strike {
            fraction: impact.fraction,
            bullet: id,
            player: bullet.player,
            target: impact.target,
        })
    }

    /// False if the target is gone.
    fn land(&mut self, strike: Strike) -> bool {
        let Some(target) = self.entities.get(strike.target) else {
            return false;
        };
        let kind = target.kind;
        self.remove(strike.bullet, Reason::Destroyed);
        self.happenings.push(Happening::Landed {
            player: strike.player,
        });
        if kind != Kind::Ship {
            self.break_up(strike.target, strike.player);
        } else if self.hit_ship(strike.target) {
            self.shoot_down(strike.target, strike.player);
        }
        true
    }

    /// A ship falls to a bullet: its shooter earns what the victim was worth.
    fn shoot_down(&mut self, ship: EntityId, killer: PlayerId) {
        let victim = self.entities.get(ship).and_then(Entity::ship);
        if let Some(victim) = victim.map(|ship| ship.player) {
            self.pay_for_kill(killer, victim);
        }
        self.destroy_ship(ship, killer, Weapon::Kind(Kind::Bullet));
    }
}
