//! A world full of pilots, without rooms or sockets, and what each has around it.

use asteroids_server::world::{Command, Entity, Happening, World, WorldSettings};
use asteroids_shared::pilot::{Novice, Pilot, Seen, Sight};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, Kind, PlayerId, Tick};

use crate::figures::Figures;

/// Half of the view that is counted in, in metres: 60 m × 34 m.
pub const HALF_M: (f32, f32) = (30.0, 17.0);
/// How often pictures are counted.
const SAMPLE_TICKS: Tick = 16;
/// How long the dead wait, as people do.
const MOURNING_TICKS: Tick = seconds(1);

/// How somebody flies.
pub enum Skill {
    /// As the bots of a room do.
    Able(Box<Pilot>),
    /// With random keys.
    None(Novice),
}

struct Flier {
    player: PlayerId,
    is_bot: bool,
    skill: Skill,
    holds: Controls,
    came: Tick,
    /// When its ship came, and when the shield that it spawned with ended.
    spawned: Option<Tick>,
    shield_ended: Option<Tick>,
    lives: u32,
    saw_ship: bool,
    best_score: u32,
    minute_noted: bool,
}

/// A world, and those who fly in it.
pub struct Sky {
    pub world: World,
    fliers: Vec<Flier>,
    commands: Vec<Command>,
    next_player: PlayerId,
    pub figures: Figures,
    met: Vec<(PlayerId, u32)>,
}

impl Sky {
    pub fn new(settings: WorldSettings) -> Self {
        Self {
            world: World::new(settings),
            fliers: Vec::new(),
            commands: Vec::new(),
            next_player: 1,
            figures: Figures::default(),
            met: Vec::new(),
        }
    }

    /// So many bots come.
    pub fn bots(mut self, count: u32) -> Self {
        for _ in 0..count {
            self.bot();
        }
        self
    }

    fn bot(&mut self) {
        let pilot = Pilot::new(u64::from(self.next_player));
        self.join(true, Skill::Able(Box::new(pilot)));
    }

    /// So many people come that fly well.
    pub fn people(mut self, count: u32) -> Self {
        for _ in 0..count {
            let pilot = Pilot::new(u64::from(self.next_player));
            self.join(false, Skill::Able(Box::new(pilot)));
        }
        self
    }

    pub fn novice(&mut self) {
        let novice = Novice::new(u64::from(self.next_player));
        self.join(false, Skill::None(novice));
    }

    fn join(&mut self, is_bot: bool, skill: Skill) {
        let player = self.next_player;
        self.next_player += 1;
        self.commands.push(Command::Join {
            player,
            name: format!("pilot {player}"),
            bot: is_bot,
            near: 0,
        });
        self.fliers.push(Flier {
            player,
            is_bot,
            skill,
            holds: Controls::NONE,
            came: self.world.tick(),
            spawned: None,
            shield_ended: None,
            lives: 0,
            saw_ship: false,
            best_score: 0,
            minute_noted: false,
        });
    }

    /// Novices that have had so long go, and as many come: always `count`.
    pub fn keep_novices(&mut self, count: usize, stay: Tick) {
        let now = self.world.tick();
        let is_novice = |flier: &Flier| matches!(flier.skill, Skill::None(_));
        let commands = &mut self.commands;
        self.fliers.retain(|flier| {
            let goes = is_novice(flier) && now >= flier.came + stay;
            if goes {
                commands.push(Command::Leave {
                    player: flier.player,
                });
            }
            !goes
        });
        let there = self.fliers.iter().filter(|it| is_novice(it)).count();
        if there < count && now.is_multiple_of(8) {
            self.novice();
        }
    }

    pub fn fly_for(&mut self, ticks: Tick) {
        for _ in 0..ticks {
            self.step();
        }
    }

    pub fn step(&mut self) {
        for flier in &mut self.fliers {
            press(flier, &self.world, &mut self.commands);
        }
        let commands = std::mem::take(&mut self.commands);
        self.world.step(&commands);
        self.note_lives();
        if self.world.tick().is_multiple_of(SAMPLE_TICKS) {
            self.sample();
        }
    }

    fn note_lives(&mut self) {
        let now = self.world.tick();
        let killed: Vec<(PlayerId, String)> = self
            .world
            .happenings()
            .iter()
            .filter_map(|it| match it {
                Happening::Killed { victim, weapon, .. } => Some((*victim, format!("{weapon:?}"))),
                _ => None,
            })
            .collect();
        for flier in &mut self.fliers {
            let Some(player) = self.world.player(flier.player) else {
                continue;
            };
            let is_novice = matches!(flier.skill, Skill::None(_));
            let figures = &mut self.figures;
            flier.best_score = flier.best_score.max(player.score);
            if is_novice && !flier.minute_noted && now >= flier.came + seconds(60) {
                flier.minute_noted = true;
                figures.first_minute_scores.push(flier.best_score as f32);
            }
            let ship = player.ship.and_then(|id| self.world.entity(id));
            if let Some(ship) = ship {
                let gear = ship.ship().expect("a ship");
                if flier.spawned.is_none() {
                    flier.spawned = Some(now);
                    flier.shield_ended = None;
                    flier.lives += 1;
                }
                if now >= gear.spawn_shield_until && flier.shield_ended.is_none() {
                    flier.shield_ended = Some(now);
                }
                continue;
            }
            if let Some(spawned) = flier.spawned.take() {
                if !is_novice {
                    continue;
                }
                let life_s = (now - spawned) as f32 / 32.0;
                if flier.lives == 1 {
                    figures.first_lives_s.push(life_s);
                }
                figures.lives += 1;
                let early = flier.shield_ended.is_none_or(|at| now < at + seconds(5));
                figures.early_deaths += u32::from(early);
                if early
                    && let Some((_, weapon)) = killed.iter().find(|(it, _)| *it == flier.player)
                {
                    *figures.killers.entry(weapon.clone()).or_default() += 1;
                }
            }
        }
    }

    fn sample(&mut self) {
        let now = self.world.tick();
        for index in 0..self.fliers.len() {
            let flier = &self.fliers[index];
            if flier.is_bot {
                continue;
            }
            let Some(ship) = self
                .world
                .player(flier.player)
                .and_then(|player| self.world.entity(player.ship?))
            else {
                continue;
            };
            let mut counts = [0u32; Kind::COUNT];
            self.world
                .for_each_near(ship.motion.position(), [HALF_M; 2], |spot, _| {
                    if spot.id != ship.id {
                        counts[spot.kind as usize] += 1;
                    }
                });
            let figures = &mut self.figures;
            figures.pictures.note(&counts);
            if now < flier.came + seconds(60) {
                figures.first_minutes.note(&counts);
            }
            if counts[Kind::Ship as usize] > 0 && !flier.saw_ship {
                self.fliers[index].saw_ship = true;
                let waited_s = (now - self.fliers[index].came) as f32 / 32.0;
                figures.first_ship_s.push(waited_s);
            }
        }
        self.note_saucers();
    }

    /// Notes each saucer once for each person that has it in view.
    fn note_saucers(&mut self) {
        for kind in [Kind::SaucerLarge, Kind::SaucerSmall] {
            for saucer in self.world.entities().filter(|it| it.kind == kind) {
                for flier in self.fliers.iter().filter(|it| !it.is_bot) {
                    let Some(ship) = self
                        .world
                        .player(flier.player)
                        .and_then(|player| self.world.entity(player.ship?))
                    else {
                        continue;
                    };
                    let (dx, dy) = self
                        .world
                        .torus()
                        .delta(ship.motion.position(), saucer.motion.position());
                    if dx.abs() <= HALF_M.0 && dy.abs() <= HALF_M.1 {
                        let meeting = (flier.player, saucer.id);
                        if !self.met.contains(&meeting) {
                            self.met.push(meeting);
                            self.figures.saucers_met += 1;
                        }
                    }
                }
            }
        }
        self.met
            .retain(|(_, id)| self.world.entity(*id).is_some_and(|it| it.kind.is_saucer()));
        let people = self.fliers.iter().filter(|it| !it.is_bot).count();
        self.figures.person_minutes += people as f32 * SAMPLE_TICKS as f32 / 32.0 / 60.0;
    }
}

fn press(flier: &mut Flier, world: &World, commands: &mut Vec<Command>) {
    let Some(player) = world.player(flier.player) else {
        return;
    };
    let Some(ship) = player.ship.and_then(|ship| world.entity(ship)) else {
        if world.tick() >= player.respawn_ready + MOURNING_TICKS {
            commands.push(Command::Respawn {
                player: flier.player,
            });
        }
        return;
    };
    let keys = match &mut flier.skill {
        Skill::Able(pilot) => fly(pilot, ship, flier.player, world),
        Skill::None(novice) => novice.keys_at(world.tick()),
    };
    if keys != flier.holds {
        flier.holds = keys;
        commands.push(Command::Control {
            player: flier.player,
            controls: keys,
        });
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
            ids.push(spot.id)
        });
    }
    let seen = ids.iter().filter_map(|id| {
        let entity = world.entity(*id)?;
        let shielded = |ship: &asteroids_server::world::Ship| ship.shielded(world.tick());
        Some(Seen {
            id: entity.id,
            kind: entity.kind,
            motion: entity.motion,
            shooter: entity.shooter(),
            shielded: entity.ship().is_some_and(shielded),
            skill: Some(asteroids_shared::pilot::Skill::FULL),
        })
    });
    pilot.decide(&sight, seen)
}
