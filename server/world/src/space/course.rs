//! Where things come if nothing touches them: how near two of them pass, for
//! whatever is about to appear among others.

use asteroids_shared::rules::DT_S;
use asteroids_shared::{Controls, Kind, Motion, Tick, Torus};

use crate::Entity;

/// How often the way of a ship that thrusts, brakes or turns is looked at, in ticks.
const STRIDE_TICKS: Tick = 2;

/// How near the centres come between two instants, from now on in seconds, if both
/// fly straight on, in metres.
pub(crate) fn nearest_m(
    torus: &Torus,
    one: &Motion,
    other: &Motion,
    (from_s, to_s): (f32, f32),
) -> f32 {
    let (dx, dy) = torus.delta(one.position(), other.position());
    let (vx, vy) = (other.vx_mps - one.vx_mps, other.vy_mps - one.vy_mps);
    let speed_squared = (vx * vx + vy * vy).max(f32::MIN_POSITIVE);
    let nearest_s = (-(dx * vx + dy * vy) / speed_squared).clamp(from_s, to_s);
    let (nx, ny) = (dx + vx * nearest_s, dy + vy * nearest_s);
    (nx * nx + ny * ny).sqrt()
}

/// The same for a body that flies straight on and an entity that may be a ship:
/// whatever its pilot holds it goes on to hold, or lets go of.
pub(crate) fn nearest_of_courses_m(
    torus: &Torus,
    body: &Motion,
    entity: Entity<'_>,
    span_s: (f32, f32),
) -> f32 {
    let straight_m = nearest_m(torus, body, entity.motion, span_s);
    let held = entity.steering();
    if held == Controls::NONE {
        return straight_m;
    }
    let dynamics = Kind::Ship.dynamics();
    let (mut ship, mut nearest_squared) = (*entity.motion, straight_m * straight_m);
    let last = (span_s.1 / DT_S) as Tick;
    for tick in 1..=last {
        ship.advance(held, &dynamics, torus);
        let ahead_s = tick as f32 * DT_S;
        if ahead_s >= span_s.0 && tick % STRIDE_TICKS == 0 {
            let at = torus.wrap(
                body.x_m + body.vx_mps * ahead_s,
                body.y_m + body.vy_mps * ahead_s,
            );
            nearest_squared = nearest_squared.min(torus.distance_squared(at, ship.position()));
        }
    }
    nearest_squared.sqrt()
}

/// Where a motion leads to in so many seconds, straight on.
pub(crate) fn ahead(torus: &Torus, motion: &Motion, seconds: f32) -> (f32, f32) {
    torus.wrap(
        motion.x_m + motion.vx_mps * seconds,
        motion.y_m + motion.vy_mps * seconds,
    )
}
