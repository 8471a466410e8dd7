//! Exact dead reckoning: where is an entity one tick later, if nothing touches
//! it and its pilot holds the same controls?
//!
//! This is rapier's own rule for free flight, with the same f32 operations in
//! the same order, so the answer equals the server's world to the bit:
//! `rapier2d::dynamics::RigidBodyVelocity::{integrate_linearized, apply_damping}`.
//! The browser has the same rule in `client-web/src/motion.ts`; the golden
//! vectors pin the two together.

use serde::{Deserialize, Serialize};

use crate::rules::{
    BULLET_STEPS_PER_MPS, DT_S, MUZZLE_OFFSET_M, MUZZLE_SPEED_MPS, MUZZLE_STEPS_PER_M, SPREAD_COS,
    SPREAD_SIN, SUBSTEPS,
};
use crate::{Controls, Spread, Torus};

/// Where an entity is and how it moves, at a tick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Motion {
    /// Position in metres, within the torus.
    pub x_m: f32,
    /// Position in metres, within the torus.
    pub y_m: f32,
    /// Cosine of the heading. With `sin` a unit complex number: sine and cosine
    /// are not specified to the bit in JavaScript, so no angle is ever sent.
    pub cos: f32,
    /// Sine of the heading.
    pub sin: f32,
    /// Velocity in m/s.
    pub vx_mps: f32,
    /// Velocity in m/s.
    pub vy_mps: f32,
    /// Angular velocity in rad/s, positive counter-clockwise.
    pub spin_radps: f32,
}

/// How a kind of entity moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dynamics {
    /// Damping of the velocity, in 1/s.
    pub linear_damping: f32,
    /// Damping of the angular velocity, in 1/s.
    pub angular_damping: f32,
    /// Damping of the velocity while the brake is held, in 1/s.
    pub brake_damping: f32,
    /// Acceleration along the nose while thrusting, in m/s².
    pub thrust_mps2: f32,
    /// Angular acceleration while turning, in rad/s².
    pub turn_radps2: f32,
}

impl Dynamics {
    /// Free flight: no damping, no engine.
    pub const FREE: Self = Self {
        linear_damping: 0.0,
        angular_damping: 0.0,
        brake_damping: 0.0,
        thrust_mps2: 0.0,
        turn_radps2: 0.0,
    };

    /// The damping of the velocity under these controls, in 1/s.
    #[inline]
    pub fn linear_damping_under(&self, controls: Controls) -> f32 {
        if controls.holds(Controls::BRAKE) {
            self.brake_damping
        } else {
            self.linear_damping
        }
    }
}

impl Motion {
    /// At rest at a point, heading along +x.
    pub const fn at(x_m: f32, y_m: f32) -> Self {
        Self {
            x_m,
            y_m,
            cos: 1.0,
            sin: 0.0,
            vx_mps: 0.0,
            vy_mps: 0.0,
            spin_radps: 0.0,
        }
    }

    /// How many numbers it is.
    pub const NUMBERS: usize = 7;

    /// The position as a pair, in metres.
    #[inline]
    pub const fn position(&self) -> (f32, f32) {
        (self.x_m, self.y_m)
    }

    /// Whether every number is finite.
    pub fn is_finite(&self) -> bool {
        self.to_array().iter().all(|value| value.is_finite())
    }

    /// The seven numbers in the order of the wire: x, y, cos, sin, vx, vy, spin.
    pub const fn to_array(&self) -> [f32; Self::NUMBERS] {
        [
            self.x_m,
            self.y_m,
            self.cos,
            self.sin,
            self.vx_mps,
            self.vy_mps,
            self.spin_radps,
        ]
    }

    /// The inverse of [`Motion::to_array`].
    pub const fn from_array(numbers: [f32; Self::NUMBERS]) -> Self {
        let [x_m, y_m, cos, sin, vx_mps, vy_mps, spin_radps] = numbers;
        Self {
            x_m,
            y_m,
            cos,
            sin,
            vx_mps,
            vy_mps,
            spin_radps,
        }
    }

    /// Whether both are the same number for number, bit for bit.
    #[inline]
    pub fn same_bits(&self, other: &Self) -> bool {
        let same = |one: f32, other: f32| one.to_bits() == other.to_bits();
        same(self.x_m, other.x_m)
            && same(self.y_m, other.y_m)
            && same(self.cos, other.cos)
            && same(self.sin, other.sin)
            && same(self.vx_mps, other.vx_mps)
            && same(self.vy_mps, other.vy_mps)
            && same(self.spin_radps, other.spin_radps)
    }

    /// The velocities after the engine has pushed for a tick. rapier sees this
    /// as a change of velocity before its step, so it does not depend on the
    /// number of substeps.
    #[inline]
    pub fn push(&mut self, controls: Controls, dynamics: &Dynamics) {
        if controls.holds(Controls::THRUST) {
            let dv_mps = dynamics.thrust_mps2 * DT_S;
            self.vx_mps += dv_mps * self.cos;
            self.vy_mps += dv_mps * self.sin;
        }
        let turn = controls.turn();
        if turn != 0.0 {
            self.spin_radps += dynamics.turn_radps2 * DT_S * turn;
        }
    }

    /// One tick of free flight under these controls, on the torus.
    #[inline]
    pub fn advance(&mut self, controls: Controls, dynamics: &Dynamics, torus: &Torus) {
        self.push(controls, dynamics);
        self.coast(controls, dynamics);
        (self.x_m, self.y_m) = torus.wrap(self.x_m, self.y_m);
    }

    /// What rapier's step does to a body that nothing touches, in a world
    /// without seams.
    #[inline]
    pub fn coast(&mut self, controls: Controls, dynamics: &Dynamics) {
        let h_s = DT_S / SUBSTEPS as f32;
        // Bullets and pickups need no square roots: the result is the same.
        let turns = self.spin_radps != 0.0 || self.cos != 1.0 || self.sin.to_bits() != 0;
        for _ in 0..SUBSTEPS {
            if turns {
                self.turn_by(self.spin_radps * h_s);
            }
            self.x_m += self.vx_mps * h_s;
            self.y_m += self.vy_mps * h_s;
        }
        let linear_damping = dynamics.linear_damping_under(controls);
        if linear_damping != 0.0 {
            let keep = 1.0 / (1.0 + DT_S * linear_damping);
            self.vx_mps *= keep;
            self.vy_mps *= keep;
        }
        if dynamics.angular_damping != 0.0 {
            self.spin_radps *= 1.0 / (1.0 + DT_S * dynamics.angular_damping);
        }
    }

    /// A small turn, as the tangent of the angle.
    #[inline]
    fn turn_by(&mut self, turned: f32) {
        let cos = self.cos - turned * self.sin;
        let sin = self.sin + turned * self.cos;
        let length = (cos * cos + sin * sin).sqrt();
        self.cos = cos / length;
        self.sin = sin / length;
    }

    /// The motion of a bullet fired from this motion, before its first tick, in
    /// whole steps of [`MUZZLE_STEPS_PER_M`] and [`BULLET_STEPS_PER_MPS`].
    pub fn muzzle(&self, spread: Spread, torus: &Torus) -> Self {
        let side = f32::from(spread.side()) * SPREAD_SIN;
        let (cos, sin) = if spread == Spread::Straight {
            (self.cos, self.sin)
        } else {
            (
                self.cos * SPREAD_COS - self.sin * side,
                self.sin * SPREAD_COS + self.cos * side,
            )
        };
        let (x_m, y_m) = torus.wrap(
            self.x_m + MUZZLE_OFFSET_M * cos,
            self.y_m + MUZZLE_OFFSET_M * sin,
        );
        Self {
            vx_mps: step(self.vx_mps + MUZZLE_SPEED_MPS * cos, BULLET_STEPS_PER_MPS),
            vy_mps: step(self.vy_mps + MUZZLE_SPEED_MPS * sin, BULLET_STEPS_PER_MPS),
            ..Self::at(step(x_m, MUZZLE_STEPS_PER_M), step(y_m, MUZZLE_STEPS_PER_M))
        }
    }
}

/// The value without what is less than a step of `1 / steps_per_unit`. Never
/// further from zero, so what lies within the torus stays there.
fn step(value: f32, steps_per_unit: f32) -> f32 {
    (value * steps_per_unit) as i32 as f32 / steps_per_unit
}
