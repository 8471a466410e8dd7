//! What tells this game from others on the same host.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::store::StoreError;
use crate::store::file::database;

/// What tells this game from others on the same host, as long as its file lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GameId(u32);

/// Eight hexadecimal digits.
impl fmt::Display for GameId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl GameId {
    /// One that no other game has.
    pub(super) fn random() -> Self {
        // The standard library seeds its hashers from the operating system.
        Self(RandomState::new().hash_one(()) as u32)
    }

    /// The one in a file, which gets this one if it has none.
    pub(super) fn of(connection: &Connection, new: Self) -> Result<Self, StoreError> {
        if let Some(id) = Self::read(connection)? {
            return Ok(id);
        }
        connection.execute("INSERT INTO game (id) VALUES (?1)", [new.0])?;
        // From now on it can be read on a disk that takes nothing, where the log
        // that is new cannot.
        connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(new)
    }

    fn read(connection: &Connection) -> Result<Option<Self>, StoreError> {
        let query = "SELECT id FROM game LIMIT 1";
        let id = connection.query_row(query, [], |row| row.get(0).map(Self));
        Ok(id.optional()?)
    }

    /// The one in a file that cannot be opened for writing.
    pub(super) fn peek(path: &Path) -> Option<Self> {
        let connection = database::connect_as_left(path).ok()?;
        Self::read(&connection).ok().flatten()
    }
}
