//! How fast somebody talks.

use std::time::{Duration, Instant};

use super::{Unsaid, Wait};
use crate::net::token_bucket::TokenBucket;

/// So many lines at once after a silence, and so many a second on and on.
const LINES_BURST: f32 = 5.0;
const LINES_HZ: f32 = 1.0 / 3.0;
/// For so long a line is not said again.
const SAME_AGAIN_AFTER: Duration = Duration::from_secs(30);

/// How fast somebody talks.
#[derive(Debug)]
pub(super) struct Pace {
    bucket: TokenBucket,
    last: Option<(String, Instant)>,
}

impl Pace {
    /// Of one who has said nothing yet.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            bucket: TokenBucket::new(LINES_HZ, LINES_BURST, now),
            last: None,
        }
    }

    /// When something was said last.
    pub(super) fn last_at(&self) -> Option<Instant> {
        self.last.as_ref().map(|(_, at)| *at)
    }

    /// Whether this may be said now, with so much time between lines.
    pub(super) fn admit(&mut self, text: &str, slow: Duration, now: Instant) -> Result<(), Unsaid> {
        if let Some((last, at)) = &self.last {
            if *at + slow > now {
                return Err(Unsaid::TooFast(Wait::until(*at + slow, now)));
            }
            if last == text && *at + SAME_AGAIN_AFTER > now {
                return Err(Unsaid::Again);
            }
        }
        if self.bucket.has_one(now) {
            Ok(())
        } else {
            Err(Unsaid::TooFast(Wait(self.bucket.next_in())))
        }
    }

    /// This has been said.
    pub(super) fn note(&mut self, text: &str, now: Instant) {
        self.bucket.take(now);
        self.last = Some((text.to_owned(), now));
    }
}
