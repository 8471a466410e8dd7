//! A world as it is written down.

use asteroids_shared::{PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::chance::Chance;
use crate::density::action::Action;
use crate::occasion::Occasions;
use crate::physics::Physics;
use crate::players::player::Players;
use crate::players::team::Contest;
use crate::settings::WorldSettings;
use crate::space::entities::Entities;
use crate::unforeseen::Unforeseen;

/// A world between two steps. A world that is made of it goes on, to the bit, as the
/// one that it was taken of, if that one has just been [rebased](World::rebase).
#[derive(Serialize, Deserialize)]
pub struct WorldRecord {
    pub(super) settings: WorldSettings,
    pub(super) tick: Tick,
    pub(super) chance: Chance,
    pub(super) entities: Entities,
    pub(super) players: Players,
    pub(super) action: Action,
    #[serde(default)]
    pub(super) occasions: Occasions,
    #[serde(default)]
    pub(super) contest: Contest,
    pub(super) leader: Option<PlayerId>,
}

impl WorldRecord {
    /// What the world is made from.
    pub fn settings(&self) -> &WorldSettings {
        &self.settings
    }

    /// The same, of a world that has been there for so long. For tests: nothing else
    /// can wait for years.
    pub fn skip_to(&mut self, tick: Tick) {
        self.tick = tick;
    }
}

impl World {
    /// A copy to be written down.
    pub fn record(&self) -> WorldRecord {
        WorldRecord {
            settings: self.settings,
            tick: self.tick,
            chance: self.chance.clone(),
            entities: self.entities.copy(),
            players: self.players.clone(),
            action: self.action.clone(),
            occasions: self.occasions.clone(),
            contest: self.contest.clone(),
            leader: self.leader,
        }
    }

    /// Forgets what no record has: what rapier remembers of those who are pressed
    /// together, which meet anew, and in which order things that are near each other
    /// are found.
    pub fn rebase(&mut self) {
        self.physics.forget_contacts();
        self.entities.settle();
    }
}

impl From<WorldRecord> for World {
    fn from(mut record: WorldRecord) -> Self {
        // A record says nothing of where what is.
        record.entities.settle();
        let mut physics = Physics::new(record.settings.torus);
        record
            .entities
            .iter()
            .for_each(|entity| physics.add(entity));
        Self {
            settings: record.settings,
            tick: record.tick,
            chance: record.chance,
            entities: record.entities,
            players: record.players,
            action: record.action,
            occasions: record.occasions,
            contest: record.contest,
            leader: record.leader,
            physics,
            happenings: Vec::new(),
            unforeseen: Unforeseen::default(),
            next_unforeseen: Unforeseen::default(),
            strikes: Vec::new(),
            crashes: Vec::new(),
            ids: Vec::new(),
        }
    }
}
