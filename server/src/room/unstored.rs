//! What players have earned and the store has not taken yet.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::store::Earned;

/// How many flights are kept at the most while the store takes nothing. Beyond that
/// what newcomers earn is not kept.
const FLIGHTS_MAX: usize = 65_536;

/// What players have earned and the store has not taken yet, by source and flight.
#[derive(Debug, Default)]
pub struct Unstored(HashMap<(i64, i64), Earned>);

impl Unstored {
    /// Keeps these until the store takes them.
    pub fn keep(&mut self, earned: impl IntoIterator<Item = Earned>) {
        for earned in earned {
            let is_full = self.0.len() >= FLIGHTS_MAX;
            match self.0.entry((earned.source, earned.flight)) {
                Entry::Occupied(mut kept) => kept.get_mut().follow(earned),
                Entry::Vacant(_) if is_full => {}
                Entry::Vacant(place) => {
                    place.insert(earned);
                }
            }
        }
    }

    /// Gives all of it.
    pub fn take(&mut self) -> Vec<Earned> {
        self.0.drain().map(|(_, earned)| earned).collect()
    }
}
