//! How things move and collide. Nobody else names rapier.

mod body;
mod seam;
mod sweep;

use asteroids_shared::rules::{DT_S, SUBSTEPS};
use asteroids_shared::{Controls, EntityId, Motion, Torus};
use rapier2d::prelude::*;

use self::body::{motion_of, set_motion, set_velocities};
use self::seam::Ghosts;
use super::entities::Entities;
use super::entity::Entity;

/// Everything that has a body, and how it moves.
pub(super) struct Physics {
    rapier: PhysicsWorld,
    torus: Torus,
    /// By entity id; `None` for what has no body.
    bodies: Vec<Option<Body>>,
    /// Whom the last step has touched, by ascending id.
    touched: Vec<EntityId>,
    /// The longest way along an axis that a body went in the last step, in metres.
    longest_way_m: f32,
}

#[derive(Debug)]
struct Body {
    handle: RigidBodyHandle,
    collider: ColliderHandle,
    ghosts: Ghosts,
    braking: bool,
    /// The motion at the beginning of the last step.
    before: Motion,
}

impl Physics {
    pub fn new(torus: Torus) -> Self {
        let mut rapier = PhysicsWorld::new();
        rapier.gravity = Vector::ZERO;
        rapier.integration_parameters.dt = DT_S;
        rapier.integration_parameters.num_solver_iterations = SUBSTEPS as usize;
        rapier.integration_parameters.max_ccd_substeps = 0;
        Self {
            rapier,
            torus,
            bodies: Vec::new(),
            touched: Vec::new(),
            longest_way_m: 0.0,
        }
    }

    /// Gives an entity its body, if it is of a kind that has one.
    pub fn add(&mut self, entity: &Entity) {
        let Some((body, collider)) = body::parts(entity) else {
            return;
        };
        let (handle, collider) = self.rapier.insert(body, collider);
        let index = entity.id as usize;
        if self.bodies.len() <= index {
            self.bodies.resize_with(index + 1, || None);
        }
        self.bodies[index] = Some(Body {
            handle,
            collider,
            ghosts: Ghosts::default(),
            braking: false,
            before: entity.motion,
        });
    }

    /// Takes the body of an entity away, if it has one.
    pub fn remove(&mut self, id: EntityId) {
        let slot = self.bodies.get_mut(id as usize);
        if let Some(mut body) = slot.and_then(Option::take) {
            body.ghosts.dismiss(&mut self.rapier);
            self.rapier.remove_body(body.handle);
        }
    }

    /// Puts the body of an entity elsewhere, or gives it another velocity.
    pub fn place(&mut self, id: EntityId, motion: &Motion) {
        if let Some(body) = body_of(&self.bodies, id) {
            set_motion(&mut self.rapier.bodies[body.handle], motion);
        }
    }

    /// Moves everything by a tick. Entities may leave the world by a tick's way;
    /// whoever steps brings them back.
    pub fn step(&mut self, entities: &mut Entities) {
        self.push(entities);
        self.rapier.step();
        self.read_back(entities);
    }

    /// Lets engines push, and leaves every entity at the motion that it will
    /// have if nothing touches it.
    fn push(&mut self, entities: &mut Entities) {
        for entity in entities.iter_mut() {
            let controls = entity.steering();
            let dynamics = entity.kind.dynamics();
            let before = entity.motion;
            entity.motion.push(controls, &dynamics);
            if let Some(body) = body_of_mut(&mut self.bodies, entity.id) {
                body.before = before;
                let pushed = &entity.motion;
                let linear_damping = dynamics.linear_damping_under(controls);
                let braking = controls.holds(Controls::BRAKE);
                if *pushed != before || braking != body.braking {
                    let rigid = &mut self.rapier.bodies[body.handle];
                    set_velocities(rigid, pushed);
                    rigid.set_linear_damping(linear_damping);
                    body.braking = braking;
                }
                body.ghosts.prepare(
                    &mut self.rapier,
                    body.collider,
                    pushed,
                    linear_damping,
                    &self.torus,
                    entity.kind.radius_m(),
                );
            }
            entity.motion.coast(controls, &dynamics);
        }
    }

    /// Finds whom the step has touched. The others are where they were expected,
    /// to the bit.
    fn read_back(&mut self, entities: &mut Entities) {
        self.touched.clear();
        self.longest_way_m = 0.0;
        for entity in entities.iter_mut() {
            let Some(body) = body_of(&self.bodies, entity.id) else {
                continue;
            };
            let actual = motion_of(&self.rapier.bodies[body.handle]);
            let mut touched = actual != entity.motion;
            if touched {
                entity.motion = actual;
            }
            if !body.ghosts.is_empty() {
                let controls = entity.steering();
                let dynamics = entity.kind.dynamics();
                let mut pushed = body.before;
                pushed.push(controls, &dynamics);
                touched = body.ghosts.merge(
                    &self.rapier,
                    &pushed,
                    (controls, &dynamics),
                    &self.torus,
                    touched,
                    &mut entity.motion,
                );
                if entity.motion != actual {
                    set_motion(&mut self.rapier.bodies[body.handle], &entity.motion);
                }
            }
            if touched {
                self.touched.push(entity.id);
            }
            let way_x_m = (entity.motion.x_m - body.before.x_m).abs();
            let way_y_m = (entity.motion.y_m - body.before.y_m).abs();
            self.longest_way_m = self.longest_way_m.max(way_x_m).max(way_y_m);
        }
    }

    /// Whom the last step touched, by ascending id.
    pub fn touched(&self) -> &[EntityId] {
        &self.touched
    }

    /// With whom an entity was pressed together in the last step, of those
    /// that are still there.
    pub fn met_by(&self, id: EntityId) -> impl Iterator<Item = EntityId> {
        let body = body_of(&self.bodies, id);
        let real = body.map(|body| body.handle);
        let ghosts = body.into_iter().flat_map(|body| body.ghosts.bodies());
        real.into_iter()
            .chain(ghosts)
            .flat_map(|handle| self.rapier.bodies[handle].colliders())
            .flat_map(|own| self.pressed_against(*own))
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
                self.rapier.colliders.get(other).map(entity_of)
            })
    }
}

fn body_of(bodies: &[Option<Body>], id: EntityId) -> Option<&Body> {
    bodies.get(id as usize)?.as_ref()
}

fn body_of_mut(bodies: &mut [Option<Body>], id: EntityId) -> Option<&mut Body> {
    bodies.get_mut(id as usize)?.as_mut()
}

/// The entity whose collider, or whose ghost's collider, this is.
fn entity_of(collider: &Collider) -> EntityId {
    collider.user_data as EntityId
}
