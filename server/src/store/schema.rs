//! How the file is laid out, version by version. A version that has been
//! released never changes; what is new goes into the next one.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, names};

/// What leads from each version to the next, from an empty file on.
const MIGRATIONS: [&str; 3] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
];

/// The version from which names are stored by the rule for text as it is now.
/// Whoever changes the rule makes a new version, even an empty one.
const NAMES_BY_RULE: u32 = 3;

/// The newest version that this program knows.
pub(super) const VERSION: u32 = MIGRATIONS.len() as u32;

/// The version of a file; 0 for an empty one.
pub(super) fn version_of(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Says whether this program can read a file of this version.
pub(super) fn check(found: u32) -> Result<(), StoreError> {
    if found > VERSION {
        return Err(StoreError::Newer {
            found,
            known: VERSION,
        });
    }
    Ok(())
}

/// Brings a file to the newest version, all the way or not at all. One that is
/// there already is not written to.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let version = version_of(connection)?;
    check(version)?;
    if version == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version_of(&transaction)?;
    for migration in &MIGRATIONS[version as usize..] {
        transaction.execute_batch(migration)?;
    }
    if version < NAMES_BY_RULE {
        names::renew(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}
