//! From when until when something holds.

use serde::{Deserialize, Serialize};

use crate::store::UnixSeconds;
use crate::store::clock::{Boot, ROUNDING_S, Stamp};

/// From when until when something holds, by the clock of the day as it went when
/// this was last told. In the run of the machine in which it was made it can be
/// told anew, whatever the clock was set to since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// When it was made.
    pub made_s: UnixSeconds,
    /// When it ends; none for good.
    pub ends_s: Option<UnixSeconds>,
    /// When it was made by the clock that nobody sets, if that is known.
    #[serde(default)]
    pub run: Option<Run>,
}

/// A time in a run of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// In which.
    pub boot: Boot,
    /// Since its beginning.
    pub since_boot_s: i64,
}

impl Term {
    /// From now on, for so long; for good if none.
    pub fn from(now: Stamp, lasts_s: Option<i64>) -> Self {
        Self {
            made_s: now.at.wall_s,
            ends_s: lasts_s.map(|lasts_s| now.at.wall_s.saturating_add(lasts_s)),
            run: Some(Run {
                boot: now.boot,
                since_boot_s: now.at.since_boot_s,
            }),
        }
    }

    /// The same by the clock of the day as it goes now.
    pub fn told(self, now: Stamp) -> Self {
        let Some(run) = self.run.filter(|run| run.boot == now.boot) else {
            return self;
        };
        let age_s = now.at.since_boot_s.saturating_sub(run.since_boot_s);
        let made_s = now.at.wall_s.saturating_sub(age_s);
        let later_s = made_s.saturating_sub(self.made_s);
        if later_s.abs() <= ROUNDING_S {
            return self;
        }
        Self {
            made_s,
            ends_s: self.ends_s.map(|ends_s| ends_s.saturating_add(later_s)),
            run: self.run,
        }
    }

    /// Whether it does not hold any longer.
    pub fn is_over(self, now: Stamp) -> bool {
        let ends_s = self.told(now).ends_s;
        ends_s.is_some_and(|ends_s| ends_s <= now.at.wall_s)
    }

    /// For how much longer it holds, unless it is for good: never for longer than
    /// it was meant to, even if it seems to be made in the future.
    pub fn left_s(self, now: Stamp) -> Option<i64> {
        let Self { made_s, ends_s, .. } = self.told(now);
        let ends_s = ends_s?;
        let meant_s = ends_s.saturating_sub(made_s);
        let left_s = ends_s.saturating_sub(now.at.wall_s);
        Some(left_s.min(meant_s).max(0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::Moment;

    const HERE: Boot = Boot(1);

    fn at(wall_s: i64, since_boot_s: i64, boot: Boot) -> Stamp {
        let at = Moment {
            wall_s,
            since_boot_s,
        };
        Stamp { at, boot }
    }

    #[test]
    fn what_was_made_while_the_clock_was_wrong_lasts_as_long_as_it_was_meant_to() {
        let (behind, ahead, right) = (100, 4_000_000_000, 1_795_392_000);
        for wall_s in [behind, ahead] {
            let term = Term::from(at(wall_s, 50, HERE), Some(3600));
            assert!(!term.is_over(at(right, 3649, HERE)), "{wall_s}");
            assert_eq!(term.left_s(at(right, 60, HERE)), Some(3590));
            assert!(term.is_over(at(right, 3660, HERE)), "{wall_s}");
            // Told anew it is right in a later run of the machine too.
            let told = term.told(at(right, 60, HERE));
            assert_eq!(told.ends_s, Some(right + 3590));
            assert!(!told.is_over(at(right + 3589, 7, Boot(2))));
            assert!(told.is_over(at(right + 3590, 7, Boot(2))));
        }
    }

    #[test]
    fn what_is_of_another_run_is_as_old_as_the_clock_says_and_no_longer_than_meant() {
        let term = Term::from(at(1_000_000, 50, HERE), Some(60));
        let left_s = |wall_s| term.left_s(at(wall_s, 900, Boot(2)));
        assert_eq!(left_s(1_000_020), Some(40));
        assert_eq!(left_s(1_000_060), Some(0));
        assert_eq!(left_s(0), Some(60));
        assert_eq!(left_s(i64::MIN), Some(60));
    }

    proptest! {
        #[test]
        fn however_the_clock_is_set_it_lasts_as_long(
            lasts_s in 1_i64..1_000_000,
            begins_s in 0_i64..4_000_000_000,
            sets in proptest::collection::vec(0_i64..4_000_000_000, 0..6),
            age_s in 0_i64..1_000_000,
        ) {
            let mut term = Term::from(at(begins_s, 0, HERE), Some(lasts_s));
            for wall_s in &sets {
                term = term.told(at(*wall_s, 0, HERE));
            }
            let wall_s = sets.last().copied().unwrap_or(begins_s) + age_s;
            // What differs by less than that is taken for the same.
            prop_assume!((age_s - lasts_s).abs() > ROUNDING_S);
            prop_assert_eq!(term.is_over(at(wall_s, age_s, HERE)), age_s > lasts_s);
        }
    }
}
