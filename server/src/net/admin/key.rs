//! The token that opens the moderators' doors.

use axum::http::HeaderMap;

use crate::net::visitor::bearer::Bearer;

/// A token that is shorter could be guessed.
const TOKEN_CHARS_MIN: usize = 16;

/// What opens the moderators' doors. Of the token it has the hash alone.
#[derive(Clone, Debug)]
pub struct AdminKey(Bearer);

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It could be guessed.
    #[error(
        "the admin token is too short: use at least 16 characters, such as `openssl rand -hex 16` makes"
    )]
    Short,
    /// It has invisible or foreign characters, or several lines.
    #[error(
        "the admin token has a character that a browser cannot send, or several lines: use letters and digits, such as `openssl rand -hex 16` makes"
    )]
    Unsendable,
}

impl AdminKey {
    /// The key of this token; white space around it does not count.
    pub fn new(token: &str) -> Result<Self, TokenError> {
        let token = token.trim();
        if !token.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
            return Err(TokenError::Unsendable);
        }
        if token.len() < TOKEN_CHARS_MIN {
            return Err(TokenError::Short);
        }
        Ok(Self(Bearer::of(token)))
    }

    /// Whether a request brings the token, as `Authorization: Bearer TOKEN`.
    pub fn is_in(&self, headers: &HeaderMap) -> bool {
        self.0.is_in(headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use axum::http::header::AUTHORIZATION;

    fn opens(key: &AdminKey, value: &'static str) -> bool {
        let value = HeaderValue::from_static(value);
        key.is_in(&HeaderMap::from_iter([(AUTHORIZATION, value)]))
    }

    #[test]
    fn the_token_opens_and_nothing_else_does() {
        let key = AdminKey::new("0123456789abcdef\n").expect("it is long enough");
        assert!(opens(&key, "Bearer 0123456789abcdef"));
        for wrong in [
            "Bearer 0123456789abcdeg",
            "Bearer 0123456789abcdef0",
            "Bearer ",
            "Basic 0123456789abcdef",
            "0123456789abcdef",
        ] {
            assert!(!opens(&key, wrong), "{wrong}");
        }
        assert!(!key.is_in(&HeaderMap::new()));
    }

    #[test]
    fn a_token_that_no_browser_sends_is_no_key() {
        for token in [
            "0123456789abcdef\n0123456789",
            "\u{feff}0123456789abcdef",
            "schl\u{fc}ssel-der-niemand-kennt",
        ] {
            assert_eq!(
                AdminKey::new(token).err(),
                Some(TokenError::Unsendable),
                "{token}"
            );
        }
    }

    #[test]
    fn a_token_that_could_be_guessed_is_no_key() {
        for token in ["", "0123456789abcde", "   0123456789abcde   "] {
            assert_eq!(
                AdminKey::new(token).err(),
                Some(TokenError::Short),
                "{token}"
            );
        }
    }
}
