//! One bot: what it sees, and the keys it presses.

use asteroids_shared::autopilot::cockpit::Instruments;
use asteroids_shared::pilot::{Seen, Sight, Skill};
use asteroids_shared::rules::{GUARD_BELOW_POINTS, seconds};
use asteroids_shared::{Controls, EntityId, Motion, PlayerId, Team, Tick};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use super::brain::Brain;
use super::hunts::Hunts;
use crate::world::{Entity, Player, World};

/// Half the width and half the height of what a bot sees, in metres: as much
/// as a person on a wide screen.
const SIGHT_HALF_M: (f32, f32) = (30.0, 17.0);
/// The shortest and the longest time that one flies before it retires.
const SERVICE_TICKS: (Tick, Tick) = (seconds(150), seconds(420));
/// How much longer one flies on that has a ship, without company and with it.
const GRACE_TICKS: (Tick, Tick) = (seconds(60), seconds(180));
/// Points with which one retires: about what a good person makes in a quarter of
/// an hour.
const RETIRES_WITH_POINTS: u32 = 6_000;
/// How long after its spawn a ship is left alone at the least: bots do not wait
/// where others appear.
const HEAD_START_TICKS: Tick = seconds(5);
/// The same for whoever has few points of this life.
const BEGINNERS_HEAD_START_TICKS: Tick = seconds(8);
/// Those who keep somebody company stay near where that one will be in so many
/// seconds: most of the screen is ahead of whoever flies fast.
const COMPANY_LEAD_S: f32 = 0.8;

#[derive(Debug)]
pub(super) struct Bot {
    pub player: PlayerId,
    /// Gives its name; no two that serve have the same.
    pub number: u32,
    /// The ship near which it stays, 0 for nobody's.
    pub keeps_company_of: EntityId,
    brain: Brain,
    holds: Controls,
    retires_at: Tick,
}

impl Bot {
    /// One that begins its service now, or at some time before that.
    pub fn new(
        player: PlayerId,
        number: u32,
        brain: Brain,
        seed: u64,
        now: Tick,
        began: Began,
    ) -> Self {
        let mut chance = Pcg32::seed_from_u64(!seed);
        let serves_ticks = chance.random_range(SERVICE_TICKS.0..SERVICE_TICKS.1);
        let left_ticks = match began {
            Began::Now => serves_ticks,
            Began::Earlier => chance.random_range(0..serves_ticks),
        };
        Self {
            player,
            number,
            keeps_company_of: 0,
            brain,
            holds: Controls::NONE,
            retires_at: now + left_ticks,
        }
    }

    /// What it holds already.
    pub fn holding(self, holds: Controls) -> Self {
        Self { holds, ..self }
    }

    /// Whether it goes, rather than take another ship: its time or its run is over.
    pub fn retires(&self, player: &Player, now: Tick) -> bool {
        now >= self.retires_at || player.lives == 0 || player.score >= RETIRES_WITH_POINTS
    }

    /// Whether it goes even though it has a ship.
    pub fn is_overdue(&self, player: &Player, now: Tick) -> bool {
        let alone = self.keeps_company_of == 0;
        let grace_ticks = if alone { GRACE_TICKS.0 } else { GRACE_TICKS.1 };
        now >= self.retires_at + grace_ticks || (alone && player.score >= RETIRES_WITH_POINTS)
    }

    /// What it goes after, 0 for nothing.
    pub fn quarry(&self) -> EntityId {
        self.brain.quarry()
    }

    /// Looks, if it wants to, and presses its keys.
    pub fn press_keys(
        &mut self,
        ship: Entity<'_>,
        world: &World,
        hunts: &mut Hunts,
        holds: &mut Vec<(PlayerId, Controls)>,
    ) {
        let (Some(gear), Some(player)) = (ship.ship(), world.player(self.player)) else {
            return;
        };
        let company = world.entity(self.keeps_company_of).map(|company| {
            let (x_m, y_m) = world.torus().wrap(
                company.motion.x_m + company.motion.vx_mps * COMPANY_LEAD_S,
                company.motion.y_m + company.motion.vy_mps * COMPANY_LEAD_S,
            );
            Motion {
                x_m,
                y_m,
                ..*company.motion
            }
        });
        let sight = Sight {
            tick: world.tick(),
            torus: world.torus(),
            ship: ship.id,
            player: self.player,
            motion: ship.motion,
            can_jump: world.tick() >= gear.jump_ready,
            keeps_company_of: company.as_ref(),
        };
        let mut seen = Vec::new();
        let looks = self.brain.looks_at(sight.tick);
        if looks {
            world.for_each_near(ship.motion.position(), [SIGHT_HALF_M; 2], |spot, _| {
                seen.push(spot.id)
            });
        }
        let before = self.quarry();
        let seen = seen
            .iter()
            .filter_map(|&id| Some(see(world.entity(id)?, world, hunts, before, player.team)));
        let instruments = Instruments {
            view_half_m: SIGHT_HALF_M,
            flags: gear.flags(sight.tick),
            score: player.score,
            lives: player.lives,
            streak: player.streak,
            held: self.holds,
        };
        let keys = self.brain.decide(&sight, &instruments, seen);
        if looks {
            hunts.turn(before, self.quarry());
        }
        if keys != self.holds {
            self.holds = keys;
            holds.push((self.player, keys));
        }
    }
}

/// Since when a bot serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Began {
    Now,
    Earlier,
}

/// An entity as a bot of this team sees it that goes after `quarry`.
fn see<'a>(
    entity: Entity<'a>,
    world: &World,
    hunts: &Hunts,
    quarry: EntityId,
    team: Option<Team>,
) -> Seen<'a> {
    let skill = match entity.ship() {
        None => Some(Skill::FULL),
        Some(ship) if team.is_some() && ship.team == team => None,
        Some(ship) => {
            let life_score = world.player(ship.player).map_or(0, |it| it.life_score);
            let head_start_ticks = if life_score < GUARD_BELOW_POINTS {
                BEGINNERS_HEAD_START_TICKS
            } else {
                HEAD_START_TICKS
            };
            let is_new = world.tick() < ship.spawned_at + head_start_ticks;
            let is_free = entity.id == quarry || hunts.allow(entity.id, life_score);
            (!is_new && is_free).then(|| Skill::against(life_score))
        }
    };
    Seen {
        id: entity.id,
        kind: entity.kind,
        motion: entity.motion,
        shooter: entity.shooter(),
        shielded: entity
            .ship()
            .is_some_and(|ship| ship.shielded(world.tick())),
        skill,
    }
}
