//! What a pilot knows of the own ship, the world and the screen.

use crate::Controls;
use crate::autopilot::catalogue::Signal;
use crate::autopilot::cockpit::Instruments;
use crate::autopilot::functions::atan2;
use crate::pilot::Sight;
use crate::protocol::Flags;

/// A sensor of the own ship.
pub(super) struct Own {
    pub name: &'static str,
    pub signal: Signal,
    /// One number or two, the second 0 if there is none.
    pub read: fn(&Sight<'_>, &Instruments) -> [f32; 2],
}

impl std::fmt::Debug for Own {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(self.name)
    }
}

const fn number(name: &'static str, read: fn(&Sight<'_>, &Instruments) -> [f32; 2]) -> Own {
    Own {
        name,
        signal: Signal::Number,
        read,
    }
}

const fn vector(name: &'static str, read: fn(&Sight<'_>, &Instruments) -> [f32; 2]) -> Own {
    Own {
        name,
        signal: Signal::Vector,
        read,
    }
}

const fn flag(name: &'static str, read: fn(&Sight<'_>, &Instruments) -> [f32; 2]) -> Own {
    Own {
        name,
        signal: Signal::Bool,
        read,
    }
}

fn bit(is: bool) -> [f32; 2] {
    [f32::from(u8::from(is)), 0.0]
}

/// Ticks are exact as numbers below this.
const TICKS_MOST: u32 = 1 << 20;

/// Every one.
pub(super) const OWN: &[Own] = &[
    number("tick", |sight, _| [(sight.tick % TICKS_MOST) as f32, 0.0]),
    vector("world.size", |sight, _| {
        [sight.torus.width_m, sight.torus.height_m]
    }),
    vector("view.half", |_, it| [it.view_half_m.0, it.view_half_m.1]),
    vector("ship.position", |sight, _| {
        [sight.motion.x_m, sight.motion.y_m]
    }),
    vector("ship.velocity", |sight, _| {
        [sight.motion.vx_mps, sight.motion.vy_mps]
    }),
    vector("ship.heading", |sight, _| {
        [sight.motion.cos, sight.motion.sin]
    }),
    number("ship.angle", |sight, _| {
        [atan2(sight.motion.sin, sight.motion.cos), 0.0]
    }),
    number("ship.spin", |sight, _| [sight.motion.spin_radps, 0.0]),
    number("ship.speed", |sight, _| {
        let (vx, vy) = (sight.motion.vx_mps, sight.motion.vy_mps);
        [(vx * vx + vy * vy).sqrt(), 0.0]
    }),
    flag("ship.shield", |_, it| bit(it.flags.holds(Flags::SHIELD))),
    flag("ship.rapid_fire", |_, it| {
        bit(it.flags.holds(Flags::RAPID_FIRE))
    }),
    flag("ship.spread_shot", |_, it| {
        bit(it.flags.holds(Flags::SPREAD_SHOT))
    }),
    flag("ship.can_jump", |sight, _| bit(sight.can_jump)),
    number("ship.score", |_, it| [it.score as f32, 0.0]),
    number("ship.lives", |_, it| [f32::from(it.lives), 0.0]),
    number("ship.streak", |_, it| [it.streak as f32, 0.0]),
    flag("held.thrust", |_, it| bit(it.held.holds(Controls::THRUST))),
    flag("held.left", |_, it| bit(it.held.holds(Controls::LEFT))),
    flag("held.right", |_, it| bit(it.held.holds(Controls::RIGHT))),
    flag("held.brake", |_, it| bit(it.held.holds(Controls::BRAKE))),
    flag("held.fire", |_, it| bit(it.held.holds(Controls::FIRE))),
    flag("held.hyperspace", |_, it| {
        bit(it.held.holds(Controls::HYPERSPACE))
    }),
];
