//! Whom a pilot goes after, and how.

use rand::RngExt;
use rand_pcg::Pcg32;

use super::bearing::{to_turn, turn_keys};
use super::bystanders::Bystanders;
use super::plan::Plan;
use super::sight::{Seen, Sight};
use super::skill::Skill;
use super::temper::Temper;
use crate::rules::{BULLET_LIFE_TICKS, DT_S, MUZZLE_SPEED_MPS};
use crate::{Controls, EntityId, Kind, Motion, Tick};

/// How far ahead and how far to the side of somebody in company a pilot may be
/// before it comes nearer, in metres: so that it stays on the other's screen.
const COMPANY_HALF_M: (f32, f32) = (18.0, 10.0);
/// The same for where both will be in a moment, so that it turns before it has been
/// left behind, and how long that moment is, in seconds.
const COMPANY_SOON_HALF_M: (f32, f32) = (20.0, 11.0);
const COMPANY_AHEAD_S: f32 = 1.0;
/// How fast a pilot closes up at the least when it is too far away, in m/s: others
/// fly fast.
const COMPANY_MPS: f32 = 24.0;
/// How near it comes then, in metres.
const COMPANY_RANGE_M: f32 = 6.0;

/// What a pilot wants of its quarry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intent {
    /// To shoot it.
    Shoot,
    /// To touch it.
    Fetch,
    /// To be near it.
    Join,
}

/// What a pilot goes after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quarry {
    /// 0 for whom it only joins.
    pub id: EntityId,
    pub skill: Skill,
    intent: Intent,
    radius_m: f32,
    /// Where it is, as seen from the ship's place of now, in metres.
    from_here: (f32, f32),
    vx_mps: f32,
    vy_mps: f32,
    /// How far it seems; the least goes.
    lure_m: f32,
}

impl Quarry {
    /// What this entity would be as a quarry, if it can be one. A pilot
    /// sticks to the `last` one unless something much better comes.
    pub fn of(sight: &Sight, temper: &Temper, last: EntityId, seen: &Seen) -> Option<Self> {
        const LOYALTY_M: f32 = 8.0;
        const SHIELD_M: f32 = 20.0;
        let skill = seen.skill?;
        let mut bonus_m = seen.kind.traits().lure_m?;
        if seen.kind == Kind::Ship {
            bonus_m += temper.bloodlust_m;
        }
        if seen.shielded {
            bonus_m -= SHIELD_M;
        }
        let from_here = sight
            .torus
            .delta(sight.motion.position(), seen.motion.position());
        let (dx, dy) = from_here;
        let distance_m = (dx * dx + dy * dy).sqrt();
        // A half turn costs as much time as some ten metres of flight.
        let turn_cost_m = 3.0 * to_turn(sight.motion, from_here).abs();
        let loyalty_m = if seen.id == last { LOYALTY_M } else { 0.0 };
        Some(Self {
            id: seen.id,
            skill,
            intent: if seen.kind == Kind::Pickup {
                Intent::Fetch
            } else {
                Intent::Shoot
            },
            radius_m: seen.kind.radius_m(),
            from_here,
            vx_mps: seen.motion.vx_mps,
            vy_mps: seen.motion.vy_mps,
            lure_m: distance_m + turn_cost_m - bonus_m - loyalty_m,
        })
    }

    /// Whom the pilot is to keep company, if that one is too far away.
    pub fn company(sight: &Sight) -> Option<Self> {
        let other = sight.keeps_company_of?;
        let from_here = sight.torus.delta(sight.motion.position(), other.position());
        let soon = (
            from_here.0 + (other.vx_mps - sight.motion.vx_mps) * COMPANY_AHEAD_S,
            from_here.1 + (other.vy_mps - sight.motion.vy_mps) * COMPANY_AHEAD_S,
        );
        let is_in =
            |(x_m, y_m): (f32, f32), half: (f32, f32)| x_m.abs() <= half.0 && y_m.abs() <= half.1;
        let is_near = is_in(from_here, COMPANY_HALF_M) && is_in(soon, COMPANY_SOON_HALF_M);
        (!is_near).then_some(Self {
            id: 0,
            skill: Skill::FULL,
            intent: Intent::Join,
            radius_m: 0.0,
            from_here,
            vx_mps: other.vx_mps,
            vy_mps: other.vy_mps,
            lure_m: 0.0,
        })
    }

    /// The one of both that draws more.
    pub fn better(self, other: Option<Self>) -> Self {
        match other {
            Some(other) if other.lure_m <= self.lure_m => other,
            Some(_) | None => self,
        }
    }

    /// How to go after it from `start`, in `delay_ticks`.
    pub fn chase(
        &self,
        start: &Motion,
        delay_ticks: Tick,
        temper: &Temper,
        bystanders: &Bystanders,
        rng: &mut Pcg32,
    ) -> Plan {
        let delay_s = delay_ticks as f32 * DT_S;
        let to = (
            self.from_here.0 + self.vx_mps * delay_s - start.x_m,
            self.from_here.1 + self.vy_mps * delay_s - start.y_m,
        );
        let drift = (self.vx_mps - start.vx_mps, self.vy_mps - start.vy_mps);
        let distance_m = (to.0 * to.0 + to.1 * to.1).sqrt().max(0.1);
        let closing_mps = -(to.0 * drift.0 + to.1 * drift.1) / distance_m;
        let range_m = match self.intent {
            Intent::Shoot => temper.range_m,
            Intent::Fetch => 0.0,
            Intent::Join => COMPANY_RANGE_M,
        };
        let top_mps = match self.intent {
            Intent::Shoot | Intent::Fetch => temper.cruise_mps,
            Intent::Join => temper.cruise_mps.max(COMPANY_MPS),
        };
        let wish_mps = (0.8 * (distance_m - range_m)).clamp(-3.0, top_mps);
        let bullet_s = bullet_flight_s(to, drift);
        let lead_s = if self.intent == Intent::Shoot {
            bullet_s.unwrap_or(0.0) * self.skill.lead
        } else {
            // The nose must point to where the drift is undone on the way.
            distance_m / wish_mps.max(2.0)
        };
        let aim = (to.0 + drift.0 * lead_s, to.1 + drift.1 * lead_s);
        let error_max_rad = temper.aim_error_rad + self.skill.aim_error_rad;
        let error_rad = error_max_rad * (rng.random::<f32>() - rng.random::<f32>());
        let turn_rad = to_turn(start, aim) + error_rad;
        let (turn, turn_ticks, left_over_rad) = turn_keys(start, turn_rad);

        let mut rest = Controls::NONE;
        if closing_mps < wish_mps - 1.5 && turn_rad.abs() < 1.0 {
            rest = rest.with(Controls::THRUST);
        } else if closing_mps > wish_mps + 4.0 {
            rest = rest.with(Controls::BRAKE);
        }
        let aimed = left_over_rad.abs() * distance_m < self.radius_m + 1.0;
        if self.intent == Intent::Shoot
            && bullet_s.is_some()
            && aimed
            && !bystanders.are_in_line(aim)
            && (self.skill.fires >= 1.0 || rng.random::<f32>() < self.skill.fires)
        {
            rest = rest.with(Controls::FIRE);
        }
        Plan::turning(turn, turn_ticks, rest)
    }
}

/// How long a bullet would fly to a target at `to` that moves as `drift`, both
/// relative to the shooter; `None` if its life is too short for that.
fn bullet_flight_s(to: (f32, f32), drift: (f32, f32)) -> Option<f32> {
    const LIFE_S: f32 = BULLET_LIFE_TICKS as f32 * DT_S;
    // |to + drift·t| = speed·t
    let a = MUZZLE_SPEED_MPS * MUZZLE_SPEED_MPS - drift.0 * drift.0 - drift.1 * drift.1;
    let half_b = to.0 * drift.0 + to.1 * drift.1;
    let c = to.0 * to.0 + to.1 * to.1;
    if a <= 0.0 {
        return None;
    }
    let flight_s = (half_b + (half_b * half_b + a * c).sqrt()) / a;
    (flight_s < LIFE_S).then_some(flight_s)
}

/// What to do with nothing in sight: fly about.
pub(super) fn wander(start: &Motion, temper: &Temper, rng: &mut Pcg32) -> Plan {
    let speed_mps = (start.vx_mps * start.vx_mps + start.vy_mps * start.vy_mps).sqrt();
    let rest = if speed_mps < temper.cruise_mps {
        Controls::THRUST
    } else {
        Controls::NONE
    };
    match rng.random_range(0..6) {
        0 => Plan::turning(Controls::LEFT, rng.random_range(2..6), rest),
        1 => Plan::turning(Controls::RIGHT, rng.random_range(2..6), rest),
        _ => Plan::hold(rest),
    }
}
