//! Salted hashes of passwords.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// What Argon2id takes for a new hash: 12 MiB and three passes. OWASP counts it
/// as good as 19 MiB and two, which took more than small machines can spare.
const MEMORY_KIB: u32 = 12 * 1024;
const PASSES: u32 = 3;
const HASH_BYTES: usize = 32;

/// The memory that the hash of a stored secret may ask for at the most.
const MEMORY_KIB_MAX: u32 = 64 * 1024;

/// Random bytes that make equal passwords different secrets.
pub const SALT_BYTES: usize = 16;

/// A salted hash of a password, as it is stored: a PHC string, which says by
/// which parameters it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Secret {
    stored: Vec<u8>,
    hash: PasswordHash,
    params: Params,
}

/// A secret that cannot be read or made.
#[derive(Debug, thiserror::Error)]
#[error("a stored password cannot be read")]
pub struct Unreadable;

impl Secret {
    /// How many blocks a new secret takes to make.
    pub fn blocks_for_new() -> usize {
        newest().block_count()
    }

    /// How many blocks it takes to check a password.
    pub const fn blocks(&self) -> usize {
        self.params.block_count()
    }

    /// Hashes a password with this salt, of random bytes, in these blocks. Takes
    /// some tens of milliseconds of a core.
    pub fn new(
        password: &str,
        salt: [u8; SALT_BYTES],
        blocks: &mut [Block],
    ) -> Result<Self, Unreadable> {
        let params = newest();
        let hash = argon2(&params, password, &salt, HASH_BYTES, blocks)?;
        Self::of(params, &salt, hash)
    }

    /// One that no password opens, for names that nobody has claimed: to ask
    /// takes as long as for the others.
    pub fn nobodys() -> Result<Self, Unreadable> {
        let nothing = Output::new(&[0; HASH_BYTES]).map_err(|_| Unreadable)?;
        Self::of(newest(), &[0; SALT_BYTES], nothing)
    }

    fn of(params: Params, salt: &[u8], hash: Output) -> Result<Self, Unreadable> {
        let hash = PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(|_| Unreadable)?,
            salt: Some(Salt::new(salt).map_err(|_| Unreadable)?),
            hash: Some(hash),
        };
        Ok(Self {
            stored: hash.to_string().into_bytes(),
            hash,
            params,
        })
    }

    /// Whether this is the password. Takes as long whether or not it is.
    pub fn opens_with(&self, password: &str, blocks: &mut [Block]) -> Result<bool, Unreadable> {
        let (Some(salt), Some(hash)) = (&self.hash.salt, &self.hash.hash) else {
            return Err(Unreadable);
        };
        let tried = argon2(&self.params, password, salt, hash.len(), blocks)?;
        // They are compared in constant time.
        Ok(tried == *hash)
    }

    /// Whether a new one would be made and stored just so.
    pub fn is_current(&self) -> bool {
        self.stored.starts_with(b"$") && self.params == newest()
    }

    fn read(stored: &[u8]) -> Result<Self, Unreadable> {
        if let Ok(old) = <&[u8; SALT_BYTES + HASH_BYTES]>::try_from(stored) {
            return Self::read_old(old);
        }
        let text = std::str::from_utf8(stored).map_err(|_| Unreadable)?;
        let hash = PasswordHash::new(text).map_err(|_| Unreadable)?;
        let params = Params::try_from(&hash).map_err(|_| Unreadable)?;
        let version = hash.version.unwrap_or(Version::V0x13.into());
        let is_known = hash.algorithm == ARGON2ID_IDENT && version == u32::from(Version::V0x13);
        if !is_known || params.m_cost() > MEMORY_KIB_MAX {
            return Err(Unreadable);
        }
        Ok(Self {
            stored: stored.to_vec(),
            hash,
            params,
        })
    }

    /// Before secrets were PHC strings they were a salt and a hash, made with
    /// 19 MiB and two passes.
    fn read_old(stored: &[u8; SALT_BYTES + HASH_BYTES]) -> Result<Self, Unreadable> {
        let params = Params::new(19 * 1024, 2, 1, Some(HASH_BYTES)).map_err(|_| Unreadable)?;
        let (salt, hash) = stored.split_at(SALT_BYTES);
        let hash = Output::new(hash).map_err(|_| Unreadable)?;
        Ok(Self {
            stored: stored.to_vec(),
            ..Self::of(params, salt, hash)?
        })
    }
}

fn newest() -> Params {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(HASH_BYTES));
    params.expect("these constants are in range")
}

fn argon2(
    params: &Params,
    password: &str,
    salt: &[u8],
    hash_bytes: usize,
    blocks: &mut [Block],
) -> Result<Output, Unreadable> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut hash = [0; Output::MAX_LENGTH];
    let hash = hash.get_mut(..hash_bytes).ok_or(Unreadable)?;
    argon
        .hash_password_into_with_memory(password.as_bytes(), salt, hash, blocks)
        .map_err(|_| Unreadable)?;
    Output::new(hash).map_err(|_| Unreadable)
}

impl TryFrom<Vec<u8>> for Secret {
    type Error = Unreadable;

    fn try_from(stored: Vec<u8>) -> Result<Self, Unreadable> {
        Self::read(&stored)
    }
}

impl From<Secret> for Vec<u8> {
    fn from(secret: Secret) -> Self {
        secret.stored
    }
}

impl ToSql for Secret {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.stored.to_sql()
    }
}

impl FromSql for Secret {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::read(value.as_blob()?).map_err(|error| FromSqlError::Other(error.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; SALT_BYTES] = *b"sixteen bytes :)";

    fn blocks(secret: &Secret) -> Vec<Block> {
        vec![Block::new(); secret.blocks()]
    }

    #[test]
    fn a_secret_says_how_it_was_made_and_only_its_password_opens_it() {
        let mut blocks = vec![Block::new(); Secret::blocks_for_new()];
        let secret = Secret::new("correct horse", SALT, &mut blocks).expect("it is made");
        let stored = String::from_utf8(secret.stored.clone()).expect("text");
        assert!(
            stored.starts_with("$argon2id$v=19$m=12288,t=3,p=1$"),
            "{stored}"
        );
        let read = Secret::read(&secret.stored).expect("a PHC string");
        assert_eq!(read, secret);
        assert!(read.is_current());
        assert!(
            read.opens_with("correct horse", &mut blocks)
                .expect("it is checked")
        );
        assert!(
            !read
                .opens_with("wrong horse", &mut blocks)
                .expect("it is checked")
        );
    }

    #[test]
    fn a_secret_of_a_program_before_opens_and_is_not_current() {
        let argon = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(19 * 1024, 2, 1, None).expect("in range"),
        );
        let mut hash = [0; HASH_BYTES];
        argon
            .hash_password_into(b"correct horse", &SALT, &mut hash)
            .expect("it is hashed");
        let old = Secret::read(&[&SALT[..], &hash].concat()).expect("an old one");
        assert!(!old.is_current());
        let mut blocks = blocks(&old);
        assert!(
            old.opens_with("correct horse", &mut blocks)
                .expect("it is checked")
        );
        assert!(
            !old.opens_with("wrong horse", &mut blocks)
                .expect("it is checked")
        );
    }

    #[test]
    fn other_parameters_open_and_are_not_current() {
        let text = "$argon2id$v=19$m=4096,t=1,p=2$c2l4dGVlbiBieXRlcyA6KQ";
        let mut memory = vec![Block::new(); 4096];
        let params = Params::new(4096, 1, 2, Some(HASH_BYTES)).expect("in range");
        let hash = argon2(&params, "correct horse", &SALT, HASH_BYTES, &mut memory);
        let text = format!("{text}${}", hash.expect("it is hashed"));
        let secret = Secret::read(text.as_bytes()).expect("a PHC string");
        assert!(!secret.is_current());
        assert!(
            secret
                .opens_with("correct horse", &mut memory)
                .expect("it is checked")
        );
    }

    #[test]
    fn what_is_no_secret_or_asks_for_too_much_is_refused() {
        let salt_and_hash = "c2l4dGVlbiBieXRlcyA6KQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        for text in [
            "".to_owned(),
            "secret".to_owned(),
            format!("$argon2id$v=19$m=4194304,t=1,p=1${salt_and_hash}"),
            format!("$argon2id$v=16$m=4096,t=1,p=1${salt_and_hash}"),
            format!("$argon2d$v=19$m=4096,t=1,p=1${salt_and_hash}"),
        ] {
            assert!(Secret::read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
