//! What becomes of a ship whose pilot is cut off.

use asteroids_shared::rules::SPAWN_SHIELD_TICKS;
use asteroids_shared::{Controls, PlayerId};

use crate::{Ship, World};

impl World {
    /// Every key is released, and no autopilot flies: whoever comes back says so again.
    pub(crate) fn absent(&mut self, id: PlayerId, sheltered: bool) {
        self.hand_over(id, false);
        self.control(id, Controls::NONE);
        self.shelter(id, sheltered);
    }

    pub(crate) fn shelter(&mut self, id: PlayerId, on: bool) {
        if let Some(ship) = self.ship_flown_by(id) {
            ship.sheltered = on;
        }
    }

    pub(crate) fn back(&mut self, id: PlayerId) {
        let shield_until = self.tick + SPAWN_SHIELD_TICKS;
        if let Some(ship) = self.ship_flown_by(id)
            && std::mem::take(&mut ship.sheltered)
        {
            ship.spawn_shield_until = shield_until;
        }
    }

    pub(crate) fn ship_flown_by(&mut self, id: PlayerId) -> Option<&mut Ship> {
        let ship = self.players.get(id)?.ship?;
        self.entities.get_mut(ship)?.ship_mut()
    }
}
