//! How the table is written down: an entity at a time, whole. Where each is follows
//! from that once the table is settled.

use std::collections::VecDeque;

use asteroids_shared::{EntityId, Kind, Tick, Torus};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Entities, NO_DETAIL, NO_MOTION};
use crate::space::entity::Loose;
use crate::space::grid::Grid;

/// What is written down of the table.
#[derive(Deserialize)]
pub(super) struct Written {
    torus: Torus,
    slots: Vec<Option<Loose>>,
    resting: VecDeque<(Tick, EntityId)>,
    #[serde(deserialize_with = "of_all_kinds")]
    by_kind: [Vec<EntityId>; Kind::COUNT],
    index_in_kind: Vec<u32>,
}

/// A list for each kind. One that was written down before there were some kinds lacks
/// theirs.
fn of_all_kinds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[Vec<EntityId>; Kind::COUNT], D::Error> {
    let mut lists = Vec::<Vec<EntityId>>::deserialize(deserializer)?;
    if lists.len() > Kind::COUNT {
        return Err(D::Error::custom(
            "there are kinds that this program does not know",
        ));
    }
    Ok(std::array::from_fn(|kind| {
        lists.get_mut(kind).map(std::mem::take).unwrap_or_default()
    }))
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
        };
        writing.serialize(serializer)
    }
}

impl Entities {
    /// A copy to be written down: what follows from the rest is left out, until it is
    /// [settled](Self::settle).
    pub(crate) fn copy(&self) -> Self {
        Self {
            torus: self.torus,
            kinds: self.kinds.clone(),
            motions: self.motions.clone(),
            details: self.details.clone(),
            resting: self.resting.clone(),
            by_kind: self.by_kind.clone(),
            index_in_kind: self.index_in_kind.clone(),
            bodies: Grid::new(&self.torus),
            others: Grid::new(&self.torus),
        }
    }
}

impl From<Written> for Entities {
    fn from(written: Written) -> Self {
        let count = written.slots.len();
        let torus = written.torus;
        let mut entities = Self {
            torus,
            kinds: vec![None; count],
            motions: vec![NO_MOTION; count],
            details: vec![NO_DETAIL; count],
            resting: written.resting,
            by_kind: written.by_kind,
            index_in_kind: written.index_in_kind,
            bodies: Grid::new(&torus),
            others: Grid::new(&torus),
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

#[cfg(test)]
mod tests {
    use super::*;
    use asteroids_shared::protocol::codec::{from_bytes, to_bytes};

    #[derive(Debug, Deserialize)]
    struct Lists(#[serde(deserialize_with = "of_all_kinds")] [Vec<EntityId>; Kind::COUNT]);

    /// Read as it was written down when there were so many kinds.
    fn read(kinds: usize) -> Option<[Vec<EntityId>; Kind::COUNT]> {
        let lists: Vec<Vec<EntityId>> = (0..kinds as EntityId).map(|id| vec![id]).collect();
        from_bytes(&to_bytes(&lists)).ok().map(|Lists(lists)| lists)
    }

    #[test]
    fn a_table_of_fewer_kinds_lacks_nothing_else() {
        for kinds in 0..=Kind::COUNT {
            let lists = read(kinds).expect("it is read");
            assert_eq!(lists.concat(), (0..kinds as EntityId).collect::<Vec<_>>());
        }
        assert!(read(Kind::COUNT + 1).is_none());
    }
}
