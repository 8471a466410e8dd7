//! Who a browser is: a random token in a cookie, of which we keep the hash.

use axum::http::header::{COOKIE, HOST, ORIGIN};
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

    /// The cookie that has the browser of this request keep it.
    pub fn cookie(&self, headers: &HeaderMap) -> HeaderValue {
        let token = u128::from_be_bytes(self.0);
        cookie(&format!("{token:032x}"), COOKIE_LIFE_S, headers)
    }
}

/// The cookie that has the browser forget its token.
pub fn no_cookie(headers: &HeaderMap) -> HeaderValue {
    cookie("", 0, headers)
}

fn cookie(value: &str, life_s: u32, headers: &HeaderMap) -> HeaderValue {
    let secure = if is_secure(headers) { "; Secure" } else { "" };
    let text =
        format!("{COOKIE_NAME}={value}; Path=/; Max-Age={life_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("it is printable ASCII")
}

/// Whether the browser came by TLS, as a proxy says. Whoever lies here only
/// keeps its own cookie from being sent in the clear.
fn is_secure(headers: &HeaderMap) -> bool {
    let scheme = headers.get("x-forwarded-proto");
    scheme.is_some_and(|scheme| scheme.as_bytes().eq_ignore_ascii_case(b"https"))
}

/// Whether a request comes from a page of ours, or from no page: browsers name
/// the page's origin with every request that changes something.
pub fn same_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let origin = origin.to_str().ok().and_then(|it| it.split_once("://"));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    origin.is_some_and(|(_, origin)| Some(origin) == host)
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    bytes
}
