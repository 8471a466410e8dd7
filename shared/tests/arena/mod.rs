//! A small world for pilots: rocks that fly straight on, a gun, and a tally. Not the
//! game, but enough to see whether a pilot flies well.

use asteroids_shared::pilot::{Seen, Sight, Skill};
use asteroids_shared::rules::{
    BULLET_LIFE_TICKS, BULLETS_IN_FLIGHT, FIRE_COOLDOWN_TICKS, HYPERSPACE_COOLDOWN_TICKS, seconds,
};
use asteroids_shared::{Controls, Dynamics, Kind, Motion, Tick, Torus};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

pub const WORLD: Torus = Torus::square(120.0);
/// Half of what a pilot sees.
pub const VIEW_HALF_M: (f32, f32) = (32.0, 20.0);
const ROCKS: usize = 33;
pub const FIRST_TICK: Tick = 1000;

/// One ship among others.
pub struct Arena {
    rng: Pcg32,
    pub tick: Tick,
    pub ship: Motion,
    pub born: Tick,
    pub rocks: Vec<(Kind, Motion)>,
    bullets: Vec<(Tick, Motion)>,
    pub keys: Controls,
    gun_ready: Tick,
    jump_ready: Tick,
    pub friend: Option<Motion>,
    pub skill: Option<Skill>,
    pub tally: Tally,
}

/// What has happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub crashes: u32,
    pub shots: u32,
    pub hits: u32,
    pub jumps: u32,
    pub key_changes: Vec<(Tick, Controls)>,
}

impl Arena {
    pub fn new(seed: u64) -> Self {
        let mut rng = Pcg32::seed_from_u64(seed);
        let rocks = (0..ROCKS).map(|_| rock(&mut rng)).collect();
        Self::with(seed, rocks)
    }

    pub fn with(seed: u64, rocks: Vec<(Kind, Motion)>) -> Self {
        Self {
            rng: Pcg32::seed_from_u64(seed),
            tick: FIRST_TICK,
            ship: Motion::at(0.0, 0.0),
            born: FIRST_TICK,
            rocks,
            bullets: Vec::new(),
            keys: Controls::NONE,
            gun_ready: 0,
            jump_ready: 0,
            friend: None,
            skill: Some(Skill::FULL),
            tally: Tally::default(),
        }
    }

    /// Has the pilot look, and says what it holds.
    pub fn ask(
        &self,
        pilot: impl FnOnce(&Sight<'_>, &mut dyn Iterator<Item = Seen<'_>>) -> Controls,
    ) -> Controls {
        let sight = Sight {
            tick: self.tick,
            torus: &WORLD,
            ship: 1,
            player: 1,
            motion: &self.ship,
            can_jump: self.tick >= self.jump_ready,
            keeps_company_of: self.friend.as_ref(),
        };
        let in_view = |motion: &Motion| {
            let (dx, dy) = WORLD.delta(self.ship.position(), motion.position());
            dx.abs() < VIEW_HALF_M.0 && dy.abs() < VIEW_HALF_M.1
        };
        let rocks = self.rocks.iter().enumerate();
        let mut seen =
            rocks
                .filter(|(_, (_, motion))| in_view(motion))
                .map(|(index, (kind, motion))| Seen {
                    id: index as u32 + 2,
                    kind: *kind,
                    motion,
                    shooter: 0,
                    shielded: false,
                    skill: self.skill,
                });
        pilot(&sight, &mut seen)
    }

    pub fn step(&mut self, keys: Controls) {
        if keys != self.keys {
            self.tally.key_changes.push((self.tick, keys));
            if keys.holds(Controls::HYPERSPACE) && self.tick >= self.jump_ready {
                self.jump();
            }
            self.keys = keys;
        }
        if keys.holds(Controls::FIRE) {
            self.fire();
        }
        self.tick += 1;
        self.ship.advance(keys, &Kind::Ship.dynamics(), &WORLD);
        for (kind, motion) in &mut self.rocks {
            motion.advance(Controls::NONE, &kind.dynamics(), &WORLD);
        }
        if let Some(friend) = &mut self.friend {
            friend.advance(Controls::NONE, &Dynamics::FREE, &WORLD);
        }
        for (_, motion) in &mut self.bullets {
            motion.advance(Controls::NONE, &Kind::Bullet.dynamics(), &WORLD);
        }
        self.bullets
            .retain(|(fired, _)| self.tick < fired + BULLET_LIFE_TICKS);
        self.shoot_down();
        self.crash();
    }

    fn jump(&mut self) {
        self.tally.jumps += 1;
        self.jump_ready = self.tick + HYPERSPACE_COOLDOWN_TICKS;
        self.ship.x_m = self.rng.random_range(-60.0..60.0);
        self.ship.y_m = self.rng.random_range(-60.0..60.0);
    }

    fn fire(&mut self) {
        if self.tick >= self.gun_ready && self.bullets.len() < BULLETS_IN_FLIGHT {
            self.bullets.push((
                self.tick,
                self.ship.muzzle(asteroids_shared::Spread::Straight, &WORLD),
            ));
            self.gun_ready = self.tick + FIRE_COOLDOWN_TICKS;
            self.tally.shots += 1;
        }
    }

    fn shoot_down(&mut self) {
        for (kind, rock_motion) in &mut self.rocks {
            let hit = self
                .bullets
                .iter()
                .position(|(_, bullet)| touches(bullet, rock_motion, kind.radius_m()));
            if let Some(index) = hit {
                self.bullets.swap_remove(index);
                self.tally.hits += 1;
                if *kind != Kind::Ship {
                    (*kind, *rock_motion) = rock(&mut self.rng);
                }
            }
        }
    }

    fn crash(&mut self) {
        let shielded = self.tick < self.born + seconds(3);
        let crashed = self
            .rocks
            .iter()
            .any(|(kind, motion)| touches(&self.ship, motion, 0.9 * kind.radius_m() + 1.0));
        if crashed && !shielded {
            self.tally.crashes += 1;
            self.born = self.tick;
            self.ship = Motion::at(0.0, 0.0);
        }
    }
}

fn touches(a: &Motion, b: &Motion, reach_m: f32) -> bool {
    WORLD.distance_squared(a.position(), b.position()) < reach_m * reach_m
}

/// A rock somewhere, though not where the ship begins.
fn rock(rng: &mut Pcg32) -> (Kind, Motion) {
    let kind = [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall][rng.random_range(0..3)];
    let (x_m, y_m) = WORLD.wrap(rng.random_range(15.0..105.0), rng.random_range(-60.0..60.0));
    let motion = Motion {
        vx_mps: rng.random_range(-5.0..5.0),
        vy_mps: rng.random_range(-5.0..5.0),
        ..Motion::at(x_m, y_m)
    };
    (kind, motion)
}
