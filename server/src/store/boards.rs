//! Who has scored most, in a day, a week, or ever.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::{Database, StoreError, TokenHash, UnixSeconds};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

impl BoardRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            rank: row.get(0)?,
            name: row.get(1)?,
            claimed: row.get(2)?,
            score: row.get(3)?,
        })
    }
}

/// The best of a period, and the place of who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Board {
    /// The period.
    pub period: Period,
    /// The best, best first; of equals the elder player.
    pub rows: Vec<BoardRow>,
    /// The row of who asks, if it has scored.
    pub own: Option<BoardRow>,
}

/// Days since 1970-01-01.
pub(super) const fn day_of(at_s: UnixSeconds) -> i64 {
    at_s.div_euclid(86_400)
}

/// The first day of the week of this day. 1970-01-01 was a Thursday.
const fn monday_of(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

impl Period {
    /// The scores of the period by player: `player, score`. Needs the first day
    /// as ?1.
    const fn scores(self) -> &'static str {
        match self {
            Self::Day => "SELECT player, score FROM days WHERE day = ?1 AND score > 0",
            Self::Week => {
                "SELECT player, sum(score) AS score FROM days
                 WHERE day >= ?1 AND score > 0 GROUP BY player"
            }
            Self::All => "SELECT id AS player, score FROM players WHERE score > ?1",
        }
    }

    const fn first_day(self, now_s: UnixSeconds) -> i64 {
        match self {
            Self::Day => day_of(now_s),
            Self::Week => monday_of(day_of(now_s)),
            Self::All => 0,
        }
    }
}

impl Database {
    /// The best of the period that `now_s` is in, at most `limit` of them.
    pub fn board(
        &self,
        period: Period,
        limit: u32,
        asking: Option<&TokenHash>,
        now_s: UnixSeconds,
    ) -> Result<Board, StoreError> {
        let rows = self.best(period, limit, now_s)?;
        let player = asking.map(|token| self.player(token)).transpose()?;
        let own = match player.flatten() {
            Some(player) => self.own_row(period, player, now_s)?,
            None => None,
        };
        Ok(Board { period, rows, own })
    }

    fn best(
        &self,
        period: Period,
        limit: u32,
        now_s: UnixSeconds,
    ) -> Result<Vec<BoardRow>, StoreError> {
        let query = format!(
            "SELECT rank() OVER (ORDER BY s.score DESC), name, secret IS NOT NULL, s.score
             FROM ({}) AS s JOIN players ON id = s.player
             ORDER BY s.score DESC, id LIMIT ?2",
            // Without the limit inside, everyone would be ranked.
            format_args!("{} ORDER BY score DESC, player LIMIT ?2", period.scores())
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let first_day = period.first_day(now_s);
        let rows = statement.query_map([first_day, i64::from(limit)], BoardRow::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The place of a player, if it has scored in the period.
    pub(super) fn own_row(
        &self,
        period: Period,
        player: i64,
        now_s: UnixSeconds,
    ) -> Result<Option<BoardRow>, StoreError> {
        let query = format!(
            "WITH s AS ({})
             SELECT 1 + (SELECT count(*) FROM s AS better WHERE better.score > own.score),
                    name, secret IS NOT NULL, own.score
             FROM s AS own JOIN players ON id = own.player WHERE own.player = ?2",
            period.scores()
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let row = statement.query_row([period.first_day(now_s), player], BoardRow::read);
        Ok(row.optional()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        let monday = day_of(1_795_392_000); // 2026-11-23
        for day in monday..monday + 7 {
            assert_eq!(monday_of(day), monday);
        }
        assert_eq!(monday_of(monday - 1), monday - 7);
    }

    #[test]
    fn the_best_of_a_day_and_of_ever_are_read_off_an_index() {
        let store = Database::in_memory().expect("there is memory");
        for period in [Period::Day, Period::All] {
            let query = format!(
                "EXPLAIN QUERY PLAN {} ORDER BY score DESC LIMIT 10",
                period.scores()
            );
            let mut plan = store.connection.prepare(&query).expect("it is SQL");
            let steps = plan.query_map([0], |row| row.get::<_, String>(3));
            let steps: Vec<_> = steps.expect("it is planned").flatten().collect();
            let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(!sorts, "{period:?} sorts everybody: {steps:?}");
        }
    }
}
