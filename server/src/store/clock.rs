//! What time it is, told by clocks that may be wrong.
//!
//! The machine's clock of the day may have been wrong before, may be wrong now,
//! and may be set while the server runs. So nothing is lost because of it alone:
//!
//! - backups are numbered, and the audit log is in the order of its lines;
//! - points count for the day that the clock says, and whatever it says in the
//!   totals of a player and on the board of all time;
//! - bans and mutes last as long as they were meant to, whenever the clock is set
//!   while the machine is on and the server is there at least once afterwards, be
//!   it for a minute: they are told anew by the clock as it goes then;
//! - cookies carry how long they live, not until when;
//! - players and browsers age by days on which something was written, in number;
//! - rooms' snapshots are young if either clock of a [`Moment`] says so.
//!
//! What cannot be known: for how long the machine was off. So a ban of before is
//! believed to be as old as the clock says. If the clock was wrong when the ban was
//! made, and was put right while no server was there and the machine was off since,
//! then a ban made by a clock that was behind has lapsed, and one made by a clock
//! that was ahead holds until that clock's time: a moderator sees it and lifts it.
//! Where `/proc/sys` is hidden, each start of the server counts as one of the
//! machine.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::time::SystemTime;

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use super::UnixSeconds;

/// Clocks count whole seconds, so that what is of now may seem to be of the future.
pub(super) const ROUNDING_S: i64 = 2;
/// Where the system says which run of the machine this is.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

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

/// One run of the machine, from when it is switched on until it is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot(pub i64);

impl Boot {
    /// The present one. If the system does not say which that is, the process
    /// takes its own run for it.
    pub fn this() -> Self {
        static THIS: OnceLock<Boot> = OnceLock::new();
        *THIS.get_or_init(|| {
            let told = fs::read_to_string(BOOT_ID).ok();
            told.and_then(|told| Self::parse(&told))
                // The standard library seeds its hashers from the operating system.
                .unwrap_or_else(|| Self(RandomState::new().hash_one(()).cast_signed()))
        })
    }

    fn parse(told: &str) -> Option<Self> {
        let digits = told.trim().replace('-', "");
        let number = u128::from_str_radix(&digits, 16).ok()?;
        // Half of the random bits are enough.
        Some(Self((number as u64).cast_signed()))
    }
}

/// A moment in a run of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// What the clocks said.
    pub at: Moment,
    /// In which run.
    pub boot: Boot,
}

impl Stamp {
    /// Now.
    pub fn now() -> Self {
        Self {
            at: Moment::now(),
            boot: Boot::this(),
        }
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
    fn a_run_of_the_machine_has_one_name() {
        assert_eq!(Boot::this(), Boot::this());
        let boot = Boot::parse("0b9f2a4e-7c1d-4e0a-8000-000000000007\n");
        assert_eq!(boot, Some(Boot(i64::MIN + 7)));
        assert_eq!(Boot::parse("nothing"), None);
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
