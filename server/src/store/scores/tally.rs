//! What a player has achieved in some time.

use rusqlite::{Row, ToSql};
use serde::{Deserialize, Serialize};

use asteroids_shared::Tick;

/// What a player has achieved: in half a second, in a day, or ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Points.
    pub score: i64,
    /// Ships of others, shot or rammed.
    pub kills: i64,
    /// Own ships lost.
    pub deaths: i64,
    /// Large asteroids that paid.
    pub rocks_large: i64,
    /// Medium ones.
    pub rocks_medium: i64,
    /// Small ones.
    pub rocks_small: i64,
    /// Saucers of both sizes that paid.
    pub saucers: i64,
    /// Ticks with a ship, counted by the half second.
    pub flown_ticks: i64,
    /// Bullets fired.
    pub shots: i64,
    /// Bullets that hit something.
    pub hits: i64,
    /// Most points in one life.
    pub best_life: i64,
    /// Most kills in one life.
    pub best_streak: i64,
}

/// The columns of a tally, in the order of its fields.
pub(in crate::store) const COLUMNS: &str = "score, kills, deaths, rocks_large, rocks_medium, rocks_small, \
     saucers, flown_ticks, shots, hits, best_life, best_streak";

/// What adds a tally to those columns: `?` and the index of the column's value,
/// counted from `first`.
pub(in crate::store) fn additions(first: usize) -> String {
    let columns = COLUMNS.split(", ").enumerate();
    let additions = columns.map(|(index, column)| match column.trim() {
        best @ ("best_life" | "best_streak") => {
            format!("{best} = max({best}, ?{})", first + index)
        }
        sum => format!("{sum} = {sum} + ?{}", first + index),
    });
    additions.collect::<Vec<_>>().join(", ")
}

impl Tally {
    /// Ticks that `flown_ticks` counts at a time.
    pub const SAMPLE_TICKS: Tick = 16;

    /// What there is beyond another tally of the same flight; of bests all.
    pub(in crate::store) fn beyond(&self, counted: &Self) -> Self {
        Self {
            score: self.score - counted.score,
            kills: self.kills - counted.kills,
            deaths: self.deaths - counted.deaths,
            rocks_large: self.rocks_large - counted.rocks_large,
            rocks_medium: self.rocks_medium - counted.rocks_medium,
            rocks_small: self.rocks_small - counted.rocks_small,
            saucers: self.saucers - counted.saucers,
            flown_ticks: self.flown_ticks - counted.flown_ticks,
            shots: self.shots - counted.shots,
            hits: self.hits - counted.hits,
            best_life: self.best_life,
            best_streak: self.best_streak,
        }
    }

    /// The values of [`COLUMNS`].
    pub(in crate::store) fn values(&self) -> [&dyn ToSql; 12] {
        [
            &self.score,
            &self.kills,
            &self.deaths,
            &self.rocks_large,
            &self.rocks_medium,
            &self.rocks_small,
            &self.saucers,
            &self.flown_ticks,
            &self.shots,
            &self.hits,
            &self.best_life,
            &self.best_streak,
        ]
    }

    /// Reads [`COLUMNS`] from this column of a row on.
    pub(in crate::store) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        let column = |index: usize| row.get::<_, i64>(first + index);
        Ok(Self {
            score: column(0)?,
            kills: column(1)?,
            deaths: column(2)?,
            rocks_large: column(3)?,
            rocks_medium: column(4)?,
            rocks_small: column(5)?,
            saucers: column(6)?,
            flown_ticks: column(7)?,
            shots: column(8)?,
            hits: column(9)?,
            best_life: column(10)?,
            best_streak: column(11)?,
        })
    }
}
