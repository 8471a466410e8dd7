//! How a log is kept.

use std::time::Duration;

use asteroids_shared::Tick;

/// How a log is written and how much of it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// How often the disk is asked to keep what was written.
    pub sync_every: Duration,
    /// How much is kept.
    pub keep: Keep,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            sync_every: Duration::from_secs(1),
            keep: Keep::default(),
        }
    }
}

/// How much of a log is kept. What a restart needs is kept in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// How old entries may become, in ticks that were played since: no clock of
    /// the machine decides what is deleted.
    pub ticks: Tick,
    /// How large all files together may become.
    pub bytes: u64,
}

impl Keep {
    /// The part of one room, if so many rooms share the bytes.
    pub fn shared_by(self, rooms: u32) -> Self {
        Self {
            bytes: self.bytes / u64::from(rooms.max(1)),
            ..self
        }
    }
}

/// One hour, and 200 MB.
impl Default for Keep {
    fn default() -> Self {
        Self {
            ticks: 3_600 * 32,
            bytes: 200_000_000,
        }
    }
}
