//! The table of everything there is, by id, by kind and by place.

mod written;

use std::collections::VecDeque;

use asteroids_shared::rules::{BULLET_LIFE_TICKS, seconds};
use asteroids_shared::{EntityId, Kind, Motion, Tick, Torus};
use serde::Deserialize;

use super::entity::{Detail, Entity, EntityMut, Loose};
use super::grid::{Grid, Runs, Spot};
use crate::kinds::rock::Rock;
use written::Written;

/// How long an id rests before it names something else: longer than a bullet
/// flies, so that none takes a new thing for its shooter.
const ID_REST_TICKS: Tick = seconds(2);
const _: () = assert!(ID_REST_TICKS > BULLET_LIFE_TICKS);

/// What stands where an id names nothing.
const NO_MOTION: Motion = Motion::at(0.0, 0.0);
const NO_DETAIL: Detail = Detail::Rock(Rock { seed: 0 });

/// Every entity, by id, by kind and by place. What each tick touches of all of
/// them lies close together, by id; the rest lies apart.
#[derive(Debug, Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Entities {
    torus: Torus,
    /// By id, if it names something; 0 never does.
    kinds: Vec<Option<Kind>>,
    /// By id; means nothing for ids that name nothing.
    motions: Vec<Motion>,
    /// The same.
    details: Vec<Detail>,
    /// Ids at rest, with the tick at which each may be used again.
    resting: VecDeque<(Tick, EntityId)>,
    by_kind: [Vec<EntityId>; Kind::COUNT],
    /// By id: its index in the list of its kind.
    index_in_kind: Vec<u32>,
    /// What collides.
    bodies: Grid,
    /// What passes through all but ships: bullets and pickups.
    others: Grid,
}

impl Entities {
    pub fn new(torus: Torus) -> Self {
        Self {
            torus,
            kinds: vec![None],
            motions: vec![NO_MOTION],
            details: vec![NO_DETAIL],
            resting: VecDeque::new(),
            by_kind: Default::default(),
            index_in_kind: vec![0],
            bodies: Grid::new(&torus),
            others: Grid::new(&torus),
        }
    }

    /// Adds an entity and names it.
    pub fn insert(&mut self, now: Tick, kind: Kind, motion: Motion, detail: Detail) -> EntityId {
        let id = self.unused_id(now);
        self.grid_of(kind).insert(Spot::new(id, kind, &motion));
        let ids = &mut self.by_kind[kind as usize];
        self.index_in_kind[id as usize] = ids.len() as u32;
        ids.push(id);
        self.kinds[id as usize] = Some(kind);
        self.motions[id as usize] = motion;
        self.details[id as usize] = detail;
        id
    }

    fn unused_id(&mut self, now: Tick) -> EntityId {
        match self.resting.front() {
            Some(&(rested_at, id)) if rested_at <= now => {
                self.resting.pop_front();
                id
            }
            Some(_) | None => {
                self.kinds.push(None);
                self.motions.push(NO_MOTION);
                self.details.push(NO_DETAIL);
                self.index_in_kind.push(0);
                (self.kinds.len() - 1) as EntityId
            }
        }
    }

    /// Takes an entity out, if it is there.
    pub fn remove(&mut self, now: Tick, id: EntityId) -> Option<Loose> {
        let kind = self.kinds.get_mut(id as usize)?.take()?;
        self.resting.push_back((now + ID_REST_TICKS, id));
        self.grid_of(kind).remove(id);
        let ids = &mut self.by_kind[kind as usize];
        let index = self.index_in_kind[id as usize];
        ids.swap_remove(index as usize);
        if let Some(&moved) = ids.get(index as usize) {
            self.index_in_kind[moved as usize] = index;
        }
        Some(Loose {
            id,
            kind,
            motion: self.motions[id as usize],
            detail: std::mem::replace(&mut self.details[id as usize], NO_DETAIL),
        })
    }

    #[inline]
    pub fn get(&self, id: EntityId) -> Option<Entity<'_>> {
        let index = id as usize;
        Some(Entity {
            id,
            kind: (*self.kinds.get(index)?)?,
            motion: &self.motions[index],
            detail: &self.details[index],
        })
    }

    #[inline]
    pub fn get_mut(&mut self, id: EntityId) -> Option<EntityMut<'_>> {
        let index = id as usize;
        Some(EntityMut {
            id,
            kind: (*self.kinds.get(index)?)?,
            motion: &mut self.motions[index],
            detail: &mut self.details[index],
        })
    }

    /// Every entity, by ascending id.
    pub fn iter(&self) -> impl Iterator<Item = Entity<'_>> {
        let states = self.motions.iter().zip(&self.details);
        let slots = (0..).zip(self.kinds.iter().zip(states));
        slots.filter_map(|(id, (kind, (motion, detail)))| {
            let kind = (*kind)?;
            Some(Entity {
                id,
                kind,
                motion,
                detail,
            })
        })
    }

    /// Every entity, by ascending id. Whoever moves one has them [`settle`](Self::settle).
    pub fn iter_mut(&mut self) -> impl Iterator<Item = EntityMut<'_>> {
        let states = self.motions.iter_mut().zip(&mut self.details);
        let slots = (0..).zip(self.kinds.iter().zip(states));
        slots.filter_map(|(id, (kind, (motion, detail)))| {
            let kind = (*kind)?;
            Some(EntityMut {
                id,
                kind,
                motion,
                detail,
            })
        })
    }

    /// The ids of a kind, in a repeatable order.
    pub fn of(&self, kind: Kind) -> &[EntityId] {
        &self.by_kind[kind as usize]
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> [u32; Kind::COUNT] {
        Kind::ALL.map(|kind| self.of(kind).len() as u32)
    }

    /// Every id is below this.
    pub fn id_bound(&self) -> usize {
        self.kinds.len()
    }

    /// Ids at rest, the first to be used again first.
    pub fn resting(&self) -> impl Iterator<Item = (Tick, EntityId)> {
        self.resting.iter().copied()
    }

    /// Looks up anew where every entity stands.
    pub fn settle(&mut self) {
        let id_bound = self.id_bound();
        let slots = (0..).zip(self.kinds.iter().zip(&self.motions));
        let spots = slots.filter_map(|(id, (kind, motion))| Some(Spot::new(id, (*kind)?, motion)));
        let bodies = spots.clone().filter(|spot| spot.kind.collides());
        self.bodies.refill(bodies, id_bound);
        let others = spots.filter(|spot| !spot.kind.collides());
        self.others.refill(others, id_bound);
    }

    /// Puts an entity elsewhere.
    pub fn place(&mut self, id: EntityId, motion: Motion) {
        if let Some(entity) = self.get_mut(id) {
            *entity.motion = motion;
            let kind = entity.kind;
            let grid = self.grid_of(kind);
            grid.remove(id);
            grid.insert(Spot::new(id, kind, &motion));
        }
    }

    /// Every entity whose centre lies within a rectangle on the torus.
    pub fn near(&self, center: (f32, f32), half: (f32, f32)) -> impl Iterator<Item = Entity<'_>> {
        self.spots_near(center, half)
            .filter_map(|(spot, _)| self.get(spot.id))
    }

    /// Their spots, with the way there from the centre.
    pub fn spots_near(
        &self,
        center: (f32, f32),
        half: (f32, f32),
    ) -> impl Iterator<Item = (&Spot, (f32, f32))> {
        let runs = self.bodies.runs(center, half);
        runs.chain(self.others.runs(center, half))
            .flatten()
            .map(move |spot| (spot, self.torus.delta(center, spot.at)))
            .filter(move |(_, (dx, dy))| dx.abs() <= half.0 && dy.abs() <= half.1)
    }

    /// Visits their spots, with the way there from the centre. What collides is
    /// looked for in another rectangle than bullets and pickups.
    pub fn for_each_near(
        &self,
        center: (f32, f32),
        [bodies_half, others_half]: [(f32, f32); 2],
        mut visit: impl FnMut(&Spot, (f32, f32)),
    ) {
        for (grid, half) in [(&self.bodies, bodies_half), (&self.others, others_half)] {
            for spot in grid.runs(center, half).flatten() {
                let (dx, dy) = self.torus.delta(center, spot.at);
                if dx.abs() <= half.0 && dy.abs() <= half.1 {
                    visit(spot, (dx, dy));
                }
            }
        }
    }

    /// The spots of everything that collides and whose centre lies within a
    /// rectangle on the torus, and of some that are further away.
    pub fn bodies_about(&self, center: (f32, f32), half: (f32, f32)) -> Runs<'_> {
        self.bodies.runs(center, half)
    }

    fn grid_of(&mut self, kind: Kind) -> &mut Grid {
        if kind.collides() {
            &mut self.bodies
        } else {
            &mut self.others
        }
    }
}
