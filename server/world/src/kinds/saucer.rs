//! Saucers: when they come, how they fly, at whom they fire.

use asteroids_shared::protocol::Reason;
use asteroids_shared::protocol::limits::VIEW_HALF_WIDTH_MAX_M;
use asteroids_shared::rules::{
    DT_S, MUZZLE_SPEED_MPS, SAUCER_COURSE_TICKS, SAUCER_LARGE_EVERY_S, SAUCER_RELOAD_TICKS,
    SAUCER_STAY_TICKS,
};
use asteroids_shared::{EntityId, Kind, Motion, PlayerId, Spread, Tick};
use serde::{Deserialize, Serialize};

use crate::World;
use crate::space::entity::Detail;

/// Around each person is a sky of so many square metres, and where these overlap
/// people share the saucers in them.
const SKY_M2: f32 = 10_000.0;
/// How many bots share the saucers of one sky where no person is.
const BOTS_PER_SKY: f32 = 100.0;
/// Mean time between two small saucers in a sky, in seconds.
const SMALL_EVERY_S: f32 = 80.0;
/// How many places a saucer looks at before it stays away.
const TRIES: usize = 8;
/// How far beyond the largest view it appears, in metres.
const APPROACH_M: f32 = 30.0;

/// How far a small saucer can see to shoot: about as far as a bullet flies.
const RANGE_M: f32 = 40.0;
/// How far off its course towards its prey a small saucer may fly: the
/// tangent of the angle.
const SWERVE: f32 = 0.8;
/// The same for a large saucer and the ship that it came for: it comes by, and
/// flies about.
const STRAY: f32 = 3.0;
/// How far off a small saucer aims at a ship whose pilot has no points: the tangent
/// of the angle.
const AIM_ERROR: f32 = 0.35;
/// The pilot's score at which it aims twice as well.
const AIM_HALVES_AT: f32 = 5_000.0;

/// A saucer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saucer {
    /// When it can fire again.
    pub gun_ready: Tick,
    /// When it chooses its next course.
    pub course_until: Tick,
    /// When it leaves.
    pub leaves_at: Tick,
    /// Whom a small one hunts, 0 for nobody.
    pub prey: PlayerId,
}

impl World {
    pub(crate) fn add_saucer(&mut self, kind: Kind, motion: Motion, prey: PlayerId) -> EntityId {
        let reload = self
            .chance
            .ticks(SAUCER_RELOAD_TICKS.0, SAUCER_RELOAD_TICKS.1);
        let saucer = Saucer {
            gun_ready: self.tick + reload,
            course_until: self.tick,
            leaves_at: self.tick + SAUCER_STAY_TICKS,
            prey,
        };
        self.add(kind, motion, Detail::Saucer(saucer))
    }

    /// A saucer is shot or rammed.
    pub(crate) fn destroy_saucer(&mut self, id: EntityId, scorer: PlayerId) {
        if let Some(saucer) = self.remove(id, Reason::Destroyed) {
            self.pay(scorer, saucer.kind);
        }
    }

    /// Now and then one comes, the more the more people there are.
    pub(crate) fn call_saucers(&mut self) {
        if !self.settings.saucers || self.entities.of(Kind::Ship).is_empty() {
            return;
        }
        let skies = self.skies();
        for (kind, every_s) in [
            (Kind::SaucerLarge, SAUCER_LARGE_EVERY_S),
            (Kind::SaucerSmall, SMALL_EVERY_S),
        ] {
            if self.chance.happens(skies * DT_S / every_s) {
                self.call_saucer(kind);
            }
        }
    }

    /// How many skies there are that saucers come to.
    fn skies(&self) -> f32 {
        let people = self.players.people_flying().count() as f32;
        if people == 0.0 {
            return (self.entities.of(Kind::Ship).len() as f32 / BOTS_PER_SKY).max(1.0);
        }
        let world_m2 = self.torus().width_m * self.torus().height_m;
        people / (1.0 + (people - 1.0) * SKY_M2 / world_m2)
    }

    /// A small saucer comes for its prey, a large one for anybody: from out of
    /// sight, or at least not on top of a ship where nothing is. None comes if
    /// there is no prey.
    fn call_saucer(&mut self, kind: Kind) {
        let prey = if kind == Kind::SaucerSmall {
            self.choose_prey(0)
        } else {
            self.somebody_but(0)
        };
        let Some(focus) = self.ship_of(prey).and_then(|id| self.entities.get(id)) else {
            return;
        };
        let focus = focus.motion.position();
        let nearest_m = VIEW_HALF_WIDTH_MAX_M + kind.radius_m();
        let mut rim = None;
        for _ in 0..TRIES {
            let place = self.around(focus, nearest_m, nearest_m + APPROACH_M);
            if self.is_out_of_sight(place, kind.radius_m()) {
                self.add_saucer(kind, Motion::at(place.0, place.1), prey);
                return;
            }
            if self.is_off_every_ship(place) {
                rim = Some(place);
            }
        }
        if let Some((x_m, y_m)) = rim {
            self.add_saucer(kind, Motion::at(x_m, y_m), prey);
        }
    }

    pub(crate) fn ship_of(&self, player: PlayerId) -> Option<EntityId> {
        self.player(player)?.ship
    }

    /// Whom a small saucer hunts: the leader if no other one does, or else
    /// somebody else who flies. 0 if there is nobody.
    fn choose_prey(&mut self, hunter: EntityId) -> PlayerId {
        match self.leader {
            None => self.somebody_but(0),
            Some(leader) => {
                let is_free = self.ship_of(leader).is_some() && !self.is_hunted(leader, hunter);
                if is_free {
                    leader
                } else {
                    self.somebody_but(leader)
                }
            }
        }
    }

    /// Whether a small saucer besides this one hunts a player.
    fn is_hunted(&self, player: PlayerId, besides: EntityId) -> bool {
        let others = self.entities.of(Kind::SaucerSmall).iter();
        others
            .filter(|id| **id != besides)
            .filter_map(|id| self.entities.get(*id))
            .any(|other| matches!(other.detail, Detail::Saucer(it) if it.prey == player))
    }

    /// Any player who flies, except one, and a person if there is one. 0 if there is
    /// no other.
    pub(crate) fn somebody_but(&mut self, player: PlayerId) -> PlayerId {
        let people = self
            .players
            .people_flying()
            .filter(|person| person.id != player)
            .count();
        if people > 0 {
            let chosen = self.chance.below(people);
            let mut others = self
                .players
                .people_flying()
                .filter(|person| person.id != player);
            return others.nth(chosen).map_or(0, |person| person.id);
        }
        let ships = self.entities.of(Kind::Ship);
        if ships.is_empty() {
            return 0;
        }
        let first = self.chance.below(ships.len());
        let mut pilots =
            (ships[first..].iter().chain(&ships[..first])).filter_map(|id| self.pilot_of(*id));
        pilots.find(|pilot| *pilot != player).unwrap_or(0)
    }

    /// The ship that a small saucer hunts. It chooses another prey when its own
    /// no longer flies, and when others hunt the leader too.
    fn prey_of(&mut self, id: EntityId) -> Option<EntityId> {
        let prey = self.saucer_mut(id)?.0.prey;
        let crowded = self.leader == Some(prey) && self.is_hunted(prey, id);
        if let Some(ship) = self.ship_of(prey).filter(|_| !crowded) {
            return Some(ship);
        }
        let prey = self.choose_prey(id);
        if let Some((saucer, _)) = self.saucer_mut(id) {
            saucer.prey = prey;
        }
        self.ship_of(prey)
    }

    /// Saucers choose courses and fire.
    pub(crate) fn steer_saucers(&mut self) {
        for kind in [Kind::SaucerLarge, Kind::SaucerSmall] {
            for index in 0..self.entities.of(kind).len() {
                let id = self.entities.of(kind)[index];
                self.steer(id, kind);
                self.fire_at_will(id, kind);
            }
        }
    }

    fn steer(&mut self, id: EntityId, kind: Kind) {
        let now = self.tick;
        let due = |(saucer, _): &(&mut Saucer, Motion)| saucer.course_until <= now;
        let Some((_, motion)) = self.saucer_mut(id).filter(due) else {
            return;
        };
        let (prey, swerve) = if kind == Kind::SaucerSmall {
            (self.prey_of(id), SWERVE)
        } else {
            (self.guest_of(id), STRAY)
        };
        let (x, y) = self.next_course(prey, &motion, swerve);
        let speed_mps = kind.traits().drift_mps.1;
        self.put(
            id,
            Motion {
                vx_mps: speed_mps * x,
                vy_mps: speed_mps * y,
                ..motion
            },
        );
        let course = self
            .chance
            .ticks(SAUCER_COURSE_TICKS.0, SAUCER_COURSE_TICKS.1);
        if let Some((saucer, _)) = self.saucer_mut(id) {
            saucer.course_until = now + course;
        }
    }

    /// The ship that a large saucer came for, if it still flies.
    fn guest_of(&mut self, id: EntityId) -> Option<EntityId> {
        let prey = self.saucer_mut(id)?.0.prey;
        self.ship_of(prey)
    }

    /// Anywhere, or with a swerve towards its prey.
    fn next_course(&mut self, prey: Option<EntityId>, motion: &Motion, swerve: f32) -> (f32, f32) {
        let Some(prey) = prey.and_then(|id| self.entities.get(id)) else {
            return self.chance.direction();
        };
        let (dx, dy) = self
            .torus()
            .delta(motion.position(), prey.motion.position());
        self.deflected((dx, dy), swerve)
    }

    fn fire_at_will(&mut self, id: EntityId, kind: Kind) {
        let now = self.tick;
        let ready = |(saucer, _): &(&mut Saucer, Motion)| saucer.gun_ready <= now;
        let Some((_, motion)) = self.saucer_mut(id).filter(ready) else {
            return;
        };
        let aim = if kind == Kind::SaucerSmall {
            self.aim(id, &motion)
        } else {
            Some(self.chance.direction())
        };
        let Some((cos, sin)) = aim else {
            return;
        };
        let reload = self
            .chance
            .ticks(SAUCER_RELOAD_TICKS.0, SAUCER_RELOAD_TICKS.1);
        if let Some((saucer, _)) = self.saucer_mut(id) {
            saucer.gun_ready = now + reload;
        }
        let aimed = Motion { cos, sin, ..motion };
        self.launch(id, 0, &aimed, Spread::Straight);
    }

    /// Where to fire to hit the prey's ship, or else the nearest one, if either
    /// is in range. The more points its pilot has, the nearer to it.
    fn aim(&mut self, id: EntityId, motion: &Motion) -> Option<(f32, f32)> {
        let at = motion.position();
        let distance = |ship: EntityId| {
            let ship = self.entities.get(ship)?;
            let squared = self.torus().distance_squared(at, ship.motion.position());
            (squared <= RANGE_M * RANGE_M).then_some((squared, ship.id))
        };
        let Detail::Saucer(saucer) = self.entities.get(id)?.detail else {
            return None;
        };
        let prey = self.ship_of(saucer.prey).and_then(distance);
        let nearest = || {
            self.entities
                .near(at, (RANGE_M, RANGE_M))
                .filter(|entity| entity.kind == Kind::Ship && entity.id != id)
                .filter_map(|ship| distance(ship.id))
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
        };
        let (squared, target) = prey.or_else(nearest)?;
        let pilot = self.pilot_of(target).and_then(|pilot| self.player(pilot));
        let score = pilot.map_or(0.0, |pilot| pilot.score as f32);
        let target = self.entities.get(target)?.motion;
        let (dx, dy) = self.torus().delta(at, target.position());
        let flight_s = squared.sqrt() / MUZZLE_SPEED_MPS;
        let lead = (
            dx + (target.vx_mps - motion.vx_mps) * flight_s,
            dy + (target.vy_mps - motion.vy_mps) * flight_s,
        );
        let error = AIM_ERROR / (1.0 + score / AIM_HALVES_AT);
        Some(self.deflected(lead, error))
    }

    /// The direction of a vector, off by a random angle with at most this tangent.
    fn deflected(&mut self, (x, y): (f32, f32), tangent_max: f32) -> (f32, f32) {
        let tangent = self.chance.between(-tangent_max, tangent_max);
        let (x, y) = (x - y * tangent, y + x * tangent);
        let length = (x * x + y * y).sqrt();
        if length > 0.0 {
            (x / length, y / length)
        } else {
            (1.0, 0.0)
        }
    }

    fn saucer_mut(&mut self, id: EntityId) -> Option<(&mut Saucer, Motion)> {
        let entity = self.entities.get_mut(id)?;
        let Detail::Saucer(saucer) = entity.detail else {
            return None;
        };
        Some((saucer, *entity.motion))
    }
}
