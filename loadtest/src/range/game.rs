//! A world with ships that autopilots fly.

use std::sync::Arc;

use asteroids_shared::autopilot::cockpit::Instruments;
use asteroids_shared::autopilot::{Flight, Flyer};
use asteroids_shared::pilot::{Pilot, Seen, Sight, Skill};
use asteroids_shared::rules::SCREEN_HALF_M;
use asteroids_shared::{Controls, EntityId, Kind, Motion, PlayerId};
use asteroids_world::{Command, Entity, Happening, Player, World, WorldSettings};

/// Who flies a ship, ready to be sent into many worlds.
#[derive(Clone, Debug)]
pub enum Entrant {
    /// An autopilot.
    Autopilot(Arc<Flyer>),
    /// The pilot of the server's own bots.
    Pilot,
}

/// What all ships of an entrant have done in a game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Points.
    pub points: u64,
    /// Others' ships destroyed.
    pub kills: u32,
    /// Ships lost.
    pub deaths: u32,
    /// Bullets fired.
    pub shots: u32,
    /// Bullets that hit something.
    pub hits: u32,
    /// Changes of keys.
    pub inputs: u32,
}

/// A world, and those who fly in it.
pub struct Game {
    world: World,
    hands: Vec<Hand>,
    commands: Vec<Command>,
    seen: Vec<EntityId>,
}

/// A ship's pilot.
struct Hand {
    player: PlayerId,
    entrant: usize,
    brain: Brain,
    held: Controls,
    tally: Tally,
}

enum Brain {
    Autopilot(Box<Flight>),
    Pilot(Box<Pilot>),
}

impl Game {
    /// A game in this world with so many ships of each entrant.
    pub fn new(settings: WorldSettings, entrants: &[Entrant], ships_of_each: u32) -> Self {
        let mut hands = Vec::new();
        let mut commands = Vec::new();
        for _ in 0..ships_of_each {
            for (index, entrant) in entrants.iter().enumerate() {
                let player = hands.len() as PlayerId + 1;
                let brain = match entrant {
                    Entrant::Autopilot(flyer) => {
                        Brain::Autopilot(Box::new(Flight::new(Arc::clone(flyer), player)))
                    }
                    Entrant::Pilot => {
                        let seed = settings.seed.wrapping_add(u64::from(player));
                        Brain::Pilot(Box::new(Pilot::new(seed)))
                    }
                };
                commands.push(Command::Join {
                    player,
                    name: format!("Ship {player}"),
                    bot: true,
                    near: 0,
                });
                hands.push(Hand {
                    player,
                    entrant: index,
                    brain,
                    held: Controls::NONE,
                    tally: Tally::default(),
                });
            }
        }
        Self {
            world: World::new(settings),
            hands,
            commands,
            seen: Vec::new(),
        }
    }

    /// A tick: all look, press their keys, and the world goes on.
    pub fn step(&mut self) {
        for hand in &mut self.hands {
            hand.act(&self.world, &mut self.seen, &mut self.commands);
        }
        self.world.step(&self.commands);
        self.commands.clear();
        for happening in self.world.happenings() {
            match *happening {
                Happening::Fired { player, .. } => {
                    note(&mut self.hands, player, |it| it.shots += 1)
                }
                Happening::Landed { player } => note(&mut self.hands, player, |it| it.hits += 1),
                Happening::Scored { player, points, .. } => {
                    note(&mut self.hands, player, |it| it.points += u64::from(points));
                }
                Happening::Killed { killer, victim, .. } => {
                    if killer != victim {
                        note(&mut self.hands, killer, |it| it.kills += 1);
                    }
                    note(&mut self.hands, victim, |it| it.deaths += 1);
                }
                Happening::Vanished { .. }
                | Happening::Hit { .. }
                | Happening::Took { .. }
                | Happening::Jumped { .. } => {}
            }
        }
    }

    /// What the ships of each of so many entrants have done.
    pub fn tallies(&self, entrants: usize) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); entrants];
        for hand in &self.hands {
            tallies[hand.entrant].add(&hand.tally);
        }
        tallies
    }

    /// How the first ship moves, if it is there, and what it holds.
    pub fn first_ship(&self) -> (Option<&Motion>, Controls) {
        let Some(hand) = self.hands.first() else {
            return (None, Controls::NONE);
        };
        let ship = self.world.player(hand.player).and_then(|it| it.ship);
        let ship = ship.and_then(|ship| self.world.entity(ship));
        (ship.map(|ship| ship.motion), hand.held)
    }

    /// The flight of the first ship, if an autopilot flies it.
    pub fn first_flight(&self) -> Option<&Flight> {
        match &self.hands.first()?.brain {
            Brain::Autopilot(flight) => Some(flight),
            Brain::Pilot(_) => None,
        }
    }
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.points += other.points;
        self.kills += other.kills;
        self.deaths += other.deaths;
        self.shots += other.shots;
        self.hits += other.hits;
        self.inputs += other.inputs;
    }
}

/// Players have the numbers from 1 on; 0 is nobody.
fn note(hands: &mut [Hand], player: PlayerId, what: impl FnOnce(&mut Tally)) {
    let index = (player as usize).checked_sub(1);
    if let Some(hand) = index.and_then(|index| hands.get_mut(index)) {
        what(&mut hand.tally);
    }
}

impl Hand {
    fn act(&mut self, world: &World, seen: &mut Vec<EntityId>, commands: &mut Vec<Command>) {
        let Some(player) = world.player(self.player) else {
            return;
        };
        let player_id = self.player;
        let Some(ship) = player.ship.and_then(|ship| world.entity(ship)) else {
            if world.tick() >= player.respawn_ready {
                commands.push(Command::Respawn { player: player_id });
            }
            return;
        };
        let controls = self.decide(player, ship, world, seen);
        if controls != self.held {
            self.held = controls;
            self.tally.inputs += 1;
            commands.push(Command::Control {
                player: player_id,
                controls,
            });
        }
    }

    fn decide(
        &mut self,
        player: &Player,
        ship: Entity<'_>,
        world: &World,
        seen: &mut Vec<EntityId>,
    ) -> Controls {
        let Some(gear) = ship.ship() else {
            return Controls::NONE;
        };
        let sight = Sight {
            tick: world.tick(),
            torus: world.torus(),
            ship: ship.id,
            player: self.player,
            motion: ship.motion,
            can_jump: world.tick() >= gear.jump_ready,
            keeps_company_of: None,
        };
        let looks = match &self.brain {
            Brain::Autopilot(_) => true,
            Brain::Pilot(pilot) => pilot.looks_at(sight.tick),
        };
        seen.clear();
        if looks {
            let margin_m = Kind::LARGEST_RADIUS_M;
            let half_m = (SCREEN_HALF_M.0 + margin_m, SCREEN_HALF_M.1 + margin_m);
            let at = ship.motion.position();
            world.for_each_near(at, [half_m; 2], |spot, _| seen.push(spot.id));
            // As a client has them.
            seen.sort_unstable();
        }
        let seen = seen
            .iter()
            .filter_map(|&id| Some(see(world.entity(id)?, world)));
        match &mut self.brain {
            Brain::Autopilot(flight) => {
                let instruments = Instruments {
                    view_half_m: SCREEN_HALF_M,
                    flags: gear.flags(world.tick()),
                    score: player.score,
                    lives: player.lives,
                    streak: player.streak,
                    held: flight.held(),
                };
                flight.decide(&sight, &instruments, seen)
            }
            Brain::Pilot(pilot) => pilot.decide(&sight, seen),
        }
    }
}

fn see<'a>(entity: Entity<'a>, world: &World) -> Seen<'a> {
    Seen {
        id: entity.id,
        kind: entity.kind,
        motion: entity.motion,
        shooter: entity.shooter(),
        shielded: entity
            .ship()
            .is_some_and(|ship| ship.shielded(world.tick())),
        skill: Some(Skill::FULL),
    }
}
