//! Pilots that all go to one place and keep it.

use asteroids_shared::picture::Picture;
use asteroids_shared::rules::SHIP_DYNAMICS;
use asteroids_shared::{Controls, Motion, Tick};

/// From one look to the next.
const LOOKS_EVERY_TICKS: Tick = 12;
/// Ships of a crowd have about this much room on each side.
const SPACING_M: f32 = 1.8;
/// How fast they come at the most.
const CRUISE_MPS: f32 = 18.0;
/// From further away they clear their way by shooting.
const SHOOTS_BEYOND_M: f32 = 60.0;
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
        let radius_m = SPACING_M * (number as f32).sqrt();
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
        let (dx, dy) = picture.torus().delta(ship.position(), self.place);
        let distance_m = dx.hypot(dy);
        let speed_mps = (0.4 * distance_m).min(CRUISE_MPS) / distance_m.max(0.1);
        let (push_x, push_y) = (dx * speed_mps - ship.vx_mps, dy * speed_mps - ship.vy_mps);
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
        if distance_m > SHOOTS_BEYOND_M {
            self.rest = self.rest.with(Controls::FIRE);
        }
        self.turned = tick + turn_ticks.min(LOOKS_EVERY_TICKS - 2);
        self.looks = tick + LOOKS_EVERY_TICKS;
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
