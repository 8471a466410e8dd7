//! The part of the world that a client sees.

use asteroids_shared::protocol::Role;
use asteroids_shared::protocol::limits::{
    SPECTATOR_VIEW_FACTOR, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_MIN_M, VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::rules::{MUZZLE_SPEED_MPS, SHIP_DYNAMICS, SHIP_RADIUS_M};
use asteroids_shared::{Kind, Torus};

use super::watcher::Watcher;
use crate::world::Spot;

/// The fastest that things with engines come nearer, both at full speed, in m/s.
const CLOSING_MPS: f32 = 2.0 * SHIP_DYNAMICS.thrust_mps2 / SHIP_DYNAMICS.linear_damping;
/// How near to the edge an entity's outline has to come to be told, in metres:
/// room for pilots who change their minds meanwhile.
const ENTER_MARGIN_M: f32 = 1.0;
/// How far out its outline has to be before it leaves the picture, in metres.
/// More than the margin to enter, so that nothing flickers at the edge.
const LEAVE_MARGIN_M: f32 = 6.0;

/// The part of the world that a client sees: half its width and half its height,
/// and the most that they may be, in metres. Ways are from its middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    half: (f32, f32),
    half_max: (f32, f32),
    /// The most at which what is in it is told one by one.
    half_told_max: (f32, f32),
}

impl Window {
    /// The largest one of a role in which all is told one by one. It shows no place of
    /// a small world twice.
    pub fn largest(role: Role, torus: &Torus) -> Self {
        let half_world = (torus.width_m * 0.5, torus.height_m * 0.5);
        let told_max = |factor: f32| {
            (
                (VIEW_HALF_WIDTH_MAX_M * factor).min(half_world.0),
                (VIEW_HALF_HEIGHT_MAX_M * factor).min(half_world.1),
            )
        };
        let (half_told_max, half_max) = match role {
            Role::Pilot => (told_max(1.0), told_max(1.0)),
            Role::Spectator => (told_max(SPECTATOR_VIEW_FACTOR), half_world),
        };
        Self {
            half: half_told_max,
            half_max,
            half_told_max,
        }
    }

    /// One that shows every place of the world once, wherever its middle is, and all of
    /// it one by one.
    pub fn of_whole_world(torus: &Torus) -> Self {
        let half_world = (torus.width_m * 0.5, torus.height_m * 0.5);
        Self {
            half: half_world,
            half_max: half_world,
            half_told_max: half_world,
        }
    }

    /// Whether it is too large for what is in it to be told one by one.
    pub fn is_overview(&self) -> bool {
        self.half.0 > self.half_told_max.0 || self.half.1 > self.half_told_max.1
    }

    /// Half its width and half its height.
    pub fn half(&self) -> (f32, f32) {
        self.half
    }

    /// Gives it a size as near to the wished one as may be.
    pub fn resize(&mut self, half_width_m: f32, half_height_m: f32) {
        self.half = (
            half_width_m.clamp(VIEW_HALF_MIN_M, self.half_max.0),
            half_height_m.clamp(VIEW_HALF_MIN_M, self.half_max.1),
        );
    }

    /// Whether what happens at a point that lies this way is told.
    pub fn shows(&self, (x_m, y_m): (f32, f32)) -> bool {
        !self.is_overview() && x_m.abs() <= self.half.0 && y_m.abs() <= self.half.1
    }

    /// Halves of two windows: one in which everything slow is that enters or is
    /// kept, and one for bullets.
    pub fn halves_to_search(&self, watcher: &Watcher) -> [(f32, f32); 2] {
        let kept_m = Kind::LARGEST_RADIUS_M + LEAVE_MARGIN_M;
        let lookahead_s = watcher.lookahead_s();
        let ships_m = CLOSING_MPS * lookahead_s + ENTER_MARGIN_M + SHIP_RADIUS_M;
        let bullets_m = (CLOSING_MPS + MUZZLE_SPEED_MPS) * lookahead_s + ENTER_MARGIN_M;
        [kept_m.max(ships_m), kept_m.max(bullets_m)]
            .map(|reach_m| (self.half.0 + reach_m, self.half.1 + reach_m))
    }

    /// Whether what lies this way is in sight, or will be before it can be told
    /// again.
    pub fn enters(&self, watcher: &Watcher, spot: &Spot, way_m: (f32, f32)) -> bool {
        self.beyond_m(spot.kind, way_m) <= ENTER_MARGIN_M || self.will_enter(watcher, spot, way_m)
    }

    /// Whether what lies this way stays in the picture if it is there.
    pub fn keeps(&self, kind: Kind, way_m: (f32, f32)) -> bool {
        self.beyond_m(kind, way_m) <= LEAVE_MARGIN_M
    }

    /// How far outside an outline is that lies this way from its centre; negative
    /// if it shows.
    fn beyond_m(&self, kind: Kind, (x_m, y_m): (f32, f32)) -> f32 {
        let beyond_x_m = x_m.abs() - self.half.0;
        let beyond_y_m = y_m.abs() - self.half.1;
        beyond_x_m.max(beyond_y_m) - kind.radius_m()
    }

    fn will_enter(&self, watcher: &Watcher, spot: &Spot, (x_m, y_m): (f32, f32)) -> bool {
        let reach_m = spot.kind.radius_m() + ENTER_MARGIN_M;
        let vx_mps = spot.velocity.0 - watcher.velocity.0;
        let vy_mps = spot.velocity.1 - watcher.velocity.1;
        let (from_x_s, to_x_s) = crossing(x_m, vx_mps, self.half.0 + reach_m);
        let (from_y_s, to_y_s) = crossing(y_m, vy_mps, self.half.1 + reach_m);
        let from_s = from_x_s.max(from_y_s).max(0.0);
        let to_s = to_x_s.min(to_y_s).min(watcher.lookahead_s());
        from_s <= to_s
    }
}

/// From when to when, in seconds, what is at `at_m` now is less than `reach_m`
/// from the centre, along one axis. Without speed that is for ever or never.
fn crossing(at_m: f32, speed_mps: f32, reach_m: f32) -> (f32, f32) {
    let per_m = 1.0 / speed_mps;
    let (one_s, other_s) = ((-reach_m - at_m) * per_m, (reach_m - at_m) * per_m);
    (one_s.min(other_s), one_s.max(other_s))
}
