//! Somebody who talks.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use asteroids_shared::PlayerId;

use super::{Unsaid, seconds_to};
use crate::net::token_bucket::TokenBucket;
use crate::store::TokenHash;

/// So many lines at once after a silence, and so many a second on and on.
const LINES_BURST: f32 = 5.0;
const LINES_HZ: f32 = 1.0 / 3.0;
/// For so long a line is not said again.
const SAME_AGAIN_AFTER: Duration = Duration::from_secs(30);

/// What a mute holds for, so that coming in again ends it for nobody: a browser,
/// or the address of a client without a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Voice {
    /// A browser.
    Browser(TokenHash),
    /// An address.
    Address(IpAddr),
}

impl Voice {
    /// The voice of a client.
    pub fn of(token: Option<TokenHash>, address: IpAddr) -> Self {
        token.map_or(Self::Address(address), Self::Browser)
    }
}

/// Somebody who talks.
#[derive(Debug)]
pub struct Speaker {
    /// The number of the player.
    pub player: PlayerId,
    /// What others know it by.
    pub name: String,
    pub(super) voice: Voice,
    bucket: TokenBucket,
    last: Option<(String, Instant)>,
}

impl Speaker {
    /// One who has said nothing yet.
    pub fn new(player: PlayerId, name: String, voice: Voice, now: Instant) -> Self {
        Self {
            player,
            name,
            voice,
            bucket: TokenBucket::new(LINES_HZ, LINES_BURST, now),
            last: None,
        }
    }

    /// Whether it may say this now, with so much time between its lines.
    pub(super) fn admit(&mut self, text: &str, slow: Duration, now: Instant) -> Result<(), Unsaid> {
        if let Some((last, at)) = &self.last {
            if *at + slow > now {
                return Err(Unsaid::TooFast(seconds_to(*at + slow, now)));
            }
            if last == text && *at + SAME_AGAIN_AFTER > now {
                return Err(Unsaid::Again);
            }
        }
        if self.bucket.has_one(now) {
            Ok(())
        } else {
            Err(Unsaid::TooFast(self.bucket.next_in().as_secs() + 1))
        }
    }

    /// It has said this.
    pub(super) fn note(&mut self, text: &str, now: Instant) {
        self.bucket.take(now);
        self.last = Some((text.to_owned(), now));
    }
}
