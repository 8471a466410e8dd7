//! What is known of a player.

use asteroids_shared::protocol::name;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::names::{Taken, look, taken};
use crate::store::Database;
use crate::store::Period;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::Tally;
use crate::store::TokenHash;
use crate::store::UnixSeconds;
use crate::store::scores::tally::COLUMNS;

/// A player's place in each period; none where it has not scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranks {
    /// Today.
    pub day: Option<i64>,
    /// This week.
    pub week: Option<i64>,
    /// Of all time.
    pub all: Option<i64>,
}

/// What everybody may know of a player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The player.
    pub name: String,
    /// Whether the name is claimed.
    pub claimed: bool,
    /// When it first scored or claimed.
    pub since_s: UnixSeconds,
    /// All that it has achieved.
    pub career: Tally,
    /// Its places.
    pub ranks: Ranks,
}

/// What a browser is told of its own player, whom the store may not know yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The player; none before the first score.
    pub name: Option<String>,
    /// Whether it can be logged in to with a password.
    pub claimed: bool,
    /// All that it has achieved and is stored.
    pub career: Tally,
    /// Its places.
    pub ranks: Ranks,
}

impl From<Profile> for Me {
    fn from(profile: Profile) -> Self {
        Self {
            name: Some(profile.name),
            claimed: profile.claimed,
            career: profile.career,
            ranks: profile.ranks,
        }
    }
}

/// The number of a player in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, PartialOrd, Ord)]
pub struct PlayerRow(pub(crate) i64);

/// How a browser stands to a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// It is logged in as the player.
    Own,
    /// It was.
    Former,
    /// Neither.
    Stranger,
}

/// Who comes in, as far as the store knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The token, unless it opens nothing any more.
    pub token: Option<TokenHash>,
    /// The player, if there is one.
    pub player: Option<PlayerRow>,
    /// What to fly under, if that is to be no new name.
    pub name: Option<String>,
    /// Why it is not the wished one, if that is somebody else's.
    pub taken: Option<Taken>,
}

/// All that the store has of a player, but for secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// What everybody may know.
    pub profile: Profile,
    /// How many browsers are logged in.
    pub browsers: i64,
    /// What was achieved on each of the latest days; the profile has all in sum.
    pub days: Vec<ExportedDay>,
}

/// What was achieved on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedDay {
    /// The day in UTC, as 2026-11-23.
    pub day: String,
    /// What.
    pub tally: Tally,
}

impl Reader {
    /// The player that a browser with this token is.
    pub(in crate::store) fn player(&self, token: &TokenHash) -> Result<Option<i64>, StoreError> {
        let query = "SELECT player FROM tokens
            WHERE hash = ?1 AND NOT revoked AND player IS NOT NULL";
        let mut statement = self.connection.prepare_cached(query)?;
        let player = statement.query_row([&token.0[..]], |row| row.get(0));
        Ok(player.optional()?)
    }

    /// Whether this token is known and opens nothing any more.
    pub fn is_spent(&self, token: &TokenHash) -> Result<bool, StoreError> {
        let query = "SELECT count(*) FROM tokens
            WHERE hash = ?1 AND (revoked OR player IS NULL)";
        let mut statement = self.connection.prepare_cached(query)?;
        let tokens: i64 = statement.query_row([&token.0[..]], |row| row.get(0))?;
        Ok(tokens > 0)
    }

    /// Which of these tokens, all of one browser, is its own: of those that open
    /// something the last, else the last that is not spent, else the last.
    pub fn own_of(&self, tokens: &[TokenHash]) -> Result<Option<usize>, StoreError> {
        let mut best = None;
        for (index, token) in tokens.iter().enumerate() {
            let worth = match self.player(token)? {
                Some(_) => 2,
                None => u8::from(!self.is_spent(token)?),
            };
            best = best.max(Some((worth, index)));
        }
        Ok(best.map(|(_, index)| index))
    }

    /// What a browser with this token is told of its player.
    pub fn me(&self, token: &TokenHash, now_s: UnixSeconds) -> Result<Me, StoreError> {
        match self.player(token)? {
            Some(player) => Ok(self.profile_of(player, now_s)?.into()),
            None => Ok(Me::default()),
        }
    }

    /// The player of this name: who has claimed it, else the best who flew under it.
    pub fn profile(&self, name: &str, now_s: UnixSeconds) -> Result<Profile, StoreError> {
        let player = self.player_of_name(name)?;
        self.profile_of(player, now_s)
    }

    /// Who has claimed the name, else the best who flew under it.
    pub(in crate::store) fn player_of_name(&self, name: &str) -> Result<i64, StoreError> {
        let name = name::clean(name).ok_or(StoreError::NoPlayer)?;
        let owner = "SELECT id FROM players WHERE name_key = ?1";
        let best = "SELECT id FROM players WHERE name = ?1 ORDER BY score DESC, id LIMIT 1";
        for (query, name) in [(owner, &name::key(&name)), (best, &name)] {
            let mut statement = self.connection.prepare_cached(query)?;
            let player = statement.query_row([name], |row| row.get(0));
            if let Some(player) = player.optional()? {
                return Ok(player);
            }
        }
        Err(StoreError::NoPlayer)
    }

    fn profile_of(&self, player: i64, now_s: UnixSeconds) -> Result<Profile, StoreError> {
        let rank = |period| -> Result<Option<i64>, StoreError> {
            let place = self.place(period, player, now_s)?;
            Ok(place.map(|(_, rank)| rank))
        };
        let ranks = Ranks {
            day: rank(Period::Day)?,
            week: rank(Period::Week)?,
            all: rank(Period::All)?,
        };
        let query = format!(
            "SELECT name, secret IS NOT NULL, created_s, {COLUMNS} FROM players WHERE id = ?1"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let profile = statement.query_row([player], |row| {
            Ok(Profile {
                name: row.get(0)?,
                claimed: row.get(1)?,
                since_s: row.get(2)?,
                career: Tally::read(row, 3)?,
                ranks,
            })
        })?;
        Ok(profile)
    }

    /// Who somebody with this token is, who wishes to be called so.
    pub fn known(
        &self,
        token: Option<TokenHash>,
        wished: Option<String>,
    ) -> Result<Known, StoreError> {
        let token = match token {
            Some(token) if self.is_spent(&token)? => None,
            token => token,
        };
        let player = token.map(|token| self.player(&token)).transpose()?;
        let (name, taken) = self.name_for(token.as_ref(), wished)?;
        Ok(Known {
            token,
            player: player.flatten().map(PlayerRow),
            name,
            taken,
        })
    }

    /// The name to fly under for a pilot who wishes this one: the claimed one
    /// of its player; else the wished one, or the last one if none is wished,
    /// unless somebody else has claimed it or one that looks like it.
    fn name_for(
        &self,
        token: Option<&TokenHash>,
        wished: Option<String>,
    ) -> Result<(Option<String>, Option<Taken>), StoreError> {
        let known = token
            .map(|token| self.name_of(token))
            .transpose()?
            .flatten();
        let name = match (known, wished) {
            (Some((name, true)), _) => return Ok((Some(name), None)),
            (known, None) => known.map(|(name, _)| name),
            (_, wished) => wished,
        };
        let Some(name) = name else {
            return Ok((None, None));
        };
        let taken = taken(&self.connection, &name, None)?;
        Ok((taken.is_none().then_some(name), taken))
    }

    /// What the players of these tokens are called, and whether they have
    /// claimed that; none for those whom the store does not know.
    pub fn names_of(
        &self,
        tokens: &[TokenHash],
    ) -> Result<Vec<Option<(String, bool)>>, StoreError> {
        tokens.iter().map(|token| self.name_of(token)).collect()
    }

    fn name_of(&self, token: &TokenHash) -> Result<Option<(String, bool)>, StoreError> {
        let query = "SELECT name, secret IS NOT NULL FROM tokens JOIN players ON id = player
            WHERE hash = ?1 AND NOT revoked";
        let mut statement = self.connection.prepare_cached(query)?;
        let name = statement.query_row([&token.0[..]], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(name.optional()?)
    }

    /// All that the store has of this player.
    pub fn export(&self, token: &TokenHash, now_s: UnixSeconds) -> Result<Export, StoreError> {
        let player = self.player(token)?.ok_or(StoreError::NoPlayer)?;
        let browsers = "SELECT count(*) FROM tokens WHERE player = ?1 AND NOT revoked";
        let browsers = self
            .connection
            .query_row(browsers, [player], |row| row.get(0))?;
        let days = format!(
            "SELECT date(day * 86400, 'unixepoch'), {COLUMNS} FROM days
             WHERE player = ?1 ORDER BY day"
        );
        let mut statement = self.connection.prepare(&days)?;
        let days = statement.query_map([player], |row| {
            Ok(ExportedDay {
                day: row.get(0)?,
                tally: Tally::read(row, 1)?,
            })
        })?;
        Ok(Export {
            profile: self.profile_of(player, now_s)?,
            browsers,
            days: days.collect::<Result<_, _>>()?,
        })
    }
}

impl Database {
    /// Calls the player of a token something else, if the store knows it. Not
    /// what somebody else has claimed, whether it does or not.
    pub fn rename(&mut self, token: Option<&TokenHash>, name: &str) -> Result<(), StoreError> {
        let player = token.map(|token| self.player(token)).transpose()?.flatten();
        if let Some(taken) = taken(&self.connection, name, player)? {
            return Err(taken.into());
        }
        let rename = "UPDATE players SET name = ?2,
            name_key = CASE WHEN secret IS NULL THEN NULL ELSE ?3 END,
            skeleton = CASE WHEN secret IS NULL THEN NULL ELSE ?4 END WHERE id = ?1";
        self.connection
            .execute(rename, params![player, name, name::key(name), look(name)])?;
        Ok(())
    }
}
