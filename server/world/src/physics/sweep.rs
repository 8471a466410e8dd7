//! Where bullets hit: rays against what is near their way, never bodies.

use asteroids_shared::rules::DT_S;
use asteroids_shared::{EntityId, Kind, Motion};
use rapier2d::prelude::*;

use super::Physics;
use super::bodies::Body;
use crate::space::entities::Entities;
use crate::space::entity::Entity;

/// What a bullet hits first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    /// Whom it hits.
    pub target: EntityId,
    /// When within the step, from 0 to 1.
    pub fraction: f32,
}

impl Physics {
    /// What a bullet hits first on its way through the last step, of those that
    /// `can_hit` accepts. `motion` is the bullet's at the end of the step.
    pub fn sweep(
        &self,
        entities: &Entities,
        motion: &Motion,
        can_hit: impl Fn(Entity) -> bool,
    ) -> Option<Impact> {
        let way = Vector::new(motion.vx_mps, motion.vy_mps) * DT_S;
        let end = motion.position();
        let start = (end.0 - way.x, end.1 - way.y);
        // What it met lies within this of where it came to.
        let reach_m = Kind::LARGEST_RADIUS_M + self.longest_way_m;
        let half = (way.x.abs() + reach_m, way.y.abs() + reach_m);
        let mut first: Option<Impact> = None;
        for spot in entities.bodies_about(end, half).flatten() {
            let (x_m, y_m) = self.torus.delta(end, spot.at);
            if x_m.abs() > half.0 || y_m.abs() > half.1 {
                continue;
            }
            let seen = |from: (f32, f32), at| {
                let (x_m, y_m) = self.torus.delta(from, at);
                Vector::new(x_m, y_m)
            };
            let before = &self.before[spot.id as usize];
            let passing = (seen(before.position(), start), seen(spot.at, end));
            if !passes_within(passing, spot.kind.radius_m()) {
                continue;
            }
            let (Some(body), Some(target)) = (self.bodies.get(spot.id), entities.get(spot.id))
            else {
                continue;
            };
            if !can_hit(target) {
                continue;
            }
            let limit = first.map_or(1.0, |impact| impact.fraction);
            if let Some(fraction) = body.hit_by(passing, (before, target.motion), limit) {
                first = Some(Impact {
                    target: spot.id,
                    fraction,
                });
            }
        }
        first
    }
}

impl Body {
    /// When something hits it that passes by, seen from its centre, before `limit`.
    /// Its own motions are those before and after the step.
    fn hit_by(
        &self,
        (start, end): (Vector, Vector),
        (before, after): (&Motion, &Motion),
        limit: f32,
    ) -> Option<f32> {
        // In the frame of the target, which moves and turns with it.
        let turned = |motion: &Motion| Rotation::from_cos_sin_unchecked(motion.cos, motion.sin);
        let from = turned(before).inverse() * start;
        let to = turned(after).inverse() * end;
        let ray = Ray::new(from, to - from);
        self.shape.cast_local_ray(&ray, limit, true)
    }
}

/// Whether a straight way comes so near to the origin.
fn passes_within((start, end): (Vector, Vector), radius_m: f32) -> bool {
    let way = end - start;
    let length2 = way.length_squared();
    let nearest = if length2 > 0.0 {
        (-start.dot(way) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (start + way * nearest).length_squared() <= radius_m * radius_m
}
