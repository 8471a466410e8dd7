//! Who may not come in.

use ipnet::IpNet;
use rusqlite::types::Type;
use rusqlite::{Row, params};
use serde::Serialize;

use super::{Database, Reader, StoreError, TokenHash, UnixSeconds};

/// How many bans there may be at once: each newcomer is held against all.
pub const BANS_MAX: usize = 4096;

/// Whom a new ban is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BanTarget {
    /// The player of this token.
    Token(TokenHash),
    /// The player of this name: who has claimed it, else the best who flew under it.
    Name(String),
    /// Whoever comes from there.
    Network(IpNet),
}

/// A ban: of a player or of a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ban {
    /// Names it, and none before or after it.
    pub id: i64,
    /// The player.
    pub name: Option<String>,
    /// The network.
    pub network: Option<IpNet>,
    /// What the banned are told.
    pub reason: String,
    /// When it was made.
    pub made_s: UnixSeconds,
    /// When it ends; none for good.
    pub ends_s: Option<UnixSeconds>,
    /// The player's browsers.
    #[serde(skip)]
    pub tokens: Vec<TokenHash>,
}

impl Database {
    /// Makes a ban, and gives it. Those that have ended are forgotten when there is
    /// no place for another.
    pub fn ban(
        &mut self,
        target: &BanTarget,
        reason: &str,
        now_s: UnixSeconds,
        ends_s: Option<UnixSeconds>,
    ) -> Result<Ban, StoreError> {
        let (player, network) = match target {
            BanTarget::Token(token) => (self.player(token)?, None),
            BanTarget::Name(name) => (Some(self.player_of_name(name)?), None),
            BanTarget::Network(network) => (None, Some(network.to_string())),
        };
        if player.is_none() && network.is_none() {
            return Err(StoreError::NoPlayer);
        }
        let transaction = self.connection.transaction()?;
        let count = "SELECT count(*) FROM bans";
        let bans: u32 = transaction.query_row(count, [], |row| row.get(0))?;
        if bans as usize >= BANS_MAX
            && transaction.execute("DELETE FROM bans WHERE ends_s <= ?1", [now_s])? == 0
        {
            return Err(StoreError::TooManyBans);
        }
        transaction.execute(
            "INSERT INTO bans (player, network, reason, made_s, ends_s) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![player, network, reason, now_s, ends_s],
        )?;
        let id = transaction.last_insert_rowid();
        transaction.commit()?;
        self.ban_of(id, now_s)
    }

    /// Ends a ban before its time, and gives what it was.
    pub fn lift_ban(&mut self, id: i64, now_s: UnixSeconds) -> Result<Ban, StoreError> {
        let ban = self.ban_of(id, now_s)?;
        self.connection
            .execute("DELETE FROM bans WHERE id = ?1", [id])?;
        Ok(ban)
    }
}

impl Reader {
    /// The bans that hold at this time, the newest first.
    pub fn bans(&self, now_s: UnixSeconds) -> Result<Vec<Ban>, StoreError> {
        self.bans_between((0, i64::MAX), now_s)
    }

    fn ban_of(&self, id: i64, now_s: UnixSeconds) -> Result<Ban, StoreError> {
        let ban = self.bans_between((id, id), now_s)?.pop();
        ban.ok_or(StoreError::NoBan)
    }

    /// Those with a number from the first to the last.
    fn bans_between(
        &self,
        (first, last): (i64, i64),
        now_s: UnixSeconds,
    ) -> Result<Vec<Ban>, StoreError> {
        // A row for each token of the banned.
        let query = "SELECT bans.id, name, network, reason, made_s, ends_s, hash
            FROM bans LEFT JOIN players ON players.id = bans.player
            LEFT JOIN tokens ON tokens.player = bans.player
            WHERE bans.id BETWEEN ?1 AND ?2 AND (ends_s IS NULL OR ends_s > ?3)
            ORDER BY bans.id DESC";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([first, last, now_s])?;
        let mut bans: Vec<Ban> = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if bans.last().is_none_or(|ban| ban.id != id) {
                bans.push(read(row)?);
            }
            let token: Option<[u8; 32]> = row.get(6)?;
            if let (Some(ban), Some(token)) = (bans.last_mut(), token) {
                ban.tokens.push(TokenHash(token));
            }
        }
        Ok(bans)
    }

    /// The bans of the player of this token, by their numbers.
    pub fn bans_of(&self, token: &TokenHash, now_s: UnixSeconds) -> Result<Vec<i64>, StoreError> {
        let query = "SELECT bans.id FROM bans JOIN tokens USING (player)
            WHERE hash = ?1 AND (ends_s IS NULL OR ends_s > ?2)";
        let mut statement = self.connection.prepare_cached(query)?;
        let ids = statement.query_map(params![&token.0[..], now_s], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Revoked ones too: whoever logs out is banned still.
    pub(super) fn tokens_of(&self, player: i64) -> Result<Vec<TokenHash>, StoreError> {
        let query = "SELECT hash FROM tokens WHERE player = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let tokens = statement.query_map([player], |row| row.get(0).map(TokenHash))?;
        Ok(tokens.collect::<Result<_, _>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Ban> {
    let network: Option<String> = row.get(2)?;
    let network = network.map(|text| text.parse()).transpose();
    Ok(Ban {
        id: row.get(0)?,
        name: row.get(1)?,
        network: network.map_err(|error: ipnet::AddrParseError| {
            rusqlite::Error::FromSqlConversionFailure(2, Type::Text, error.into())
        })?,
        reason: row.get(3)?,
        made_s: row.get(4)?,
        ends_s: row.get(5)?,
        tokens: Vec::new(),
    })
}
