//! Those who fly.

use asteroids_shared::protocol::{You, name};
use asteroids_shared::rules::{BOUNTY_PER_STREAK, LIVES_AT_START, RESPAWN_PAUSE_TICKS};
use asteroids_shared::{Controls, EntityId, Gear, PlayerId, Team, Tick};
use serde::{Deserialize, Serialize};

use crate::World;

/// A person or a bot that takes part.
///
/// A *run* begins with [`LIVES_AT_START`] lives and no points. Each death takes
/// a life. When the last one is gone the run is over: the score still shows
/// until the next respawn, which begins a new run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Player {
    /// Names the player within the world.
    pub id: PlayerId,
    /// The clean name.
    pub name: String,
    /// Whether it is a bot.
    pub bot: bool,
    /// Whether an autopilot flies for a person.
    #[serde(default)]
    pub autopilot: bool,
    /// Whether one has flown for a person in this run.
    #[serde(default)]
    pub assisted: bool,
    /// Its team, in a world that has two.
    #[serde(default)]
    pub team: Option<Team>,
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
    /// The streak: kills since the last death that paid something.
    pub streak: u32,
    /// When a respawn is possible. Means nothing while there is a ship.
    pub respawn_ready: Tick,
    /// Where the last ship ended, in metres: where a dead player still looks.
    pub wreck_at: (f32, f32),
    /// What its ships have grown in this run.
    #[serde(default)]
    pub gear: Gear,
    /// Of which improvements it may choose one before the next ship.
    #[serde(default)]
    pub offer: Gear,
    /// How its ships look, by the number on the wire.
    #[serde(default)]
    pub look: u8,
}

impl Player {
    /// A player who has just come.
    pub(crate) fn new(id: PlayerId, name: String, bot: bool) -> Self {
        Self {
            id,
            name,
            bot,
            autopilot: false,
            assisted: false,
            team: None,
            controls: Controls::NONE,
            ship: None,
            score: 0,
            life_score: 0,
            lives: LIVES_AT_START,
            streak: 0,
            respawn_ready: 0,
            wreck_at: (0.0, 0.0),
            gear: Gear::NONE,
            offer: Gear::NONE,
            look: 0,
        }
    }

    /// The ship is gone: a life is spent, and streak and life score with it; with the last
    /// one all that has grown.
    pub(crate) fn die(&mut self, now: Tick, wreck_at: (f32, f32)) {
        self.ship = None;
        self.lives = self.lives.saturating_sub(1);
        self.life_score = 0;
        self.streak = 0;
        self.respawn_ready = now + RESPAWN_PAUSE_TICKS;
        self.wreck_at = wreck_at;
        if self.lives == 0 {
            self.gear = Gear::NONE;
        }
    }

    /// A new ship: a new life, or a new run if none was left.
    pub(crate) fn live(&mut self, ship: EntityId) {
        if self.lives == 0 {
            self.lives = LIVES_AT_START;
            self.score = 0;
            self.assisted = self.autopilot;
        }
        self.ship = Some(ship);
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
            offer: self.offer,
        }
    }
}

/// Everyone who takes part, by ascending id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Players(Vec<Player>);

impl Players {
    fn position(&self, id: PlayerId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&id, |player| player.id)
    }

    /// Takes a player in. One with the same id is replaced.
    pub fn insert(&mut self, player: Player) {
        match self.position(player.id) {
            Ok(index) => self.0[index] = player,
            Err(index) => self.0.insert(index, player),
        }
    }

    pub fn remove(&mut self, id: PlayerId) -> Option<Player> {
        let index = self.position(id).ok()?;
        Some(self.0.remove(index))
    }

    pub fn get(&self, id: PlayerId) -> Option<&Player> {
        self.position(id).ok().map(|index| &self.0[index])
    }

    pub fn get_mut(&mut self, id: PlayerId) -> Option<&mut Player> {
        self.position(id).ok().map(|index| &mut self.0[index])
    }

    pub fn iter(&self) -> impl Iterator<Item = &Player> {
        self.0.iter()
    }

    /// Has every name be as the rule for text of this program has it.
    pub fn clean_names(&mut self) {
        for player in &mut self.0 {
            let clean = name::clean(&player.name);
            player.name = clean.unwrap_or_else(|| format!("Pilot-{}", player.id));
        }
    }

    /// People who have a ship.
    pub fn people_flying(&self) -> impl Iterator<Item = &Player> {
        self.iter()
            .filter(|player| !player.bot && player.ship.is_some())
    }

    /// The one with the highest score above 0; of equals the one with the
    /// smallest id.
    pub fn leader(&self) -> Option<PlayerId> {
        let best = self.0.iter().rev().max_by_key(|player| player.score)?;
        (best.score > 0).then_some(best.id)
    }
}
