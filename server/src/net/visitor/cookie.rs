//! The cookie in which a browser keeps its token, found in whatever comes.

use std::iter;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::identity::Token;
use crate::store::GameId;

/// Browsers keep no cookie for longer than 400 days.
const COOKIE_LIFE_S: u32 = 400 * 24 * 3600;
/// What the cookie was called when all games had the same, and still counts for
/// browsers that have no newer one.
const OLD_NAME: &[u8] = b"player";
/// What is under the old name may be another program's. If it begins with so many
/// hexadecimal digits it was ours once.
const OLD_REMAINS_DIGITS: usize = 16;
/// How many tokens of a request are looked at.
const TOKENS_MAX: usize = 64;

/// What a browser shows of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It has not been here.
    Nothing,
    /// It has, and what it was given arrives damaged.
    Damaged,
    /// Tokens, no two alike. There are several only if some other program sets
    /// cookies of the same name. Browsers send ours last, for its path is the
    /// shortest.
    Tokens(Vec<Token>),
}

/// The cookie of this game. Its name is the game's own, because browsers keep
/// cookies by host, and on one host there may be several games, at other ports
/// or paths.
#[derive(Clone, Debug)]
pub struct Cookie {
    name: String,
}

impl Cookie {
    /// That of the game.
    pub fn of(game: GameId) -> Self {
        Self {
            name: format!("player-{game}"),
        }
    }

    /// The header that has a browser keep a token, and send it by TLS alone if it
    /// is `secure`.
    pub fn keep(&self, token: &Token, secure: bool) -> HeaderValue {
        self.set(&token.to_string(), COOKIE_LIFE_S, secure)
    }

    /// The header that has a browser forget its token. One that has a cookie of
    /// the old name would be known by that again: it is given a token that is
    /// nobody's.
    pub fn forget(&self, headers: &HeaderMap, secure: bool) -> HeaderValue {
        match old(headers) {
            Shown::Nothing => self.set("", 0, secure),
            Shown::Damaged | Shown::Tokens(_) => self.keep(&Token::fresh(), secure),
        }
    }

    fn set(&self, value: &str, life_s: u32, secure: bool) -> HeaderValue {
        let (name, secure) = (&self.name, if secure { "; Secure" } else { "" });
        let text =
            format!("{name}={value}; Path=/; Max-Age={life_s}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::try_from(text).expect("hexadecimal, numbers and these words are ASCII")
    }

    /// What a browser shows in the headers of a request.
    ///
    /// The cookies of other programs may have any shape, and proxies join and
    /// quote them in their ways: so the name is looked for, and nothing is asked
    /// of what stands around it. What is damaged is told from what is missing: a
    /// browser that is given a new token has lost its player for good.
    pub fn shown(&self, headers: &HeaderMap) -> Shown {
        let name = self.name.as_bytes();
        let values = lines(headers).flat_map(|line| values_after(line, name));
        match gather(values.map(|value| token(value).ok_or(()))) {
            Shown::Nothing => old(headers),
            shown => shown,
        }
    }
}

/// What is shown under the old name, which other programs may use as well.
fn old(headers: &HeaderMap) -> Shown {
    let cookies = lines(headers).flat_map(|line| line.split(|byte| matches!(byte, b';' | b',')));
    gather(cookies.filter_map(|cookie| {
        let value = cookie.trim_ascii().strip_prefix(OLD_NAME)?;
        let value = value.trim_ascii_start().strip_prefix(b"=")?;
        let remains = OLD_REMAINS_DIGITS..=Token::DIGITS;
        match token(value) {
            Some(token) => Some(Ok(token)),
            None => remains
                .contains(&digits(bare(value)).len())
                .then_some(Err(())),
        }
    }))
}

/// Tokens, or that there are just damaged ones.
fn gather(found: impl Iterator<Item = Result<Token, ()>>) -> Shown {
    let (mut tokens, mut is_damaged) = (Vec::new(), false);
    for found in found {
        match found {
            Ok(token) => {
                // The last of equals counts, as the last of all does.
                tokens.retain(|it| *it != token);
                if tokens.len() >= TOKENS_MAX {
                    tokens.remove(0);
                }
                tokens.push(token);
            }
            Err(()) => is_damaged = true,
        }
    }
    match (tokens.is_empty(), is_damaged) {
        (false, _) => Shown::Tokens(tokens),
        (true, true) => Shown::Damaged,
        (true, false) => Shown::Nothing,
    }
}

fn lines(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .map(HeaderValue::as_bytes)
}

/// What follows each place at which a cookie of this name may begin.
fn values_after<'a>(line: &'a [u8], name: &[u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut from = 0;
    iter::from_fn(move || {
        loop {
            let rest = line.get(from..)?;
            let windows = rest.windows(name.len());
            let at = from + { windows }.position(|window| window.eq_ignore_ascii_case(name))?;
            from = at + name.len();
            let before = at.checked_sub(1).map(|before| line[before]);
            // In a value or in a longer name it is no name.
            if !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_.=".contains(&byte)) {
                return Some(&line[from..]);
            }
        }
    })
    .map(|after| {
        let value = after.trim_ascii_start().strip_prefix(b"=");
        value.unwrap_or_default()
    })
}

/// The token that a value begins with.
fn token(value: &[u8]) -> Option<Token> {
    let value = bare(value);
    let digits = digits(value);
    let goes_on = value.get(digits.len()).is_some_and(|&next| {
        !(next.is_ascii_whitespace() || matches!(next, b';' | b',' | b'"' | b'\''))
    });
    if goes_on { None } else { Token::parse(digits) }
}

/// A value without the blanks and quotes before it.
fn bare(value: &[u8]) -> &[u8] {
    let is_around = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'');
    let from = value.iter().position(|byte| !is_around(byte));
    from.map_or(&[], |from| &value[from..])
}

/// The hexadecimal digits that bytes begin with.
fn digits(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| !byte.is_ascii_hexdigit());
    &bytes[..end.unwrap_or(bytes.len())]
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const OWN: &str = "0123456789abcdef0123456789abcdef";
    const OTHER: &str = "ffffffffffffffffffffffffffffffff";

    fn cookie() -> Cookie {
        Cookie {
            name: "player-00c0ffee".to_owned(),
        }
    }

    fn shown<T: AsRef<[u8]>>(lines: &[T]) -> Shown {
        let mut headers = HeaderMap::new();
        for line in lines {
            let line = HeaderValue::from_bytes(line.as_ref()).expect("no line ends");
            headers.append(COOKIE, line);
        }
        cookie().shown(&headers)
    }

    fn tokens(texts: &[&str]) -> Shown {
        let tokens = texts.iter().map(|text| Token::parse(text.as_bytes()));
        Shown::Tokens(tokens.map(|token| token.expect("32 digits")).collect())
    }

    /// Whatever may stand in a header.
    fn junk() -> impl Strategy<Value = Vec<u8>> {
        vec(
            prop_oneof![Just(b'\t'), 0x20..0x7f_u8, 0x80..=0xff_u8],
            0..80,
        )
    }

    #[test]
    fn the_cookie_is_found_in_every_shape() {
        for line in [
            format!("player-00c0ffee={OWN}"),
            format!("a=b;player-00c0ffee={OWN};c=d"),
            format!("a=b, player-00c0ffee={OWN}, c"),
            format!("a=\"b; player-00c0ffee={OWN}; c\""),
            format!("  player-00c0ffee =  \"{OWN}\" ; c"),
            format!("Player-00C0FFEE={}", OWN.to_uppercase()),
            format!("player-00c0ffee; player-00c0ffee=; player-00c0ffee={OWN}"),
            format!("player=html5; player-00c0ffee={OWN}"),
            format!("player={OTHER}; player-00c0ffee={OWN}"),
            format!("player-00000bad={OTHER}; player-00c0ffee={OWN}"),
            format!("last=player-00c0ffee={OTHER}; player-00c0ffee={OWN}"),
        ] {
            assert_eq!(shown(&[&line]), tokens(&[OWN]), "{line}");
        }
        assert_eq!(
            shown(&["a=b", &format!("player-00c0ffee={OWN}")]),
            tokens(&[OWN])
        );
    }

    #[test]
    fn of_several_the_last_is_last() {
        let both = format!("player-00c0ffee={OTHER}; player-00c0ffee={OWN}");
        assert_eq!(shown(&[&both]), tokens(&[OTHER, OWN]));
        assert_eq!(
            shown(&[both, format!("player-00c0ffee={OTHER}")]),
            tokens(&[OWN, OTHER])
        );
    }

    #[test]
    fn of_more_than_are_looked_at_the_last_count() {
        let others = (0..2 * TOKENS_MAX).map(|number| format!("player-00c0ffee={number:032x}"));
        let all: Vec<_> = others.chain([format!("player-00c0ffee={OWN}")]).collect();
        let Shown::Tokens(seen) = shown(&[all.join("; ")]) else {
            panic!("there are many");
        };
        assert_eq!(seen.len(), TOKENS_MAX);
        assert_eq!(seen.last(), Token::parse(OWN.as_bytes()).as_ref());
    }

    #[test]
    fn the_old_name_counts_for_who_has_no_newer_cookie() {
        assert_eq!(shown(&[format!("a=b; player=\"{OWN}\"")]), tokens(&[OWN]));
        assert_eq!(
            shown(&[format!("player={OTHER};player={OWN}")]),
            tokens(&[OTHER, OWN])
        );
    }

    #[test]
    fn what_is_damaged_is_not_taken_for_missing() {
        for line in [
            "player-00c0ffee",
            "player-00c0ffee=",
            "player-00c0ffee=0123456789abcdef",
            "player-00c0ffee0123456789abcdef0123456789abcdef",
            "player-00c0ffee 0123456789abcdef0123456789abcdef",
            "player-00c0ffee=0123456789abcdef0123456789abcdef0",
            "player-00c0ffee=0123456789abcdef0123456789abcdeg",
            "player-00c0ffee=+123456789abcdef0123456789abcdef",
            "player=0123456789abcdef0123456789abcde",
            "player=0123456789abcdef%ff",
        ] {
            assert_eq!(shown(&[line]), Shown::Damaged, "{line}");
        }
        let damaged = b"player-00c0ffee=0123456789abcdef\xff123456789abcdef";
        assert_eq!(shown(&[damaged]), Shown::Damaged);
    }

    #[test]
    fn what_is_another_programs_is_nothing() {
        for line in [
            "",
            "player=",
            "player=html5",
            "player=42",
            "player=da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "player_volume=0123456789abcdef0123456789abcdef",
            "player-00000bad=0123456789abcdef0123456789abcdef",
            "allowed=player-00c0ffee",
        ] {
            assert_eq!(shown(&[line]), Shown::Nothing, "{line}");
        }
    }

    #[test]
    fn a_browser_with_an_old_cookie_is_not_known_by_it_again_once_it_has_left() {
        let mut headers = HeaderMap::new();
        let left = cookie().forget(&headers, false);
        assert!(left.to_str().expect("ASCII").contains("Max-Age=0"));
        headers.insert(COOKIE, format!("player={OWN}").parse().expect("ASCII"));
        let left = cookie().forget(&headers, false);
        let left = left.to_str().expect("ASCII");
        assert!(
            left.starts_with("player-00c0ffee=") && !left.contains(OWN),
            "{left}"
        );
    }

    proptest! {
        #[test]
        fn the_cookie_is_found_among_arbitrary_bytes(
            before in junk(),
            after in junk(),
            lines in vec(junk(), 0..4),
            old in any::<bool>(),
        ) {
            let own = match old {
                true => format!("player={OWN}"),
                false => format!("player-00c0ffee={OWN}"),
            };
            let line = [&before, &b"; "[..], own.as_bytes(), b"; ", &after].concat();
            let lines = [lines, vec![line]].concat();
            prop_assert_eq!(shown(&lines), tokens(&[OWN]));
        }

        #[test]
        fn a_cookie_of_ours_is_never_answered_by_a_new_one_whatever_became_of_its_value(
            before in junk(),
            value in junk(),
        ) {
            let line = [&before, &b"; player-00c0ffee="[..], &value].concat();
            prop_assert_ne!(shown(&[line]), Shown::Nothing);
        }
    }
}
