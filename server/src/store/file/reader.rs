//! The file, open to read.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::store::Database;
use crate::store::StoreError;
use crate::store::file::database;
use crate::store::file::schema;
use crate::store::scores::standings::Standings;

/// The file, open to read. What it tells is in the files of the nouns it knows.
#[derive(Debug)]
pub struct Reader {
    pub(in crate::store) connection: Connection,
    pub(in crate::store) standings: Standings,
}

/// How long to wait for whoever opens the file at the same time.
const BUSY_WITHIN: Duration = Duration::from_secs(1);

impl Reader {
    pub(in crate::store) fn of(connection: Connection) -> Self {
        Self {
            connection,
            standings: Standings::default(),
        }
    }

    /// Opens a file that a [`Database`] has open.
    pub(in crate::store) fn open(path: &Path) -> Result<Self, StoreError> {
        Self::of_version(Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?)
    }

    /// Opens a file that nobody can write to at present, as a server before has
    /// left it, with its log if that was not closed in order. Where there is no
    /// file there are no players yet.
    pub(in crate::store) fn open_as_left(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Ok(Database::in_memory()?.into_reader());
        }
        Self::of_version(database::connect_as_left(path)?)
    }

    fn of_version(connection: Connection) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY_WITHIN)?;
        connection.execute_batch("PRAGMA cache_size = -512")?;
        match schema::version_of(&connection)? {
            schema::VERSION => Ok(Self::of(connection)),
            _ => Err(StoreError::Busy),
        }
    }

    /// Does something that sees the file as it is now, whatever is written
    /// meanwhile.
    pub(in crate::store) fn at_once<T>(
        &mut self,
        task: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, StoreError> {
        self.connection.execute_batch("BEGIN")?;
        let done = task(self);
        self.connection.execute_batch("COMMIT")?;
        Ok(done)
    }
}
