//! Those who fly.

use asteroids_shared::protocol::You;
use asteroids_shared::rules::{BOUNTY_PER_STREAK, LIVES_AT_START};
use asteroids_shared::{Controls, EntityId, PlayerId, Tick};

use super::World;

/// A person or a bot that takes part.
///
/// A *run* begins with [`LIVES_AT_START`] lives and no points. Each death takes
/// a life. When the last one is gone the run is over: the score still shows
/// until the next respawn, which begins a new run.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// Names the player within the world.
    pub id: PlayerId,
    /// The clean name.
    pub name: String,
    /// Whether it is a bot.
    pub bot: bool,
    /// What the pilot holds, with a ship or without.
    pub controls: Controls,
    /// The ship, none while dead.
    pub ship: Option<EntityId>,
    /// Points of this run.
    pub score: u32,
    /// Points since the last spawn.
    pub life_score: u32,
    /// Lives left in this run, the one being flown included.
    pub lives: u8,
    /// Kills since the last death.
    pub streak: u32,
    /// When a respawn is possible. Means nothing while there is a ship.
    pub respawn_ready: Tick,
    /// Where the last ship ended, in metres: where a dead player still looks.
    pub wreck_at: (f32, f32),
}

impl Player {
    /// A player who has just come.
    pub(super) fn new(id: PlayerId, name: String, bot: bool) -> Self {
        Self {
            id,
            name,
            bot,
            controls: Controls::NONE,
            ship: None,
            score: 0,
            life_score: 0,
            lives: LIVES_AT_START,
            streak: 0,
            respawn_ready: 0,
            wreck_at: (0.0, 0.0),
        }
    }

    /// Points on the player's head: it grows with each kill after the first.
    pub const fn bounty(&self) -> u32 {
        self.streak.saturating_sub(1) * BOUNTY_PER_STREAK
    }

    /// What the pilot is told of itself.
    pub fn you(&self, world: &World) -> You {
        let ship = self
            .ship
            .and_then(|id| world.entity(id))
            .and_then(|entity| entity.ship());
        You {
            ship: self.ship.unwrap_or(0),
            score: self.score,
            lives: self.lives,
            streak: self.streak,
            rapid_fire_until: ship.map_or(0, |ship| ship.rapid_fire_until),
            spread_shot_until: ship.map_or(0, |ship| ship.spread_shot_until),
            jump_ready: ship.map_or(0, |ship| ship.jump_ready),
            respawn_ready: self.respawn_ready,
        }
    }
}
