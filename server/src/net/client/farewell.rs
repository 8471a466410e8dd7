//! What somebody is told who is sent away.

use std::time::{Duration, UNIX_EPOCH};

use asteroids_shared::protocol::CloseCode;
use asteroids_shared::protocol::limits::CLOSE_REASON_BYTES_MAX;

use crate::net::peers::PublicAddress;
use crate::store::Term;

/// What somebody is told who is sent away: a code for its client, and a reason
/// for people in at most [`CLOSE_REASON_BYTES_MAX`] bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Farewell {
    code: CloseCode,
    reason: String,
}

impl Farewell {
    /// To whom a moderator has removed.
    pub fn kicked(reason: &str) -> Self {
        Self::new(CloseCode::Kicked, "removed by a moderator", reason)
    }

    /// To a pilot whose player was logged out, or forgotten, in another window.
    pub fn logged_out() -> Self {
        Self::new(CloseCode::Kicked, "logged out", "")
    }

    /// To whom a ban is for, from when until when.
    pub fn banned(reason: &str, term: Term) -> Self {
        let until = match term.ends_s {
            Some(ends_s) => {
                let ends = UNIX_EPOCH + Duration::from_secs(ends_s.unsigned_abs());
                format!("banned until {}", httpdate::fmt_http_date(ends))
            }
            None => "banned for good".to_owned(),
        };
        Self::new(CloseCode::Banned, &until, reason)
    }

    /// To a pilot who comes while nobody new may.
    pub fn draining() -> Self {
        let later = "no newcomers for now, come back soon; you can watch";
        Self::new(CloseCode::Full, later, "")
    }

    /// To whom only a room would do that there is not.
    pub fn no_such_room() -> Self {
        let none = "there is no room with that number here";
        Self::new(CloseCode::Full, none, "")
    }

    /// To a pilot for whom only this room would do, which has no place for it.
    pub fn room_full(room: u32) -> Self {
        let full = format!("room {room} is full; you can watch, or fly in another");
        Self::new(CloseCode::Full, &full, "")
    }

    /// To whom only a private room would do that has ended, or never was.
    pub fn no_such_private_room() -> Self {
        Self::new(
            CloseCode::Full,
            "that room has ended, or there never was one",
            "",
        )
    }

    /// To a pilot for whom only a private room would do, which has no place for it.
    pub fn private_room_full() -> Self {
        Self::new(CloseCode::Full, "this room is full; you can watch", "")
    }

    /// To whom only a private room would do that lets nobody new in.
    pub fn locked() -> Self {
        Self::new(CloseCode::Full, "that room is locked", "")
    }

    /// To whom a private room's owner has removed.
    pub fn put_out() -> Self {
        Self::new(CloseCode::Kicked, "removed by who opened the room", "")
    }

    /// To a newcomer for whom there is a place at another edge.
    pub fn elsewhere(address: &PublicAddress) -> Self {
        Self::new(CloseCode::Elsewhere, &address.to_string(), "")
    }

    fn new(code: CloseCode, what: &str, why: &str) -> Self {
        let mut reason = match why {
            "" => what.to_owned(),
            why => format!("{what}: {why}"),
        };
        reason.truncate(reason.floor_char_boundary(CLOSE_REASON_BYTES_MAX));
        Self { code, reason }
    }

    /// The code.
    pub fn code(&self) -> CloseCode {
        self.code
    }

    /// The reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_is_banned_is_told_until_when_and_why() {
        let told = |ends_s| {
            let term = Term {
                made_s: 0,
                ends_s,
                run: None,
            };
            Farewell::banned("spam", term).reason().to_owned()
        };
        let said = "banned until Mon, 23 Nov 2026 00:00:00 GMT: spam";
        assert_eq!(told(Some(1_795_392_000)), said);
        assert_eq!(told(None), "banned for good: spam");
    }

    proptest! {
        #[test]
        fn every_reason_fits_into_a_close_frame(why in ".{0,200}") {
            let farewell = Farewell::kicked(&why);
            prop_assert!(farewell.reason().len() <= CLOSE_REASON_BYTES_MAX);
            let told = farewell.reason().strip_prefix("removed by a moderator").expect("it is said");
            prop_assert!(why.starts_with(told.strip_prefix(": ").unwrap_or(told)));
        }
    }
}
