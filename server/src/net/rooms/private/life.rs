//! How a private room begins, and when it ends.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};

use super::Place;
use super::code::Code;
use super::room::{Comer, PrivateRoom};
use super::settings::PrivateSettings;
use crate::net::Edge;
use crate::net::visitor::bearer::Bearer;
use crate::net::visitor::identity::Token;
use crate::room::{self, Request, RoomThread};
use crate::store::Reporter;

/// How often it is looked whether a room is empty at the least.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What somebody wants of a room of its own.
#[derive(Clone, Copy, Debug)]
pub(in crate::net) struct Wanted {
    /// How many people may fly.
    pub people: u32,
    /// The population that bots fill it to.
    pub bots: u32,
    /// Whether people may talk.
    pub chat: bool,
    /// Whether two teams fly.
    pub teams: bool,
}

/// A room that has been opened, for its owner alone.
pub(in crate::net) struct Opened {
    /// Its number.
    pub number: u32,
    /// What the link to it has.
    pub code: Code,
    /// What its owner is known by.
    pub key: Token,
}

impl Edge {
    /// Opens a room, which ends when it has been empty for a while or the server stops.
    pub(in crate::net) async fn open_room(
        self: &Arc<Self>,
        settings: &PrivateSettings,
        wanted: Wanted,
        (owner, place): (Comer, Place),
    ) -> io::Result<Opened> {
        let private = self.lobby.private();
        let number = private.next_number();
        let (code, key) = (Code::fresh(), Token::fresh());
        let settings_of_room = settings.room(number, &wanted);
        // A world takes its time to begin.
        let spawned =
            spawn_blocking(move || room::spawn(settings_of_room, Reporter::nowhere(), None));
        let thread = spawned.await.map_err(io::Error::other)??;
        let room = Arc::new(PrivateRoom::new(
            (number, thread.handle.clone()),
            wanted.chat,
            (code, Bearer::of(&key.to_string())),
            owner,
        ));
        self.companies.open(number, wanted.chat, Instant::now());
        private.add(Arc::clone(&room));
        tracing::info!(room = number, ?wanted, "somebody has opened a room");
        let life = Arc::clone(self).look_after(room, thread, place, settings.empty_for);
        tokio::spawn(life);
        Ok(Opened { number, code, key })
    }

    /// Ends the room once that is due.
    async fn look_after(
        self: Arc<Self>,
        room: Arc<PrivateRoom>,
        thread: RoomThread,
        place: Place,
        empty_for: Duration,
    ) {
        let mut stopping = self.stopping.clone();
        let number = room.number;
        tokio::select! {
            () = self.deserted(&room, empty_for) => {}
            () = room.handle.stopped() => tracing::error!(room = number, "a room ended unasked"),
            _ = stopping.wait_for(|stop| *stop) => {}
        }
        self.lobby.private().remove(number);
        // One that has stopped already is what we want.
        let _ = thread.handle.ask(Request::Stop).await;
        // A panic is logged there, and nothing is left to be kept.
        let _ = spawn_blocking(move || thread.join()).await;
        self.companies.close(number);
        tracing::info!(room = number, "a room that somebody had opened has ended");
        drop(place);
    }

    /// Waits until a room has been empty for so long.
    async fn deserted(&self, room: &PrivateRoom, empty_for: Duration) {
        let every = LOOK_EVERY.min(empty_for / 4).max(Duration::from_millis(1));
        let mut looks = interval(every);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut empty_since = None;
        loop {
            let now = looks.tick().await;
            if !self.is_empty(room) {
                empty_since = None;
            } else if now - *empty_since.get_or_insert(now) >= empty_for {
                return;
            }
        }
    }

    /// Whether nobody flies there, may come back, or watches.
    fn is_empty(&self, room: &PrivateRoom) -> bool {
        room.handle.seats().taken() == 0 && !self.sessions.any_in(room.number)
    }
}
