//! How the file is laid out, version by version. A version that has been
//! released never changes; what is new goes into the next one.

use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};

use crate::store::StoreError;
use crate::store::people::bans;
use crate::store::people::names;

/// What leads from each version to the next, from an empty file on.
const MIGRATIONS: [&str; 8] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
];

/// The version from which names, and reasons of bans, are stored by the rule for
/// text as it is now. Whoever changes the rule makes a new version, even an empty one.
const TEXT_BY_RULE: u32 = 6;

/// The newest version that this program knows.
pub(in crate::store) const VERSION: u32 = MIGRATIONS.len() as u32;

/// The version of a file; 0 for an empty one.
pub(in crate::store) fn version_of(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Says whether this program can read a file of this version.
pub(in crate::store) fn check(found: u32) -> Result<(), StoreError> {
    if found > VERSION {
        return Err(StoreError::Newer {
            found,
            known: VERSION,
        });
    }
    Ok(())
}

/// Whether a file has all that its version says. One of a newer version may
/// have anything.
pub(in crate::store) fn is_ours(connection: &Connection) -> Result<bool, StoreError> {
    let version = version_of(connection)?;
    if version > VERSION {
        return Ok(true);
    }
    let ours = Connection::open_in_memory()?;
    for migration in &MIGRATIONS[..version as usize] {
        ours.execute_batch(migration)?;
    }
    let (due, found) = (objects(&ours)?, objects(connection)?);
    Ok(version > 0 && due.iter().all(|object| found.contains(object)))
}

/// The same, or that there is nothing in it yet.
pub(in crate::store) fn is_ours_or_empty(connection: &Connection) -> Result<bool, StoreError> {
    let is_new = version_of(connection)? == 0 && objects(connection)?.is_empty();
    Ok(is_new || is_ours(connection)?)
}

/// The tables and indexes of a file, as the statements that made them.
fn objects(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let query = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(query)?;
    let objects = statement.query_map([], |row| row.get(0))?;
    Ok(objects.collect::<Result<_, _>>()?)
}

/// Brings a file to the newest version, all the way or not at all. One that is
/// there already is not written to.
pub(in crate::store) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let version = version_of(connection)?;
    check(version)?;
    if version == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version_of(&transaction)?;
    let begun = Instant::now();
    let players: i64 = match version {
        0 => 0,
        _ => transaction.query_row("SELECT count(*) FROM players", [], |row| row.get(0))?,
    };
    let (from, to): (u32, u32) = (version, VERSION);
    if players > 0 {
        tracing::info!(
            from,
            to,
            players,
            "the store is of an older version and is brought up to date, which takes some seconds for each 100,000 players"
        );
    }
    for migration in &MIGRATIONS[version as usize..] {
        transaction.execute_batch(migration)?;
    }
    if version < TEXT_BY_RULE {
        names::renew(&transaction)?;
        bans::renew(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    if players > 0 {
        let took_ms = begun.elapsed().as_millis() as u64;
        tracing::info!(from, to, players, took_ms, "the store is up to date");
    }
    Ok(())
}
