//! The outlines of what collides, and which of it rapier steps.

use asteroids_shared::{EntityId, Motion};
use rapier2d::prelude::*;

/// What collides, by entity id.
#[derive(Default)]
pub struct Bodies(Vec<Option<Body>>);

pub struct Body {
    pub shape: SharedShape,
    pub engaged: Option<Engaged>,
}

/// Where rapier has a body that it steps.
#[derive(Clone, Copy)]
pub struct Engaged {
    pub body: RigidBodyHandle,
    pub collider: ColliderHandle,
}

impl Bodies {
    /// Gives an entity a body, which nothing has engaged yet.
    pub fn put(&mut self, id: EntityId, shape: SharedShape) {
        let index = id as usize;
        if self.0.len() <= index {
            self.0.resize_with(index + 1, || None);
        }
        self.0[index] = Some(Body {
            shape,
            engaged: None,
        });
    }

    pub fn remove(&mut self, id: EntityId) {
        if let Some(slot) = self.0.get_mut(id as usize) {
            *slot = None;
        }
    }

    pub fn get(&self, id: EntityId) -> Option<&Body> {
        self.0.get(id as usize)?.as_ref()
    }

    pub fn get_mut(&mut self, id: EntityId) -> Option<&mut Body> {
        self.0.get_mut(id as usize)?.as_mut()
    }

    /// From now on rapier has none of them.
    pub fn disengage_all(&mut self) {
        for body in self.0.iter_mut().flatten() {
            body.engaged = None;
        }
    }

    /// Where rapier has an entity, if it steps it.
    pub fn engaged(&self, id: EntityId) -> Option<Engaged> {
        self.get(id)?.engaged
    }

    pub fn is_engaged(&self, id: EntityId) -> bool {
        self.engaged(id).is_some()
    }

    /// How far the outline of an entity reaches from its centre along a direction of
    /// length 1, in metres; 0 for what has none.
    pub fn reach_m(&self, id: EntityId, motion: &Motion, direction: (f32, f32)) -> f32 {
        let shape = self.get(id).and_then(|body| body.shape.as_convex_polygon());
        let (x, y) = direction;
        let own = Vector::new(
            motion.cos * x + motion.sin * y,
            motion.cos * y - motion.sin * x,
        );
        let corners = shape.into_iter().flat_map(|hull| hull.points());
        corners.fold(0.0, |reach_m, corner| corner.dot(own).max(reach_m))
    }
}
