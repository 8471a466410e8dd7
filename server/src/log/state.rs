//! How a log does, for all who ask: the room, metrics and health.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use asteroids_shared::Tick;

use super::head::LogId;

/// How a log does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogState {
    /// Names the log: ticks of another one mean other things.
    pub log: LogId,
    /// The oldest snapshot from which it can be played, if there is one.
    pub kept_from: Option<Tick>,
    /// Whether entries are being lost, or have been since the last snapshot.
    pub is_degraded: bool,
    /// How many entries were lost so far.
    pub lost_entries: u64,
    /// All entries before this tick have been written: a process that is killed
    /// does not lose them.
    pub written_to: Tick,
    /// All entries before this tick are kept by the disk: a machine that is
    /// switched off does not lose them.
    pub synced_to: Tick,
    /// How large all files are.
    pub bytes: u64,
}

/// Tells how a log does, as long as it is asked.
#[derive(Clone, Debug)]
pub struct LogWatch(pub(super) Arc<Shared>);

impl LogWatch {
    /// How it does now.
    pub fn state(&self) -> LogState {
        let shared = &self.0;
        let kept_from = shared.kept_from.load(Ordering::Relaxed);
        LogState {
            log: shared.log,
            kept_from: (kept_from != NOTHING_KEPT).then_some(kept_from),
            is_degraded: shared.is_degraded(),
            lost_entries: shared.lost_entries.load(Ordering::Relaxed),
            written_to: shared.written_to.load(Ordering::Relaxed),
            synced_to: shared.synced_to.load(Ordering::Relaxed),
            bytes: shared.bytes.load(Ordering::Relaxed),
        }
    }
}

/// No tick is as late.
pub(super) const NOTHING_KEPT: Tick = Tick::MAX;

/// What a log and its thread tell each other beside the queue.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// What lines of the program's log call this one.
    pub name: String,
    /// Names the log.
    pub log: LogId,
    /// The oldest snapshot, or [`NOTHING_KEPT`].
    pub kept_from: AtomicU32,
    /// What waits in the queue.
    pub queued_entries: AtomicUsize,
    pub queued_bytes: AtomicUsize,
    pub snapshot_waits: AtomicBool,
    /// How often the queue was full, and how often it had been when the last
    /// snapshot that was written was taken.
    pub overflows: AtomicU64,
    pub overflows_mended: AtomicU64,
    /// Whether the disk takes nothing.
    pub is_broken: AtomicBool,
    /// Whether the thread would like a snapshot.
    pub asks_for_snapshot: AtomicBool,
    pub lost_entries: AtomicU64,
    pub written_to: AtomicU32,
    pub synced_to: AtomicU32,
    pub bytes: AtomicU64,
}

impl Shared {
    /// Whether entries are lost.
    pub fn is_degraded(&self) -> bool {
        let [overflows, mended] = [&self.overflows, &self.overflows_mended];
        self.is_broken.load(Ordering::Relaxed)
            || overflows.load(Ordering::Relaxed) != mended.load(Ordering::Relaxed)
    }

    /// The room finds the queue full.
    pub fn overflow(&self) {
        self.say_degraded("its disk is too slow");
        self.overflows.fetch_add(1, Ordering::Relaxed);
    }

    /// The thread finds that the disk takes nothing.
    pub fn break_off(&self, why: &str) {
        self.say_degraded(why);
        self.is_broken.store(true, Ordering::Relaxed);
    }

    /// Says it once, however much is lost.
    fn say_degraded(&self, why: &str) {
        if !self.is_degraded() {
            let log = &self.name;
            tracing::warn!(
                log,
                "the log loses what happens, and play goes on without it: {why}"
            );
        }
    }

    /// A snapshot has been written that was taken after so many overflows.
    pub fn mend(&self, overflows: u64) {
        let was_degraded = self.is_degraded();
        self.is_broken.store(false, Ordering::Relaxed);
        self.overflows_mended.store(overflows, Ordering::Relaxed);
        if was_degraded && !self.is_degraded() {
            let log = &self.name;
            tracing::info!(log, "the log is kept again, from a new snapshot on");
        }
    }
}
