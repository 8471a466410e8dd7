//! The table of everything there is, by id, by kind and by place.

use std::collections::VecDeque;

use asteroids_shared::rules::{BULLET_LIFE_TICKS, seconds};
use asteroids_shared::{EntityId, Kind, Motion, Tick, Torus};

use super::entity::{Detail, Entity};
use super::grid::Grid;

/// How long an id rests before it names something else: longer than a bullet
/// flies, so that none takes a new thing for its shooter.
const ID_REST_TICKS: Tick = seconds(2);
const _: () = assert!(ID_REST_TICKS > BULLET_LIFE_TICKS);

/// Every entity, by id, by kind and by place.
#[derive(Debug)]
pub(super) struct Entities {
    torus: Torus,
    /// By id; 0 names nothing.
    slots: Vec<Option<Entity>>,
    /// Ids at rest, with the tick at which each may be used again.
    resting: VecDeque<(Tick, EntityId)>,
    by_kind: [Vec<EntityId>; Kind::ALL.len()],
    /// By id: its index in the list of its kind.
    index_in_kind: Vec<u32>,
    grid: Grid,
}

impl Entities {
    pub fn new(torus: Torus) -> Self {
        Self {
            torus,
            slots: vec![None],
            resting: VecDeque::new(),
            by_kind: Default::default(),
            index_in_kind: vec![0],
            grid: Grid::new(&torus),
        }
    }

    /// Adds an entity and names it.
    pub fn insert(&mut self, now: Tick, kind: Kind, motion: Motion, detail: Detail) -> EntityId {
        let id = self.unused_id(now);
        self.grid.insert(id, motion.position());
        let ids = &mut self.by_kind[kind as usize];
        self.index_in_kind[id as usize] = ids.len() as u32;
        ids.push(id);
        self.slots[id as usize] = Some(Entity {
            id,
            kind,
            motion,
            detail,
        });
        id
    }

    fn unused_id(&mut self, now: Tick) -> EntityId {
        match self.resting.front() {
            Some(&(rested_at, id)) if rested_at <= now => {
                self.resting.pop_front();
                id
            }
            Some(_) | None => {
                self.slots.push(None);
                self.index_in_kind.push(0);
                (self.slots.len() - 1) as EntityId
            }
        }
    }

    /// Takes an entity out, if it is there.
    pub fn remove(&mut self, now: Tick, id: EntityId) -> Option<Entity> {
        let entity = self.slots.get_mut(id as usize)?.take()?;
        self.resting.push_back((now + ID_REST_TICKS, id));
        self.grid.remove(id);
        let ids = &mut self.by_kind[entity.kind as usize];
        let index = self.index_in_kind[id as usize];
        ids.swap_remove(index as usize);
        if let Some(&moved) = ids.get(index as usize) {
            self.index_in_kind[moved as usize] = index;
        }
        Some(entity)
    }

    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.slots.get(id as usize)?.as_ref()
    }

    pub fn get_mut(&mut self, id: EntityId) -> Option<&mut Entity> {
        self.slots.get_mut(id as usize)?.as_mut()
    }

    /// Every entity, by ascending id.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.slots.iter().flatten()
    }

    /// Every entity, by ascending id. Whoever moves one tells [`Self::follow`].
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entity> {
        self.slots.iter_mut().flatten()
    }

    /// The ids of a kind, in a repeatable order.
    pub fn of(&self, kind: Kind) -> &[EntityId] {
        &self.by_kind[kind as usize]
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> [u32; Kind::ALL.len()] {
        Kind::ALL.map(|kind| self.of(kind).len() as u32)
    }

    /// Every id is below this.
    pub fn id_bound(&self) -> usize {
        self.slots.len()
    }

    /// Ids at rest, the first to be used again first.
    pub fn resting(&self) -> impl Iterator<Item = (Tick, EntityId)> {
        self.resting.iter().copied()
    }

    /// Brings every entity back into the world and looks up where it stands,
    /// telling of those that have crossed the seam.
    pub fn settle(&mut self, mut crossed: impl FnMut(&Entity)) {
        for entity in self.slots.iter_mut().flatten() {
            let at = entity.motion.position();
            let wrapped = self.torus.wrap(at.0, at.1);
            if wrapped != at {
                (entity.motion.x_m, entity.motion.y_m) = wrapped;
                crossed(entity);
            }
            self.grid.follow(entity.id, wrapped);
        }
    }

    /// Puts an entity elsewhere.
    pub fn place(&mut self, id: EntityId, motion: Motion) {
        if let Some(entity) = self.slots.get_mut(id as usize).and_then(Option::as_mut) {
            entity.motion = motion;
            self.grid.follow(id, motion.position());
        }
    }

    /// Every entity whose centre lies within a rectangle on the torus.
    pub fn near(&self, center: (f32, f32), half: (f32, f32)) -> impl Iterator<Item = &Entity> {
        self.grid.candidates(center, half).filter_map(move |id| {
            let entity = self.slots[id as usize].as_ref()?;
            let (dx, dy) = self.torus.delta(center, entity.motion.position());
            (dx.abs() <= half.0 && dy.abs() <= half.1).then_some(entity)
        })
    }
}
