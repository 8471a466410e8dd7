//! What time it is, told by clocks that may be wrong.
//!
//! The machine's clock of the day may have been wrong before, may be wrong now,
//! and may be set while the server runs. So nothing is lost because of it alone:
//!
//! - backups are numbered, and the audit log is in the order of its lines;
//! - points count for the day that the clock says, and whatever it says in the
//!   totals of a player and on the board of all time;
//! - bans lapse by the clock, and hold again when it is right again;
//! - cookies carry how long they live, not until when;
//! - rooms' snapshots are young if either clock of a [`Moment`] says so.

use std::time::SystemTime;

use rustix::time::{ClockId, clock_gettime};

use super::UnixSeconds;

/// Clocks count whole seconds, so that what is of now may seem to be of the future.
const ROUNDING_S: i64 = 2;

/// What the machine's clocks say at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The clock of the day.
    pub wall_s: UnixSeconds,
    /// Since the machine was switched on, sleep included. Nobody sets this clock.
    pub since_boot_s: i64,
}

impl Moment {
    /// Now.
    pub fn now() -> Self {
        Self {
            wall_s: unix_now(),
            since_boot_s: clock_gettime(ClockId::Boottime).tv_sec,
        }
    }

    /// How old something of an earlier moment is: the lower of the ages that both
    /// clocks give, without those in the future. `None` if it seems to be of the
    /// future by both: the machine was off, and the clock of the day is wrong.
    pub fn age_s(self, then: Self) -> Option<i64> {
        let ages = [
            self.wall_s.saturating_sub(then.wall_s),
            self.since_boot_s.saturating_sub(then.since_boot_s),
        ];
        ages.into_iter().filter(|&age_s| age_s >= -ROUNDING_S).min()
    }
}

/// The time now. A clock before 1970 reads as 1970.
pub fn unix_now() -> UnixSeconds {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() as UnixSeconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(wall_s: i64, since_boot_s: i64) -> Moment {
        Moment {
            wall_s,
            since_boot_s,
        }
    }

    #[test]
    fn what_is_young_by_one_clock_is_young() {
        let then = at(1_000_000, 500);
        for (now, age_s) in [
            (at(1_000_010, 510), Some(10)),
            // The clock was set, forwards and backwards.
            (at(4_000_000_000, 510), Some(10)),
            (at(0, 510), Some(10)),
            // The machine was switched off and on.
            (at(1_000_060, 20), Some(60)),
            // The same, and the clock has forgotten the day.
            (at(30, 20), None),
            (at(1_001_000, 1_500), Some(1_000)),
        ] {
            assert_eq!(now.age_s(then), age_s, "{now:?}");
        }
    }
}
