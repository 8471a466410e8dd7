//! Who may touch somebody in the next step.
//!
//! Things that are near each other form clusters. rapier's plane has no seam:
//! what a cluster has beyond an edge is shifted by whole worlds, so that its
//! members are beside each other there too.

use asteroids_shared::{EntityId, Motion, Torus};

use crate::world::entities::Entities;
use crate::world::grid::Spot;

/// How near the circles around two outlines come before the two are engaged, in
/// metres: more than the millimetres at which rapier, at the beginning of a
/// step, finds contacts.
const MADE_M: f32 = 0.1;
/// How much further apart they stay engaged, in metres, so that what hovers at
/// the border does not come and go every tick.
const KEPT_M: f32 = 0.6;

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

    /// Looks for them. `is_engaged` tells who was found before.
    pub fn find(
        &mut self,
        entities: &Entities,
        torus: &Torus,
        is_engaged: impl Fn(EntityId) -> bool,
    ) {
        self.pairs.clear();
        for spot in entities.bodies() {
            // The larger one of a pair looks for the smaller one.
            let reach_m = 2.0 * spot.kind.radius_m() + KEPT_M;
            let about = entities.bodies_about(spot.at, (reach_m, reach_m));
            for other in about.flatten() {
                let apart_m2 = torus.distance_squared(spot.at, other.at);
                if apart_m2 > reach_m * reach_m || !looks_for(spot, other) {
                    continue;
                }
                let touching_m = spot.kind.radius_m() + other.kind.radius_m();
                let within = |gap_m: f32| apart_m2 <= (touching_m + gap_m) * (touching_m + gap_m);
                if within(MADE_M) || (within(KEPT_M) && is_engaged(spot.id) && is_engaged(other.id))
                {
                    self.pairs.push(Pair::new(spot, other));
                    self.pairs.push(Pair::new(other, spot));
                }
            }
        }
        self.pairs.sort_unstable_by_key(|pair| (pair.id, pair.near));
        self.gather_clusters(torus);
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

/// Whether it is this one of the two that finds the pair.
fn looks_for(spot: &Spot, other: &Spot) -> bool {
    let (radius_m, other_m) = (spot.kind.radius_m(), other.kind.radius_m());
    radius_m > other_m || (radius_m == other_m && spot.id < other.id)
}
