//! The thread that a room runs on, and its only loop.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::rules::{LAST_TICK, seconds};
use tokio::sync::{mpsc, watch};

use super::core::Room;
use super::handle::{REQUESTS_MAX, Request, RoomHandle};
use super::journal::{DIGEST_EVERY_TICKS, Entry, Journal};
use super::pace::Pace;
use super::settings::RoomSettings;
use super::state::RoomRecord;
use super::status::RoomStatus;
use super::telling::Sent;
use super::tempo::Tempo;
use super::unstored::Unstored;
use crate::metrics;
use crate::store::{Reporter, ScoreEvent, Tally, unix_now};

/// Every how many ticks the status is published. Who may come in follows from it,
/// so it must not be old.
const STATUS_EVERY_TICKS: Tick = 8;

/// Every how many ticks what players have earned goes to the store.
const REPORT_EVERY_TICKS: Tick = Tally::SAMPLE_TICKS;

/// A room that begins flies so long even if nobody is there, so that whoever comes
/// first finds it under way.
const WARM_UP_TICKS: Tick = seconds(5);

/// The pause before a room that has panicked begins anew, so that one that
/// panics again and again costs little.
const RESTART_PAUSE: Duration = Duration::from_secs(1);

/// A room that runs.
#[derive(Debug)]
pub struct RoomThread {
    /// How to reach it.
    pub handle: RoomHandle,
    thread: JoinHandle<Left>,
}

/// What a room leaves when it stops.
pub struct Left {
    /// Where the next process goes on.
    pub snapshot: RoomRecord,
    /// The last scores, of which the store could not hear any more.
    pub unreported: Vec<ScoreEvent>,
    /// What it has written of its commands. To drop it waits for the disk.
    pub journal: Option<Journal>,
}

impl RoomThread {
    /// Waits until the room has stopped, see [`Request::Stop`]. Gives what it
    /// leaves, unless it panicked.
    pub fn join(self) -> Option<Left> {
        drop(self.handle);
        let left = self.thread.join().ok();
        if left.is_none() {
            tracing::error!("a room ended with a panic");
        }
        left
    }
}

/// Starts a room on a thread of its own, which tells the reporter who has earned
/// what. With a path its commands are written there, for a replay.
pub fn spawn(
    settings: RoomSettings,
    reporter: Reporter,
    journal: Option<PathBuf>,
) -> io::Result<RoomThread> {
    let room = Room::new(settings.clone());
    let journal = begin_journal(journal, &room)?;
    let (runner, handle) = Runner::new(room, settings, reporter, journal);
    runner.launch(handle)
}

/// The same, where another room has stopped.
pub fn spawn_restored(
    settings: RoomSettings,
    snapshot: RoomRecord,
    reporter: Reporter,
    journal: Option<PathBuf>,
) -> io::Result<RoomThread> {
    let room = Room::restore(settings.clone(), snapshot);
    let journal = begin_journal(journal, &room)?;
    let (runner, handle) = Runner::new(room, settings, reporter, journal);
    runner.launch(handle)
}

fn begin_journal(path: Option<PathBuf>, room: &Room) -> io::Result<Option<Journal>> {
    let journal = path.map(|path| Journal::create(&path, room.world()));
    journal.transpose()
}

struct Runner {
    settings: RoomSettings,
    room: Room,
    inbox: mpsc::Receiver<Request>,
    publish: watch::Sender<RoomStatus>,
    reporter: Reporter,
    journal: Option<Journal>,
    unstored: Unstored,
    /// What had been sent when metrics were last counted.
    sent: Sent,
    tempo: Tempo,
    /// From which tick on it stands still while nobody is there.
    warm_at: Tick,
}

/// Why a room no longer ticks.
enum Over {
    /// It was asked to stop.
    Stopped,
    /// It has come to [`LAST_TICK`].
    OutOfTicks,
}

impl Runner {
    fn new(
        mut room: Room,
        settings: RoomSettings,
        reporter: Reporter,
        mut journal: Option<Journal>,
    ) -> (Self, RoomHandle) {
        room.begin(new_source());
        // Its bots are there before anybody hears of it.
        room.tick(std::iter::empty(), Instant::now(), 0);
        keep_journal(&mut journal, &room);
        let warm_at = WARM_UP_TICKS.max(room.world().tick());
        let status = room.status(Instant::now(), &Tempo::default());
        let (handle, inbox, publish) = RoomHandle::new(status);
        room.seat_pilots(handle.seats());
        let runner = Self {
            settings,
            room,
            inbox,
            publish,
            reporter,
            journal,
            unstored: Unstored::default(),
            sent: Sent::default(),
            tempo: Tempo::default(),
            warm_at,
        };
        (runner, handle)
    }

    /// Has it run on a thread of its own.
    fn launch(self, handle: RoomHandle) -> io::Result<RoomThread> {
        let thread = std::thread::Builder::new()
            .name(format!("room-{}", self.settings.room))
            .spawn(move || self.run())?;
        Ok(RoomThread { handle, thread })
    }

    /// Runs until the room is asked to stop. One that panics, or has no ticks left,
    /// begins anew, empty and under the same number; its clients come in again by
    /// themselves.
    fn run(mut self) -> Left {
        loop {
            // What a panic leaves half done is thrown away with the room.
            let over = catch_unwind(AssertUnwindSafe(|| self.tick_until_over()));
            let (room, tick) = (self.settings.room, self.room.world().tick());
            match over {
                Ok(Over::Stopped) => break,
                Ok(Over::OutOfTicks) => {
                    tracing::info!(room, "a room has no ticks left and begins anew");
                }
                Err(_) => {
                    tracing::error!(room, tick, "a room has panicked and begins anew");
                    metrics::count_restart();
                }
            }
            self.begin_anew();
        }
        self.unstored.keep(self.room.settle());
        let earned = self.unstored.take();
        Left {
            unreported: self.reporter.report_last(earned, unix_now()),
            snapshot: self.room.into_record(),
            journal: self.journal,
        }
    }

    /// What was earned up to then still counts. The journal ends, so that it can be
    /// replayed.
    fn begin_anew(&mut self) {
        // In what the panic has left behind there may be another one.
        let settled = catch_unwind(AssertUnwindSafe(|| self.room.settle()));
        self.unstored.keep(settled.unwrap_or_default());
        std::thread::sleep(RESTART_PAUSE);
        self.settings = self.room.settings().clone();
        if let Some(journal) = &mut self.journal {
            journal.end();
        }
        // Another world: this one may well lead there again.
        self.settings.world.seed = self.settings.world.seed.wrapping_add(1 << 32);
        self.room = Room::new(self.settings.clone());
        self.room.begin(new_source());
        self.sent = Sent::default();
        self.tempo = Tempo::default();
        self.warm_at = WARM_UP_TICKS;
    }

    fn tick_until_over(&mut self) -> Over {
        let mut pace = Pace::new(Instant::now());
        let mut requests = Vec::new();
        loop {
            if self.may_stand_still() {
                requests.extend(self.stand_still());
                pace = Pace::new(Instant::now());
            }
            std::thread::sleep(pace.wait(Instant::now()));
            let began = Instant::now();
            let late = pace.begin(began);
            let stops = self.take_requests(&mut requests);
            self.room
                .tick(requests.drain(..), began, self.tempo.tick_us());
            keep_journal(&mut self.journal, &self.room);
            self.unstored.keep(self.room.take_earned());
            self.measure(began, late);
            let tick = self.room.world().tick();
            if tick.is_multiple_of(REPORT_EVERY_TICKS) {
                self.report_earned();
            }
            if tick.is_multiple_of(STATUS_EVERY_TICKS) {
                self.publish_status(false);
            }
            if stops {
                return Over::Stopped;
            }
            if self.room.world().tick() >= LAST_TICK {
                return Over::OutOfTicks;
            }
        }
    }

    /// Whether nobody flies or watches, and nothing is left to be told to the store.
    fn may_stand_still(&mut self) -> bool {
        self.room.is_deserted() && self.room.world().tick() >= self.warm_at && self.report_earned()
    }

    /// Waits until something is asked of the room, and gives that; nothing once
    /// nobody can ask any more. Its time does not pass meanwhile.
    fn stand_still(&mut self) -> Option<Request> {
        self.publish_status(true);
        let request = self.inbox.blocking_recv();
        self.tempo = Tempo::default();
        self.publish_status(false);
        request
    }

    /// Takes what has been asked since the last tick. Says whether to stop: then
    /// all else comes too late, since nobody would be told what it did.
    fn take_requests(&mut self, requests: &mut Vec<Request>) -> bool {
        let mut stops = matches!(requests.last(), Some(Request::Stop));
        while !stops && requests.len() < REQUESTS_MAX {
            match self.inbox.try_recv() {
                Ok(Request::Stop) | Err(mpsc::error::TryRecvError::Disconnected) => stops = true,
                Ok(request) => requests.push(request),
                Err(mpsc::error::TryRecvError::Empty) => break,
            }
        }
        if stops {
            requests.clear();
            requests.push(Request::Stop);
        }
        stops
    }

    /// Tells the store who has earned what. False if it takes nothing now.
    fn report_earned(&mut self) -> bool {
        match self.reporter.report(self.unstored.take(), unix_now()) {
            Ok(()) => true,
            Err(refused) => {
                self.unstored.keep(refused);
                false
            }
        }
    }

    fn measure(&mut self, began: Instant, late: bool) {
        let took = began.elapsed();
        self.tempo.note(began, took);
        let sent = self.room.sent();
        metrics::count_tick(took, late);
        metrics::count_sent(&self.sent, &sent);
        self.sent = sent;
    }

    fn publish_status(&self, stands_still: bool) {
        let status = self.room.status(Instant::now(), &self.tempo);
        self.publish.send_replace(RoomStatus {
            stands_still,
            ..status
        });
    }
}

/// A name for a room's past.
fn new_source() -> i64 {
    // The standard library seeds its hashers from the operating system.
    RandomState::new().hash_one(()).cast_signed()
}

fn keep_journal(journal: &mut Option<Journal>, room: &Room) {
    let Some(journal) = journal.as_mut().filter(|journal| journal.goes_on()) else {
        return;
    };
    let tick = room.world().tick();
    let commands = room.state().passed_on();
    if !commands.is_empty() {
        journal.add(Entry::Commands(tick - 1, commands.to_vec()));
    }
    if tick.is_multiple_of(DIGEST_EVERY_TICKS) {
        journal.add(Entry::Digest(tick, room.world().digest()));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::{Receiver, sync_channel};

    use super::*;
    use crate::store::{Database, Earned, StoreThread, TokenHash};
    use crate::view::ViewSettings;
    use crate::world::WorldSettings;

    /// A disk that keeps what comes first, and nothing more until it is let go.
    struct HungDisk {
        is_begun: bool,
        let_go: Receiver<()>,
    }

    impl Write for HungDisk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            if self.is_begun {
                let _ = self.let_go.recv();
            }
            self.is_begun = true;
            Ok(())
        }
    }

    fn settings() -> RoomSettings {
        RoomSettings {
            room: 1,
            capacity: 1,
            bots: 1,
            world: WorldSettings::of_side(7, 200.0),
            view: ViewSettings::default(),
        }
    }

    fn store() -> StoreThread {
        let database = Database::in_memory().expect("there is memory");
        StoreThread::start(database).expect("it starts")
    }

    #[tokio::test]
    async fn what_the_store_cannot_be_told_at_the_end_is_left_to_who_stops_it() {
        let store = store();
        let (go_on, wait) = sync_channel::<()>(0);
        let writer = store.store.clone();
        let busy = tokio::spawn(async move { writer.call(move |_| Ok(wait.recv())).await });
        let ada = Earned {
            source: 1,
            flight: 1,
            seq: 1,
            token: TokenHash([1; 32]),
            name: "Ada".to_owned(),
            total: Tally {
                score: 7,
                ..Tally::default()
            },
            told: Tally::default(),
        };
        let others = store.store.reporter();
        while others.report(vec![ada.clone()], 0).is_ok() {
            tokio::task::yield_now().await;
        }
        let room = Room::new(settings());
        let (mut runner, handle) = Runner::new(room, settings(), store.store.reporter(), None);
        runner.unstored.keep([ada.clone()]);
        let room = runner.launch(handle).expect("it starts");
        room.handle.offer(Request::Stop).expect("it runs");
        let left = room.join().expect("it has not panicked");
        let unreported: Vec<_> = left.unreported.iter().map(|it| &it.earned).collect();
        assert_eq!(unreported, [&ada]);
        drop(go_on);
        assert!(busy.await.expect("it does not panic").is_ok());
    }

    #[test]
    fn a_room_leaves_though_the_disk_of_its_journal_hangs() {
        let (settings, store) = (settings(), store());
        let (let_it_go, let_go) = sync_channel(1);
        let disk = HungDisk {
            is_begun: false,
            let_go,
        };
        let room = Room::new(settings.clone());
        let journal = Journal::begin(disk, room.world()).expect("it takes the beginning");
        let reporter = store.store.reporter();
        let (runner, handle) = Runner::new(room, settings, reporter, Some(journal));
        let room = runner.launch(handle).expect("it starts");
        room.handle.offer(Request::Stop).expect("it runs");
        let left = room.join().expect("it has not panicked");
        let_it_go.send(()).expect("the disk waits for it");
        drop(left.journal.expect("it has one"));
    }
}
