//! How many bots go after each ship.

use std::collections::HashMap;

use asteroids_shared::EntityId;

/// A ship whose pilot has fewer points in this life is gone after by one bot.
const NEWCOMER_POINTS: u32 = 300;
/// One whose pilot has fewer is gone after by two at the most, others by three.
const KNOWN_POINTS: u32 = 2_000;

/// How many bots go after each entity.
#[derive(Debug, Default)]
pub(super) struct Hunts(HashMap<EntityId, u32>);

impl Hunts {
    /// Whether another bot may go after a ship whose pilot has so many points in
    /// this life.
    pub fn allow(&self, ship: EntityId, life_score: u32) -> bool {
        let hunters = self.0.get(&ship).copied().unwrap_or(0);
        let most = match life_score {
            ..NEWCOMER_POINTS => 1,
            NEWCOMER_POINTS..KNOWN_POINTS => 2,
            KNOWN_POINTS.. => 3,
        };
        hunters < most
    }

    /// A bot turns from one quarry to another; 0 is none.
    pub fn turn(&mut self, from: EntityId, to: EntityId) {
        if from == to {
            return;
        }
        if let Some(hunters) = self.0.get_mut(&from) {
            *hunters -= 1;
            if *hunters == 0 {
                self.0.remove(&from);
            }
        }
        if to != 0 {
            *self.0.entry(to).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newcomer_is_gone_after_by_one_and_the_feared_by_three() {
        for (life_score, most) in [(0, 1), (299, 1), (300, 2), (2_000, 3), (u32::MAX, 3)] {
            let mut hunts = Hunts::default();
            let mut hunters = 0;
            while hunts.allow(7, life_score) {
                hunts.turn(0, 7);
                hunters += 1;
            }
            assert_eq!(hunters, most, "with {life_score} points");
            hunts.turn(7, 8);
            assert!(hunts.allow(7, life_score));
        }
    }
}
