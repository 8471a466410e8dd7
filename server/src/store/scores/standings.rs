//! Boards in memory: how all stand in a period, as it was a short while ago.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::boards::{BOARD_ROWS_MAX, BoardRow, Period};
use crate::store::StoreError;
use crate::store::UnixSeconds;

/// How old what is told may be: so long for each player in the period, and
/// never longer than the last. To count a player takes a hundredth of this.
const AGE_PER_PLAYER: Duration = Duration::from_micros(50);
const AGE_MAX: Duration = Duration::from_secs(10);
/// So few are counted anew whenever something has changed.
const FEW_PLAYERS: u32 = 1_000;

/// How all stand in each period. Whoever asks reads it off, and counts nobody:
/// all who score are counted once in a while, if anybody asks at all.
#[derive(Debug, Default)]
pub(in crate::store) struct Standings {
    periods: [RefCell<Option<Standing>>; Period::ALL.len()],
}

/// How all stood in a period.
#[derive(Debug)]
pub(in crate::store) struct Standing {
    first_day: i64,
    version: Version,
    read_at: Instant,
    players: u32,
    /// The first, best first; of equals the elder player.
    best: Vec<BoardRow>,
    /// Each score that somebody has, highest first, and how many have more.
    better: Vec<(i64, u32)>,
}

/// Differs when the file does: what others wrote to it, and what we did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    others: i64,
    own: u64,
}

impl Standings {
    /// Looks at how all stand in the period that `now_s` is in.
    pub(in crate::store) fn look<T>(
        &self,
        connection: &Connection,
        period: Period,
        now_s: UnixSeconds,
        look: impl FnOnce(&Standing) -> T,
    ) -> Result<T, StoreError> {
        let first_day = period.first_day(now_s);
        let version = Version::of(connection)?;
        let mut kept = self.periods[period as usize].borrow_mut();
        let standing = match kept.take() {
            Some(it) if it.may_be_told(first_day, version) => kept.insert(it),
            _ => kept.insert(Standing::read(connection, period, first_day, version)?),
        };
        Ok(look(standing))
    }
}

impl Version {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached("PRAGMA data_version")?;
        Ok(Self {
            others: statement.query_row([], |row| row.get(0))?,
            own: connection.total_changes(),
        })
    }
}

impl Standing {
    fn read(
        connection: &Connection,
        period: Period,
        first_day: i64,
        version: Version,
    ) -> rusqlite::Result<Self> {
        let (mut players, mut better) = (0, Vec::new());
        let mut statement = connection.prepare_cached(period.counts())?;
        let mut rows = statement.query([first_day])?;
        while let Some(row) = rows.next()? {
            better.push((row.get(0)?, players));
            players += row.get::<_, u32>(1)?;
        }
        let mut standing = Self {
            first_day,
            version,
            read_at: Instant::now(),
            players,
            best: Vec::new(),
            better,
        };
        let mut statement = connection.prepare_cached(&period.best())?;
        let best = statement.query_map([first_day, i64::from(BOARD_ROWS_MAX)], |row| {
            let score = row.get(2)?;
            Ok(BoardRow {
                rank: standing.rank(score),
                name: row.get(0)?,
                claimed: row.get(1)?,
                score,
            })
        })?;
        standing.best = best.collect::<Result<_, _>>()?;
        Ok(standing)
    }

    fn may_be_told(&self, first_day: i64, version: Version) -> bool {
        let age_max = if self.players <= FEW_PLAYERS {
            Duration::ZERO
        } else {
            AGE_MAX.min(AGE_PER_PLAYER * self.players)
        };
        self.first_day == first_day && (self.version == version || self.read_at.elapsed() < age_max)
    }

    /// The first, best first, at most so many.
    pub(in crate::store) fn best(&self, limit: u32) -> &[BoardRow] {
        &self.best[..self.best.len().min(limit as usize)]
    }

    /// The place of whoever has this score: behind all who have more.
    pub(in crate::store) fn rank(&self, score: i64) -> i64 {
        let above = self.better.partition_point(|&(other, _)| other > score);
        let better = self.better.get(above).map_or(self.players, |&(_, it)| it);
        1 + i64::from(better)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(scores: &[(i64, u32)], players: u32) -> Standing {
        Standing {
            first_day: 0,
            version: Version { others: 1, own: 1 },
            read_at: Instant::now(),
            players,
            best: Vec::new(),
            better: scores.to_vec(),
        }
    }

    #[test]
    fn a_place_is_behind_all_who_have_more() {
        let standing = standing(&[(30, 0), (20, 2), (10, 3)], 5);
        let ranks = [40, 30, 25, 20, 10, 5].map(|score| standing.rank(score));
        assert_eq!(ranks, [1, 1, 3, 3, 4, 6]);
    }

    #[test]
    fn few_are_counted_whenever_something_changes_and_many_once_in_a_while() {
        let (same, changed) = (Version { others: 1, own: 1 }, Version { others: 2, own: 1 });
        let few = standing(&[(10, 0)], FEW_PLAYERS);
        assert!(few.may_be_told(0, same) && !few.may_be_told(0, changed));
        let mut many = standing(&[(10, 0)], 100_000);
        assert!(many.may_be_told(0, changed));
        assert!(!many.may_be_told(1, same), "another day has begun");
        many.read_at = Instant::now().checked_sub(AGE_MAX).expect("it was");
        assert!(many.may_be_told(0, same) && !many.may_be_told(0, changed));
    }
}
