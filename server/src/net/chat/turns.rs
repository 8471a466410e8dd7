//! How many lines a room says, and whose.

use std::time::{Duration, Instant};

use crate::net::bounds::limiter::Limiter;
use crate::net::bounds::quota::{Quota, Used};
use crate::room::Household;

/// What a room says of whoever talks: everybody reads it. A household has half
/// of it at the most.
const LINES_PER_MINUTE: u32 = 210;
const LINES_BURST: u32 = 12;
/// What it says besides when that is used up, of households of which it has
/// said nothing so for a while.
const RARE_PER_MINUTE: u32 = 90;
const RARE_BURST: u32 = 8;
const RARE_EVERY: Duration = Duration::from_secs(20);

/// How many lines a room says, and whose: however much some talk, it says
/// something of each household now and then.
#[derive(Debug)]
pub(super) struct Turns {
    lines: Used,
    lines_of: Limiter<Household>,
    rare: Used,
    rare_of: Limiter<Household>,
}

impl Turns {
    /// Nobody has said anything.
    pub(super) fn new(now: Instant) -> Self {
        let half = Quota::per_minute(LINES_PER_MINUTE / 2).with_burst(LINES_BURST / 2);
        Self {
            lines: Used::nothing(now),
            lines_of: Limiter::new(half),
            rare: Used::nothing(now),
            rare_of: Limiter::new(Quota::every(RARE_EVERY)),
        }
    }

    /// Counts a line of somebody from this household, or from where everybody
    /// may come, unless others are to have their turn.
    pub(super) fn take(&mut self, household: Option<Household>, now: Instant) -> bool {
        let lines = Quota::per_minute(LINES_PER_MINUTE).with_burst(LINES_BURST);
        let rare = Quota::per_minute(RARE_PER_MINUTE).with_burst(RARE_BURST);
        let Some(household) = household else {
            return lines.take(&mut self.lines, now).is_ok();
        };
        if lines.may_take(&self.lines, now).is_ok() && self.lines_of.take(household, now).is_ok() {
            return lines.take(&mut self.lines, now).is_ok();
        }
        rare.may_take(&self.rare, now).is_ok()
            && self.rare_of.take(household, now).is_ok()
            && rare.take(&mut self.rare, now).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of so many lines are said at once.
    fn said(turns: &mut Turns, household: u128, count: u32, now: Instant) -> u32 {
        let household = Some(Household(household));
        (0..count)
            .map(|_| u32::from(turns.take(household, now)))
            .sum()
    }

    #[test]
    fn one_household_leaves_most_lines_to_others() {
        let start = Instant::now();
        let mut turns = Turns::new(start);
        for minute in 0..10 {
            let now = start + Duration::from_secs(60 * minute);
            assert_eq!(said(&mut turns, 1, 1_000, now), LINES_BURST / 2 + 1);
            for honest in 2..12 {
                assert_eq!(said(&mut turns, honest, 1, now), 1, "{honest}");
            }
        }
    }

    #[test]
    fn however_many_talk_who_was_silent_has_a_turn() {
        let start = Instant::now();
        let mut turns = Turns::new(start);
        // Twenty households, each as much as it can, for five minutes.
        for second in 0..300 {
            let now = start + Duration::from_secs(second);
            for eve in 0..20 {
                said(&mut turns, eve, 10, now);
            }
        }
        let later = start + Duration::from_secs(300);
        assert_eq!(said(&mut turns, 99, 1, later), 1);
    }

    #[test]
    fn all_together_say_no_more_than_people_can_read() {
        let start = Instant::now();
        let mut turns = Turns::new(start);
        let total: u32 = (0..600)
            .map(|second| {
                let now = start + Duration::from_secs(second);
                (0..100)
                    .map(|eve| said(&mut turns, eve, 10, now))
                    .sum::<u32>()
            })
            .sum();
        let most = (LINES_PER_MINUTE + RARE_PER_MINUTE) * 10 + LINES_BURST + RARE_BURST;
        assert!(total <= most, "{total}");
    }
}
