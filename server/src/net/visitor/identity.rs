//! Who a browser is: a random token, of which we keep the hash.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::store::TokenHash;

const TOKEN_BYTES: usize = 16;

/// What names a browser: 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; TOKEN_BYTES]);

impl Token {
    /// How many hexadecimal digits it is written with.
    pub const DIGITS: usize = 2 * TOKEN_BYTES;

    /// A new one.
    pub fn fresh() -> Self {
        Self(random())
    }

    /// The one that is written so.
    pub fn parse(text: &[u8]) -> Option<Self> {
        // The number may be shorter than its text: a sign is none of ours.
        let is_hex = text.iter().all(u8::is_ascii_hexdigit);
        if !is_hex || text.len() != Self::DIGITS {
            return None;
        }
        let text = std::str::from_utf8(text).ok()?;
        let number = u128::from_str_radix(text, 16).ok()?;
        Some(Self(number.to_be_bytes()))
    }

    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

/// As the cookie has it.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// Not for the log: whoever has a token is its browser.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Why nobody could be told from another.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random bytes, which keys of players are made of: {0}")]
pub struct NoRandomness(getrandom::Error);

/// Whether the operating system has random bytes, which it does not lose.
pub fn check_randomness() -> Result<(), NoRandomness> {
    getrandom::fill(&mut [0; TOKEN_BYTES]).map_err(NoRandomness)
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system had random bytes when the server began");
    bytes
}
