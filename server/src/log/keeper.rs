//! What the log's thread does each time that it wakes.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use asteroids_shared::Tick;

use super::snapshot_file::WritePayload;
use super::state::{NOTHING_KEPT, Shared};
use super::writer::Writer;

/// How long entries wait until they are written, at the most: a process that is
/// killed loses less than half a second.
pub(super) const WRITE_EVERY: Duration = Duration::from_millis(400);
/// How long to leave a disk alone that takes nothing: longer and longer.
const PROBE_AFTER: Duration = Duration::from_secs(1);
const PROBE_AFTER_MAX: Duration = Duration::from_secs(30);

/// What is to be written.
pub(super) enum Order {
    /// An entry.
    Entry { tick: Tick, payload: Vec<u8> },
    /// A snapshot.
    Snapshot {
        tick: Tick,
        /// How often the queue had been full.
        overflows: u64,
        payload: WritePayload,
    },
}

/// Takes what waits in the queue and has it written.
pub(super) struct Keeper {
    writer: Writer,
    inbox: Receiver<Order>,
    shared: Arc<Shared>,
    sync_every: Duration,
    sync_at: Option<Instant>,
    /// When the disk is tried again, if it takes nothing.
    probe_at: Option<Instant>,
    probe_after: Duration,
}

impl Keeper {
    /// Writes what comes by the inbox.
    pub fn new(
        writer: Writer,
        inbox: Receiver<Order>,
        shared: Arc<Shared>,
        sync_every: Duration,
    ) -> Self {
        let keeper = Self {
            writer,
            inbox,
            shared,
            sync_every,
            sync_at: None,
            probe_at: None,
            probe_after: PROBE_AFTER,
        };
        keeper.publish();
        keeper
    }

    /// Writes what has come. Says whether more may come.
    pub fn turn(&mut self, now: Instant) -> bool {
        let goes_on = loop {
            match self.inbox.try_recv() {
                Ok(order) => self.take(order, now),
                Err(TryRecvError::Empty) => break true,
                Err(TryRecvError::Disconnected) => break false,
            }
        };
        let kept = self.keep(now, !goes_on);
        self.note(kept, now);
        if self.probe_at.is_some_and(|at| now >= at) {
            self.probe(now);
        }
        if self.writer.wants_snapshot() {
            self.ask_for_snapshot();
        }
        self.publish();
        goes_on
    }

    fn take(&mut self, order: Order, now: Instant) {
        let shared = Arc::clone(&self.shared);
        match order {
            Order::Entry { tick, payload } => {
                shared.queued_entries.fetch_sub(1, Ordering::Relaxed);
                shared
                    .queued_bytes
                    .fetch_sub(payload.len(), Ordering::Relaxed);
                if self.is_broken() {
                    shared.lost_entries.fetch_add(1, Ordering::Relaxed);
                } else {
                    let appended = self.writer.append(tick, &payload);
                    self.note(appended, now);
                }
            }
            Order::Snapshot {
                tick,
                overflows,
                payload,
            } => {
                let written = self.writer.snapshot(tick, payload);
                shared.snapshot_waits.store(false, Ordering::Relaxed);
                if written.is_ok() {
                    self.probe_at = None;
                    self.probe_after = PROBE_AFTER;
                    shared.mend(overflows);
                }
                self.note(written, now);
            }
        }
    }

    /// Writes out, and has the disk keep it when that is due or this is the end.
    fn keep(&mut self, now: Instant, is_end: bool) -> io::Result<()> {
        if self.is_broken() {
            return Ok(());
        }
        self.writer.write_out()?;
        if is_end || self.sync_at.is_none_or(|at| now >= at) {
            self.writer.sync()?;
            self.sync_at = Some(now + self.sync_every);
        }
        Ok(())
    }

    fn note(&mut self, done: io::Result<()>, now: Instant) {
        if let Err(error) = done {
            self.shared.break_off(&error.to_string());
            let lost = u64::from(self.writer.give_up());
            self.shared.lost_entries.fetch_add(lost, Ordering::Relaxed);
            self.probe_later(now);
        }
    }

    fn probe(&mut self, now: Instant) {
        match self.writer.probe() {
            Ok(()) => {
                self.probe_at = None;
                self.ask_for_snapshot();
            }
            Err(_) => self.probe_later(now),
        }
    }

    fn probe_later(&mut self, now: Instant) {
        self.probe_at = Some(now + self.probe_after);
        self.probe_after = (self.probe_after * 2).min(PROBE_AFTER_MAX);
    }

    fn is_broken(&self) -> bool {
        self.shared.is_broken.load(Ordering::Relaxed)
    }

    fn ask_for_snapshot(&self) {
        let asks = &self.shared.asks_for_snapshot;
        asks.store(true, Ordering::Relaxed);
    }

    fn publish(&self) {
        let shared = &self.shared;
        let (written_to, synced_to) = (self.writer.written_to(), self.writer.synced_to());
        shared.written_to.store(written_to, Ordering::Relaxed);
        shared.synced_to.store(synced_to, Ordering::Relaxed);
        shared.bytes.store(self.writer.bytes(), Ordering::Relaxed);
        let kept_from = self.writer.kept_from().unwrap_or(NOTHING_KEPT);
        shared.kept_from.store(kept_from, Ordering::Relaxed);
    }
}
