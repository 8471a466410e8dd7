//! Ships that happen to be near when a pilot fires at something else.

use super::sight::{Seen, Sight};
use crate::EntityId;
use crate::rules::{BULLET_LIFE_TICKS, DT_S, MUZZLE_SPEED_MPS};

/// A pilot keeps so many in mind.
const BYSTANDERS_MAX: usize = 6;
/// How far its bullets fly, in metres.
const RANGE_M: f32 = MUZZLE_SPEED_MPS * BULLET_LIFE_TICKS as f32 * DT_S;
/// How near the line of fire a ship may not be: so many metres, and so many more
/// for each metre of distance.
const BERTH_M: (f32, f32) = (3.0, 0.15);

/// Ships that a pilot does not want to hit.
#[derive(Debug, Default)]
pub(super) struct Bystanders {
    /// Where each is, seen from the ship, in metres.
    known: [Option<(EntityId, (f32, f32))>; BYSTANDERS_MAX],
}

impl Bystanders {
    /// Keeps a ship in mind if stray bullets are to be kept off it.
    pub fn mind(&mut self, sight: &Sight, seen: &Seen) {
        if !seen.is_bystander() {
            return;
        }
        if let Some(slot) = self.known.iter_mut().find(|slot| slot.is_none()) {
            let here = sight.motion.position();
            *slot = Some((seen.id, sight.torus.delta(here, seen.motion.position())));
        }
    }

    /// The quarry is none.
    pub fn forget(&mut self, quarry: EntityId) {
        for slot in &mut self.known {
            *slot = slot.filter(|(id, _)| *id != quarry);
        }
    }

    /// Whether a shot in this direction could hit one.
    pub fn are_in_line(&self, aim: (f32, f32)) -> bool {
        let length = (aim.0 * aim.0 + aim.1 * aim.1).sqrt();
        if length == 0.0 {
            return false;
        }
        let (x, y) = (aim.0 / length, aim.1 / length);
        self.known.iter().flatten().any(|(_, (dx_m, dy_m))| {
            let along_m = dx_m * x + dy_m * y;
            let beside_m = (dx_m * y - dy_m * x).abs();
            (0.0..RANGE_M).contains(&along_m) && beside_m < BERTH_M.0 + BERTH_M.1 * along_m
        })
    }
}
