//! Who may not come in.

use asteroids_shared::protocol::name;
use ipnet::IpNet;
use rusqlite::types::Type;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::store::Database;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::TokenHash;
use crate::store::clock::{Boot, ROUNDING_S, Stamp};
use crate::store::term::{Run, Term};

/// How many bans there may be at once: each newcomer is held against all.
pub const BANS_MAX: usize = 4096;
/// The longest reason, in characters. More does not fit into a close frame.
pub const REASON_CHARS_MAX: usize = 120;

/// Whom a new ban is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BanTarget {
    /// The player of this token.
    Token(TokenHash),
    /// The player of this name: who has claimed it, else the best who flew under it.
    Name(String),
    /// Whoever comes from there.
    Network(IpNet),
}

/// A ban: of a player or of a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ban {
    /// Names it, and none before or after it.
    pub id: i64,
    /// The player.
    pub name: Option<String>,
    /// The network.
    pub network: Option<IpNet>,
    /// What the banned are told.
    pub reason: String,
    /// From when until when.
    pub term: Term,
    /// The player's browsers.
    pub tokens: Vec<TokenHash>,
}

impl Database {
    /// Makes a ban for so long, or for good, and gives it. Those that have ended
    /// are forgotten when there is no place for another.
    pub fn ban(
        &mut self,
        target: &BanTarget,
        reason: &str,
        now: Stamp,
        lasts_s: Option<i64>,
    ) -> Result<Ban, StoreError> {
        let (player, network) = match target {
            BanTarget::Token(token) => (self.player(token)?, None),
            BanTarget::Name(name) => (Some(self.player_of_name(name)?), None),
            BanTarget::Network(network) => (None, Some(network.to_string())),
        };
        if player.is_none() && network.is_none() {
            return Err(StoreError::NoPlayer);
        }
        self.tell_bans(now)?;
        let transaction = self.connection.transaction()?;
        let count = "SELECT count(*) FROM bans";
        let bans: u32 = transaction.query_row(count, [], |row| row.get(0))?;
        if bans as usize >= BANS_MAX
            && transaction.execute("DELETE FROM bans WHERE ends_s <= ?1", [now.at.wall_s])? == 0
        {
            return Err(StoreError::TooManyBans);
        }
        let Term { made_s, ends_s, .. } = Term::from(now, lasts_s);
        let (boot, since_boot_s) = (now.boot.0, now.at.since_boot_s);
        transaction.execute(
            "INSERT INTO bans (player, network, reason, made_s, ends_s, boot, since_boot_s)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![player, network, reason, made_s, ends_s, boot, since_boot_s],
        )?;
        let id = transaction.last_insert_rowid();
        transaction.commit()?;
        self.ban_of(id, now)
    }

    /// Writes the bans of this run of the machine by the clock of the day as it
    /// goes now, for the runs to come. Says how many it was set for.
    pub fn tell_bans(&mut self, now: Stamp) -> Result<usize, StoreError> {
        let began_s = now.at.wall_s.saturating_sub(now.at.since_boot_s);
        let told = "UPDATE bans SET
            ends_s = ends_s + (?2 + since_boot_s - made_s), made_s = ?2 + since_boot_s
            WHERE boot = ?1 AND abs(?2 + since_boot_s - made_s) > ?3";
        let mut tell = self.connection.prepare_cached(told)?;
        Ok(tell.execute([now.boot.0, began_s, ROUNDING_S])?)
    }

    /// Ends a ban before its time, and gives what it was.
    pub fn lift_ban(&mut self, id: i64, now: Stamp) -> Result<Ban, StoreError> {
        let ban = self.ban_of(id, now)?;
        self.connection
            .execute("DELETE FROM bans WHERE id = ?1", [id])?;
        Ok(ban)
    }
}

impl Reader {
    /// All bans, the newest first, those too that are over: by a clock that is put
    /// right they may not be.
    pub fn all_bans(&self) -> Result<Vec<Ban>, StoreError> {
        self.bans_between(0, i64::MAX)
    }

    /// The bans that hold at this time, the newest first, told by its clock.
    pub fn bans(&self, now: Stamp) -> Result<Vec<Ban>, StoreError> {
        let mut bans = self.all_bans()?;
        bans.retain(|ban| !ban.term.is_over(now));
        for ban in &mut bans {
            ban.term = ban.term.told(now);
        }
        Ok(bans)
    }

    fn ban_of(&self, id: i64, now: Stamp) -> Result<Ban, StoreError> {
        let ban = self.bans_between(id, id)?.pop();
        ban.filter(|ban| !ban.term.is_over(now))
            .ok_or(StoreError::NoBan)
    }

    /// Those with a number from the first to the last.
    fn bans_between(&self, first: i64, last: i64) -> Result<Vec<Ban>, StoreError> {
        // A row for each token of the banned.
        let query =
            "SELECT bans.id, name, network, reason, made_s, ends_s, boot, since_boot_s, hash
            FROM bans LEFT JOIN players ON players.id = bans.player
            LEFT JOIN tokens ON tokens.player = bans.player
            WHERE bans.id BETWEEN ?1 AND ?2
            ORDER BY bans.id DESC";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([first, last])?;
        let mut bans: Vec<Ban> = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if bans.last().is_none_or(|ban| ban.id != id) {
                bans.push(read(row)?);
            }
            let token: Option<[u8; 32]> = row.get(8)?;
            if let (Some(ban), Some(token)) = (bans.last_mut(), token) {
                ban.tokens.push(TokenHash(token));
            }
        }
        Ok(bans)
    }

    /// The bans of the player of this token, by their numbers.
    pub fn bans_of(&self, token: &TokenHash, now: Stamp) -> Result<Vec<i64>, StoreError> {
        let query = "SELECT bans.id, made_s, ends_s, boot, since_boot_s
            FROM bans JOIN tokens USING (player) WHERE hash = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let bans =
            statement.query_map([&token.0[..]], |row| Ok((row.get(0)?, read_term(row, 1)?)))?;
        let holding = bans.filter_map(|ban| match ban {
            Ok((id, term)) => (!term.is_over(now)).then_some(Ok(id)),
            Err(error) => Some(Err(error)),
        });
        Ok(holding.collect::<Result<_, _>>()?)
    }

    /// Revoked ones too: whoever logs out is banned still.
    pub(in crate::store) fn tokens_of(&self, player: i64) -> Result<Vec<TokenHash>, StoreError> {
        let query = "SELECT hash FROM tokens WHERE player = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let tokens = statement.query_map([player], |row| row.get(0).map(TokenHash))?;
        Ok(tokens.collect::<Result<_, _>>()?)
    }
}

/// Writes every reason by the rule for text of this program.
pub(in crate::store) fn renew(connection: &Connection) -> rusqlite::Result<()> {
    let mut reasons = connection.prepare("SELECT id, reason FROM bans")?;
    let reasons = reasons.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let reasons: Vec<(i64, String)> = reasons.collect::<Result<_, _>>()?;
    for (id, reason) in reasons {
        let clean = name::visible(&reason, REASON_CHARS_MAX).unwrap_or_default();
        if clean != reason {
            let update = "UPDATE bans SET reason = ?2 WHERE id = ?1";
            connection.execute(update, params![id, clean])?;
        }
    }
    Ok(())
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
        term: read_term(row, 4)?,
        tokens: Vec::new(),
    })
}

/// From four columns, of which this is the first.
fn read_term(row: &Row<'_>, first: usize) -> rusqlite::Result<Term> {
    let boot: Option<i64> = row.get(first + 2)?;
    let since_boot_s: Option<i64> = row.get(first + 3)?;
    Ok(Term {
        made_s: row.get(first)?,
        ends_s: row.get(first + 1)?,
        run: boot.zip(since_boot_s).map(|(boot, since_boot_s)| Run {
            boot: Boot(boot),
            since_boot_s,
        }),
    })
}
