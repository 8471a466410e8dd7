//! Who a browser is: a random token in a cookie, of which we keep the hash.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use sha2::{Digest, Sha256};

use crate::store::TokenHash;

const COOKIE_NAME: &str = "player";
/// Browsers keep no cookie for longer than 400 days.
const COOKIE_LIFE_S: u32 = 400 * 24 * 3600;
const TOKEN_BYTES: usize = 16;

/// What names a browser: 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; TOKEN_BYTES]);

impl Token {
    /// A new one.
    pub fn fresh() -> Self {
        Self(random())
    }

    /// The one in the cookies of a request.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let lines = headers.get_all(COOKIE).into_iter();
        let mut cookies = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'));
        cookies.find_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            (name == COOKIE_NAME).then(|| Self::parse(value))?
        })
    }

    fn parse(text: &str) -> Option<Self> {
        // The number may be shorter than its text: a sign is none of ours.
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex || text.len() != 2 * TOKEN_BYTES {
            return None;
        }
        let number = u128::from_str_radix(text, 16).ok()?;
        Some(Self(number.to_be_bytes()))
    }

    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }

    /// The cookie that has the browser keep it, and send it by TLS alone if it
    /// is `secure`.
    pub fn cookie(&self, secure: bool) -> HeaderValue {
        let token = u128::from_be_bytes(self.0);
        cookie(&format!("{token:032x}"), COOKIE_LIFE_S, secure)
    }
}

/// The cookie that has the browser forget its token.
pub fn no_cookie(secure: bool) -> HeaderValue {
    cookie("", 0, secure)
}

fn cookie(value: &str, life_s: u32, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text =
        format!("{COOKIE_NAME}={value}; Path=/; Max-Age={life_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("it is printable ASCII")
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    bytes
}
