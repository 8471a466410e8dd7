//! Directions and turning. No sine, cosine or arc tangent of the platform:
//! a pilot decides the same everywhere.

use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use crate::rules::{DT_S, SHIP_DYNAMICS};
use crate::{Controls, Motion, Tick};

/// What a spin of 1 rad/s turns a ship until it stands still, in rad: the sum
/// of a tick's turn over all ticks, each damped once more.
const COAST_S: f32 = DT_S + 1.0 / SHIP_DYNAMICS.angular_damping;
/// What one tick of a held turn key turns a ship in the end, in rad.
const TURN_PER_TICK_RAD: f32 = SHIP_DYNAMICS.turn_radps2 * DT_S * COAST_S;

/// The angle of a vector to +x in radians, right to 0.004.
fn angle(x: f32, y: f32) -> f32 {
    let (along, across) = (x.abs(), y.abs());
    let ratio = along.min(across) / along.max(across).max(f32::MIN_POSITIVE);
    let octant = ratio * (FRAC_PI_4 + 0.273 * (1.0 - ratio));
    let quadrant = if across > along {
        FRAC_PI_2 - octant
    } else {
        octant
    };
    let half = if x < 0.0 { PI - quadrant } else { quadrant };
    half.copysign(y)
}

/// How far to turn from the heading to this direction, in −π..=π rad, positive
/// to the left.
pub(super) fn to_turn(motion: &Motion, (x, y): (f32, f32)) -> f32 {
    angle(
        x * motion.cos + y * motion.sin,
        y * motion.cos - x * motion.sin,
    )
}

/// The key that turns a ship by this angle, for how long, and the angle that
/// is left over since ticks are whole.
pub(super) fn turn_keys(motion: &Motion, turn_rad: f32) -> (Controls, Tick, f32) {
    let rest_rad = turn_rad - motion.spin_radps * COAST_S;
    let ticks = (rest_rad.abs() / TURN_PER_TICK_RAD).round();
    let key = if rest_rad > 0.0 {
        Controls::LEFT
    } else {
        Controls::RIGHT
    };
    let left_over_rad = rest_rad.abs() - ticks * TURN_PER_TICK_RAD;
    (key, ticks as Tick, left_over_rad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Torus};

    #[test]
    fn angles_are_right_to_a_quarter_of_a_degree() {
        for step in -314..=314 {
            let rad = step as f32 / 100.0;
            let off_rad = angle(5.0 * rad.cos(), 5.0 * rad.sin()) - rad;
            assert!(off_rad.abs() < 0.004, "{rad}: {off_rad}");
        }
    }

    #[test]
    fn a_turn_ends_where_it_was_to_end() {
        let torus = Torus::square(100.0);
        for (spin_radps, turn_rad) in [(0.0, 1.0), (0.0, -2.5), (2.0, 1.5), (-3.0, 0.7)] {
            let mut ship = Motion {
                spin_radps,
                ..Motion::at(0.0, 0.0)
            };
            let goal = (f32::cos(turn_rad), f32::sin(turn_rad));
            let (key, ticks, _) = turn_keys(&ship, to_turn(&ship, goal));
            for tick in 0..100 {
                let keys = if tick < ticks { key } else { Controls::NONE };
                ship.advance(keys, &Kind::Ship.dynamics(), &torus);
            }
            let missed_rad = to_turn(&ship, goal);
            assert!(missed_rad.abs() < 0.1, "{turn_rad}: {missed_rad}");
        }
    }
}
