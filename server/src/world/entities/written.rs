//! How the table is written down: an entity at a time, whole.

use std::collections::VecDeque;

use asteroids_shared::{EntityId, Kind, Tick, Torus};
use serde::{Deserialize, Serialize, Serializer};

use super::{Entities, NO_DETAIL, NO_MOTION};
use crate::world::entity::Loose;
use crate::world::grid::Grid;

/// What is written down of the table.
#[derive(Deserialize)]
pub(super) struct Written {
    torus: Torus,
    slots: Vec<Option<Loose>>,
    resting: VecDeque<(Tick, EntityId)>,
    by_kind: [Vec<EntityId>; Kind::COUNT],
    index_in_kind: Vec<u32>,
    bodies: Grid,
    others: Grid,
}

/// The same, of a table that stays.
#[derive(Serialize)]
#[serde(rename = "Written")]
struct Writing<'a> {
    torus: &'a Torus,
    slots: Slots<'a>,
    resting: &'a VecDeque<(Tick, EntityId)>,
    by_kind: &'a [Vec<EntityId>; Kind::COUNT],
    index_in_kind: &'a Vec<u32>,
    bodies: &'a Grid,
    others: &'a Grid,
}

/// By id, what there is.
struct Slots<'a>(&'a Entities);

impl Serialize for Slots<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids = 0..self.0.id_bound();
        serializer.collect_seq(ids.map(|id| self.0.get(id as EntityId)))
    }
}

impl Serialize for Entities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let writing = Writing {
            torus: &self.torus,
            slots: Slots(self),
            resting: &self.resting,
            by_kind: &self.by_kind,
            index_in_kind: &self.index_in_kind,
            bodies: &self.bodies,
            others: &self.others,
        };
        writing.serialize(serializer)
    }
}

impl From<Written> for Entities {
    fn from(written: Written) -> Self {
        let count = written.slots.len();
        let mut entities = Self {
            torus: written.torus,
            kinds: vec![None; count],
            motions: vec![NO_MOTION; count],
            details: vec![NO_DETAIL; count],
            resting: written.resting,
            by_kind: written.by_kind,
            index_in_kind: written.index_in_kind,
            bodies: written.bodies,
            others: written.others,
        };
        for (index, slot) in written.slots.into_iter().enumerate() {
            if let Some(loose) = slot.filter(|loose| loose.id as usize == index) {
                entities.kinds[index] = Some(loose.kind);
                entities.motions[index] = loose.motion;
                entities.details[index] = loose.detail;
            }
        }
        entities
    }
}
