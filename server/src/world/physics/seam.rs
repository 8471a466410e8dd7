//! Collisions across the seam.
//!
//! rapier's plane has no seam. So whatever is within reach of the right or the
//! top edge has *ghosts*: bodies of their own, one world further left, further
//! down, or both. Before each step a ghost gets the pose and the velocity of
//! the real body; what a step does to a ghost is done to the real one.
//!
//! Groups see to it that each pair meets exactly once. A pair across the right
//! edge is the ghost of the right one with the real left one; across the corner
//! it is either the corner ghost with a real one, or a ghost to the left with a
//! ghost below.
//!
//! Two things are approximate. What crosses an edge while it is pressed against
//! something begins that contact anew, without what rapier remembers of it. And
//! what is pressed on both sides of the seam in one step gets the sum of two
//! pushes that were solved apart.

use asteroids_shared::{Controls, Dynamics, Motion, Torus};
use rapier2d::prelude::*;

use super::body::{LARGEST_RADIUS_M, REAL, motion_of, set_motion};

/// What a step may add to the distance at which two things meet, in metres.
const SLACK_M: f32 = 0.5;
/// How much further a ghost is kept than made, in metres, so that what hovers
/// at the border of the band does not make and drop one every tick.
const KEPT_M: f32 = 2.0;

/// Marks the collider of a ghost, beside the id of the entity.
const GHOST: u128 = 1 << 32;

/// Whether a collider is a ghost's.
pub fn is_ghost(collider: &Collider) -> bool {
    collider.user_data & GHOST != 0
}

/// Where a ghost is: one world to the left, one below, or both.
const IMAGES: [(f32, f32); 3] = [(-1.0, 0.0), (0.0, -1.0), (-1.0, -1.0)];

/// The groups of the ghost at each image.
fn groups(image: usize) -> InteractionGroups {
    const LEFT: Group = Group::GROUP_2;
    const BELOW: Group = Group::GROUP_3;
    const CORNER: Group = Group::GROUP_4;
    let (own, meets) = [
        (LEFT, REAL.union(BELOW)),
        (BELOW, REAL.union(LEFT)),
        (CORNER, REAL),
    ][image];
    InteractionGroups::new(own, meets, InteractionTestMode::And)
}

/// Which images a body at this place needs, if it and whatever it can touch
/// reach so far beyond their centres.
fn needed(at: (f32, f32), reach_m: f32, torus: &Torus) -> [bool; 3] {
    let right = at.0 + reach_m >= torus.width_m * 0.5;
    let top = at.1 + reach_m >= torus.height_m * 0.5;
    [right, top, right && top]
}

fn shifted(motion: &Motion, image: usize, worlds: f32, torus: &Torus) -> Motion {
    let (x, y) = IMAGES[image];
    Motion {
        x_m: motion.x_m + worlds * x * torus.width_m,
        y_m: motion.y_m + worlds * y * torus.height_m,
        ..*motion
    }
}

/// The ghosts of one body, by image.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ghosts([Option<RigidBodyHandle>; 3]);

impl Ghosts {
    /// Makes and drops ghosts as the place of the real body demands, and gives
    /// each the pose, the velocity and the damping of the real one.
    pub fn prepare(
        &mut self,
        rapier: &mut PhysicsWorld,
        real: ColliderHandle,
        pushed: &Motion,
        linear_damping: f32,
        torus: &Torus,
        radius_m: f32,
    ) {
        let reach_m = radius_m + LARGEST_RADIUS_M + SLACK_M;
        let kept = needed(pushed.position(), reach_m + KEPT_M, torus);
        if !kept.contains(&true) && self.is_empty() {
            return;
        }
        let wanted = needed(pushed.position(), reach_m, torus);
        for (image, slot) in self.0.iter_mut().enumerate() {
            if let Some(ghost) = *slot
                && !kept[image]
            {
                rapier.remove_body(ghost);
                *slot = None;
            }
            if slot.is_none() && wanted[image] {
                *slot = Some(summon(rapier, real, image));
            }
            if let Some(ghost) = *slot {
                let body = &mut rapier.bodies[ghost];
                set_motion(body, &shifted(pushed, image, 1.0, torus));
                body.set_linear_damping(linear_damping);
            }
        }
    }

    /// What the step did to the ghosts, done to the real body. `pushed` is the
    /// motion that the step began with; `real` what it came to. True if any
    /// ghost was touched.
    pub fn merge(
        &self,
        rapier: &PhysicsWorld,
        pushed: &Motion,
        (controls, dynamics): (Controls, &Dynamics),
        torus: &Torus,
        real_touched: bool,
        real: &mut Motion,
    ) -> bool {
        let mut touched = real_touched;
        for (image, ghost) in self.0.iter().enumerate() {
            let Some(ghost) = ghost else { continue };
            let mut expected = shifted(pushed, image, 1.0, torus);
            expected.coast(controls, dynamics);
            let actual = motion_of(&rapier.bodies[*ghost]);
            if actual == expected {
                continue;
            }
            *real = if touched {
                with_change(real, &expected, &actual)
            } else {
                shifted(&actual, image, -1.0, torus)
            };
            touched = true;
        }
        touched
    }

    /// Takes every ghost away.
    pub fn dismiss(&mut self, rapier: &mut PhysicsWorld) {
        for ghost in self.0.iter_mut().filter_map(Option::take) {
            rapier.remove_body(ghost);
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Their bodies.
    pub fn bodies(&self) -> impl Iterator<Item = RigidBodyHandle> {
        self.0.into_iter().flatten()
    }
}

fn summon(rapier: &mut PhysicsWorld, real: ColliderHandle, image: usize) -> RigidBodyHandle {
    let mut collider = rapier.colliders[real].clone();
    collider.user_data |= GHOST;
    collider.set_collision_groups(groups(image));
    let body = collider
        .parent()
        .expect("a real collider belongs to a body");
    let body = rapier.bodies[body].clone();
    rapier.insert(body, collider).0
}

/// A motion with the difference between two others added.
fn with_change(motion: &Motion, from: &Motion, to: &Motion) -> Motion {
    let turn = Rotation::from_cos_sin_unchecked(to.cos, to.sin)
        * Rotation::from_cos_sin_unchecked(from.cos, -from.sin);
    let turned = (turn * Rotation::from_cos_sin_unchecked(motion.cos, motion.sin)).normalize();
    Motion {
        x_m: motion.x_m + (to.x_m - from.x_m),
        y_m: motion.y_m + (to.y_m - from.y_m),
        cos: turned.re,
        sin: turned.im,
        vx_mps: motion.vx_mps + (to.vx_mps - from.vx_mps),
        vy_mps: motion.vy_mps + (to.vy_mps - from.vy_mps),
        spin_radps: motion.spin_radps + (to.spin_radps - from.spin_radps),
    }
}
