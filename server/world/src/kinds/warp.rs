//! Large asteroids that warp in: announced where everybody sees it, and never on
//! top of anybody.

use asteroids_shared::rules::{DT_S, WARP_TICKS};
use asteroids_shared::{EntityId, Kind, Motion, Tick};
use serde::{Deserialize, Serialize};

use crate::space::course::{ahead, nearest_of_courses_m};
use crate::space::entity::Detail;
use crate::{Entity, World};

/// How far from a ship's hull a rock appears at the least, in metres.
const APART_M: f32 = 12.0;
/// For how long after that no ship on its present course may run into it, in
/// seconds.
const COURSE_S: f32 = 1.5;
/// How much further both are kept when a rock is announced, in metres: ships fly
/// on meanwhile.
const MARGIN_M: f32 = 2.0;
/// How far apart rocks and saucers are from one that appears, hull to hull, in
/// metres.
const ROOM_M: f32 = 0.5;
/// As far as a ship may come in the time that is looked ahead, in metres.
const LOOKOUT_M: f32 = 70.0;

/// Where a large asteroid is about to appear. It moves as the asteroid will.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warp {
    /// Gives the asteroid's outline.
    pub seed: u16,
    /// When it is there.
    pub arrives_at: Tick,
}

impl World {
    pub(crate) fn add_warp(&mut self, motion: Motion) -> EntityId {
        let warp = Warp {
            seed: self.chance.outline_seed(),
            arrives_at: self.tick + WARP_TICKS,
        };
        self.add(Kind::Warp, motion, Detail::Warp(warp))
    }

    /// The asteroid of a warp is there, unless somebody has come in its way: then
    /// the warp collapses.
    pub(crate) fn arrive(&mut self, seed: u16, motion: Motion) {
        if self.may_arrive(&motion, 0.0, 0.0) {
            self.add_rock_with(seed, Kind::RockLarge, motion);
        }
    }

    /// Whether a large asteroid that moves like this may be announced.
    pub(crate) fn may_announce(&self, motion: &Motion) -> bool {
        self.may_arrive(motion, WARP_TICKS as f32 * DT_S, MARGIN_M)
    }

    /// Whether a large asteroid on this course may appear in so many seconds. The
    /// ways of ships are looked at last: they cost the most.
    pub(crate) fn may_arrive(&self, motion: &Motion, in_s: f32, margin_m: f32) -> bool {
        let reach = (LOOKOUT_M, LOOKOUT_M);
        let near = || self.entities.near(motion.position(), reach);
        near().all(|entity| self.leaves_room(entity, motion, in_s, margin_m))
            && near().all(|entity| self.passes_by(entity, motion, in_s, margin_m))
    }

    /// Whether an entity is far enough from a rock when it appears.
    fn leaves_room(&self, entity: Entity<'_>, rock: &Motion, in_s: f32, margin_m: f32) -> bool {
        let room_m = match entity.kind {
            Kind::Ship => APART_M + margin_m,
            Kind::RockLarge
            | Kind::RockMedium
            | Kind::RockSmall
            | Kind::SaucerLarge
            | Kind::SaucerSmall
            | Kind::Warp
            | Kind::Comet
            | Kind::Carrier
            | Kind::Mine => ROOM_M,
            Kind::Bullet | Kind::Pickup => return true,
        };
        let then = |motion| ahead(self.torus(), motion, in_s);
        let apart_squared = self
            .torus()
            .distance_squared(then(rock), then(entity.motion));
        apart_squared.sqrt() - hulls_m(entity) > room_m
    }

    /// Whether a ship on its present course does not run into a rock that appears.
    fn passes_by(&self, entity: Entity<'_>, rock: &Motion, in_s: f32, margin_m: f32) -> bool {
        let span_s = (in_s, in_s + COURSE_S);
        entity.kind != Kind::Ship
            || nearest_of_courses_m(self.torus(), rock, entity, span_s) > hulls_m(entity) + margin_m
    }
}

/// How far apart the centres of a large rock and an entity are whose hulls touch.
fn hulls_m(entity: Entity<'_>) -> f32 {
    Kind::RockLarge.radius_m() + entity.kind.radius_m()
}
