//! How fast somebody talks.

use std::time::{Duration, Instant};

use super::Unsaid;
use crate::net::bounds::quota::{Quota, TooOften, Used};

/// So many lines at once after a silence, and one in so long on and on.
const LINES_BURST: u32 = 5;
const LINE_EVERY: Duration = Duration::from_secs(3);
/// For so long a line is not said again.
const SAME_AGAIN_AFTER: Duration = Duration::from_secs(30);

/// How fast somebody talks.
#[derive(Debug)]
pub(super) struct Pace {
    used: Used,
    last: Option<(String, Instant)>,
}

impl Pace {
    /// Of one who has said nothing yet.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            used: Used::nothing(now),
            last: None,
        }
    }

    /// When something was said last.
    pub(super) fn last_at(&self) -> Option<Instant> {
        self.last.as_ref().map(|(_, at)| *at)
    }

    /// Whether anything may be said now, with so much time between lines.
    pub(super) fn admit_after(&self, slow: Duration, now: Instant) -> Result<(), Unsaid> {
        match self.last_at() {
            Some(at) if at + slow > now => Err(Unsaid::TooFast((at + slow).duration_since(now))),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether this may be said now.
    pub(super) fn admit(&self, text: &str, now: Instant) -> Result<(), Unsaid> {
        if let Some((last, at)) = &self.last
            && last == text
            && *at + SAME_AGAIN_AFTER > now
        {
            return Err(Unsaid::Again);
        }
        let may = quota().may_take(&self.used, now);
        may.map_err(|TooOften { retry_after }| Unsaid::TooFast(retry_after))
    }

    /// This has been said.
    pub(super) fn note(&mut self, text: &str, now: Instant) {
        // It was asked for before.
        let _ = quota().take(&mut self.used, now);
        self.last = Some((text.to_owned(), now));
    }
}

fn quota() -> Quota {
    Quota::every(LINE_EVERY).with_burst(LINES_BURST)
}
