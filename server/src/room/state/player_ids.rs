//! Numbers for players.

use std::collections::VecDeque;

use asteroids_shared::PlayerId;
use serde::{Deserialize, Serialize};

/// Numbers for players: small, and used again in the order in which they came
/// back, so that a number rests as long as can be.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PlayerIds {
    highest: PlayerId,
    resting: VecDeque<PlayerId>,
}

impl PlayerIds {
    /// How many numbers rest before the first is used again.
    const RESTING_MIN: usize = 64;

    /// A number that nobody has.
    pub fn take(&mut self) -> PlayerId {
        if self.resting.len() > Self::RESTING_MIN
            && let Some(id) = self.resting.pop_front()
        {
            return id;
        }
        self.highest += 1;
        self.highest
    }

    /// Takes back a number that nobody has any more.
    pub fn give_back(&mut self, id: PlayerId) {
        self.resting.push_back(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_small_however_many_come_and_go() {
        let mut ids = PlayerIds::default();
        for _ in 0..10_000 {
            let id = ids.take();
            assert!((1..=66).contains(&id));
            ids.give_back(id);
        }
    }

    #[test]
    fn nobody_shares_a_number() {
        let mut ids = PlayerIds::default();
        let taken: std::collections::BTreeSet<_> = (0..1_000).map(|_| ids.take()).collect();
        assert_eq!(taken.len(), 1_000);
        assert!(!taken.contains(&0));
    }
}
