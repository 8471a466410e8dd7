//! Mines, which some ships leave behind when they jump: whoever runs into one takes a
//! hit, whoever laid it too.

use asteroids_shared::protocol::Reason;
use asteroids_shared::rules::MINE_LIFE_TICKS;
use asteroids_shared::{EntityId, Kind, Motion, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::space::entity::Detail;

/// A mine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    /// Who laid it, 0 for nobody.
    pub layer: PlayerId,
    /// When it vanishes.
    pub expires_at: Tick,
}

impl World {
    pub(crate) fn add_mine(&mut self, motion: Motion, layer: PlayerId) -> EntityId {
        let mine = Mine {
            layer,
            expires_at: self.tick + MINE_LIFE_TICKS,
        };
        self.add(Kind::Mine, motion, Detail::Mine(mine))
    }

    /// Who earns it if a pilot falls to this: 0 for what nobody laid, and for a mine of
    /// its own.
    pub(crate) fn layer_of(&self, id: EntityId, victim: PlayerId) -> PlayerId {
        match self.entities.get(id).map(|entity| entity.detail) {
            Some(Detail::Mine(mine)) if mine.layer != victim => mine.layer,
            Some(_) | None => 0,
        }
    }

    pub(crate) fn set_off(&mut self, id: EntityId) {
        self.remove(id, Reason::Destroyed);
    }
}
