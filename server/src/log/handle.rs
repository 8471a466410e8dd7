//! The log as a room has it: it takes entries and never waits.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::{self, Thread};
use std::time::Instant;

use asteroids_shared::Tick;

use super::aside::put_aside;
use super::disk::{Disk, Folder};
use super::head::LogId;
use super::inventory::Inventory;
use super::keeper::{Keeper, Order, WRITE_EVERY};
use super::recovery::LogEnd;
use super::settings::LogSettings;
use super::state::{LogWatch, Shared};
use super::writer::Writer;
use super::{ENTRY_BYTES_MAX, LogState};

/// How much waits for the disk at the most: half a minute of play, if so few
/// bytes are enough for it. What is more is lost, up to the next snapshot.
pub(super) const QUEUE_ENTRIES_MAX: usize = 1024;
const QUEUE_BYTES_MAX: usize = 16 << 20;

/// Why not all of a log is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// The disk does not take it.
    #[error("the end of the log is lost: its disk takes nothing")]
    Lost,
    /// The disk takes its time.
    #[error("the end of the log may be lost: its disk has not taken it in time")]
    TooLate,
}

/// A log that is being kept, by a thread of its own. To drop it has everything
/// written, and waits for nothing.
#[derive(Debug)]
pub struct Log {
    orders: Option<SyncSender<Order>>,
    thread: Thread,
    /// Says at the end whether everything is on disk.
    done: Receiver<bool>,
    shared: Arc<Shared>,
    /// The entry that is due; none before the first snapshot, and after a loss.
    next: Option<Tick>,
}

impl Log {
    /// Begins a log. What is in its folder is put aside. Entries are kept from the
    /// first snapshot on.
    pub fn begin(folder: &Path, settings: LogSettings) -> io::Result<Self> {
        Self::begin_of(folder, LogId::random()?, settings)
    }

    /// The same of a room whose past has this name already.
    pub fn begin_of(folder: &Path, log: LogId, settings: LogSettings) -> io::Result<Self> {
        put_aside(folder, settings.keep.bytes)?;
        let disk = Box::new(Folder::open(folder)?);
        Self::begin_on(disk, (&folder.display().to_string(), log), settings)
    }

    /// The same on any disk, which lines of the program's log call so.
    pub fn begin_on(
        disk: Box<dyn Disk>,
        (name, log): (&str, LogId),
        settings: LogSettings,
    ) -> io::Result<Self> {
        let (files, damaged) = (Inventory::default(), BTreeSet::new());
        let writer = Writer::new(disk, log, files, damaged, 0, settings.keep);
        Self::start(writer, name, None, settings)
    }

    /// Goes on with a log that was recovered, and replayed up to the entry before
    /// `next`. What it has after that is given up.
    pub fn resume(end: LogEnd, next: Tick, settings: LogSettings) -> io::Result<Self> {
        let name = end.folder.display().to_string();
        let disk = Folder::open(&end.folder)?;
        Self::resume_on(Box::new(disk), &name, end, next, settings)
    }

    /// The same on any disk that has the files.
    pub fn resume_on(
        mut disk: Box<dyn Disk>,
        name: &str,
        end: LogEnd,
        next: Tick,
        settings: LogSettings,
    ) -> io::Result<Self> {
        let mut files = end.files;
        let given_up: Vec<_> = files.names().filter(|name| name.tick > next).collect();
        for name in given_up {
            disk.remove(&name.to_string())?;
            files.0.remove(&name);
        }
        let writer = Writer::new(disk, end.log, files, end.damaged, next, settings.keep);
        Self::start(writer, name, Some(next), settings)
    }

    fn start(
        writer: Writer,
        name: &str,
        next: Option<Tick>,
        settings: LogSettings,
    ) -> io::Result<Self> {
        let (mut log, mut keeper, tell) = Self::pair(writer, name, next, settings);
        let shared = Arc::clone(&log.shared);
        let thread = thread::Builder::new().name("log".to_owned());
        // It looks by itself once in a while, so that entries wake nobody.
        let thread = thread.spawn(move || {
            while keeper.turn(Instant::now()) {
                thread::park_timeout(WRITE_EVERY);
            }
            let _ = tell.send(!shared.is_degraded());
        })?;
        log.thread = thread.thread().clone();
        Ok(log)
    }

    /// A log, what is to be done on its thread, and how to say that this is done.
    pub(super) fn pair(
        writer: Writer,
        name: &str,
        next: Option<Tick>,
        settings: LogSettings,
    ) -> (Self, Keeper, SyncSender<bool>) {
        let name = name.to_owned();
        let shared = Arc::new(Shared {
            name,
            log: writer.log(),
            ..Shared::default()
        });
        let (orders, inbox) = sync_channel(QUEUE_ENTRIES_MAX);
        let (tell, done) = sync_channel(1);
        let keeper = Keeper::new(writer, inbox, Arc::clone(&shared), settings.sync_every);
        let log = Self {
            orders: Some(orders),
            thread: thread::current(),
            done,
            shared,
            next,
        };
        (log, keeper, tell)
    }

    /// Adds the entry of this tick. It is lost if the queue is full or no entry of
    /// this tick is due, and so are all up to the next snapshot.
    pub fn append(&mut self, tick: Tick, payload: Vec<u8>) {
        let is_taken = self.next == Some(tick) && self.offer(tick, payload);
        if is_taken {
            self.next = tick.checked_add(1);
            return;
        }
        self.shared.lost_entries.fetch_add(1, Ordering::Relaxed);
        if self.next.take().is_some() {
            self.shared.overflow();
        }
    }

    fn offer(&self, tick: Tick, payload: Vec<u8>) -> bool {
        let (shared, bytes) = (&self.shared, payload.len());
        let queued_bytes = shared.queued_bytes.load(Ordering::Relaxed);
        if bytes > ENTRY_BYTES_MAX || queued_bytes + bytes > QUEUE_BYTES_MAX {
            return false;
        }
        shared.queued_entries.fetch_add(1, Ordering::Relaxed);
        shared.queued_bytes.fetch_add(bytes, Ordering::Relaxed);
        let is_sent = self.send(Order::Entry { tick, payload });
        if !is_sent {
            shared.queued_entries.fetch_sub(1, Ordering::Relaxed);
            shared.queued_bytes.fetch_sub(bytes, Ordering::Relaxed);
        }
        is_sent
    }

    /// Whether a snapshot is due because entries were lost and can be kept again,
    /// or because much has been written since the last one.
    pub fn wants_snapshot(&self) -> bool {
        let asks = self.shared.asks_for_snapshot.load(Ordering::Relaxed);
        self.takes_snapshot() && (asks || self.next.is_none())
    }

    /// Whether a snapshot would be taken now: none waits, and the queue has room.
    pub fn takes_snapshot(&self) -> bool {
        let queued_entries = self.shared.queued_entries.load(Ordering::Relaxed);
        let queued_bytes = self.shared.queued_bytes.load(Ordering::Relaxed);
        let has_room =
            queued_entries <= QUEUE_ENTRIES_MAX / 2 && queued_bytes <= QUEUE_BYTES_MAX / 2;
        let waits = self.shared.snapshot_waits.load(Ordering::Relaxed);
        has_room && !waits && self.orders.is_some()
    }

    /// Has a snapshot written of the state before this tick: `payload` writes it,
    /// on the log's thread. Entries go on from this tick. False if the queue is
    /// full or a snapshot waits in it already: then nothing is changed.
    pub fn snapshot(
        &mut self,
        tick: Tick,
        payload: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
    ) -> bool {
        let shared = Arc::clone(&self.shared);
        if shared.snapshot_waits.swap(true, Ordering::Relaxed) {
            return false;
        }
        let order = Order::Snapshot {
            tick,
            overflows: shared.overflows.load(Ordering::Relaxed),
            payload: Box::new(payload),
        };
        let is_sent = self.send(order);
        if is_sent {
            shared.asks_for_snapshot.store(false, Ordering::Relaxed);
            self.next = Some(tick);
        } else {
            shared.snapshot_waits.store(false, Ordering::Relaxed);
        }
        is_sent
    }

    /// Has everything written as soon as can be.
    pub fn hurry(&self) {
        self.thread.unpark();
    }

    /// How it does.
    pub fn state(&self) -> LogState {
        self.watch().state()
    }

    /// Tells others how it does.
    pub fn watch(&self) -> LogWatch {
        LogWatch(Arc::clone(&self.shared))
    }

    /// Ends the log, and waits until everything is on disk, but not for longer than
    /// that.
    pub fn finish(mut self, deadline: Instant) -> Result<(), Unfinished> {
        self.orders = None;
        self.thread.unpark();
        let wait = deadline.saturating_duration_since(Instant::now());
        match self.done.recv_timeout(wait) {
            Ok(true) => Ok(()),
            Ok(false) | Err(RecvTimeoutError::Disconnected) => Err(Unfinished::Lost),
            Err(RecvTimeoutError::Timeout) => Err(Unfinished::TooLate),
        }
    }

    fn send(&self, order: Order) -> bool {
        let Some(orders) = &self.orders else {
            return false;
        };
        match orders.try_send(order) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.orders = None;
        self.thread.unpark();
    }
}
