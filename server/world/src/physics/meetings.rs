//! Who may touch somebody in the next step.
//!
//! Whatever roams looks around before each step: what flies by itself, and a rock
//! that something has sent off fast. The other rocks are many and slow: one that
//! has no other near it does not look again before one could have come there.
//!
//! Things that are near each other form clusters. rapier's plane has no seam:
//! what a cluster has beyond an edge is shifted by whole worlds, so that its
//! members are beside each other there too.

use asteroids_shared::rules::TICK_RATE_HZ;
use asteroids_shared::{EntityId, Kind, Tick, Torus};

use super::bodies::Bodies;
use super::worlds::Worlds;
use crate::space::entities::Entities;
use crate::space::grid::Spot;

/// How near two outlines come before the two are engaged, in metres: more than the
/// two centimetres at which rapier, at the beginning of a step, finds contacts.
const MADE_M: f32 = 0.05;
/// How much further apart they stay engaged, in metres, so that what hovers at
/// the border does not come and go every tick.
const KEPT_M: f32 = 0.15;

/// A rock that is faster than this roams, in m/s. Rocks drift at less.
const SLOW_MPS: f32 = 8.0;
/// How far from its outline a slow rock looks for others, in metres.
const ROCKS_LOOK_M: f32 = 8.0;
/// By so much nearer than it is a rock takes another one to be, in metres: for what
/// rounding adds up to before it looks again.
const ROUNDING_M: f32 = 0.05;

/// Finds who may touch somebody in the next step.
#[derive(Debug, Default)]
pub struct Meetings {
    /// Each pair twice, so that whoever is looked up finds all neighbours.
    pairs: Vec<Pair>,
    found: Vec<(EntityId, Worlds)>,
    /// Members of the cluster at hand whose neighbours are still to be visited.
    open: Vec<usize>,
    /// Which step is to come, counted from 1.
    steps: Tick,
    /// By id: before which step it has to look again.
    looks_at: Vec<Tick>,
    /// Who came to be, or was put elsewhere or on another course: no rock has
    /// looked for it there.
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

    /// Notes who came to be, or was put elsewhere or on another course.
    pub fn expect(&mut self, newcomer: EntityId) {
        self.newcomers.push(newcomer);
    }

    /// Looks for them. `bodies` tell their outlines, and who was found before.
    pub fn find(&mut self, entities: &Entities, torus: &Torus, bodies: &Bodies) {
        self.pairs.clear();
        self.steps += 1;
        self.looks_at.resize(entities.id_bound(), 0);
        self.wake_rocks_about_newcomers(entities);
        for entity in entities.iter().filter(|entity| entity.kind.collides()) {
            if self.steps < self.looks_at[entity.id as usize] {
                continue;
            }
            let spot = Spot::new(entity.id, entity.kind, entity.motion);
            let quiet_s = self.look_around(&spot, entities, torus, bodies);
            let quiet_ticks = (quiet_s * TICK_RATE_HZ as f32) as Tick;
            self.looks_at[entity.id as usize] = self.steps + quiet_ticks;
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
                self.looks_at[spot.id as usize] = 0;
            }
        }
    }

    /// Notes whom this one may touch. Gives for how long none of those that it
    /// looks for can come near, in seconds, unless they are put on another course;
    /// nothing for what roams.
    fn look_around(
        &mut self,
        spot: &Spot,
        entities: &Entities,
        torus: &Torus,
        bodies: &Bodies,
    ) -> f32 {
        let radius_m = spot.kind.radius_m();
        let (reach_m, mut quiet_s) = if roams(spot) {
            (radius_m + Kind::LARGEST_RADIUS_M + KEPT_M, 0.0)
        } else {
            let nearing_mps = length(spot.velocity) + SLOW_MPS;
            let reach_m = 2.0 * radius_m + ROCKS_LOOK_M;
            (reach_m, time_until_near_s(ROCKS_LOOK_M, nearing_mps))
        };
        let about = entities.bodies_about(spot.at, (reach_m, reach_m));
        for other in about.flatten() {
            let apart_m2 = torus.distance_squared(spot.at, other.at);
            if apart_m2 > reach_m * reach_m || !looks_for(spot, other) {
                continue;
            }
            let (gap_m, nearing_mps) = gap_between((spot, other), entities, torus, bodies);
            quiet_s = quiet_s.min(time_until_near_s(gap_m, nearing_mps));
            let kept = bodies.is_engaged(spot.id) && bodies.is_engaged(other.id);
            if gap_m <= if kept { KEPT_M } else { MADE_M } {
                self.pairs.push(Pair::new(spot, other));
                self.pairs.push(Pair::new(other, spot));
            }
        }
        quiet_s
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

/// How far apart two are, in metres, and how fast that can shrink at the most, in
/// m/s. Nothing is further apart than said: by the circles around their outlines
/// and, where these meet, by the line through their centres.
fn gap_between(
    (one, other): (&Spot, &Spot),
    entities: &Entities,
    torus: &Torus,
    bodies: &Bodies,
) -> (f32, f32) {
    let (x_m, y_m) = torus.delta(one.at, other.at);
    let apart_m = length((x_m, y_m));
    let (radius_m, other_m) = (one.kind.radius_m(), other.kind.radius_m());
    let (own, others) = (one.velocity, other.velocity);
    let nearing_mps = length((own.0 - others.0, own.1 - others.1));
    let gap_m = apart_m - radius_m - other_m;
    let (Some(here), Some(there)) = (entities.get(one.id), entities.get(other.id)) else {
        return (gap_m, nearing_mps);
    };
    if gap_m > KEPT_M {
        return (gap_m, nearing_mps);
    }
    let (x, y) = (
        x_m / apart_m.max(f32::MIN_POSITIVE),
        y_m / apart_m.max(f32::MIN_POSITIVE),
    );
    let reach_m = bodies.reach_m(one.id, here.motion, (x, y))
        + bodies.reach_m(other.id, there.motion, (-x, -y));
    let turning_mps =
        here.motion.spin_radps.abs() * radius_m + there.motion.spin_radps.abs() * other_m;
    (apart_m - reach_m, nearing_mps + turning_mps)
}

fn length((x, y): (f32, f32)) -> f32 {
    (x * x + y * y).sqrt()
}

/// Whether it looks around before each step.
fn roams(spot: &Spot) -> bool {
    let (x_mps, y_mps) = spot.velocity;
    !spot.kind.is_rock() || x_mps * x_mps + y_mps * y_mps > SLOW_MPS * SLOW_MPS
}

/// How long it takes until two outlines are near each other, at the least.
fn time_until_near_s(gap_m: f32, nearing_mps: f32) -> f32 {
    let way_m = (gap_m - KEPT_M - ROUNDING_M).max(0.0);
    way_m / nearing_mps.max(f32::MIN_POSITIVE)
}

/// Whether it is this one of the two that finds the pair: what roams finds what does
/// not, and else the larger one finds the smaller.
fn looks_for(spot: &Spot, other: &Spot) -> bool {
    match (roams(spot), roams(other)) {
        (true, false) => true,
        (false, true) => false,
        (true, true) | (false, false) => {
            let (radius_m, other_m) = (spot.kind.radius_m(), other.kind.radius_m());
            radius_m > other_m || (radius_m == other_m && spot.id < other.id)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::body::{self, pose_of};
    use super::*;
    use crate::kinds::rock::Rock;
    use crate::kinds::saucer::Saucer;
    use crate::space::entity::{Detail, Entity};
    use asteroids_shared::{Controls, Kind, Motion};
    use proptest::prelude::*;
    use rapier2d::parry::query;

    const SIDE_M: f32 = 120.0;
    /// At which distance rapier finds contacts.
    const CONTACT_M: f32 = 0.021;
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

    fn put(
        entities: &mut Entities,
        bodies: &mut Bodies,
        (kind, motion): (Kind, Motion),
    ) -> EntityId {
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
        let id = entities.insert(0, kind, motion, detail);
        let shape = entities.get(id).and_then(body::shape);
        bodies.put(id, shape.expect("all of these collide"));
        id
    }

    /// Who is so near to another one that rapier finds a contact.
    fn meeting(entities: &Entities, torus: &Torus, bodies: &Bodies) -> Vec<EntityId> {
        let shape = |one: &Entity| bodies.get(one.id).map(|body| body.shape.clone());
        let meets = |one: &Entity| {
            entities.iter().any(|other| {
                let (x_m, y_m) = torus.delta(one.motion.position(), other.motion.position());
                let here = pose_of(&Motion {
                    x_m: 0.0,
                    y_m: 0.0,
                    ..*one.motion
                });
                let there = pose_of(&Motion {
                    x_m,
                    y_m,
                    ..*other.motion
                });
                let shapes = shape(one).zip(shape(&other));
                one.id != other.id
                    && shapes.is_some_and(|(own, others)| {
                        let apart = query::distance(&here, &*own, &there, &*others);
                        apart.is_ok_and(|found| found.distance < CONTACT_M)
                    })
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
            touched in prop::collection::vec((0..TICKS, 0usize..40, anything()), 0..40),
        ) {
            let torus = Torus::square(SIDE_M);
            let mut entities = Entities::new(torus);
            let mut bodies = Bodies::default();
            let mut meetings = Meetings::default();
            let mut ids = Vec::new();
            for newcomer in first {
                ids.push(put(&mut entities, &mut bodies, newcomer));
                meetings.expect(ids[ids.len() - 1]);
            }
            for tick in 0..TICKS {
                for (_, newcomer) in later.iter().filter(|(at, _)| *at == tick) {
                    ids.push(put(&mut entities, &mut bodies, *newcomer));
                    meetings.expect(ids[ids.len() - 1]);
                }
                for (_, index, (_, motion)) in moved.iter().filter(|(at, ..)| *at == tick) {
                    let id = ids[index % ids.len()];
                    entities.place(id, *motion);
                    meetings.expect(id);
                }
                meetings.find(&entities, &torus, &bodies);
                let found: Vec<_> = meetings.found().iter().map(|(id, _)| *id).collect();
                for id in meeting(&entities, &torus, &bodies) {
                    prop_assert!(found.contains(&id), "{id} is missed at {tick}");
                }
                for entity in entities.iter_mut() {
                    entity.motion.advance(Controls::NONE, &entity.kind.dynamics(), &torus);
                }
                for (_, index, (_, course)) in touched.iter().filter(|(at, ..)| *at == tick) {
                    let id = ids[index % ids.len()];
                    let entity = entities.get_mut(id).expect("nothing harms it");
                    (entity.motion.vx_mps, entity.motion.vy_mps) = (course.vx_mps, course.vy_mps);
                    meetings.expect(id);
                }
                entities.settle();
            }
        }
    }
}
