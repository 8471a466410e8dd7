//! What players have earned and the store has not taken yet.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use asteroids_shared::Tick;

use crate::store::Earned;

/// How many flights are kept at the most while the store takes nothing. Beyond that
/// what newcomers earn is not kept.
const FLIGHTS_MAX: usize = 65_536;

/// What players have earned and the store has not taken yet.
#[derive(Debug, Default)]
pub struct Unstored {
    /// By source and flight.
    due: HashMap<(i64, i64), Earned>,
    /// What the log may not have on disk yet, and up to which tick it has to. A log that
    /// lags behind by more than its queue is degraded, and then all of it is due.
    early: VecDeque<(Tick, Vec<Earned>)>,
}

impl Unstored {
    /// Keeps what was earned at this tick until the log has it: the store is never
    /// ahead of the log, and has nothing to take back when a process is killed.
    pub fn keep_until_written(&mut self, tick: Tick, earned: Vec<Earned>) {
        if !earned.is_empty() {
            self.early.push_back((tick, earned));
        }
    }

    /// The log has all before this tick; all of it if no log can tell.
    pub fn written(&mut self, to: Option<Tick>) {
        let is_written = |tick: Tick| to.is_none_or(|to| tick <= to);
        while let Some((tick, _)) = self.early.front()
            && is_written(*tick)
            && let Some((_, earned)) = self.early.pop_front()
        {
            self.keep(earned);
        }
    }

    /// What was earned before this tick somebody else has told the store of.
    pub fn told_elsewhere(&mut self, before: Tick) {
        while self.early.front().is_some_and(|(tick, _)| *tick < before) {
            self.early.pop_front();
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.due.is_empty() && self.early.is_empty()
    }

    /// Keeps these until the store takes them.
    pub fn keep(&mut self, earned: impl IntoIterator<Item = Earned>) {
        for earned in earned {
            let is_full = self.due.len() >= FLIGHTS_MAX;
            match self.due.entry((earned.source, earned.flight)) {
                Entry::Occupied(mut kept) => kept.get_mut().follow(earned),
                Entry::Vacant(_) if is_full => {}
                Entry::Vacant(place) => {
                    place.insert(earned);
                }
            }
        }
    }

    /// Gives what the store may be told.
    pub fn take(&mut self) -> Vec<Earned> {
        self.due.drain().map(|(_, earned)| earned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Tally, TokenHash};

    fn earned(flight: i64, seq: i64) -> Earned {
        Earned {
            source: 1,
            flight,
            seq,
            token: TokenHash([1; 32]),
            name: "Ada".to_owned(),
            total: Tally::default(),
            told: Tally::default(),
        }
    }

    #[test]
    fn who_takes_over_tells_of_all_that_the_one_before_may_not_have_told() {
        let mut unstored = Unstored::default();
        for tick in [10, 20, 30] {
            let flight = i64::from(tick);
            unstored.keep_until_written(tick, vec![earned(flight, flight)]);
        }
        unstored.told_elsewhere(20);
        assert!(unstored.take().is_empty(), "it is the leader's to tell");
        unstored.written(None);
        let mut flights: Vec<_> = unstored.take().iter().map(|it| it.flight).collect();
        flights.sort_unstable();
        assert_eq!(flights, [20, 30]);
    }
}
