//! What rooms report, and how it comes to count exactly once.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use rusqlite::{
    Connection, OptionalExtension, ToSql, TransactionBehavior, params, params_from_iter,
};
use serde::{Deserialize, Serialize};

use super::tally::COLUMNS;
use crate::store::Database;
use crate::store::StoreError;
use crate::store::Tally;
use crate::store::UnixSeconds;
use crate::store::keeping::{SERVICE_DAY, serve_on};
use crate::store::scores::boards;
use crate::store::scores::tally;

/// How long it is known what was told last of a flight. Of one that is told of later
/// than that, what was told before counts as its room says.
const FLIGHTS_KEPT_S: UnixSeconds = 7 * 86_400;

/// SHA-256 of the token in a browser's cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TokenHash(pub [u8; 32]);

/// What somebody has achieved in a flight, from its coming until its going.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earned {
    /// Names the room's past, of all that ever were.
    pub source: i64,
    /// Which flight of those there.
    pub flight: i64,
    /// Grows from one report of a flight to the next.
    pub seq: i64,
    /// Who.
    pub token: TokenHash,
    /// The name flown under.
    pub name: String,
    /// What it has achieved in all.
    pub total: Tally,
    /// What of it was told so long before that it is known, or forgotten.
    pub told: Tally,
}

impl Earned {
    /// Takes in what is told of the same flight at another time. What was told first
    /// says what was told before.
    pub fn follow(&mut self, other: Self) {
        if other.seq > self.seq {
            let told = self.told;
            *self = Self { told, ..other };
        } else {
            self.told = other.told;
        }
    }
}

/// The same with the time at which it was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreEvent {
    /// When.
    pub at_s: UnixSeconds,
    /// What.
    pub earned: Earned,
}

/// Hands over what a room reports.
#[derive(Clone, Debug)]
pub struct Reporter {
    /// None if nothing of it is kept.
    events: Option<SyncSender<Vec<ScoreEvent>>>,
}

/// How many reports wait at the most. Rooms keep the next ones and merge them.
pub(in crate::store) const REPORTS_MAX: usize = 128;

/// What rooms report to, where that is no store, and the other end.
pub fn reports() -> (Reporter, Receiver<Vec<ScoreEvent>>) {
    let (events, reports) = sync_channel(REPORTS_MAX);
    (Reporter::new(events), reports)
}

impl Reporter {
    pub(in crate::store) fn new(events: SyncSender<Vec<ScoreEvent>>) -> Self {
        let events = Some(events);
        Self { events }
    }

    /// That of a room of which nothing is kept.
    pub fn nowhere() -> Self {
        Self { events: None }
    }

    /// Hands events over without waiting. Gives them back if the store has too
    /// much to write, or cannot: they are to be told with the next report.
    pub fn report(&self, earned: Vec<Earned>, at_s: UnixSeconds) -> Result<(), Vec<Earned>> {
        self.hand_over(earned, at_s)
            .map_err(|refused| refused.into_iter().map(|event| event.earned).collect())
    }

    /// Hands the last events over. Gives them back, to be stored with whatever
    /// else the store has not written when it stops.
    pub fn report_last(&self, earned: Vec<Earned>, at_s: UnixSeconds) -> Vec<ScoreEvent> {
        self.hand_over(earned, at_s).err().unwrap_or_default()
    }

    fn hand_over(&self, earned: Vec<Earned>, at_s: UnixSeconds) -> Result<(), Vec<ScoreEvent>> {
        let (false, Some(events)) = (earned.is_empty(), &self.events) else {
            return Ok(());
        };
        let earned = earned.into_iter();
        let batch = earned.map(|earned| ScoreEvent { at_s, earned }).collect();
        events.try_send(batch).map_err(|refused| {
            let (TrySendError::Full(batch) | TrySendError::Disconnected(batch)) = refused;
            batch
        })
    }
}

impl Database {
    /// Writes events, all or none of them. What is known already counts no second
    /// time, nor does anything of deleted players.
    pub fn append(&mut self, events: &[ScoreEvent]) -> Result<(), StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for event in events {
            serve_on(&transaction, boards::day_of(event.at_s))?;
            let known = known_of(&transaction, &event.earned)?;
            if let Some((seq, _)) = known
                && event.earned.seq <= seq
            {
                keep_known(&transaction, event)?;
            } else if let Some(player) = player_of(&transaction, &event.earned, event.at_s)? {
                let counted = known.map_or(event.earned.told, |(_, counted)| counted);
                count(&transaction, player, event, &counted)?;
            }
        }
        // By their distance: the clock may have been set. Not before, so that what
        // was told again is still known.
        let now_s = events.last().map_or(0, |event| event.at_s);
        transaction.execute(
            "DELETE FROM flights WHERE at_s NOT BETWEEN ?1 AND ?2",
            [
                now_s.saturating_sub(FLIGHTS_KEPT_S),
                now_s.saturating_add(FLIGHTS_KEPT_S),
            ],
        )?;
        Ok(transaction.commit()?)
    }
}

/// What was counted last of a flight, and its number among the reports.
fn known_of(connection: &Connection, earned: &Earned) -> rusqlite::Result<Option<(i64, Tally)>> {
    let query = format!("SELECT {COLUMNS}, seq FROM flights WHERE source = ?1 AND flight = ?2");
    connection
        .prepare_cached(&query)?
        .query_row([earned.source, earned.flight], |row| {
            Ok((row.get("seq")?, Tally::read(row, 0)?))
        })
        .optional()
}

fn keep_known(connection: &Connection, event: &ScoreEvent) -> rusqlite::Result<()> {
    let keep = "UPDATE flights SET at_s = ?3 WHERE source = ?1 AND flight = ?2";
    let Earned { source, flight, .. } = event.earned;
    connection
        .prepare_cached(keep)?
        .execute([source, flight, event.at_s])?;
    Ok(())
}

/// The player behind a token, who is made if it is new; `None` if deleted. One
/// that has not claimed a name has the one that it last flew under.
fn player_of(
    connection: &Connection,
    earned: &Earned,
    now_s: UnixSeconds,
) -> rusqlite::Result<Option<i64>> {
    let known: Option<Option<i64>> = connection
        .prepare_cached("SELECT player FROM tokens WHERE hash = ?1")?
        .query_row([&earned.token.0[..]], |row| row.get(0))
        .optional()?;
    match known {
        Some(None) => Ok(None),
        Some(Some(player)) => {
            let rename = "UPDATE players SET name = ?2
                WHERE id = ?1 AND secret IS NULL AND name <> ?2";
            connection
                .prepare_cached(rename)?
                .execute(params![player, earned.name])?;
            let use_now = "UPDATE tokens
                SET turn = (SELECT max(turn) + 1 FROM tokens WHERE player = ?2)
                WHERE hash = ?1 AND NOT revoked
                AND turn < (SELECT max(turn) FROM tokens WHERE player = ?2)";
            connection
                .prepare_cached(use_now)?
                .execute(params![&earned.token.0[..], player])?;
            Ok(Some(player))
        }
        None => add_player(connection, &earned.token, &earned.name, now_s).map(Some),
    }
}

/// A player's number is larger than that of each before it by as much as chance
/// says: what is kept of a number elsewhere, a mute say, is for nobody else, even
/// if its player was deleted, or a backup is restored that does not know it.
const NEXT_NUMBER: &str =
    "(SELECT coalesce(max(id), 0) + 1 + (random() & 0xFFFFFFFF) FROM players)";

/// A new player with this token.
pub(in crate::store) fn add_player(
    connection: &Connection,
    token: &TokenHash,
    name: &str,
    now_s: UnixSeconds,
) -> rusqlite::Result<i64> {
    connection.execute(
        &format!(
            "INSERT INTO players (id, name, created_s, seen)
             VALUES ({NEXT_NUMBER}, ?1, ?2, {SERVICE_DAY})"
        ),
        params![name, now_s],
    )?;
    let player = connection.last_insert_rowid();
    connection.execute(
        "INSERT INTO tokens (hash, player) VALUES (?1, ?2)",
        params![&token.0[..], player],
    )?;
    Ok(player)
}

/// Adds what a flight brings beyond what of it has been counted.
fn count(
    connection: &Connection,
    player: i64,
    event: &ScoreEvent,
    counted: &Tally,
) -> rusqlite::Result<()> {
    let Earned {
        source,
        flight,
        seq,
        total,
        ..
    } = &event.earned;
    let keys: [&dyn ToSql; 5] = [source, flight, seq, &player, &event.at_s];
    connection
        .prepare_cached(&put_flight())?
        .execute(params_from_iter(keys.into_iter().chain(total.values())))?;
    let tally = total.beyond(counted);
    let day = boards::day_of(event.at_s);
    let keys: [&dyn ToSql; 2] = [&player, &day];
    connection
        .prepare_cached(&add_to_day())?
        .execute(params_from_iter(keys.into_iter().chain(tally.values())))?;
    let keys: [&dyn ToSql; 1] = [&player];
    connection
        .prepare_cached(&add_to_career())?
        .execute(params_from_iter(keys.into_iter().chain(tally.values())))?;
    if tally.score != 0 {
        let add_to_week = "INSERT INTO weeks (player, week, score) VALUES (?1, ?2, ?3)
            ON CONFLICT (player, week) DO UPDATE SET score = score + excluded.score";
        connection.prepare_cached(add_to_week)?.execute([
            player,
            boards::monday_of(day),
            tally.score,
        ])?;
    }
    Ok(())
}

fn put_flight() -> String {
    format!(
        "INSERT OR REPLACE INTO flights (source, flight, seq, player, at_s, {COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
    )
}

fn add_to_day() -> String {
    format!(
        "INSERT INTO days (player, day, {COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (player, day) DO UPDATE SET {}",
        tally::additions(3)
    )
}

fn add_to_career() -> String {
    format!(
        "UPDATE players SET {}, seen = {SERVICE_DAY} WHERE id = ?1",
        tally::additions(2)
    )
}
