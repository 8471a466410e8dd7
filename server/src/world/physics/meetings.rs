//! Who may touch somebody in the next step.
//!
//! Whatever flies by itself looks around before each step. Rocks are many and
//! slow: one that has no other rock near it does not look again before the
//! fastest could have come there.
//!
//! Things that are near each other form clusters. rapier's plane has no seam:
//! what a cluster has beyond an edge is shifted by whole worlds, so that its
//! members are beside each other there too.

use std::f32::consts::SQRT_2;

use asteroids_shared::{EntityId, Kind, Motion, Torus};

use crate::world::entities::Entities;
use crate::world::grid::Spot;

/// How near the circles around two outlines come before the two are engaged, in
/// metres: more than the millimetres at which rapier, at the beginning of a
/// step, finds contacts.
const MADE_M: f32 = 0.1;
/// How much further apart they stay engaged, in metres, so that what hovers at
/// the border does not come and go every tick.
const KEPT_M: f32 = 0.6;

/// How far from its outline a rock looks for others, in metres.
const ROCKS_LOOK_M: f32 = 8.0;
/// So much less than it could is how long a rock does not look, in metres: for
/// what rounding adds up to.
const ROUNDING_M: f32 = 0.05;

/// A shift by whole worlds along each axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worlds {
    x: i8,
    y: i8,
}

impl Worlds {
    /// The shift of a neighbour at `there` of who is at `here` and shifted by this.
    fn next(self, here: (f32, f32), there: (f32, f32), torus: &Torus) -> Self {
        let over = |here: f32, there: f32, extent_m: f32| {
            i8::from(there - here < extent_m * -0.5) - i8::from(there - here >= extent_m * 0.5)
        };
        Self {
            x: self.x.saturating_add(over(here.0, there.0, torus.width_m)),
            y: self.y.saturating_add(over(here.1, there.1, torus.height_m)),
        }
    }

    /// A motion in the world, where it is on the plane.
    pub fn shift(self, motion: &Motion, torus: &Torus) -> Motion {
        Motion {
            x_m: motion.x_m + f32::from(self.x) * torus.width_m,
            y_m: motion.y_m + f32::from(self.y) * torus.height_m,
            ..*motion
        }
    }

    /// The inverse of [`Self::shift`].
    pub fn unshift(self, motion: &Motion, torus: &Torus) -> Motion {
        Motion {
            x_m: motion.x_m - f32::from(self.x) * torus.width_m,
            y_m: motion.y_m - f32::from(self.y) * torus.height_m,
            ..*motion
        }
    }
}

/// Finds who may touch somebody in the next step.
#[derive(Debug, Default)]
pub struct Meetings {
    /// Each pair twice, so that whoever is looked up finds all neighbours.
    pairs: Vec<Pair>,
    found: Vec<(EntityId, Worlds)>,
    /// Members of the cluster at hand whose neighbours are still to be visited.
    open: Vec<usize>,
    /// How far a rock can have come by now, in metres.
    rocks_went_m: f64,
    /// By id: how far a rock can have come when this one has to look again.
    looks_at_m: Vec<f64>,
    /// Who came to be, or was put elsewhere, where no rock has looked for it.
    newcomers: Vec<EntityId>,
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    id: EntityId,
    at: (f32, f32),
    near: EntityId,
    near_at: (f32, f32),
    worlds: Option<Worlds>,
}

impl Meetings {
    /// Who may touch somebody, by ascending id, and how each is shifted.
    pub fn found(&self) -> &[(EntityId, Worlds)] {
        &self.found
    }

    /// Notes who came to be or was put elsewhere.
    pub fn expect(&mut self, newcomer: EntityId) {
        self.newcomers.push(newcomer);
    }

    /// Notes that in a step no rock went further than this along either axis,
    /// in metres.
    pub fn rocks_went(&mut self, way_m: f32) {
        self.rocks_went_m += f64::from(way_m * SQRT_2);
    }

    /// Looks for them. `is_engaged` tells who was found before.
    pub fn find(
        &mut self,
        entities: &Entities,
        torus: &Torus,
        is_engaged: impl Fn(EntityId) -> bool,
    ) {
        self.pairs.clear();
        self.looks_at_m.resize(entities.id_bound(), 0.0);
        self.wake_rocks_about_newcomers(entities);
        for entity in entities.iter().filter(|entity| entity.kind.collides()) {
            let look_at_m = self.looks_at_m[entity.id as usize];
            if entity.kind.is_rock() && self.rocks_went_m < look_at_m {
                continue;
            }
            let spot = Spot::new(entity.id, entity.kind, entity.motion);
            let gap_m = self.look_around(&spot, entities, torus, &is_engaged);
            // It and the other come nearer.
            let way_m = (gap_m - KEPT_M - ROUNDING_M) / 2.0;
            self.looks_at_m[spot.id as usize] = self.rocks_went_m + f64::from(way_m);
        }
        self.pairs.sort_unstable_by_key(|pair| (pair.id, pair.near));
        self.gather_clusters(torus);
    }

    fn wake_rocks_about_newcomers(&mut self, entities: &Entities) {
        let reach_m = 2.0 * Kind::LARGEST_RADIUS_M + ROCKS_LOOK_M;
        for id in self.newcomers.drain(..) {
            let Some(newcomer) = entities.get(id) else {
                continue;
            };
            let about = entities.bodies_about(newcomer.motion.position(), (reach_m, reach_m));
            for spot in about.flatten() {
                self.looks_at_m[spot.id as usize] = 0.0;
            }
        }
    }

    /// Notes whom this one may touch. Gives how near another outline is that it
    /// looks for, in metres, as far as it looks.
    fn look_around(
        &mut self,
        spot: &Spot,
        entities: &Entities,
        torus: &Torus,
        is_engaged: impl Fn(EntityId) -> bool,
    ) -> f32 {
        let radius_m = spot.kind.radius_m();
        let reach_m = if spot.kind.is_rock() {
            2.0 * radius_m + ROCKS_LOOK_M
        } else {
            radius_m + Kind::LARGEST_RADIUS_M + KEPT_M
        };
        let mut nearest_m = ROCKS_LOOK_M;
        let about = entities.bodies_about(spot.at, (reach_m, reach_m));
        for other in about.flatten() {
            let apart_m2 = torus.distance_squared(spot.at, other.at);
            if apart_m2 > reach_m * reach_m || !looks_for(spot, other) {
                continue;
            }
            let gap_m = apart_m2.sqrt() - radius_m - other.kind.radius_m();
            nearest_m = nearest_m.min(gap_m);
            let kept = gap_m <= KEPT_M && is_engaged(spot.id) && is_engaged(other.id);
            if gap_m <= MADE_M || kept {
                self.pairs.push(Pair::new(spot, other));
                self.pairs.push(Pair::new(other, spot));
            }
        }
        nearest_m
    }

    /// Shifts the members of each cluster to where the one with the smallest id is.
    fn gather_clusters(&mut self, torus: &Torus) {
        self.found.clear();
        for first in 0..self.pairs.len() {
            if self.pairs[first].worlds.is_none() {
                self.reach(first, Worlds::default());
                while let Some(member) = self.open.pop() {
                    self.visit_neighbours(member, torus);
                }
            }
        }
        self.found.sort_unstable_by_key(|(id, _)| *id);
    }

    /// Finds a member of a cluster, by the first of its pairs.
    fn reach(&mut self, first: usize, worlds: Worlds) {
        let id = self.pairs[first].id;
        self.found.push((id, worlds));
        for pair in self.pairs[first..]
            .iter_mut()
            .take_while(|pair| pair.id == id)
        {
            pair.worlds = Some(worlds);
        }
        self.open.push(first);
    }

    fn visit_neighbours(&mut self, first: usize, torus: &Torus) {
        let id = self.pairs[first].id;
        let end = first + self.pairs[first..].partition_point(|pair| pair.id == id);
        for index in first..end {
            let Pair {
                at,
                near,
                near_at,
                worlds,
                ..
            } = self.pairs[index];
            let neighbour = self.pairs.partition_point(|pair| pair.id < near);
            if self.pairs[neighbour].worlds.is_none() {
                let worlds = worlds.unwrap_or_default().next(at, near_at, torus);
                self.reach(neighbour, worlds);
            }
        }
    }
}

impl Pair {
    fn new(spot: &Spot, near: &Spot) -> Self {
        Self {
            id: spot.id,
            at: spot.at,
            near: near.id,
            near_at: near.at,
            worlds: None,
        }
    }
}

/// Whether it is this one of the two that finds the pair: what flies by itself
/// finds rocks, and of two rocks the larger one finds the smaller.
fn looks_for(spot: &Spot, other: &Spot) -> bool {
    match (spot.kind.is_rock(), other.kind.is_rock()) {
        (false, true) => true,
        (true, false) => false,
        (true, true) | (false, false) => {
            let (radius_m, other_m) = (spot.kind.radius_m(), other.kind.radius_m());
            radius_m > other_m || (radius_m == other_m && spot.id < other.id)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::entity::{Detail, Entity};
    use crate::world::rock::Rock;
    use crate::world::saucer::Saucer;
    use asteroids_shared::rules::DT_S;
    use asteroids_shared::{Controls, Kind};
    use proptest::prelude::*;

    const SIDE_M: f32 = 120.0;
    const TICKS: u32 = 60;

    fn anything() -> impl Strategy<Value = (Kind, Motion)> {
        let kinds = [
            Kind::RockLarge,
            Kind::RockMedium,
            Kind::RockSmall,
            Kind::SaucerSmall,
        ];
        let (at, speed) = (-SIDE_M * 0.5..SIDE_M * 0.5, -12.0f32..12.0);
        let numbers = (at.clone(), at, speed.clone(), speed);
        (prop::sample::select(kinds.to_vec()), numbers).prop_map(
            |(kind, (x_m, y_m, vx_mps, vy_mps))| {
                let motion = Motion {
                    vx_mps,
                    vy_mps,
                    ..Motion::at(x_m, y_m)
                };
                (kind, motion)
            },
        )
    }

    fn put(entities: &mut Entities, (kind, motion): (Kind, Motion)) -> EntityId {
        let detail = if kind.is_rock() {
            Detail::Rock(Rock { seed: 7 })
        } else {
            Detail::Saucer(Saucer {
                gun_ready: 0,
                course_until: 0,
                leaves_at: 0,
                prey: 0,
            })
        };
        entities.insert(0, kind, motion, detail)
    }

    /// Who is so near to another one that they may touch.
    fn meeting(entities: &Entities, torus: &Torus) -> Vec<EntityId> {
        let meets = |one: &Entity| {
            entities.iter().any(|other| {
                let (here, there) = (one.motion.position(), other.motion.position());
                let apart_m = torus.distance_squared(here, there).sqrt();
                let touching_m = one.kind.radius_m() + other.kind.radius_m();
                one.id != other.id && apart_m < touching_m + MADE_M - 1e-3
            })
        };
        entities.iter().filter(meets).map(|one| one.id).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn nobody_who_may_touch_another_is_missed(
            first in prop::collection::vec(anything(), 2..40),
            later in prop::collection::vec((0..TICKS, anything()), 0..20),
            moved in prop::collection::vec((0..TICKS, 0usize..40, anything()), 0..20),
        ) {
            let torus = Torus::square(SIDE_M);
            let mut entities = Entities::new(torus);
            let mut meetings = Meetings::default();
            let mut ids = Vec::new();
            for newcomer in first {
                ids.push(put(&mut entities, newcomer));
                meetings.expect(ids[ids.len() - 1]);
            }
            for tick in 0..TICKS {
                for (_, newcomer) in later.iter().filter(|(at, _)| *at == tick) {
                    ids.push(put(&mut entities, *newcomer));
                    meetings.expect(ids[ids.len() - 1]);
                }
                for (_, index, (_, motion)) in moved.iter().filter(|(at, ..)| *at == tick) {
                    let id = ids[index % ids.len()];
                    entities.place(id, *motion);
                    meetings.expect(id);
                }
                meetings.find(&entities, &torus, |_| false);
                let found: Vec<_> = meetings.found().iter().map(|(id, _)| *id).collect();
                for id in meeting(&entities, &torus) {
                    prop_assert!(found.contains(&id), "{id} is missed at {tick}");
                }
                let mut fastest_mps = 0.0f32;
                for entity in entities.iter_mut() {
                    let motion = entity.motion;
                    fastest_mps = fastest_mps.max(motion.vx_mps.abs()).max(motion.vy_mps.abs());
                    motion.advance(Controls::NONE, &entity.kind.dynamics(), &torus);
                }
                meetings.rocks_went(fastest_mps * DT_S);
                entities.settle();
            }
        }
    }
}
