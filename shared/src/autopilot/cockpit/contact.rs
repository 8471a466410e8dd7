//! Something near a ship, as its pilot sees it.

use crate::Motion;
use crate::autopilot::catalogue::Signal;
use crate::autopilot::functions::{atan2, clamp};
use crate::pilot::Sight;
use crate::rules::SHIP_RADIUS_M;

/// How far ahead a meeting is looked for, in s.
const AHEAD_MOST_S: f32 = 10.0;
/// What a distance, a time and a miss are if there is nothing.
const FAR: f32 = 1000.0;

/// Something near a ship.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contact {
    /// The shortest way there, in m.
    pub at: [f32; 2],
    /// Its velocity less the ship's, in m/s.
    pub drift: [f32; 2],
    pub distance_m: f32,
    /// How far to turn until the nose points there, in rad.
    pub bearing_rad: f32,
    /// How fast it comes nearer.
    pub closing_mps: f32,
    /// Until both are nearest.
    pub time_s: f32,
    /// How far the hulls are from each other then.
    pub miss_m: f32,
    pub radius_m: f32,
}

impl Contact {
    pub fn of(sight: &Sight<'_>, motion: &Motion, radius_m: f32) -> Self {
        let own = sight.motion;
        let (x, y) = sight.torus.delta(own.position(), motion.position());
        let (vx, vy) = (motion.vx_mps - own.vx_mps, motion.vy_mps - own.vy_mps);
        let distance_m = (x * x + y * y).sqrt();
        let (along, speed2) = (x * vx + y * vy, vx * vx + vy * vy);
        let closing_mps = if distance_m == 0.0 {
            0.0
        } else {
            -along / distance_m
        };
        let time_s = if speed2 == 0.0 {
            0.0
        } else {
            clamp(-along / speed2, 0.0, AHEAD_MOST_S)
        };
        let (then_x, then_y) = (x + vx * time_s, y + vy * time_s);
        Self {
            at: [x, y],
            drift: [vx, vy],
            distance_m,
            bearing_rad: atan2(y * own.cos - x * own.sin, x * own.cos + y * own.sin),
            closing_mps,
            time_s,
            miss_m: (then_x * then_x + then_y * then_y).sqrt() - (radius_m + SHIP_RADIUS_M),
            radius_m,
        }
    }

    /// How far the hulls will be from each other in a second if it comes nearer as now.
    pub fn gap_soon_m(&self) -> f32 {
        self.distance_m - (self.radius_m + SHIP_RADIUS_M) - self.closing_mps
    }
}

/// What entries may ask of it.
pub(super) struct Field {
    pub name: &'static str,
    pub signal: Signal,
    read: fn(&Contact) -> [f32; 2],
    if_none: [f32; 2],
}

impl std::fmt::Debug for Field {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(self.name)
    }
}

impl Field {
    pub fn of(&self, contact: Option<&Contact>) -> [f32; 2] {
        contact.map_or(self.if_none, self.read)
    }
}

const fn field(
    name: &'static str,
    signal: Signal,
    if_none: f32,
    read: fn(&Contact) -> [f32; 2],
) -> Field {
    Field {
        name,
        signal,
        read,
        if_none: [if_none, 0.0],
    }
}

/// Every one.
pub(super) const FIELDS: &[Field] = &[
    field("there", Signal::Bool, 0.0, |_| [1.0, 0.0]),
    field("at", Signal::Vector, 0.0, |it| it.at),
    field("drift", Signal::Vector, 0.0, |it| it.drift),
    field("distance", Signal::Number, FAR, |it| [it.distance_m, 0.0]),
    field("bearing", Signal::Number, 0.0, |it| [it.bearing_rad, 0.0]),
    field("closing", Signal::Number, 0.0, |it| [it.closing_mps, 0.0]),
    field("time", Signal::Number, FAR, |it| [it.time_s, 0.0]),
    field("miss", Signal::Number, FAR, |it| [it.miss_m, 0.0]),
    field("radius", Signal::Number, 0.0, |it| [it.radius_m, 0.0]),
];
