//! The one thread that writes to the file, and those that read it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::queue::Queue;
use super::reader_thread::ReaderThread;
use super::writer::Writer;
use crate::priority::yield_to_rooms;
use crate::store::Database;
use crate::store::GameId;
use crate::store::Keeping;
use crate::store::LetGo;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::file::others::when_free;
use crate::store::questions::Elsewhere;
use crate::store::scores::event::{REPORTS_MAX, Reporter, ScoreEvent};

/// How long the start waits for somebody who has locked the file, before rooms
/// begin and scores wait.
const START_PATIENCE: Duration = Duration::from_secs(5);

/// The store, to ask. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Queue<Database>,
    /// None for a store in memory, which has one thread for all.
    readers: Option<Readers>,
    events: SyncSender<Vec<ScoreEvent>>,
    writable: Arc<AtomicBool>,
    game: GameId,
    /// The way to the keeper of a cluster, if this process is an edge of one.
    elsewhere: Option<Elsewhere>,
}

/// Those who only read, each on a thread of its own: nobody at the door waits
/// for somebody who looks at boards, and neither of them for the disk.
#[derive(Clone, Debug)]
struct Readers {
    door: Queue<Reader>,
    boards: Queue<Reader>,
}

impl Store {
    /// Which game this is.
    pub const fn game(&self) -> GameId {
        self.game
    }

    /// The store of this game, in a cluster whose keeper has it.
    pub fn of_game(self, game: GameId) -> Self {
        Self { game, ..self }
    }

    /// The same for those who ask for a store that is elsewhere, unless this process is
    /// the keeper.
    pub fn kept_elsewhere(self, elsewhere: Elsewhere) -> Self {
        let elsewhere = Some(elsewhere);
        Self { elsewhere, ..self }
    }

    /// Whether the store that counts is elsewhere.
    pub fn is_elsewhere(&self) -> bool {
        self.elsewhere().is_some()
    }

    /// The way to the store that counts, if that is not here.
    pub(in crate::store) fn elsewhere(&self) -> Option<&Elsewhere> {
        self.elsewhere.as_ref().filter(|it| !it.is_here())
    }

    /// Has the one thread that writes do something.
    pub async fn call<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Database) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.call(task).await
    }

    /// Looks somebody up who comes in or logs in. It must be quick.
    pub async fn look_up<T: Send + 'static>(
        &self,
        task: impl FnOnce(&Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let door = self.readers.as_ref().map(|readers| &readers.door);
        self.have_read(door, task).await
    }

    /// Reads what somebody would like to know.
    pub async fn read<T: Send + 'static>(
        &self,
        task: impl FnOnce(&Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let boards = self.readers.as_ref().map(|readers| &readers.boards);
        self.have_read(boards, task).await
    }

    async fn have_read<T: Send + 'static>(
        &self,
        reader: Option<&Queue<Reader>>,
        task: impl FnOnce(&Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match reader {
            Some(reader) => reader.call(|reader| task(reader)).await,
            None => self.writer.call(|database| task(database)).await,
        }
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

/// The store's threads.
#[derive(Debug)]
pub struct StoreThread {
    /// How to reach them.
    pub store: Store,
    writer: JoinHandle<(bool, Option<Database>)>,
    readers: Vec<ReaderThread>,
    /// For what rooms could not report before they stopped.
    last: SyncSender<Vec<ScoreEvent>>,
}

impl StoreThread {
    /// Opens the file and starts the threads. While the disk is full or takes
    /// nothing the writer has no file: scores wait as when it becomes so later,
    /// whoever calls is told to try again, and the file is tried again and again.
    pub fn open(path: &Path, keeping: Keeping) -> Result<Self, StoreError> {
        let tell = |line: &str| tracing::warn!("{line}");
        let database = match when_free(START_PATIENCE, &tell, || Database::open(path)) {
            Err(error) if error.may_pass() => None,
            opened => Some(opened?),
        };
        let game = match &database {
            Some(database) => database.game(),
            None => GameId::peek(path).unwrap_or_else(GameId::random),
        };
        let is_open = Arc::new(AtomicBool::new(database.is_some()));
        let reader = |name| ReaderThread::start(name, path.to_owned(), Arc::clone(&is_open));
        let readers = vec![reader("store-door")?, reader("store-boards")?];
        let file = (database, path.to_owned(), is_open);
        Self::run(file, game, keeping, readers)
    }

    /// Starts one thread before an open database.
    pub fn start(database: Database) -> Result<Self, StoreError> {
        let game = database.game();
        let is_open = Arc::new(AtomicBool::new(true));
        let file = (Some(database), PathBuf::new(), is_open);
        Self::run(file, game, Keeping::default(), Vec::new())
    }

    fn run(
        (database, path, is_open): (Option<Database>, PathBuf, Arc<AtomicBool>),
        game: GameId,
        keeping: Keeping,
        readers: Vec<ReaderThread>,
    ) -> Result<Self, StoreError> {
        let (queue, inbox) = Queue::new();
        let (events, reports) = sync_channel(REPORTS_MAX);
        let (last, last_reports) = sync_channel(1);
        let writable = Arc::new(AtomicBool::new(true));
        let store = Store {
            writer: queue,
            readers: match &readers[..] {
                [door, boards] => Some(Readers {
                    door: door.queue.clone(),
                    boards: boards.queue.clone(),
                }),
                _ => None,
            },
            events,
            writable: Arc::clone(&writable),
            game,
            elsewhere: None,
        };
        let writer = Writer {
            database,
            path,
            game,
            is_open,
            inbox,
            reports,
            last_reports,
            held: Vec::new(),
            writable,
            flush_at: Instant::now(),
            keeping,
            tidy_at: Instant::now(),
            let_go: LetGo::default(),
            refused_since: None,
            warn_at: Instant::now(),
        };
        let writer = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || {
                yield_to_rooms();
                writer.run()
            })
            .map_err(StoreError::no_thread)?;
        Ok(Self {
            store,
            writer,
            readers,
            last,
        })
    }

    /// Writes what rooms have reported and the last that they could not report,
    /// and waits until that is done. A disk that takes nothing is tried until the
    /// deadline. Says whether all is stored. Who reads closes the file first, if
    /// that is in time: the last to close it puts it in order.
    pub fn join(self, last: Vec<ScoreEvent>, deadline: Instant) -> bool {
        // There is room for one, and it only fails if the thread is gone.
        let _ = self.last.send(last);
        self.store.writer.stop(deadline);
        for reader in &self.readers {
            reader.stop(deadline);
        }
        let Ok((is_stored, database)) = self.writer.join() else {
            tracing::error!("the store ended with a panic");
            return false;
        };
        for reader in self.readers {
            reader.join(deadline);
        }
        drop(database);
        is_stored
    }
}
