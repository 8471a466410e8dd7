//! Players that have claimed a name with a password.

use argon2::{Algorithm, Argon2, Params, Version};
use asteroids_shared::protocol::name;
use rusqlite::{OptionalExtension, params};

use super::event::add_player;
use super::names::{look, taken};
use super::{Database, StoreError, TokenHash, UnixSeconds};

/// What Argon2id takes: 19 MiB and two passes.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// A salted hash of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    salt: [u8; SALT_BYTES],
    hash: [u8; HASH_BYTES],
}

impl Secret {
    /// One that no password opens, for names that nobody has claimed: to ask
    /// takes as long as for the others.
    pub const NOBODYS: Self = Self {
        salt: [0; SALT_BYTES],
        hash: [0; HASH_BYTES],
    };

    /// Hashes a password with this salt, of random bytes. Takes 19 MiB and some
    /// tens of milliseconds of a core.
    pub fn new(password: &str, salt: [u8; SALT_BYTES]) -> Self {
        let params = Params::new(MEMORY_KIB, PASSES, 1, Some(HASH_BYTES));
        let argon = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            params.expect("they are in range"),
        );
        let mut hash = [0; HASH_BYTES];
        argon
            .hash_password_into(password.as_bytes(), &salt, &mut hash)
            .expect("passwords are shorter than 4 GB");
        Self { salt, hash }
    }

    /// Whether this is the password. Takes as long whether or not it is.
    pub fn opens_with(&self, password: &str) -> bool {
        let tried = Self::new(password, self.salt);
        let differences = tried.hash.iter().zip(&self.hash);
        differences.fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }

    fn to_bytes(self) -> Vec<u8> {
        [&self.salt[..], &self.hash].concat()
    }

    fn from_bytes(bytes: &[u8; SALT_BYTES + HASH_BYTES]) -> Self {
        let (mut salt, mut hash) = ([0; SALT_BYTES], [0; HASH_BYTES]);
        salt.copy_from_slice(&bytes[..SALT_BYTES]);
        hash.copy_from_slice(&bytes[SALT_BYTES..]);
        Self { salt, hash }
    }
}

impl Database {
    /// Gives the player of the token `before` a name that nobody else has, a
    /// password, and `token` in its place. A player that has not scored yet is
    /// made. What still flies under the token before counts.
    pub fn claim(
        &mut self,
        before: Option<&TokenHash>,
        token: &TokenHash,
        (name, secret): (&str, &Secret),
        now_s: UnixSeconds,
    ) -> Result<(), StoreError> {
        let player = before.map(|before| self.player(before)).transpose()?;
        let transaction = self.connection.transaction()?;
        let player = match player.flatten() {
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
        let (key, look, secret) = (name::key(name), look(name), secret.to_bytes());
        match transaction.execute(claim, params![player, name, key, look, secret])? {
            0 => Err(StoreError::AlreadyClaimed),
            _ => Ok(transaction.commit()?),
        }
    }

    /// What the password of a claimed name is checked against.
    pub fn secret_of_name(&self, name: &str) -> Result<Option<Secret>, StoreError> {
        let query = "SELECT secret FROM players WHERE name_key = ?1";
        let secret = self
            .connection
            .query_row(query, [name::key(name)], |row| row.get(0));
        Ok(secret.optional()?.as_ref().map(Secret::from_bytes))
    }

    /// The same for the player of this token, if it is claimed.
    pub fn secret_of(&self, token: &TokenHash) -> Result<Option<Secret>, StoreError> {
        let query = "SELECT secret FROM tokens JOIN players ON id = player
            WHERE hash = ?1 AND NOT revoked AND secret IS NOT NULL";
        let secret = self
            .connection
            .query_row(query, [&token.0[..]], |row| row.get(0));
        Ok(secret.optional()?.as_ref().map(Secret::from_bytes))
    }

    /// Whether this token belongs to the player of a claimed name, or did until it
    /// was revoked.
    pub fn knew(&self, token: &TokenHash, name: &str) -> Result<bool, StoreError> {
        let query = "SELECT EXISTS (SELECT 1 FROM tokens JOIN players ON id = player
            WHERE hash = ?1 AND name_key = ?2)";
        let values = params![&token.0[..], name::key(name)];
        Ok(self.connection.query_row(query, values, |row| row.get(0))?)
    }

    /// A browser with this token is from now on the player of this claimed name.
    pub fn log_in(&mut self, token: &TokenHash, name: &str) -> Result<(), StoreError> {
        let insert = "INSERT INTO tokens (hash, player)
            SELECT ?1, id FROM players WHERE name_key = ?2";
        match self
            .connection
            .execute(insert, params![&token.0[..], name::key(name)])?
        {
            0 => Err(StoreError::NoPlayer),
            _ => Ok(()),
        }
    }

    /// The token opens nothing any more. What still flies under it counts.
    pub fn log_out(&mut self, token: &TokenHash) -> Result<(), StoreError> {
        let revoke = "UPDATE tokens SET revoked = 1 WHERE hash = ?1";
        self.connection.execute(revoke, [&token.0[..]])?;
        Ok(())
    }

    /// Sets another password, and logs every other browser out. Gives their tokens.
    pub fn change_secret(
        &mut self,
        token: &TokenHash,
        secret: &Secret,
    ) -> Result<Vec<TokenHash>, StoreError> {
        let player = self.player(token)?.ok_or(StoreError::NoPlayer)?;
        let mut others = self.tokens_of(player)?;
        others.retain(|other| other != token);
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "UPDATE players SET secret = ?2 WHERE id = ?1 AND secret IS NOT NULL",
            params![player, secret.to_bytes()],
        )?;
        transaction.execute(
            "UPDATE tokens SET revoked = 1 WHERE player = ?1 AND hash <> ?2",
            params![player, &token.0[..]],
        )?;
        transaction.commit()?;
        Ok(others)
    }

    /// Forgets the player of this token and all that it did. Its tokens stay
    /// without it, so that what still flies under them makes no new player, and
    /// are given. Nobody is forgotten while it is banned: the ban would be too.
    pub fn delete_player(
        &mut self,
        token: &TokenHash,
        now_s: UnixSeconds,
    ) -> Result<Vec<TokenHash>, StoreError> {
        let player = self.player(token)?.ok_or(StoreError::NoPlayer)?;
        let tokens = self.tokens_of(player)?;
        if self.bans(now_s)?.iter().any(|ban| ban.tokens == tokens) {
            return Err(StoreError::Banned);
        }
        self.connection
            .execute("DELETE FROM players WHERE id = ?1", [player])?;
        Ok(tokens)
    }
}
