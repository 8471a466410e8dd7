//! The ids by which one client knows entities.

use asteroids_shared::rules::{BULLET_LIFE_TICKS, seconds};
use asteroids_shared::{EntityId, Tick};

/// How long an id rests before it names something else: longer than a bullet
/// flies, so that none that left without a word is taken for another.
const REST_TICKS: Tick = seconds(2);
const _: () = assert!(REST_TICKS > BULLET_LIFE_TICKS);

/// The ids by which one client knows entities: the smallest that are free, so
/// that nearly all take one byte, whatever the world calls what they name.
#[derive(Debug, Default)]
pub struct ClientIds {
    /// By id, from 1 on: from when on it names nothing.
    free_at: Vec<Tick>,
}

impl ClientIds {
    const TAKEN: Tick = Tick::MAX;

    /// An id that names nothing yet.
    pub fn take(&mut self, now: Tick) -> EntityId {
        let free = self.free_at.iter().position(|&tick| tick <= now);
        let index = free.unwrap_or_else(|| {
            self.free_at.push(now);
            self.free_at.len() - 1
        });
        self.free_at[index] = Self::TAKEN;
        index as EntityId + 1
    }

    /// The client has been told that what has this id is gone, or knows it.
    pub fn give_back(&mut self, id: EntityId, now: Tick) {
        self.free_at[id as usize - 1] = now + REST_TICKS;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_free_id_is_taken() {
        let mut ids = ClientIds::default();
        assert_eq!([ids.take(0), ids.take(0), ids.take(0)], [1, 2, 3]);
        ids.give_back(2, 10);
        ids.give_back(1, 10);
        assert_eq!(ids.take(10 + REST_TICKS), 1);
    }

    #[test]
    fn an_id_rests_before_it_names_something_else() {
        let mut ids = ClientIds::default();
        ids.take(0);
        ids.give_back(1, 10);
        assert_eq!(ids.take(9 + REST_TICKS), 2);
        assert_eq!(ids.take(10 + REST_TICKS), 1);
    }
}
