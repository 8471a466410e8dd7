//! Who may not come in.

use ipnet::IpNet;
use rusqlite::types::Type;
use rusqlite::{Row, params};
use serde::Serialize;

use super::{Database, StoreError, TokenHash, UnixSeconds};

/// How many bans there may be at once: each newcomer is held against all.
const BANS_MAX: i64 = 4096;

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
    /// Makes a ban, and gives it. Those that have ended are forgotten.
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
        transaction.execute("DELETE FROM bans WHERE ends_s <= ?1", [now_s])?;
        let bans: i64 = transaction.query_row("SELECT count(*) FROM bans", [], |row| row.get(0))?;
        if bans >= BANS_MAX {
            return Err(StoreError::TooManyBans);
        }
        transaction.execute(
            "INSERT INTO bans (player, network, reason, made_s, ends_s) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![player, network, reason, now_s, ends_s],
        )?;
        let id = transaction.last_insert_rowid();
        transaction.commit()?;
        let made = self.bans(now_s)?.into_iter().find(|ban| ban.id == id);
        made.ok_or(StoreError::NoBan)
    }

    /// The bans that hold at this time, the newest first.
    pub fn bans(&self, now_s: UnixSeconds) -> Result<Vec<Ban>, StoreError> {
        let query = "SELECT bans.id, name, network, reason, made_s, ends_s, player
            FROM bans LEFT JOIN players ON players.id = player
            WHERE ends_s IS NULL OR ends_s > ?1 ORDER BY bans.id DESC";
        let mut statement = self.connection.prepare(query)?;
        let rows = statement.query_map([now_s], |row| Ok((read(row)?, row.get(6)?)))?;
        let mut bans = Vec::new();
        for row in rows {
            let (mut ban, player): (Ban, Option<i64>) = row?;
            if let Some(player) = player {
                ban.tokens = self.tokens_of(player)?;
            }
            bans.push(ban);
        }
        Ok(bans)
    }

    /// Ends a ban before its time, and gives what it was.
    pub fn lift_ban(&mut self, id: i64, now_s: UnixSeconds) -> Result<Ban, StoreError> {
        let ban = self.bans(now_s)?.into_iter().find(|ban| ban.id == id);
        let ban = ban.ok_or(StoreError::NoBan)?;
        self.connection
            .execute("DELETE FROM bans WHERE id = ?1", [id])?;
        Ok(ban)
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
