//! What rapier is told of each kind of entity: outline, mass, material.

use asteroids_shared::rules::RESTITUTION;
use asteroids_shared::{EntityId, Kind, Motion};
use rapier2d::prelude::*;

use crate::space::entity::Entity;

/// How much things slow each other's sliding.
const FRICTION: f32 = 0.1;

/// The shape that collides: the convex hull of what clients draw. None for what
/// has no body.
pub fn shape(entity: Entity) -> Option<SharedShape> {
    if !entity.kind.collides() {
        return None;
    }
    let corners = entity.outline().into_iter();
    let corners: Vec<_> = corners.map(|(x, y)| Vector::new(x, y)).collect();
    Some(SharedShape::convex_hull(&corners).expect("the corners of every outline enclose an area"))
}

/// The body and the collider of an entity. Its motion is still to be set.
///
/// The mass is the body's own and its centre is the origin: a polygon's
/// centroid, which lies elsewhere, would make a turning rock swerve from the
/// path that clients predict.
pub fn parts(id: EntityId, kind: Kind, shape: &SharedShape) -> (RigidBodyBuilder, ColliderBuilder) {
    let mass = kind.traits().mass;
    let radius_m = kind.radius_m();
    let inertia = 0.5 * mass * radius_m * radius_m;
    let dynamics = kind.dynamics();
    let mut body = RigidBodyBuilder::dynamic()
        .linear_damping(dynamics.linear_damping)
        .angular_damping(dynamics.angular_damping)
        .additional_mass_properties(MassProperties::new(Vector::ZERO, mass, inertia))
        .allow_fast_rotation(true)
        .can_sleep(false);
    if !kind.traits().turns {
        body = body.lock_rotations();
    }
    let collider = ColliderBuilder::new(shape.clone())
        .density(0.0)
        .restitution(RESTITUTION)
        .friction(FRICTION)
        .user_data(u128::from(id));
    (body, collider)
}

/// Where rapier has a body with this motion.
pub fn pose_of(motion: &Motion) -> Pose {
    Pose::from_parts(
        Vector::new(motion.x_m, motion.y_m),
        Rotation::from_cos_sin_unchecked(motion.cos, motion.sin),
    )
}

/// The motion of a body.
pub fn motion_of(body: &RigidBody) -> Motion {
    let (pose, velocity) = (body.position(), body.linvel());
    Motion {
        x_m: pose.translation.x,
        y_m: pose.translation.y,
        cos: pose.rotation.re,
        sin: pose.rotation.im,
        vx_mps: velocity.x,
        vy_mps: velocity.y,
        spin_radps: body.angvel(),
    }
}

/// Gives a body this motion.
pub fn set_motion(body: &mut RigidBody, motion: &Motion) {
    body.set_position(pose_of(motion), false);
    body.set_linvel(Vector::new(motion.vx_mps, motion.vy_mps), false);
    body.set_angvel(motion.spin_radps, false);
}
