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
//! - logs of rooms age by ticks that were played since.
//!
//! What cannot be known: for how long the machine was off. So a ban of before is
//! believed to be as old as the clock says. If the clock was wrong when the ban was
//! made, and was put right while no server was there and the machine was off since,
//! then a ban made by a clock that was behind has lapsed, and one made by a clock
//! that was ahead holds until that clock's time: a moderator sees it and lifts it.
//! Where `/proc/sys` is hidden and `BOOT_ID` is not set, as our service sets it, each
//! start of the server counts as one of the machine.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::time::SystemTime;
use std::{env, fs};

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use crate::store::UnixSeconds;

/// Clocks count whole seconds, so that what is of now may seem to be of the future.
pub(super) const ROUNDING_S: i64 = 2;
/// Where the system says which run of the machine this is.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";
/// The variable that says the same where that is hidden.
const BOOT_ID_VARIABLE: &str = "BOOT_ID";

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
            let told = fs::read_to_string(BOOT_ID).or_else(|_| env::var(BOOT_ID_VARIABLE));
            told.ok()
                .and_then(|told| Self::parse(&told))
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

    #[test]
    fn a_run_of_the_machine_has_one_name() {
        assert_eq!(Boot::this(), Boot::this());
        let boot = Boot::parse("0b9f2a4e-7c1d-4e0a-8000-000000000007\n");
        assert_eq!(boot, Some(Boot(i64::MIN + 7)));
        assert_eq!(Boot::parse("nothing"), None);
    }

    #[test]
    fn a_run_is_known_as_well_by_the_digits_alone() {
        let plain = Boot::parse("0b9f2a4e7c1d4e0a8000000000000007");
        assert_eq!(plain, Some(Boot(i64::MIN + 7)), "as systemd writes it");
    }
}
