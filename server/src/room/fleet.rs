//! What the bots of a room fly by.

use std::sync::Arc;

use asteroids_shared::autopilot::Flyer;

/// The multiples of this, less what is whole, fall evenly wherever one stops.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// What bots fly by, and how many of them beside others.
#[derive(Clone, Debug)]
pub struct Share {
    /// An autopilot, or the pilot of `shared`.
    pub flyer: Option<Arc<Flyer>>,
    /// Its weight, above 0.
    pub weight: f64,
}

/// What the bots of a room fly by: the pilot of `shared` unless there are shares.
#[derive(Clone, Debug, Default)]
pub struct Fleet(Arc<[Share]>);

impl Fleet {
    /// One of these shares.
    pub fn of(shares: impl IntoIterator<Item = Share>) -> Self {
        Self(shares.into_iter().collect())
    }

    /// The autopilot by which the bot of this number flies, if it does by one. Bots of
    /// consecutive numbers are evenly mixed.
    pub fn flyer(&self, number: u32) -> Option<&Arc<Flyer>> {
        let sum: f64 = self.0.iter().map(|share| share.weight).sum();
        let mut place = (f64::from(number) * GOLDEN).fract() * sum;
        let due = self.0.iter().find(|share| {
            place -= share.weight;
            place < 0.0
        });
        // What is left by rounding is the last one's.
        due.or(self.0.last())?.flyer.as_ref()
    }
}
