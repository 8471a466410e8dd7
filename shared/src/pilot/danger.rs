//! What a pilot might crash into, and which plan avoids it.

use super::plan::Plan;
use super::sight::{Seen, Sight};
use crate::kind::Peril;
use crate::rules::{DT_S, SHIP_DYNAMICS, SHIP_RADIUS_M};
use crate::{Controls, Motion, Tick, Torus};

/// How far ahead a pilot looks for trouble.
const HORIZON_TICKS: Tick = 48;
/// A pilot minds so many dangers at once.
const DANGERS_MAX: usize = 6;
/// The dangers are looked at every so many ticks of a plan.
const STRIDE_TICKS: Tick = 2;

/// What to try when the plan at hand ends in a crash.
const ESCAPES: [Plan; 8] = [
    Plan::hold(Controls::BRAKE),
    Plan::hold(Controls::THRUST),
    Plan::turning(Controls::LEFT, 5, Controls::THRUST),
    Plan::turning(Controls::RIGHT, 5, Controls::THRUST),
    Plan::turning(Controls::LEFT, 11, Controls::THRUST),
    Plan::turning(Controls::RIGHT, 11, Controls::THRUST),
    Plan::turning(Controls::LEFT, 11, Controls::BRAKE),
    Plan::turning(Controls::RIGHT, 11, Controls::BRAKE),
];

/// Something that flies straight on and must not be touched.
#[derive(Clone, Copy, Debug)]
struct Danger {
    /// Where it is, as seen from the ship's place of now, in metres.
    from_here: (f32, f32),
    vx_mps: f32,
    vy_mps: f32,
    /// The distance of the centres at which it touches.
    reach_m: f32,
    urgency_m: f32,
}

/// The most urgent dangers in sight.
#[derive(Debug, Default)]
pub(super) struct Dangers {
    /// Most urgent first.
    nearest: [Option<Danger>; DANGERS_MAX],
}

/// How a plan goes, the better the greater: first by when it comes too close
/// to something, then by how far it stays from everything.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Outlook {
    /// When it comes too close; the horizon if never.
    pub safe_ticks: Tick,
    clearance_m: f32,
}

impl Outlook {
    pub const fn is_safe(&self) -> bool {
        self.safe_ticks >= HORIZON_TICKS
    }

    /// Whether it ends in a crash.
    pub fn hits(&self) -> bool {
        self.clearance_m < 0.0
    }
}

impl Dangers {
    /// Keeps in mind what might be hit.
    pub fn mind(&mut self, sight: &Sight, seen: &Seen) {
        let is_own_shot = seen.shooter == sight.player;
        if is_own_shot || seen.kind.traits().peril == Peril::None {
            return;
        }
        let from_here = sight
            .torus
            .delta(sight.motion.position(), seen.motion.position());
        let (dx, dy) = from_here;
        let (vx, vy) = (
            seen.motion.vx_mps - sight.motion.vx_mps,
            seen.motion.vy_mps - sight.motion.vy_mps,
        );
        let distance_m = (dx * dx + dy * dy).sqrt().max(0.1);
        let closing_mps = -(dx * vx + dy * vy) / distance_m;
        let reach_m = seen.kind.radius_m() + SHIP_RADIUS_M;
        // Where it will be in a second, if that is towards the ship.
        let urgency_m = distance_m - reach_m - closing_mps;
        const CARE_M: f32 = 12.0;
        if urgency_m < CARE_M {
            self.insert(Danger {
                from_here,
                vx_mps: seen.motion.vx_mps,
                vy_mps: seen.motion.vy_mps,
                reach_m,
                urgency_m,
            });
        }
    }

    fn insert(&mut self, mut danger: Danger) {
        for slot in &mut self.nearest {
            match slot {
                Some(kept) if kept.urgency_m <= danger.urgency_m => {}
                Some(kept) => std::mem::swap(kept, &mut danger),
                None => {
                    *slot = Some(danger);
                    return;
                }
            }
        }
    }

    /// How a plan goes that begins `delay_ticks` from now, when the ship, seen
    /// from its place of now, moves as `start`.
    pub fn outlook(
        &self,
        torus: &Torus,
        start: Motion,
        delay_ticks: Tick,
        plan: &Plan,
        clearance_m: f32,
    ) -> Outlook {
        let mut outlook = Outlook {
            safe_ticks: HORIZON_TICKS,
            clearance_m: f32::MAX,
        };
        let mut ship = start;
        for age_ticks in 0..HORIZON_TICKS {
            ship.advance(plan.keys_at(age_ticks), &SHIP_DYNAMICS, torus);
            if age_ticks % STRIDE_TICKS != 0 {
                continue;
            }
            let ahead_s = (delay_ticks + age_ticks + 1) as f32 * DT_S;
            let gap_m = self.gap_m(torus, &ship, ahead_s);
            outlook.clearance_m = outlook.clearance_m.min(gap_m);
            if gap_m < clearance_m && outlook.safe_ticks > age_ticks {
                outlook.safe_ticks = age_ticks;
            }
        }
        outlook
    }

    fn gap_m(&self, torus: &Torus, ship: &Motion, ahead_s: f32) -> f32 {
        self.nearest
            .iter()
            .flatten()
            .map(|danger| {
                let (x, y) = danger.from_here;
                let at = torus.wrap(x + danger.vx_mps * ahead_s, y + danger.vy_mps * ahead_s);
                torus.distance_squared(ship.position(), at).sqrt() - danger.reach_m
            })
            .fold(f32::MAX, f32::min)
    }

    /// The plan of these that goes best.
    pub fn best_escape(
        &self,
        torus: &Torus,
        start: Motion,
        delay_ticks: Tick,
        clearance_m: f32,
    ) -> (Plan, Outlook) {
        let judged = |plan: Plan| {
            let outlook = self.outlook(torus, start, delay_ticks, &plan, clearance_m);
            (plan, outlook)
        };
        ESCAPES
            .into_iter()
            .map(judged)
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .expect("the list of escapes is not empty")
    }
}
