//! A line on its way to the stream.

use std::time::{Duration, Instant};

use super::Outgoing;

/// A line of which nothing is heard for so long is sent again. It comes after the same
/// line, so the stream takes it once.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// A line on its way to the stream, until any line is delivered there.
#[derive(Debug)]
pub struct Append {
    after: u64,
    line: Vec<u8>,
    sent_at: Instant,
    /// Another line is there.
    refused: bool,
}

impl Append {
    /// A line to come after this one.
    pub fn new(after: u64, line: Vec<u8>, now: Instant) -> Self {
        Self {
            after,
            line,
            sent_at: now,
            refused: false,
        }
    }

    /// The line that it is to come after.
    pub fn after(&self) -> u64 {
        self.after
    }

    /// Another line is there.
    pub fn refuse(&mut self) {
        self.refused = true;
    }

    /// What is to be sent.
    pub fn outgoing(&self) -> Outgoing {
        Outgoing::Append {
            after: self.after,
            line: self.line.clone(),
        }
    }

    /// The same once more, if nothing was heard of it for too long.
    pub fn again(&mut self, now: Instant) -> Option<Outgoing> {
        if now < self.again_at()? {
            return None;
        }
        self.sent_at = now;
        Some(self.outgoing())
    }

    /// When it is sent again, if it is not refused.
    pub fn again_at(&self) -> Option<Instant> {
        (!self.refused).then_some(self.sent_at + AGAIN_AFTER)
    }
}
