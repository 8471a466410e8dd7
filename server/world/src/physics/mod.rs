//! How things move and collide. Nobody else names rapier.
//!
//! rapier steps what may touch something: what is *engaged*. What flies alone
//! moves by the rule of [`asteroids_shared::kinematics`], which is rapier's own
//! for a body that nothing touches, to the bit. So whether a body is engaged
//! changes nothing but the time that a step takes.

mod bodies;
mod body;
mod meetings;
mod sweep;
mod worlds;

use asteroids_shared::rules::{DT_S, SUBSTEPS};
use asteroids_shared::{Controls, EntityId, Kind, Motion, Torus};
use rapier2d::prelude::*;

use self::bodies::{Bodies, Engaged};
use self::body::{motion_of, set_motion};
use self::meetings::Meetings;
use self::worlds::Worlds;
use crate::space::entities::Entities;
use crate::space::entity::Entity;

/// Everything that collides, and how it moves.
pub(super) struct Physics {
    rapier: PhysicsWorld,
    torus: Torus,
    bodies: Bodies,
    /// By entity id: the motion at the beginning of the last step, or when it came
    /// to be after that.
    before: Vec<Motion>,
    /// Who is engaged, by ascending id, and by how many worlds each is shifted
    /// on rapier's plane, which has no seam.
    engaged: Vec<(EntityId, Worlds)>,
    meetings: Meetings,
    touched: Vec<EntityId>,
    /// The longest way along an axis that a body went in the last step, in metres.
    longest_way_m: f32,
}

impl Physics {
    pub fn new(torus: Torus) -> Self {
        Self {
            rapier: plane(),
            torus,
            bodies: Bodies::default(),
            before: Vec::new(),
            engaged: Vec::new(),
            meetings: Meetings::default(),
            touched: Vec::new(),
            longest_way_m: 0.0,
        }
    }

    /// Forgets what rapier remembers of bodies that are pressed together.
    pub fn forget_contacts(&mut self) {
        self.rapier = plane();
        self.bodies.disengage_all();
        self.engaged.clear();
        self.touched.clear();
    }

    /// Gives an entity its body, if it is of a kind that has one.
    pub fn add(&mut self, entity: Entity) {
        let index = entity.id as usize;
        if self.before.len() <= index {
            self.before.resize(index + 1, *entity.motion);
        }
        self.before[index] = *entity.motion;
        if let Some(shape) = body::shape(entity) {
            self.bodies.put(entity.id, shape);
            self.meetings.expect(entity.id);
        }
    }

    /// Notes that an entity was put elsewhere.
    pub fn displace(&mut self, id: EntityId) {
        self.meetings.expect(id);
    }

    /// Takes the body of an entity away, if it has one.
    pub fn remove(&mut self, id: EntityId) {
        self.disengage(id);
        self.bodies.remove(id);
    }

    /// Moves everything by a tick.
    pub fn step(&mut self, entities: &mut Entities) {
        let mut meetings = std::mem::take(&mut self.meetings);
        meetings.find(entities, &self.torus, &self.bodies);
        self.engage(meetings.found(), entities);
        self.meetings = meetings;
        self.step_engaged(entities);
    }

    /// Has rapier step these from now on, and no others.
    fn engage(&mut self, engaged: &[(EntityId, Worlds)], entities: &Entities) {
        let before = std::mem::take(&mut self.engaged);
        for (id, _) in &before {
            if engaged.binary_search_by_key(id, |(id, _)| *id).is_err() {
                self.disengage(*id);
            }
        }
        self.engaged = before;
        self.engaged.clear();
        self.engaged.extend_from_slice(engaged);
        for (id, _) in engaged {
            if let (Some(body), Some(entity)) = (self.bodies.get_mut(*id), entities.get(*id))
                && body.engaged.is_none()
            {
                let (rigid, collider) = body::parts(*id, entity.kind, &body.shape);
                let (rigid, collider) = self.rapier.insert(rigid, collider);
                body.engaged = Some(Engaged {
                    body: rigid,
                    collider,
                });
            }
        }
    }

    fn disengage(&mut self, id: EntityId) {
        let body = self.bodies.get_mut(id);
        if let Some(engaged) = body.and_then(|body| body.engaged.take()) {
            self.rapier.remove_body(engaged.body);
        }
    }

    fn step_engaged(&mut self, entities: &mut Entities) {
        self.load(entities);
        if !self.engaged.is_empty() {
            self.rapier.step();
        }
        self.fly(entities);
        self.read_back(entities);
    }

    /// Tells rapier where the engaged are and how they move.
    fn load(&mut self, entities: &Entities) {
        for &(id, worlds) in &self.engaged {
            if let (Some(engaged), Some(entity)) = (self.bodies.engaged(id), entities.get(id)) {
                let controls = entity.steering();
                let dynamics = entity.kind.dynamics();
                let mut pushed = worlds.shift(entity.motion, &self.torus);
                pushed.push(controls, &dynamics);
                let rigid = &mut self.rapier.bodies[engaged.body];
                set_motion(rigid, &pushed);
                rigid.set_linear_damping(dynamics.linear_damping_under(controls));
            }
        }
    }

    /// Moves everything as if nothing touched it.
    fn fly(&mut self, entities: &mut Entities) {
        let mut fastest_mps = 0.0f32;
        for entity in entities.iter_mut() {
            let (kind, motion) = (entity.kind, entity.motion);
            self.before[entity.id as usize] = *motion;
            let speed_mps = motion.vx_mps.abs().max(motion.vy_mps.abs());
            if kind.collides() {
                fastest_mps = fastest_mps.max(speed_mps);
            }
            // Only ships are steered: what else there is to a rock need not be fetched.
            let controls = if kind == Kind::Ship {
                entity.detail.steering()
            } else {
                Controls::NONE
            };
            motion.advance(controls, &kind.dynamics(), &self.torus);
        }
        let pushed_mps = fastest_mps + Kind::Ship.dynamics().thrust_mps2 * DT_S;
        self.longest_way_m = pushed_mps * DT_S;
    }

    /// Finds whom the step has touched. The others are where they were expected,
    /// to the bit.
    fn read_back(&mut self, entities: &mut Entities) {
        self.touched.clear();
        for &(id, worlds) in &self.engaged {
            let (Some(engaged), Some(entity)) = (self.bodies.engaged(id), entities.get_mut(id))
            else {
                continue;
            };
            let before = &self.before[id as usize];
            let mut expected = worlds.shift(before, &self.torus);
            let (controls, dynamics) = (entity.detail.steering(), entity.kind.dynamics());
            expected.push(controls, &dynamics);
            expected.coast(controls, &dynamics);
            let actual = motion_of(&self.rapier.bodies[engaged.body]);
            if actual == expected || !actual.is_finite() {
                continue;
            }
            let mut motion = worlds.unshift(&actual, &self.torus);
            (motion.x_m, motion.y_m) = self.torus.fold(motion.x_m, motion.y_m);
            let (x_m, y_m) = self.torus.delta(before.position(), motion.position());
            let way_m = x_m.abs().max(y_m.abs());
            self.longest_way_m = self.longest_way_m.max(way_m);
            *entity.motion = motion;
            if entity.kind.is_rock() {
                self.meetings.expect(id);
            }
            self.touched.push(id);
        }
    }

    /// Whom the last step touched, by ascending id.
    pub fn touched(&self) -> &[EntityId] {
        &self.touched
    }

    /// With whom an entity was pressed together in the last step, of those
    /// that are still there.
    pub fn met_by(&self, id: EntityId) -> impl Iterator<Item = EntityId> {
        let own = self.bodies.engaged(id).map(|engaged| engaged.collider);
        own.into_iter().flat_map(|own| self.pressed_against(own))
    }

    fn pressed_against(&self, own: ColliderHandle) -> impl Iterator<Item = EntityId> {
        let pairs = self.rapier.narrow_phase.contact_pairs_with(own);
        pairs
            .filter(|pair| pair.total_impulse_magnitude() > 0.0)
            .filter_map(move |pair| {
                let is_first = pair.collider1 == own;
                let other = if is_first {
                    pair.collider2
                } else {
                    pair.collider1
                };
                let other = self.rapier.colliders.get(other)?;
                Some(other.user_data as EntityId)
            })
    }
}

/// rapier's world, with nobody in it.
fn plane() -> PhysicsWorld {
    let mut rapier = PhysicsWorld::new();
    rapier.gravity = Vector::ZERO;
    rapier.integration_parameters.dt = DT_S;
    rapier.integration_parameters.num_solver_iterations = SUBSTEPS as usize;
    rapier.integration_parameters.max_ccd_substeps = 0;
    rapier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Player;
    use crate::chance::Chance;
    use crate::kinds::rock::Rock;
    use crate::kinds::ship::Ship;
    use crate::space::entity::Detail;
    use proptest::prelude::*;

    const TICKS: usize = 3_000;

    fn anything(side_m: f32) -> impl Strategy<Value = (Kind, Motion)> {
        let kinds = [
            Kind::Ship,
            Kind::RockLarge,
            Kind::RockMedium,
            Kind::RockSmall,
        ];
        let at = -side_m * 0.5..side_m * 0.5;
        let speed = -40.0f32..40.0;
        let numbers = (at.clone(), at, 0u64..1 << 40, speed.clone(), speed);
        (prop::sample::select(kinds.to_vec()), numbers, -6.0f32..6.0).prop_map(
            |(kind, (x_m, y_m, seed, vx_mps, vy_mps), spin_radps)| {
                let (cos, sin) = Chance::seeded(seed).direction();
                let motion = Motion {
                    x_m,
                    y_m,
                    cos,
                    sin,
                    vx_mps,
                    vy_mps,
                    spin_radps,
                };
                (kind, motion)
            },
        )
    }

    /// Steering and for how many ticks it is held.
    fn script() -> impl Strategy<Value = Vec<(Controls, usize)>> {
        let steering = (0u8..16).prop_map(Controls::from_bits);
        prop::collection::vec((steering, 1usize..200), 1..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

        /// Which bodies rapier steps is a matter of time alone: what it steps and
        /// nothing touches does what the rule says, to the bit.
        #[test]
        fn what_rapier_steps_flies_as_what_it_does_not(
            (kind, start) in anything(800.0),
            script in script(),
        ) {
            let torus = Torus::square(800.0);
            let mut entities = Entities::new(torus);
            let detail = match kind {
                Kind::Ship => Detail::Ship(Ship::spawned(&Player::new(1, String::new(), false), 0)),
                _ => Detail::Rock(Rock { seed: 7 }),
            };
            let id = entities.insert(0, kind, start, detail);
            let mut physics = Physics::new(torus);
            physics.add(entities.get(id).expect("it was put there"));
            let mut held = script.iter().flat_map(|(held, ticks)| vec![*held; *ticks]).cycle();
            let mut alone = start;
            for _ in 0..TICKS {
                let controls = held.next().expect("it cycles");
                let entity = entities.get_mut(id).expect("nothing harms it");
                if let Some(ship) = entity.detail.ship_mut() {
                    ship.controls = controls;
                }
                let steering = entity.detail.steering();
                physics.engage(&[(id, Worlds::default())], &entities);
                physics.step_engaged(&mut entities);
                alone.advance(steering, &kind.dynamics(), &torus);
                prop_assert!(physics.touched().is_empty(), "rapier had it elsewhere");
                let entity = entities.get(id).expect("nothing harms it");
                prop_assert!(entity.motion.same_bits(&alone));
            }
        }
    }
}
