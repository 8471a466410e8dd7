//! Pilots that all go to one place and keep it.

use asteroids_shared::picture::Picture;
use asteroids_shared::rules::{SHIP_DYNAMICS, SHIP_RADIUS_M};
use asteroids_shared::{Controls, Kind, Motion, Tick};

/// From one look to the next.
const LOOKS_EVERY_TICKS: Tick = 8;
/// Ships of a crowd have about this much room on each side. They break when
/// they touch.
const SPACING_M: f32 = 2.0;
/// How fast they come at the most.
const CRUISE_MPS: f32 = 12.0;
/// Whatever will be nearer than this pushes them away.
const CARE_M: f32 = 6.0;
/// How hard, in m/s for each metre that it is too near.
const SHY_MPS_PER_M: f32 = 2.5;
/// How far ahead they think.
const AHEAD_S: f32 = 0.6;
/// What one tick of a held turn key turns a ship in the end, in rad.
const TURN_PER_TICK_RAD: f32 =
    SHIP_DYNAMICS.turn_radps2 / (TICK_RATE_HZ * SHIP_DYNAMICS.angular_damping);
const TICK_RATE_HZ: f32 = asteroids_shared::rules::TICK_RATE_HZ as f32;

/// A pilot with a place of its own in a crowd around the middle of the world.
#[derive(Debug)]
pub struct Gatherer {
    place: (f32, f32),
    turn: Controls,
    rest: Controls,
    /// Until when it turns.
    turned: Tick,
    looks: Tick,
}

impl Gatherer {
    /// The pilot with this number. Places lie on a spiral, like the seeds of a
    /// sunflower, so that a crowd of any size is round and evenly dense.
    pub fn new(number: u32) -> Self {
        const GOLDEN_ANGLE_RAD: f32 = 2.399_963;
        let radius_m = SPACING_M * (number as f32 + 1.0).sqrt();
        let angle_rad = GOLDEN_ANGLE_RAD * number as f32;
        Self {
            place: (radius_m * angle_rad.cos(), radius_m * angle_rad.sin()),
            turn: Controls::NONE,
            rest: Controls::NONE,
            turned: 0,
            looks: 0,
        }
    }

    /// Whether it wants to look at this tick.
    pub const fn looks_at(&self, tick: Tick) -> bool {
        tick >= self.looks
    }

    /// Decides what to hold from here.
    pub fn look(&mut self, tick: Tick, ship: &Motion, picture: &Picture) {
        let (wish_x, wish_y) = self.wish_mps(ship, picture);
        let (push_x, push_y) = (wish_x - ship.vx_mps, wish_y - ship.vy_mps);
        let across = ship.cos * push_y - ship.sin * push_x;
        let along = ship.cos * push_x + ship.sin * push_y;
        let turn_rad = across.atan2(along);
        let turn_ticks = (turn_rad.abs() / TURN_PER_TICK_RAD).round() as Tick;
        self.turn = if turn_rad > 0.0 {
            Controls::LEFT
        } else {
            Controls::RIGHT
        };
        self.rest = if push_x.hypot(push_y) < 1.0 {
            Controls::BRAKE
        } else {
            Controls::THRUST
        };
        self.turned = tick + turn_ticks.min(LOOKS_EVERY_TICKS - 2);
        self.looks = tick + LOOKS_EVERY_TICKS;
    }

    /// The velocity that leads to its place and away from what is in the way.
    fn wish_mps(&self, ship: &Motion, picture: &Picture) -> (f32, f32) {
        let torus = picture.torus();
        let (dx, dy) = torus.delta(ship.position(), self.place);
        let distance_m = dx.hypot(dy).max(0.1);
        let speed_mps = (0.5 * distance_m).min(CRUISE_MPS);
        let mut wish = (dx / distance_m * speed_mps, dy / distance_m * speed_mps);
        for other in picture.entities() {
            let motion = other.motion();
            let (dx, dy) = torus.delta(motion.position(), ship.position());
            let away = (
                dx + AHEAD_S * (ship.vx_mps - motion.vx_mps),
                dy + AHEAD_S * (ship.vy_mps - motion.vy_mps),
            );
            let distance_m = away.0.hypot(away.1).max(0.1);
            let gap_m = distance_m - other.kind().radius_m() - SHIP_RADIUS_M;
            let is_ship = other.kind() == Kind::Ship;
            // The own ship is its nearest neighbour.
            let is_own = is_ship && dx == 0.0 && dy == 0.0;
            if is_own || !other.kind().collides() {
                continue;
            }
            let care_m = if is_ship { SPACING_M / 2.0 } else { CARE_M };
            let push_mps = SHY_MPS_PER_M * (care_m - gap_m).max(0.0) / distance_m;
            wish = (wish.0 + away.0 * push_mps, wish.1 + away.1 * push_mps);
        }
        wish
    }

    /// What is held at a tick not before the last look.
    pub const fn keys_at(&self, tick: Tick) -> Controls {
        if tick < self.turned {
            self.turn
        } else {
            self.rest
        }
    }

    /// The next tick at which it looks or changes its keys.
    pub const fn wakes_after(&self, tick: Tick) -> Tick {
        if tick < self.turned {
            self.turned
        } else if tick < self.looks {
            self.looks
        } else {
            tick + 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asteroids_shared::Torus;
    use asteroids_shared::protocol::Welcome;

    #[test]
    fn a_ship_comes_from_afar_over_the_seam_and_stays() {
        let picture = Picture::new(&Welcome::standard(Torus::square(300.0)));
        let mut gatherer = Gatherer::new(40);
        let mut ship = Motion::at(-140.0, 120.0);
        let mut furthest_m = 0.0_f32;
        for tick in 0..1600 {
            if gatherer.looks_at(tick) {
                gatherer.look(tick, &ship, &picture);
            }
            ship.advance(gatherer.keys_at(tick), &SHIP_DYNAMICS, picture.torus());
            let to_place = picture.torus().delta(ship.position(), gatherer.place);
            if tick > 1200 {
                furthest_m = furthest_m.max(to_place.0.hypot(to_place.1));
            }
        }
        assert!(furthest_m < 3.0, "{furthest_m} m from its place");
    }

    #[test]
    fn places_are_apart() {
        let places: Vec<_> = (0..500).map(|number| Gatherer::new(number).place).collect();
        for (index, one) in places.iter().enumerate() {
            for other in &places[..index] {
                let apart_m = (one.0 - other.0).hypot(one.1 - other.1);
                assert!(apart_m > 2.0 * SHIP_RADIUS_M, "{apart_m}");
            }
        }
    }
}
