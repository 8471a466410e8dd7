//! What is kept for how long, so that the file does not grow for ever.
//!
//! Things age by *days of service*: UTC days on which something was written.
//! They are counted, so that a clock that is wrong for a while, or a server that
//! was off for a year, makes nobody old.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::store::Database;
use crate::store::StoreError;
use crate::store::UnixSeconds;
use crate::store::scores::boards::{BOARD_ROWS_MAX, Period, day_of};

/// The latest day of service, in SQL.
pub(super) const SERVICE_DAY: &str = "(SELECT max(number) FROM service_days)";

/// For how many days of service it is kept what was achieved on each day. Boards
/// need eight; careers have everything in sum.
pub const DAYS_KEPT: i64 = 35;
/// After how many a claimed name is free again if nothing was ever scored under
/// it.
pub const EMPTY_DAYS: i64 = 365;
/// How many such names there may be. Of more, those go that were away longest.
pub const EMPTY_MAX: i64 = 10_000;
/// After how many a token that opens nothing is forgotten, and how many of these
/// there may be. Whoever comes with one that is forgotten is a newcomer.
const SPENT_DAYS: i64 = 30;
const SPENT_MAX: i64 = 100_000;

/// How much is let go at a time, so that nobody waits for it.
const AT_ONCE: i64 = 200;

/// For how long players are kept that nobody has claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Those are let go that have earned nothing for so many days of service.
    pub unclaimed_days: u32,
    /// So many there may be in all. When there are more, those with the fewest
    /// points go, of equals the newest.
    pub unclaimed_max: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            unclaimed_days: 90,
            unclaimed_max: 100_000,
        }
    }
}

/// Notes that this is a day of service.
pub(super) fn serve_on(connection: &Connection, day: i64) -> rusqlite::Result<()> {
    let insert = "INSERT INTO service_days (day) SELECT ?1
        WHERE NOT EXISTS (SELECT 1 FROM service_days WHERE day = ?1)";
    connection.prepare_cached(insert)?.execute([day])?;
    Ok(())
}

/// How much was let go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// Players, with what they had achieved.
    pub players: usize,
    /// Tokens that opened nothing any more.
    pub tokens: usize,
    /// What somebody had achieved in a day or a week, and days of service.
    pub days: usize,
}

impl LetGo {
    /// Whether there was nothing to let go.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }

    pub(super) fn add(&mut self, more: Self) {
        self.players += more.players;
        self.tokens += more.tokens;
        self.days += more.days;
    }
}

impl Database {
    /// Lets go what is not to be kept any longer, a little of it: if it is
    /// anything there may be more.
    pub fn tidy(&mut self, keeping: &Keeping, now_s: UnixSeconds) -> Result<LetGo, StoreError> {
        let transaction = self.connection.transaction()?;
        serve_on(&transaction, day_of(now_s))?;
        let shown = first_of_boards(&transaction, now_s)?;
        let gone = LetGo {
            players: forget_players(&transaction, keeping, &shown)?,
            tokens: forget_tokens(&transaction)?,
            days: forget_days(&transaction)?,
        };
        transaction.commit()?;
        Ok(gone)
    }
}

/// The players that a board shows at present.
fn first_of_boards(connection: &Connection, now_s: UnixSeconds) -> rusqlite::Result<HashSet<i64>> {
    let mut first = HashSet::new();
    for period in Period::ALL {
        let mut statement = connection.prepare_cached(&period.first())?;
        let values = [period.first_day(now_s), i64::from(BOARD_ROWS_MAX)];
        for player in statement.query_map(values, |row| row.get(0))? {
            first.insert(player?);
        }
    }
    Ok(first)
}

/// Lets players go that have not come back, or are too many. Not those whom a
/// board shows, so that it stays as it is, nor the banned, so that they stay out.
fn forget_players(
    connection: &Connection,
    keeping: &Keeping,
    shown: &HashSet<i64>,
) -> rusqlite::Result<usize> {
    let count = |which: &str| {
        let query = format!("SELECT count(*) FROM {which}");
        let mut statement = connection.prepare_cached(&query)?;
        statement.query_row([], |row| row.get::<_, i64>(0))
    };
    let forget = |which: &str, order: &str, days: i64| {
        let query = format!(
            "SELECT id FROM {which} AND seen <= {SERVICE_DAY} - ?1
             AND NOT EXISTS (SELECT 1 FROM bans WHERE bans.player = players.id)
             ORDER BY {order} LIMIT ?2"
        );
        let mut statement = connection.prepare_cached(&query)?;
        // Some of them may be shown.
        let enough = AT_ONCE + shown.len() as i64;
        let found = statement.query_map([days, enough], |row| row.get(0))?;
        let found: Vec<i64> = found.collect::<Result<_, _>>()?;
        // Without its tokens: by these it would be one that was deleted, and
        // nothing that it scores would count.
        let tokens = "DELETE FROM tokens WHERE player = ?1";
        let mut delete_tokens = connection.prepare_cached(tokens)?;
        let mut delete = connection.prepare_cached("DELETE FROM players WHERE id = ?1")?;
        let hidden = found.iter().filter(|id| !shown.contains(id));
        let mut gone = 0;
        for player in hidden.take(AT_ONCE as usize) {
            delete_tokens.execute([player])?;
            gone += delete.execute([player])?;
        }
        Ok::<_, rusqlite::Error>(gone)
    };
    let mut gone = forget(UNCLAIMED, "seen", i64::from(keeping.unclaimed_days))?;
    gone += forget(EMPTY, "seen", EMPTY_DAYS)?;
    if count(UNCLAIMED)? > i64::from(keeping.unclaimed_max) {
        gone += forget("players WHERE secret IS NULL", "score, id DESC", 0)?;
    }
    if count(EMPTY)? > EMPTY_MAX {
        gone += forget(EMPTY, "seen", 0)?;
    }
    Ok(gone)
}

/// Players that nobody has claimed, and those of claimed names that never scored,
/// each by an index of its own.
const UNCLAIMED: &str = "players INDEXED BY players_by_absence WHERE secret IS NULL";
const EMPTY: &str =
    "players INDEXED BY players_without_points WHERE secret IS NOT NULL AND score = 0";

/// Lets tokens go that open nothing, but for those of the banned.
fn forget_tokens(connection: &Connection) -> rusqlite::Result<usize> {
    let delete = format!(
        "DELETE FROM tokens WHERE hash IN (
            SELECT hash FROM tokens
            WHERE (revoked OR player IS NULL) AND since <= {SERVICE_DAY} - ?1
            AND NOT EXISTS (SELECT 1 FROM bans WHERE bans.player = tokens.player)
            ORDER BY since LIMIT ?2)"
    );
    let mut delete = connection.prepare_cached(&delete)?;
    let mut gone = delete.execute([SPENT_DAYS, AT_ONCE])?;
    let count = "SELECT count(*) FROM tokens WHERE revoked OR player IS NULL";
    let mut statement = connection.prepare_cached(count)?;
    let spent: i64 = statement.query_row([], |row| row.get(0))?;
    if spent > SPENT_MAX {
        gone += delete.execute([0, AT_ONCE])?;
    }
    Ok(gone)
}

/// Lets go what was achieved on each day but the latest days of service, and
/// these days themselves.
fn forget_days(connection: &Connection) -> rusqlite::Result<usize> {
    let old = format!("DELETE FROM service_days WHERE number <= {SERVICE_DAY} - ?1");
    let mut gone = connection.prepare_cached(&old)?.execute([DAYS_KEPT])?;
    for (table, column, kept) in [
        ("days", "day", "SELECT day FROM service_days"),
        (
            "weeks",
            "week",
            "SELECT day - (day + 3) % 7 FROM service_days",
        ),
    ] {
        // From one to the next, without a look at every row.
        let delete = format!(
            "WITH RECURSIVE known (it) AS (
                SELECT min({column}) FROM {table}
                UNION ALL
                SELECT (SELECT min({column}) FROM {table} WHERE {column} > it)
                FROM known WHERE it IS NOT NULL
             )
             DELETE FROM {table} WHERE (player, {column}) IN (
                SELECT player, {column} FROM {table} WHERE {column} = (
                    SELECT it FROM known WHERE it IS NOT NULL AND it NOT IN ({kept}) LIMIT 1
                ) LIMIT ?1)"
        );
        gone += connection.prepare_cached(&delete)?.execute([AT_ONCE])?;
    }
    Ok(gone)
}
