//! Where bullets hit: rays through rapier's broad phase, never bodies.

use asteroids_shared::rules::{DT_S, MUZZLE_SPEED_MPS};
use asteroids_shared::{EntityId, Motion};
use rapier2d::prelude::*;

use super::body::{LARGEST_RADIUS_M, pose_of};
use super::seam::is_ghost;
use super::{Physics, body_of, entity_of};
use crate::world::entities::Entities;
use crate::world::entity::Entity;

/// What a bullet hits first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    /// Whom it hits.
    pub target: EntityId,
    /// When within the step, from 0 to 1.
    pub fraction: f32,
}

/// How near to an edge a bullet must be, beside the way it flies, to hit
/// something whose centre is beyond: in metres.
const EDGE_M: f32 = LARGEST_RADIUS_M + 2.0 * MUZZLE_SPEED_MPS * DT_S;

impl Physics {
    /// What a bullet hits first on its way through the last step, of those that
    /// `can_hit` accepts. `motion` is the bullet's at the end of the step, not
    /// yet brought back into the world.
    pub fn sweep(
        &self,
        entities: &Entities,
        motion: &Motion,
        can_hit: impl Fn(&Entity) -> bool,
    ) -> Option<Impact> {
        let end = Vector::new(motion.x_m, motion.y_m);
        let start = end - Vector::new(motion.vx_mps, motion.vy_mps) * DT_S;
        let mut first: Option<Impact> = None;
        for x_m in images(start.x, end.x, self.torus.width_m) {
            for y_m in images(start.y, end.y, self.torus.height_m) {
                let shift = Vector::new(x_m, y_m);
                let image = (start + shift, end + shift);
                let limit = first.map_or(1.0, |impact| impact.fraction);
                first = self.sweep_image(entities, image, limit, &can_hit).or(first);
            }
        }
        first
    }

    /// As [`Self::sweep`] on the plane, for hits before `limit`.
    fn sweep_image(
        &self,
        entities: &Entities,
        (start, end): (Vector, Vector),
        mut limit: f32,
        can_hit: impl Fn(&Entity) -> bool,
    ) -> Option<Impact> {
        // The broad phase has the boxes of where the targets came to: those on
        // whose way the bullet was are within the longest way of it.
        let reach = Vector::splat(self.longest_way_m);
        let swept = Aabb::new(start.min(end) - reach, start.max(end) + reach);
        let mut first = None;
        for (_, collider) in self
            .rapier
            .query_pipeline()
            .intersect_aabb_conservative(swept)
        {
            let target = entity_of(collider);
            let (Some(body), Some(entity)) = (body_of(&self.bodies, target), entities.get(target))
            else {
                continue;
            };
            if is_ghost(collider) || !can_hit(entity) {
                continue;
            }
            // In the frame of the target, which moves and turns with it.
            let from = pose_of(&body.before).inverse_transform_point(start);
            let to = pose_of(&entity.motion).inverse_transform_point(end);
            let ray = Ray::new(from, to - from);
            if let Some(fraction) = collider.shape().cast_local_ray(&ray, limit, true) {
                limit = fraction;
                first = Some(Impact { target, fraction });
            }
        }
        first
    }
}

/// By how much to shift a span that may reach over an edge so that it meets what
/// is beyond: itself, and its image one world further.
fn images(start_m: f32, end_m: f32, extent_m: f32) -> impl Iterator<Item = f32> {
    let near = extent_m * 0.5 - EDGE_M;
    let beyond = if start_m.max(end_m) > near {
        Some(-extent_m)
    } else if start_m.min(end_m) < -near {
        Some(extent_m)
    } else {
        None
    };
    std::iter::once(0.0).chain(beyond)
}
