//! The one thread that has the file open.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::event::{Reporter, ScoreEvent};
use super::others::when_free;
use super::{Database, GameId, StoreError};
use crate::metrics;
use crate::priority::yield_to_rooms;

/// How many calls wait at the most. Whoever comes then is told to try again.
const CALLS_MAX: usize = 256;
/// How many reports wait at the most. Rooms keep the next ones and merge them.
const REPORTS_MAX: usize = 128;
/// How often events are written. Rooms report each half second, so that a
/// second covers both.
const FLUSH_EVERY: Duration = Duration::from_millis(250);
/// The pause between tries, and how many pass between warnings, while the
/// disk takes nothing.
const TRY_EVERY: Duration = Duration::from_secs(1);
const WARN_EVERY: Duration = Duration::from_secs(60);

/// How long the start waits for somebody who has locked the file, before rooms
/// begin and scores wait.
const START_PATIENCE: Duration = Duration::from_secs(5);

type Call = Box<dyn FnOnce(&mut Database) + Send>;

enum Order {
    Call(Call),
    /// To be done by then, as far as the disk allows.
    Stop(Instant),
}

/// The store, to ask. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    orders: SyncSender<Order>,
    events: SyncSender<Vec<ScoreEvent>>,
    writable: Arc<AtomicBool>,
    game: GameId,
}

impl Store {
    /// Which game this is.
    pub const fn game(&self) -> GameId {
        self.game
    }

    /// Has the store's thread do something.
    pub async fn call<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Database) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let call: Call = Box::new(move |database| {
            let done = task(database).map_err(|error| match error.is_others() {
                true => StoreError::Busy,
                false => error,
            });
            // Who asked may have gone.
            let _ = answer.send(done);
        });
        self.orders
            .try_send(Order::Call(call))
            .map_err(|_| StoreError::Busy)?;
        answered.await.map_err(|_| StoreError::Busy)?
    }

    /// What a room reports to.
    pub fn reporter(&self) -> Reporter {
        Reporter::new(self.events.clone())
    }

    /// Whether the disk took the last events that there were to write.
    pub fn is_writable(&self) -> bool {
        self.writable.load(Ordering::Relaxed)
    }
}

/// The store's thread.
#[derive(Debug)]
pub struct StoreThread {
    /// How to reach it.
    pub store: Store,
    thread: JoinHandle<bool>,
}

impl StoreThread {
    /// Opens the file and starts the thread. While the disk is full or takes
    /// nothing the thread has no file: scores wait as when it becomes so later,
    /// whoever calls is told to try again, and the file is tried again and again.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let tell = |line: &str| tracing::warn!("{line}");
        match when_free(START_PATIENCE, &tell, || Database::open(path)) {
            Err(error) if error.may_pass() => {
                let game = GameId::peek(path).unwrap_or_else(GameId::random);
                Self::run(None, path.to_owned(), game)
            }
            opened => {
                let database = opened?;
                let game = database.game();
                Self::run(Some(database), path.to_owned(), game)
            }
        }
    }

    /// Starts the thread before an open database.
    pub fn start(database: Database) -> Result<Self, StoreError> {
        let game = database.game();
        Self::run(Some(database), PathBuf::new(), game)
    }

    fn run(database: Option<Database>, path: PathBuf, game: GameId) -> Result<Self, StoreError> {
        let (orders, inbox) = sync_channel(CALLS_MAX);
        let (events, reports) = sync_channel(REPORTS_MAX);
        let writable = Arc::new(AtomicBool::new(true));
        let store = Store {
            orders,
            events,
            writable: Arc::clone(&writable),
            game,
        };
        let writer = Writer {
            database,
            path,
            game,
            inbox,
            reports,
            held: Vec::new(),
            writable,
            flush_at: Instant::now(),
            refused_since: None,
            warn_at: Instant::now(),
        };
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || {
                yield_to_rooms();
                writer.run()
            })
            .map_err(|source| StoreError::Io {
                what: "cannot start the store's thread".to_owned(),
                source,
            })?;
        Ok(Self { store, thread })
    }

    /// Writes what rooms have reported, and waits until that is done. A disk
    /// that takes nothing is tried until the deadline. Says whether all is stored.
    pub fn join(self, deadline: Instant) -> bool {
        // It only fails if the thread is gone.
        let _ = self.store.orders.send(Order::Stop(deadline));
        let stored = self.thread.join();
        if stored.is_err() {
            tracing::error!("the store ended with a panic");
        }
        stored.unwrap_or(false)
    }
}

struct Writer {
    /// None while the file cannot be opened.
    database: Option<Database>,
    path: PathBuf,
    game: GameId,
    inbox: Receiver<Order>,
    reports: Receiver<Vec<ScoreEvent>>,
    /// What has been taken from the reports and is not written yet. Until it
    /// is, no more is taken, so that there is a bound.
    held: Vec<ScoreEvent>,
    writable: Arc<AtomicBool>,
    flush_at: Instant,
    /// Since when the disk has taken nothing.
    refused_since: Option<Instant>,
    warn_at: Instant,
}

impl Writer {
    /// Says whether everything was written in the end.
    fn run(mut self) -> bool {
        self.tell_size();
        let deadline = loop {
            let wait = self.flush_at.saturating_duration_since(Instant::now());
            match self.inbox.recv_timeout(wait) {
                // A call that is dropped is told that the store is busy.
                Ok(Order::Call(call)) => {
                    self.database.as_mut().map(call);
                }
                Ok(Order::Stop(deadline)) => break deadline,
                Err(RecvTimeoutError::Disconnected) => break Instant::now(),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if Instant::now() >= self.flush_at {
                let every = if self.flush() { FLUSH_EVERY } else { TRY_EVERY };
                self.flush_at = Instant::now() + every;
            }
        };
        // What was held comes first, then what is left.
        while !(self.flush() && self.flush()) {
            if Instant::now() + TRY_EVERY > deadline {
                tracing::error!("the last scores could not be stored");
                return false;
            }
            std::thread::sleep(TRY_EVERY);
        }
        true
    }

    /// Writes what was reported. Says whether the disk took it.
    fn flush(&mut self) -> bool {
        if self.held.is_empty() {
            self.held.extend(self.reports.try_iter().flatten());
        }
        if self.held.is_empty() && self.database.is_some() {
            return true;
        }
        match self.write() {
            Ok(()) => {
                metrics::count_stored(self.held.len());
                self.tell_size();
                self.held.clear();
                self.refused_since = None;
                if !self.writable.swap(true, Ordering::Relaxed) {
                    tracing::info!("scores are stored again");
                }
                true
            }
            Err(error) => {
                self.warn(&error);
                false
            }
        }
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let database = match &mut self.database {
            Some(database) => database,
            missing => missing.insert(Database::open_for(&self.path, self.game)?),
        };
        database.append(&self.held)
    }

    fn tell_size(&self) {
        // A file that cannot be asked is about to be complained of anyway.
        if let Some(Ok(bytes)) = self.database.as_ref().map(Database::file_bytes) {
            metrics::tell_store_size(bytes);
        }
    }

    fn warn(&mut self, error: &StoreError) {
        let now = Instant::now();
        let since = *self.refused_since.get_or_insert(now);
        metrics::tell_unstored(now.duration_since(since));
        let was_writable = self.writable.swap(false, Ordering::Relaxed);
        if was_writable || now >= self.warn_at {
            let hint = match error {
                error if error.is_others() => "somebody else has the store locked",
                error if error.is_damage() => "restore a backup",
                _ => "is the disk full or read-only?",
            };
            tracing::warn!(%error, "scores cannot be stored and wait: {hint}");
            self.warn_at = now + WARN_EVERY;
        }
    }
}
