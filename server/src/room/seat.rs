//! Places that are counted, as those to fly in a room.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// So many places, and how many of them are taken. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Seats {
    capacity: Arc<AtomicU32>,
    taken: Arc<AtomicU32>,
}

impl Seats {
    /// So many places, none of them taken.
    pub fn new(capacity: u32) -> Self {
        Self {
            capacity: Arc::new(capacity.into()),
            taken: Arc::default(),
        }
    }

    /// Has so many from now on. Nobody who has one loses it.
    pub fn resize(&self, capacity: u32) {
        self.capacity.store(capacity, Ordering::Relaxed);
    }

    /// How many are taken.
    pub fn taken(&self) -> u32 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Whether one is free.
    pub fn are_left(&self) -> bool {
        self.taken() < self.capacity.load(Ordering::Relaxed)
    }

    /// Takes one, if one is free.
    pub fn take(&self) -> Option<Seat> {
        let order = Ordering::Relaxed;
        let capacity = self.capacity.load(order);
        let one_more = |taken| (taken < capacity).then_some(taken + 1);
        let taken = self.taken.fetch_update(order, order, one_more);
        taken.ok().map(|_| Seat(Arc::clone(&self.taken)))
    }
}

/// A place that is taken. Dropping it frees it.
#[derive(Debug)]
pub struct Seat(Arc<AtomicU32>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_so_many_seats_and_each_is_free_again() {
        let seats = Seats::new(2);
        let (one, _other) = (seats.take(), seats.take());
        assert!(!seats.are_left());
        assert!(seats.take().is_none());
        drop(one);
        assert_eq!(seats.taken(), 1);
        assert!(seats.take().is_some());
    }
}
