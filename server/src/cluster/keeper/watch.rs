//! When an edge takes the lease of the keeper, without network and clock.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::room::EdgeId;
use crate::store::GameId;

/// A lease that was not renewed for so long is nobody's.
pub const SILENT_AFTER: Duration = Duration::from_secs(5);
/// For how long a renewal counts for whoever has made it: less, so that two stores never
/// count at once.
pub const COUNTS_FOR: Duration = Duration::from_secs(4);

/// What the lease says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The keeper.
    pub edge: EdgeId,
    /// Which store it has: one more each time that another one is put in its place.
    pub generation: u32,
    /// The game that the cluster is.
    pub game: GameId,
}

/// What an edge knows of the lease.
#[derive(Debug)]
pub struct Watch {
    edge: EdgeId,
    /// The game of the store that is here.
    game: GameId,
    /// Up to which generation the store that is here has counted.
    generation: Option<u32>,
    /// Whether it is to be put in the place of another one.
    takes_over: bool,
    /// Which renewal was the last, and when it was seen first.
    seen: Option<(u64, Instant)>,
}

impl Watch {
    /// Of an edge that has this store.
    pub fn new(edge: EdgeId, game: GameId, generation: Option<u32>, takes_over: bool) -> Self {
        Self {
            edge,
            game,
            generation,
            takes_over,
            seen: None,
        }
    }

    /// The store that is here counts, in this generation.
    pub fn won(&mut self, generation: u32) {
        self.generation = Some(generation);
    }

    /// What is to be written after this renewal, if the lease is this edge's to take or
    /// to renew. None was ever written if there is no latest one.
    pub fn look(&mut self, latest: Option<(u64, Lease)>, now: Instant) -> Option<Lease> {
        let edge = self.edge;
        let Some((number, lease)) = latest else {
            return Some(Lease {
                edge,
                generation: 1,
                game: self.game,
            });
        };
        let since = match self.seen {
            Some((seen, since)) if seen == number => since,
            Some(_) | None => now,
        };
        self.seen = Some((number, since));
        if lease.edge == edge {
            return Some(lease);
        }
        let is_silent = now >= since + SILENT_AFTER;
        if is_silent && self.generation == Some(lease.generation) {
            return Some(Lease { edge, ..lease });
        }
        (is_silent && self.takes_over).then_some(Lease {
            edge,
            generation: lease.generation + 1,
            ..lease
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn game() -> GameId {
        serde_json::from_str("7").expect("it is a number")
    }

    fn lease(edge: EdgeId, generation: u32) -> Lease {
        Lease {
            edge,
            generation,
            game: game(),
        }
    }

    /// What an edge writes that sees the same lease now and when it is silent.
    fn at_last(mut watch: Watch, latest: Lease) -> Option<Lease> {
        let now = Instant::now();
        assert_eq!(
            watch.look(Some((9, latest)), now),
            None,
            "it may be renewed"
        );
        let just_before = now + SILENT_AFTER - Duration::from_millis(1);
        assert_eq!(watch.look(Some((9, latest)), just_before), None);
        watch.look(Some((9, latest)), now + SILENT_AFTER)
    }

    #[test]
    fn the_first_edge_is_the_keeper_and_renews_its_lease() {
        let (mut watch, now) = (Watch::new(3, game(), None, false), Instant::now());
        let first = watch.look(None, now);
        assert_eq!(first, Some(lease(3, 1)));
        assert_eq!(watch.look(Some((1, lease(3, 1))), now), first);
    }

    #[test]
    fn a_store_that_was_not_the_keepers_last_never_counts_by_itself() {
        for generation in [None, Some(1)] {
            let watch = Watch::new(4, game(), generation, false);
            assert_eq!(at_last(watch, lease(3, 2)), None);
        }
    }

    #[test]
    fn the_store_of_a_keeper_that_is_started_again_counts_again() {
        let watch = Watch::new(4, game(), Some(2), true);
        assert_eq!(at_last(watch, lease(3, 2)), Some(lease(4, 2)));
    }

    #[test]
    fn a_store_that_is_to_take_over_begins_another_generation() {
        let watch = Watch::new(4, game(), None, true);
        assert_eq!(at_last(watch, lease(3, 2)), Some(lease(4, 3)));
    }

    #[test]
    fn a_lease_that_is_renewed_is_left_alone() {
        let (mut watch, start) = (Watch::new(4, game(), Some(2), true), Instant::now());
        for second in 0..60 {
            let now = start + Duration::from_secs(second);
            assert_eq!(watch.look(Some((second, lease(3, 2))), now), None);
        }
    }
}
