//! How far away a client is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const UNKNOWN: u32 = u32::MAX;

/// The last round trip to a client, in milliseconds: noted by its connection,
/// read by whoever asks. Clones are of the same one.
#[derive(Clone, Debug)]
pub struct RoundTrip(Arc<AtomicU32>);

impl Default for RoundTrip {
    fn default() -> Self {
        Self(Arc::new(AtomicU32::new(UNKNOWN)))
    }
}

impl RoundTrip {
    /// Notes the last one.
    pub fn note(&self, took: Duration) {
        let took_ms = u32::try_from(took.as_millis()).unwrap_or(UNKNOWN - 1);
        self.0.store(took_ms, Ordering::Relaxed);
    }

    /// The last one, in milliseconds, if there has been one.
    pub fn last_ms(&self) -> Option<u32> {
        Some(self.0.load(Ordering::Relaxed)).filter(|&took_ms| took_ms != UNKNOWN)
    }
}
