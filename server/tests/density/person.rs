//! One who flies like a person, and what it has met.

use asteroids_server::room::state::command::Command;
use asteroids_server::room::{ClientId, Sequencer};
use asteroids_server::world::{Entity, World};
use asteroids_shared::pilot::{Novice, Pilot, Seen, Sight, Skill};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, PlayerId, Tick};

use crate::figures::Figures;
use crate::sky::HALF_M;

/// How long the dead wait, as people do.
const MOURNING_TICKS: Tick = seconds(1);
/// After so many lives a novice goes.
const LIVES: u32 = 3;
/// So soon after its spawn shield has ended, a death is early.
const EARLY_TICKS: Tick = seconds(5);
const MINUTE_TICKS: Tick = seconds(60);

/// How somebody flies.
pub enum Manner {
    /// Does nothing.
    Idle,
    /// With random keys.
    Novice(Novice),
    /// Straight on at about 20 m/s, with a turn and some shots now and then.
    Traveller,
    /// As well as the bots of a room.
    Able(Box<Pilot>),
}

pub struct Person {
    pub player: PlayerId,
    pub client: ClientId,
    manner: Manner,
    holds: Controls,
    came: Tick,
    /// When its ship came, and when the shield that it spawned with ended.
    spawned: Option<Tick>,
    shield_ended: Option<Tick>,
    lives_over: u32,
    saw_ship: bool,
    saw_rock: bool,
    best_score: u32,
    minute_noted: bool,
}

impl Person {
    pub fn new(player: PlayerId, client: ClientId, manner: Manner, now: Tick) -> Self {
        Self {
            player,
            client,
            manner,
            holds: Controls::NONE,
            came: now,
            spawned: None,
            shield_ended: None,
            lives_over: 0,
            saw_ship: false,
            saw_rock: false,
            best_score: 0,
            minute_noted: false,
        }
    }

    pub fn is_novice(&self) -> bool {
        matches!(self.manner, Manner::Novice(_))
    }

    /// Whether it has had enough.
    pub fn goes(&self) -> bool {
        self.is_novice() && self.lives_over >= LIVES
    }

    pub fn is_in_first_minute(&self, now: Tick) -> bool {
        now < self.came + MINUTE_TICKS
    }

    /// Its ship, while it has one.
    pub fn ship<'a>(&self, world: &'a World) -> Option<Entity<'a>> {
        world.entity(world.player(self.player)?.ship?)
    }

    /// Its picture shows so many ships of others and rocks.
    pub fn sees(&mut self, ships: u32, rocks: u32, now: Tick, figures: &mut Figures) {
        let waited_s = (now - self.came) as f32 / 32.0;
        if ships > 0 && !std::mem::replace(&mut self.saw_ship, true) {
            figures.first_ship_s.push(waited_s);
        }
        if rocks > 0 && !std::mem::replace(&mut self.saw_rock, true) {
            figures.first_rock_s.push(waited_s);
        }
    }

    /// Presses its keys, or asks for a ship.
    pub fn press(&mut self, world: &World, sequencer: &mut Sequencer) {
        let Some(player) = world.player(self.player) else {
            return;
        };
        let Some(ship) = self.ship(world) else {
            if world.tick() >= player.respawn_ready + MOURNING_TICKS {
                let player = self.player;
                sequencer.take(Command::Respawn { player });
            }
            return;
        };
        let keys = match &mut self.manner {
            Manner::Idle => Controls::NONE,
            Manner::Novice(novice) => novice.keys_at(world.tick()),
            Manner::Traveller => travel(self.player, world.tick()),
            Manner::Able(pilot) => fly(pilot, ship, self.player, world),
        };
        if keys != self.holds {
            self.holds = keys;
            sequencer.press(self.player, keys);
        }
    }

    /// Notes how it stands. `weapon` is what has just killed it, if something has.
    pub fn note(&mut self, world: &World, weapon: Option<String>, figures: &mut Figures) {
        let now = world.tick();
        let Some(player) = world.player(self.player) else {
            return;
        };
        self.best_score = self.best_score.max(player.score);
        match (self.ship(world), self.spawned) {
            (Some(ship), spawned) => {
                if spawned.is_none() {
                    self.spawned = Some(now);
                    self.shield_ended = None;
                }
                let shield_until = ship.ship().map(|gear| gear.spawn_shield_until);
                if shield_until.is_some_and(|until| now >= until) {
                    self.shield_ended.get_or_insert(now);
                }
            }
            (None, Some(spawned)) => self.dies(spawned, now, weapon, figures),
            (None, None) => {}
        }
        let minute_is_over = self.goes() || !self.is_in_first_minute(now);
        if self.is_novice() && minute_is_over && !std::mem::replace(&mut self.minute_noted, true) {
            figures.first_minute_scores.push(self.best_score as f32);
        }
    }

    fn dies(&mut self, spawned: Tick, now: Tick, weapon: Option<String>, figures: &mut Figures) {
        self.spawned = None;
        self.lives_over += 1;
        if !self.is_novice() {
            return;
        }
        if self.lives_over == 1 {
            let life_s = (now - spawned) as f32 / 32.0;
            figures.first_lives_s.push(life_s);
        }
        figures.lives += 1;
        if self.shield_ended.is_none_or(|at| now < at + EARLY_TICKS) {
            figures.early_deaths += 1;
            *figures
                .killers
                .entry(weapon.unwrap_or_default())
                .or_default() += 1;
        }
    }
}

/// Thrusts for most of four seconds, turns a little, and fires in between.
fn travel(player: PlayerId, tick: Tick) -> Controls {
    let (round, at) = ((tick + 37 * player) / 128, (tick + 37 * player) % 128);
    let side = if (round * 7 + player) % 5 < 3 {
        Controls::LEFT
    } else {
        Controls::RIGHT
    };
    match at {
        0..80 => Controls::THRUST,
        80..92 => side,
        92..110 => Controls::FIRE,
        _ => Controls::NONE,
    }
}

fn fly(pilot: &mut Pilot, ship: Entity<'_>, player: PlayerId, world: &World) -> Controls {
    let sight = Sight {
        tick: world.tick(),
        torus: world.torus(),
        ship: ship.id,
        player,
        motion: ship.motion,
        can_jump: ship
            .ship()
            .is_some_and(|gear| world.tick() >= gear.jump_ready),
        keeps_company_of: None,
    };
    let mut ids = Vec::new();
    if pilot.looks_at(sight.tick) {
        world.for_each_near(ship.motion.position(), [HALF_M; 2], |spot, _| {
            ids.push(spot.id);
        });
    }
    let seen = ids.iter().filter_map(|id| {
        let entity = world.entity(*id)?;
        Some(Seen {
            id: entity.id,
            kind: entity.kind,
            motion: entity.motion,
            shooter: entity.shooter(),
            shielded: (entity.ship()).is_some_and(|ship| ship.shielded(world.tick())),
            skill: Some(Skill::FULL),
        })
    });
    pilot.decide(&sight, seen)
}
