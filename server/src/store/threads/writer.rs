//! The thread that writes to the file.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::queue::Order;
use crate::metrics;
use crate::store::Database;
use crate::store::GameId;
use crate::store::Keeping;
use crate::store::LetGo;
use crate::store::Stamp;
use crate::store::StoreError;
use crate::store::scores::event::ScoreEvent;
use crate::store::unix_now;

/// How often events are written. Rooms report each half second, so that a
/// second covers both.
const FLUSH_EVERY: Duration = Duration::from_millis(250);
/// How often it is looked for what is not to be kept any longer.
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// The pause between tries, and how many pass between warnings, while the
/// disk takes nothing.
const TRY_EVERY: Duration = Duration::from_secs(1);
const WARN_EVERY: Duration = Duration::from_secs(60);

pub(super) struct Writer {
    /// None while the file cannot be opened.
    pub(super) database: Option<Database>,
    pub(super) path: PathBuf,
    pub(super) game: GameId,
    /// Whether readers may open it too.
    pub(super) is_open: Arc<AtomicBool>,
    pub(super) inbox: Receiver<Order<Database>>,
    pub(super) reports: Receiver<Vec<ScoreEvent>>,
    /// What comes when the server stops.
    pub(super) last_reports: Receiver<Vec<ScoreEvent>>,
    /// What has been taken from the reports and is not written yet. Until it
    /// is, no more is taken, so that there is a bound.
    pub(super) held: Vec<ScoreEvent>,
    pub(super) writable: Arc<AtomicBool>,
    pub(super) flush_at: Instant,
    pub(super) keeping: Keeping,
    pub(super) tidy_at: Instant,
    /// Since it was last told.
    pub(super) let_go: LetGo,
    /// Since when the disk has taken nothing.
    pub(super) refused_since: Option<Instant>,
    pub(super) warn_at: Instant,
}

impl Writer {
    /// Says whether everything was written in the end, and gives the file, if
    /// it is open.
    pub(super) fn run(mut self) -> (bool, Option<Database>) {
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
                self.tidy();
            }
        };
        (self.write_the_rest(deadline), self.database)
    }

    /// Writes all that is left, if there is any. Says whether the disk took it.
    fn write_the_rest(&mut self, deadline: Instant) -> bool {
        loop {
            self.take_reports();
            if self.held.is_empty() {
                return true;
            }
            if !self.flush() {
                if Instant::now() + TRY_EVERY > deadline {
                    tracing::error!("the last scores could not be stored");
                    return false;
                }
                std::thread::sleep(TRY_EVERY);
            }
        }
    }

    fn take_reports(&mut self) {
        if self.held.is_empty() {
            let reports = self.reports.try_iter().chain(self.last_reports.try_iter());
            self.held.extend(reports.flatten());
        }
    }

    /// Writes what was reported. Says whether the disk took it.
    fn flush(&mut self) -> bool {
        self.take_reports();
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
        self.is_open.store(true, Ordering::Release);
        database.append(&self.held)
    }

    /// Lets go what is not to be kept, a little at a time. What a disk that takes
    /// nothing refuses is complained of when scores are refused.
    fn tidy(&mut self) {
        if Instant::now() < self.tidy_at {
            return;
        }
        let Some(database) = &mut self.database else {
            return;
        };
        let tidied = database.tidy(&self.keeping, unix_now());
        match tidied {
            Ok(gone) if !gone.is_nothing() => self.let_go.add(gone),
            Ok(_) | Err(_) => {
                self.tidy_at = Instant::now() + TIDY_EVERY;
                let LetGo {
                    players,
                    tokens,
                    days,
                } = std::mem::take(&mut self.let_go);
                if players + tokens + days > 0 {
                    tracing::info!(
                        players,
                        tokens,
                        days,
                        "what is not kept any longer was let go"
                    );
                }
            }
        }
        let told = database.tell_bans(Stamp::now());
        if let Ok(bans @ 1..) = told {
            tracing::warn!(bans, "the clock of the day was set: bans follow it");
        }
        if let Err(error) = tidied.and(told) {
            tracing::debug!(%error, "the store is not tidied");
        }
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
