//! Who has scored most, in a day, a week, or ever.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::store::Reader;
use crate::store::StoreError;
use crate::store::TokenHash;
use crate::store::UnixSeconds;

/// How many rows a board has at the most.
pub const BOARD_ROWS_MAX: u32 = 100;

/// The time that a board is about, in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// Since midnight.
    #[default]
    Day,
    /// Since Monday's midnight.
    Week,
    /// Since the store began.
    All,
}

/// One line of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    /// From 1 on; equals share a rank.
    pub rank: i64,
    /// The player.
    pub name: String,
    /// Whether the name is claimed, so that nobody else has it.
    pub claimed: bool,
    /// Points in the period.
    pub score: i64,
}

/// The best of a period, and the place of who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The period.
    pub period: Period,
    /// The best, best first; of equals the elder player.
    pub rows: Vec<BoardRow>,
    /// The row of who asks, if it has scored.
    pub own: Option<BoardRow>,
}

/// Days since 1970-01-01.
pub(in crate::store) const fn day_of(at_s: UnixSeconds) -> i64 {
    at_s.div_euclid(86_400)
}

/// The first day of the week of this day. 1970-01-01 was a Thursday.
pub(in crate::store) const fn monday_of(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

impl Period {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::All];

    /// The first day of the period that this time is in.
    pub(in crate::store) const fn first_day(self, now_s: UnixSeconds) -> i64 {
        match self {
            Self::Day => day_of(now_s),
            Self::Week => monday_of(day_of(now_s)),
            Self::All => 0,
        }
    }

    /// Where scores of the period are, with the first day as ?1.
    const fn scores(self) -> &'static str {
        match self {
            Self::Day => "SELECT player, score FROM days WHERE day = ?1 AND score > 0",
            Self::Week => "SELECT player, score FROM weeks WHERE week = ?1 AND score > 0",
            Self::All => "SELECT id AS player, score FROM players WHERE score > ?1",
        }
    }

    /// Each score and how many have it, the highest first.
    pub(in crate::store) const fn counts(self) -> &'static str {
        match self {
            Self::Day => {
                "SELECT score, count(*) FROM days WHERE day = ?1 AND score > 0
                 GROUP BY score ORDER BY score DESC"
            }
            Self::Week => {
                "SELECT score, count(*) FROM weeks WHERE week = ?1 AND score > 0
                 GROUP BY score ORDER BY score DESC"
            }
            Self::All => {
                "SELECT score, count(*) FROM players WHERE score > ?1
                 GROUP BY score ORDER BY score DESC"
            }
        }
    }

    /// The players of the first rows, at most ?2.
    pub(in crate::store) fn first(self) -> String {
        format!("{} ORDER BY score DESC, player LIMIT ?2", self.scores())
    }

    /// The first rows: name, whether it is claimed, score.
    pub(in crate::store) fn best(self) -> String {
        format!(
            "SELECT name, secret IS NOT NULL, s.score FROM ({}) AS s
             JOIN players ON id = s.player ORDER BY s.score DESC, id",
            self.first()
        )
    }

    /// The score of a player, ?2.
    const fn own(self) -> &'static str {
        match self {
            Self::Day => "SELECT score FROM days WHERE player = ?2 AND day = ?1 AND score > 0",
            Self::Week => "SELECT score FROM weeks WHERE player = ?2 AND week = ?1 AND score > 0",
            Self::All => "SELECT score FROM players WHERE id = ?2 AND score > ?1",
        }
    }
}

impl Reader {
    /// The best of the period that `now_s` is in, at most `limit` of them.
    pub fn board(
        &self,
        period: Period,
        limit: u32,
        asking: Option<&TokenHash>,
        now_s: UnixSeconds,
    ) -> Result<Board, StoreError> {
        let best = |standing: &super::standings::Standing| standing.best(limit).to_vec();
        let rows = self.standings.look(&self.connection, period, now_s, best)?;
        let player = asking.map(|token| self.player(token)).transpose()?;
        let own = match player.flatten() {
            Some(player) => self.own_row(period, player, now_s)?,
            None => None,
        };
        Ok(Board { period, rows, own })
    }

    fn own_row(
        &self,
        period: Period,
        player: i64,
        now_s: UnixSeconds,
    ) -> Result<Option<BoardRow>, StoreError> {
        let Some((score, rank)) = self.place(period, player, now_s)? else {
            return Ok(None);
        };
        let query = "SELECT name, secret IS NOT NULL FROM players WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let row = statement.query_row([player], |row| {
            Ok(BoardRow {
                rank,
                name: row.get(0)?,
                claimed: row.get(1)?,
                score,
            })
        })?;
        Ok(Some(row))
    }

    /// The score of a player and its place, if it has scored in the period.
    pub(in crate::store) fn place(
        &self,
        period: Period,
        player: i64,
        now_s: UnixSeconds,
    ) -> Result<Option<(i64, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(period.own())?;
        let values = params![period.first_day(now_s), player];
        let score: Option<i64> = statement.query_row(values, |row| row.get(0)).optional()?;
        let Some(score) = score else {
            return Ok(None);
        };
        let rank = |standing: &super::standings::Standing| standing.rank(score);
        let rank = self.standings.look(&self.connection, period, now_s, rank)?;
        Ok(Some((score, rank)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Database;

    #[test]
    fn weeks_begin_on_monday() {
        let monday = day_of(1_795_392_000); // 2026-11-23
        for day in monday..monday + 7 {
            assert_eq!(monday_of(day), monday);
        }
        assert_eq!(monday_of(monday - 1), monday - 7);
    }

    /// The steps of the plan of a query.
    fn plan(store: &Database, query: &str) -> Vec<String> {
        let query = format!("EXPLAIN QUERY PLAN {query}");
        let mut plan = store.connection.prepare(&query).expect("it is SQL");
        let values = vec![0; plan.parameter_count()];
        let steps = plan.query_map(rusqlite::params_from_iter(values), |row| {
            row.get::<_, String>(3)
        });
        steps.expect("it is planned").flatten().collect()
    }

    #[test]
    fn the_first_and_the_counts_of_every_period_are_read_off_an_index_in_order() {
        let store = Database::in_memory().expect("there is memory");
        for period in Period::ALL {
            for query in [period.first(), period.counts().to_owned()] {
                let steps = plan(&store, &query);
                let in_order = steps.len() == 1 && steps[0].contains("USING COVERING INDEX");
                assert!(in_order, "{period:?} looks at more: {steps:?}");
            }
        }
    }

    #[test]
    fn ones_own_score_is_one_row_of_any_period() {
        let store = Database::in_memory().expect("there is memory");
        for period in Period::ALL {
            let steps = plan(&store, period.own());
            let is_one_row = steps.len() == 1 && steps[0].contains("PRIMARY KEY");
            assert!(is_one_row, "{period:?} looks at more: {steps:?}");
        }
    }
}
