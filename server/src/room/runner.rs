//! The only loop of a room that closes its own ticks: requests in, ticks, and the way
//! back after a panic.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::rules::{LAST_TICK, seconds};
use tokio::sync::mpsc;

use super::books::Books;
use super::core::Room;
use super::handle::{REQUESTS_MAX, Request, RoomHandle};
use super::pace::Pace;
use super::recorder::{Kept, Recorder};
use super::settings::RoomSettings;
use super::state::State;
use super::tempo::Tempo;
use super::thread::Left;
use crate::metrics;
use crate::store::Reporter;

/// A room that begins flies so long even if nobody is there, so that whoever comes
/// first finds it under way.
const WARM_UP_TICKS: Tick = seconds(5);

/// The pause before a room that has panicked begins anew, so that one that
/// panics again and again costs little.
const RESTART_PAUSE: Duration = Duration::from_secs(1);
/// A room that panics twice within so many ticks is not tried a third time.
const PANICS_APART_TICKS: Tick = seconds(60);

/// A room, and all that its thread has to do with.
pub struct Runner {
    settings: RoomSettings,
    room: Room,
    inbox: mpsc::Receiver<Request>,
    books: Books,
    /// At which tick the room panicked last, if it has.
    panicked_at: Option<Tick>,
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
    /// A room that goes on from what is kept, and has made its first tick; and how to
    /// reach it.
    pub fn new(
        settings: RoomSettings,
        kept: Kept,
        reporter: Reporter,
        recorder: Recorder,
    ) -> (Self, RoomHandle) {
        let room = room_of(&settings, kept.state);
        let status = room.status(Instant::now(), &Tempo::default());
        let annals = kept.scribe.annals().clone();
        let (handle, inbox, publish) = RoomHandle::of(status, annals);
        let mut runner = Self {
            settings,
            room,
            inbox,
            books: Books::new(publish, reporter, recorder, kept.earned, kept.scribe),
            panicked_at: None,
            warm_at: 0,
        };
        // Its bots are there before anybody hears of it.
        runner.tick([], Instant::now());
        runner.warm_at = WARM_UP_TICKS.max(runner.room.world().tick());
        runner.books.publish_status(&runner.room, false);
        runner.room.seat_pilots(handle.seats());
        // What was played again since the last snapshot.
        runner.books.report_earned();
        (runner, handle)
    }

    fn tick(&mut self, requests: impl IntoIterator<Item = Request>, began: Instant) {
        let next = self.room.world().tick() + 1;
        if self.books.recorder().wants_rebase(next) {
            self.room.rebase();
        }
        let tick_us = self.books.tempo().tick_us();
        self.room.tick(requests, began, tick_us);
        self.books.note(&mut self.room);
    }

    /// Has it run on a thread of its own.
    pub fn launch(self) -> io::Result<JoinHandle<Left>> {
        let name = format!("room-{}", self.settings.room);
        std::thread::Builder::new()
            .name(name)
            .spawn(move || self.run())
    }

    /// Runs until the room is asked to stop. One that panics goes on from its log, or
    /// begins anew, as one does that has no ticks left: empty and under the same number.
    /// Its clients come in again by themselves.
    fn run(mut self) -> Left {
        loop {
            // What a panic leaves half done is thrown away with the room.
            let over = catch_unwind(AssertUnwindSafe(|| self.tick_until_over()));
            let (room, tick) = (self.settings.room, self.room.world().tick());
            match over {
                Ok(Over::Stopped) => break,
                Ok(Over::OutOfTicks) => {
                    tracing::info!(room, "a room has no ticks left and begins anew");
                    self.begin_anew(true);
                }
                Err(_) => {
                    let before = self.panicked_at.replace(tick);
                    let again = before.is_some_and(|before| tick < before + PANICS_APART_TICKS);
                    let afresh = again || self.books.recorder().is_off();
                    let how = if afresh {
                        "begins anew"
                    } else {
                        "goes on from its log"
                    };
                    tracing::error!(room, tick, "a room has panicked and {how}");
                    metrics::count_restart();
                    self.begin_anew(afresh);
                }
            }
        }
        self.books.settle(self.room.settle());
        self.books.close()
    }

    /// Goes on from the log, or afresh as another world. What was earned up to then
    /// still counts.
    fn begin_anew(&mut self, afresh: bool) {
        // In what the panic has left behind there may be another one.
        let settled = catch_unwind(AssertUnwindSafe(|| self.room.settle()));
        self.books.settle(settled.unwrap_or_default());
        std::thread::sleep(RESTART_PAUSE);
        self.settings = self.room.settings().clone();
        if afresh {
            self.panicked_at = None;
            // This one may well lead there again.
            self.settings.world.seed = self.settings.world.seed.wrapping_add(1 << 32);
        }
        let recorder = self.books.take_recorder();
        let begun = recorder.begin_again(&self.settings, afresh);
        let (recorder, kept) = begun.unwrap_or_else(|error| {
            let room = self.settings.room;
            tracing::error!(room, %error, "the log of a room cannot be read: it is not kept any more");
            (Recorder::off(), Kept::default())
        });
        self.room = room_of(&self.settings, kept.state);
        let tick = self.room.world().tick();
        self.books.begin_anew(recorder, kept.scribe, tick);
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
            if stops {
                self.room.rebase();
            }
            self.tick(requests.drain(..), began);
            self.books.end_tick(&self.room, began, late);
            if stops {
                return Over::Stopped;
            }
            if self.room.world().tick() >= LAST_TICK {
                return Over::OutOfTicks;
            }
        }
    }

    /// Whether nobody flies or watches, and nothing is left to be told to the store or
    /// to the log.
    fn may_stand_still(&mut self) -> bool {
        self.room.is_deserted()
            && self.room.world().tick() >= self.warm_at
            && self.books.report_earned()
            && self.books.recorder().is_well()
    }

    /// Waits until something is asked of the room, and gives that; nothing once
    /// nobody can ask any more. Its time does not pass meanwhile.
    fn stand_still(&mut self) -> Option<Request> {
        self.books.publish_status(&self.room, true);
        let request = self.inbox.blocking_recv();
        self.books.forget_tempo();
        self.books.publish_status(&self.room, false);
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
}

/// A name for a room's past.
fn new_source() -> i64 {
    // The standard library seeds its hashers from the operating system.
    RandomState::new().hash_one(()).cast_signed()
}

/// A room that this process holds from its first tick on.
fn room_of(settings: &RoomSettings, state: Option<State>) -> Room {
    let mut room = match state {
        Some(state) => Room::of(settings.clone(), state),
        None => Room::new(settings.clone()),
    };
    room.begin(new_source());
    room
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;
    use crate::store::{Database, Earned, StoreThread, Tally, TokenHash};
    use crate::view::ViewSettings;
    use crate::world::WorldSettings;

    fn settings() -> RoomSettings {
        RoomSettings {
            room: 1,
            capacity: 1,
            bots: 1,
            world: WorldSettings::of_side(7, 200.0),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
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
        let (reporter, recorder) = (store.store.reporter(), Recorder::off());
        let (mut runner, handle) = Runner::new(settings(), Kept::default(), reporter, recorder);
        runner.books.settle(vec![ada.clone()]);
        let thread = runner.launch().expect("it starts");
        handle.offer(Request::Stop).expect("it runs");
        let left = thread.join().expect("it has not panicked");
        let unreported: Vec<_> = left.unreported.iter().map(|it| &it.earned).collect();
        assert_eq!(unreported, [&ada]);
        drop(go_on);
        assert!(busy.await.expect("it does not panic").is_ok());
    }
}
