//! Places that are counted, as those to fly in a room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

/// Those who count as one by where they come from, whatever they call
/// themselves. What the number stands for is the edge's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Household(pub u128);

/// So many places, and how many of them are taken. Cheap to clone.
///
/// A household has three quarters of them at the most, so that of four or more
/// somebody from elsewhere always finds one; whoever has none counts for itself.
#[derive(Clone, Debug)]
pub struct Seats(Arc<Mutex<Plan>>);

#[derive(Debug)]
struct Plan {
    capacity: u32,
    per_household_max: u32,
    taken: u32,
    by_household: HashMap<Household, u32>,
}

impl Seats {
    /// So many places, none of them taken.
    pub fn new(capacity: u32) -> Self {
        Self(Arc::new(Mutex::new(Plan {
            capacity,
            per_household_max: u32::MAX,
            taken: 0,
            by_household: HashMap::new(),
        })))
    }

    /// Has so many from now on. Nobody who has one loses it.
    pub fn resize(&self, capacity: u32) {
        self.plan().capacity = capacity;
    }

    /// Gives a household no more than so many from now on.
    pub fn limit_households(&self, per_household_max: u32) {
        self.plan().per_household_max = per_household_max;
    }

    /// How many are taken.
    pub fn taken(&self) -> u32 {
        self.plan().taken
    }

    /// Whether one is free, and due to somebody from there.
    pub fn are_left_to(&self, household: Option<Household>) -> bool {
        let plan = self.plan();
        plan.taken < plan.capacity && plan.is_due(household)
    }

    /// Whether somebody from there may have one, were one free.
    pub fn are_due(&self, household: Option<Household>) -> bool {
        self.plan().is_due(household)
    }

    /// Takes one, if one is free and due.
    pub fn take(&self, household: Option<Household>) -> Option<Seat> {
        let mut plan = self.plan();
        if plan.taken >= plan.capacity || !plan.is_due(household) {
            return None;
        }
        plan.taken += 1;
        plan.enter(household);
        let seats = self.clone();
        Some(Seat { seats, household })
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Plan {
    fn is_due(&self, household: Option<Household>) -> bool {
        let share = self.capacity - self.capacity / 4;
        let most = share.min(self.per_household_max);
        let has = household.and_then(|household| self.by_household.get(&household));
        self.taken <= self.capacity && has.is_none_or(|has| *has < most)
    }

    fn enter(&mut self, household: Option<Household>) {
        if let Some(household) = household {
            *self.by_household.entry(household).or_default() += 1;
        }
    }

    fn leave(&mut self, household: Option<Household>) {
        if let Some(household) = household
            && let Some(has) = self.by_household.get_mut(&household)
        {
            *has -= 1;
            if *has == 0 {
                self.by_household.remove(&household);
            }
        }
    }
}

/// A place that is taken. Dropping it frees it.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    household: Option<Household>,
}

impl Seat {
    /// From where the one is who has it.
    pub const fn household(&self) -> Option<Household> {
        self.household
    }

    /// Goes on to somebody from there.
    pub fn pass_on(&mut self, household: Option<Household>) {
        let mut plan = self.seats.plan();
        plan.leave(self.household);
        plan.enter(household);
        self.household = household;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut plan = self.seats.plan();
        plan.taken -= 1;
        plan.leave(self.household);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVES: Option<Household> = Some(Household(1));
    const ADAS: Option<Household> = Some(Household(2));

    #[test]
    fn there_are_so_many_seats_and_each_is_free_again() {
        let seats = Seats::new(2);
        let (one, _other) = (seats.take(None), seats.take(None));
        assert!(!seats.are_left_to(None));
        assert!(seats.take(None).is_none());
        drop(one);
        assert_eq!(seats.taken(), 1);
        assert!(seats.take(None).is_some());
    }

    #[test]
    fn no_household_takes_them_all() {
        let seats = Seats::new(8);
        let mut eves: Vec<_> = (0..8).filter_map(|_| seats.take(EVES)).collect();
        assert_eq!(eves.len(), 6);
        let ada = seats.take(ADAS);
        assert!(ada.is_some() && seats.take(None).is_some());
        eves.pop();
        assert!(seats.take(EVES).is_some());
        drop((eves, ada));
        assert!(
            seats.plan().by_household.is_empty(),
            "who is gone is forgotten"
        );
    }

    #[test]
    fn no_household_takes_more_than_it_may() {
        let seats = Seats::new(8);
        seats.limit_households(2);
        let _eves: Vec<_> = (0..2).map(|_| seats.take(EVES)).collect();
        assert!(seats.take(EVES).is_none() && !seats.are_due(EVES));
        assert!(seats.are_due(ADAS));
    }

    #[test]
    fn a_seat_that_goes_on_counts_for_who_has_it() {
        let seats = Seats::new(2);
        seats.limit_households(1);
        let mut seat = seats.take(EVES).expect("it is free");
        seat.pass_on(ADAS);
        assert_eq!(seats.taken(), 1);
        assert!(seats.are_due(EVES) && !seats.are_due(ADAS));
    }
}
