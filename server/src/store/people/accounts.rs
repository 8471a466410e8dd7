//! Players that have claimed a name with a password.

use asteroids_shared::protocol::name;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::names::{look, taken};
use crate::store::Database;
use crate::store::PlayerRow;
use crate::store::Reader;
use crate::store::Relation;
use crate::store::Secret;
use crate::store::Stamp;
use crate::store::StoreError;
use crate::store::TokenHash;
use crate::store::UnixSeconds;
use crate::store::scores::event::add_player;

/// A claimed player, and what its password is checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The player.
    pub player: PlayerRow,
    /// The secret, as it was when it was asked for.
    pub secret: Secret,
}

impl Reader {
    /// The player that would be given this name, as yet none for a browser that
    /// has not scored; an error if it may not have it.
    pub fn may_claim(
        &self,
        before: Option<&TokenHash>,
        name: &str,
    ) -> Result<Option<PlayerRow>, StoreError> {
        let player = before.map(|before| self.player(before)).transpose()?;
        let player = player.flatten();
        if let Some(before) = before
            && self.account_of(before)?.is_some()
        {
            return Err(StoreError::AlreadyClaimed);
        }
        match taken(&self.connection, name, player)? {
            Some(taken) => Err(taken.into()),
            None => Ok(player.map(PlayerRow)),
        }
    }

    /// The account of a claimed name.
    pub fn account_of_name(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let query = "SELECT id, secret FROM players WHERE name_key = ?1 AND secret IS NOT NULL";
        let account = self
            .connection
            .query_row(query, [name::key(name)], read_account);
        Ok(account.optional()?)
    }

    /// The account of the player of this token, if it is claimed.
    pub fn account_of(&self, token: &TokenHash) -> Result<Option<Account>, StoreError> {
        let query = "SELECT id, secret FROM tokens JOIN players ON id = player
            WHERE hash = ?1 AND NOT revoked AND secret IS NOT NULL";
        let account = self
            .connection
            .query_row(query, [&token.0[..]], read_account);
        Ok(account.optional()?)
    }

    /// How a browser with this token stands to a player.
    pub fn relation(&self, token: &TokenHash, player: PlayerRow) -> Result<Relation, StoreError> {
        let query = "SELECT revoked FROM tokens WHERE hash = ?1 AND player = ?2";
        let values = params![&token.0[..], player.0];
        let revoked = self
            .connection
            .query_row(query, values, |row| row.get(0))
            .optional()?;
        Ok(match revoked {
            Some(false) => Relation::Own,
            Some(true) => Relation::Former,
            None => Relation::Stranger,
        })
    }
}

impl Database {
    /// Gives the player of the token `before` a name that nobody else has, a
    /// password, and `token` in its place. A player that has not scored yet is
    /// made; one that was there, the `claimant`, must be there still. What still
    /// flies under the token before counts.
    pub fn claim(
        &mut self,
        (before, claimant): (Option<&TokenHash>, Option<PlayerRow>),
        token: &TokenHash,
        (name, secret): (&str, &Secret),
        now_s: UnixSeconds,
    ) -> Result<(), StoreError> {
        let player = before.map(|before| self.player(before)).transpose()?;
        let player = player.flatten();
        if claimant.is_some() && claimant != player.map(PlayerRow) {
            return Err(StoreError::JustChanged);
        }
        let transaction = self.connection.transaction()?;
        let player = match player {
            Some(player) => {
                let add = "INSERT INTO tokens (hash, player) VALUES (?1, ?2)";
                transaction.execute(add, params![&token.0[..], player])?;
                player
            }
            None => add_player(&transaction, token, name, now_s)?,
        };
        if let Some(before) = before {
            let revoke = "INSERT INTO tokens (hash, player, revoked) VALUES (?1, ?2, 1)
                ON CONFLICT (hash) DO UPDATE SET revoked = 1";
            transaction.execute(revoke, params![&before.0[..], player])?;
        }
        if let Some(taken) = taken(&transaction, name, Some(player))? {
            return Err(taken.into());
        }
        let claim = "UPDATE players SET name = ?2, name_key = ?3, skeleton = ?4, secret = ?5
            WHERE id = ?1 AND secret IS NULL";
        let (key, look) = (name::key(name), look(name));
        match transaction.execute(claim, params![player, name, key, look, secret])? {
            0 => Err(StoreError::AlreadyClaimed),
            _ => Ok(transaction.commit()?),
        }
    }

    /// A browser with this token is from now on the player of this account, whose
    /// secret becomes the `renewed` one if there is one. An account that is not
    /// as it was when its password was checked is not logged in to: its name may
    /// be somebody else's by now.
    pub fn log_in(
        &mut self,
        token: &TokenHash,
        account: &Account,
        renewed: Option<&Secret>,
    ) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        let insert = "INSERT INTO tokens (hash, player)
            SELECT ?1, id FROM players WHERE id = ?2 AND secret = ?3";
        let values = params![&token.0[..], account.player.0, account.secret];
        if transaction.execute(insert, values)? == 0 {
            return Err(StoreError::JustChanged);
        }
        if let Some(renewed) = renewed {
            let renew = "UPDATE players SET secret = ?2 WHERE id = ?1";
            transaction.execute(renew, params![account.player.0, renewed])?;
        }
        Ok(transaction.commit()?)
    }

    /// The token of a claimed player opens nothing any more. What still flies
    /// under it counts. Says whether it did open something.
    pub fn log_out(&mut self, token: &TokenHash) -> Result<bool, StoreError> {
        let revoke = "UPDATE tokens SET revoked = 1 WHERE hash = ?1 AND NOT revoked
            AND EXISTS (SELECT 1 FROM players WHERE id = player AND secret IS NOT NULL)";
        Ok(self.connection.execute(revoke, [&token.0[..]])? > 0)
    }

    /// Sets another password for the account that the token belongs to, if both
    /// are as they were when the old one was checked, and logs every other
    /// browser out. Gives their tokens.
    pub fn change_secret(
        &mut self,
        token: &TokenHash,
        account: &Account,
        secret: &Secret,
    ) -> Result<Vec<TokenHash>, StoreError> {
        let PlayerRow(player) = account.player;
        let mut others = self.tokens_of(player)?;
        others.retain(|other| other != token);
        let transaction = self.connection.transaction()?;
        let changed = transaction.execute(
            "UPDATE players SET secret = ?2 WHERE id = ?1 AND secret = ?3
             AND id = (SELECT player FROM tokens WHERE hash = ?4 AND NOT revoked)",
            params![player, secret, account.secret, &token.0[..]],
        )?;
        if changed == 0 {
            return Err(StoreError::JustChanged);
        }
        transaction.execute(
            "UPDATE tokens SET revoked = 1 WHERE player = ?1 AND hash <> ?2 AND NOT revoked",
            params![player, &token.0[..]],
        )?;
        transaction.commit()?;
        Ok(others)
    }

    /// Forgets the player of this token and all that it did, if its account is
    /// the one whose password was checked, or there is none still. Its tokens
    /// stay without it, so that what still flies under them makes no new player,
    /// and are given. Nobody is forgotten while it is banned: the ban would be too.
    pub fn delete_player(
        &mut self,
        token: &TokenHash,
        checked: Option<&Account>,
        now: Stamp,
    ) -> Result<Vec<TokenHash>, StoreError> {
        let player = self.player(token)?.ok_or(StoreError::NoPlayer)?;
        if self.account_of(token)?.as_ref() != checked {
            return Err(StoreError::JustChanged);
        }
        let tokens = self.tokens_of(player)?;
        if !self.bans_of(token, now)?.is_empty() {
            return Err(StoreError::Banned);
        }
        self.connection
            .execute("DELETE FROM players WHERE id = ?1", [player])?;
        Ok(tokens)
    }
}

fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        player: PlayerRow(row.get(0)?),
        secret: row.get(1)?,
    })
}
