//! Setting a scene: for tests, benchmarks and demonstrations, which begin with
//! things at exact places. The game itself never does this.

use asteroids_shared::{EntityId, Gear, Improvement, Kind, Motion, PickupKind, PlayerId};

use crate::World;

impl World {
    /// Puts something into the world, at the boundary of the current tick, unless
    /// it is a ship or a bullet: these come by joining and shooting. The motion must
    /// be within the world. Nothing is cleared out of its way.
    pub fn place(&mut self, kind: Kind, motion: Motion) -> Option<EntityId> {
        self.bring(kind, motion)
    }

    /// Puts a pickup into the world that gives this.
    pub fn place_pickup(&mut self, gives: PickupKind, motion: Motion) -> EntityId {
        self.add_pickup(gives, motion)
    }

    /// Gives an entity another motion, at the boundary of the current tick.
    /// Does nothing if there is no such entity.
    pub fn set_motion(&mut self, entity: EntityId, motion: Motion) {
        self.put(entity, motion);
    }

    /// Gives a player points that nothing was destroyed for.
    pub fn set_score(&mut self, player: PlayerId, score: u32) {
        if let Some(player) = self.players.get_mut(player) {
            player.score = score;
            player.life_score = score;
        }
        self.leader = self.players.leader();
    }

    /// Gives a player and its ship what others have to earn.
    pub fn grow(&mut self, player: PlayerId, gear: Gear) {
        if let Some(player) = self.players.get_mut(player) {
            player.gear = gear;
        }
        if let Some(ship) = self.ship_flown_by(player) {
            ship.gear = gear;
        }
    }

    /// Readies a ship's gun, as if its pilot had flown for a while.
    pub fn arm(&mut self, ship: EntityId) {
        let now = self.tick;
        if let Some(ship) = self.entities.get_mut(ship).and_then(|e| e.ship_mut()) {
            ship.gun_ready = now;
            ship.safety_on = false;
        }
    }

    /// Ends the shield that a ship spawned with, and the guard of a beginner.
    pub fn end_spawn_shield(&mut self, ship: EntityId) {
        let now = self.tick;
        if let Some(ship) = self.entities.get_mut(ship).and_then(|e| e.ship_mut()) {
            ship.spawn_shield_until = now;
            ship.guard = None;
        }
    }

    /// The same, and ends a spare shield too.
    pub fn drop_shield(&mut self, ship: EntityId) {
        self.end_spawn_shield(ship);
        if let Some(ship) = self.entities.get_mut(ship).and_then(|e| e.ship_mut()) {
            ship.gear = ship.gear.without(Gear::of(Improvement::SpareShield));
        }
    }
}
