//! The bots of a room: they fill it while people are few, and fly by the same
//! controls as people.

use std::collections::VecDeque;

use asteroids_shared::pilot::{Pilot, Seen, Sight};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, PlayerId, Tick};

use super::player_ids::PlayerIds;
use crate::world::{Command, Entity, Player, World};

/// Half the width and half the height of what a bot sees, in metres: as much
/// as a person on a wide screen.
const SIGHT_HALF_M: (f32, f32) = (30.0, 17.0);
/// How long a bot lies dead before it wants a new ship, at the least.
const MOURNING_TICKS: Tick = seconds(1);

/// Given in turn, and then again with a number.
const NAMES: [&str; 24] = [
    "Vega", "Rigel", "Altair", "Deneb", "Mira", "Castor", "Pollux", "Spica", "Antares", "Lyra",
    "Orion", "Draco", "Corvus", "Cygnus", "Norma", "Indus", "Halley", "Encke", "Juno", "Pallas",
    "Vesta", "Hygiea", "Eros", "Ceres",
];

/// The bots of a room.
#[derive(Debug)]
pub struct Crew {
    /// The population that bots fill the room to.
    target: u32,
    seed: u64,
    hired: u64,
    bots: VecDeque<Bot>,
}

#[derive(Debug)]
struct Bot {
    player: PlayerId,
    pilot: Pilot,
    holds: Controls,
}

impl Crew {
    /// Bots that fill a room to `target` players, people included.
    pub fn new(target: u32, seed: u64) -> Self {
        Self {
            target,
            seed,
            hired: 0,
            bots: VecDeque::new(),
        }
    }

    /// The same, with these bots of a world that is restored. They look at it anew.
    pub fn restore<'a>(
        target: u32,
        seed: u64,
        hired: u64,
        bots: impl Iterator<Item = &'a Player>,
    ) -> Self {
        let bots = bots.map(|player| Bot {
            player: player.id,
            pilot: Pilot::new(seed.wrapping_add(u64::from(player.id))),
            holds: player.controls,
        });
        Self {
            hired,
            bots: bots.collect(),
            ..Self::new(target, seed)
        }
    }

    /// Who flies for the room.
    pub fn players(&self) -> impl Iterator<Item = PlayerId> {
        self.bots.iter().map(|bot| bot.player)
    }

    /// How many bots there have been.
    pub fn hired(&self) -> u64 {
        self.hired
    }

    /// Fills the room to so many players from now on.
    pub fn fill_to(&mut self, target: u32) {
        self.target = target;
    }

    /// Lets a bot come or go as people go or come, one a tick. The one that has
    /// been there longest goes.
    pub fn muster(&mut self, people: u32, players: &mut PlayerIds, commands: &mut Vec<Command>) {
        let wanted = self.target.saturating_sub(people) as usize;
        if self.bots.len() < wanted {
            let player = players.take();
            commands.push(Command::Join {
                player,
                name: name(self.hired),
                bot: true,
                near: 0,
            });
            let pilot = Pilot::new(self.seed.wrapping_add(self.hired));
            self.bots.push_back(Bot {
                player,
                pilot,
                holds: Controls::NONE,
            });
            self.hired += 1;
        } else if self.bots.len() > wanted
            && let Some(bot) = self.bots.pop_front()
        {
            players.give_back(bot.player);
            commands.push(Command::Leave { player: bot.player });
        }
    }

    /// Has every bot look, if it wants to, and press its keys.
    pub fn fly(&mut self, world: &World, commands: &mut Vec<Command>) {
        for bot in &mut self.bots {
            let Some(player) = world.player(bot.player) else {
                continue;
            };
            match player.ship.and_then(|ship| world.entity(ship)) {
                Some(ship) => bot.press_keys(ship, world, commands),
                None if world.tick() >= player.respawn_ready + MOURNING_TICKS => {
                    commands.push(Command::Respawn { player: bot.player });
                }
                None => {}
            }
        }
    }
}

impl Bot {
    fn press_keys(&mut self, ship: Entity, world: &World, commands: &mut Vec<Command>) {
        let Some(gear) = ship.ship() else { return };
        let sight = Sight {
            tick: world.tick(),
            torus: world.torus(),
            ship: ship.id,
            player: self.player,
            motion: ship.motion,
            can_jump: world.tick() >= gear.jump_ready,
        };
        let mut seen = Vec::new();
        if self.pilot.looks_at(sight.tick) {
            world.for_each_near(ship.motion.position(), [SIGHT_HALF_M; 2], |spot, _| {
                seen.push(spot.id)
            });
        }
        let seen = seen
            .iter()
            .filter_map(|&id| Some(see(world.entity(id)?, sight.tick)));
        let keys = self.pilot.decide(&sight, seen);
        if keys != self.holds {
            self.holds = keys;
            commands.push(Command::Control {
                player: self.player,
                controls: keys,
            });
        }
    }
}

/// An entity as a pilot sees it.
fn see(entity: Entity<'_>, now: Tick) -> Seen<'_> {
    Seen {
        id: entity.id,
        kind: entity.kind,
        motion: entity.motion,
        shooter: entity.shooter(),
        shielded: entity.ship().is_some_and(|ship| ship.shielded(now)),
    }
}

fn name(number: u64) -> String {
    let count = NAMES.len() as u64;
    let base = NAMES[(number % count) as usize];
    match number / count {
        0 => base.to_owned(),
        round => format!("{base} {}", round + 1),
    }
}
