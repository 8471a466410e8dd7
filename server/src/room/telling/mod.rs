//! What a room tells those who are connected to it by this process: it reads the
//! state after each tick, and writes frames.

mod above;
mod arrival;
pub(super) mod boards;
mod client;
mod clients;
mod frames;
mod notices;
pub mod outbox;
mod places;
mod queue;
mod relief;
mod requests;

use std::ops::Add;
use std::time::Instant;

use asteroids_shared::Tick;
use asteroids_shared::protocol::{CloseCode, FrameWriter, LeaderboardRow};
use tokio::sync::oneshot;

use self::above::Above;
use self::boards::{Boards, SORT_EVERY_TICKS};
use self::clients::Clients;
use self::notices::Notices;
use self::places::Places;
use self::queue::Queue;
pub use self::relief::Relief;
use crate::room::handle::Found;
use crate::room::seat::Seats;
use crate::room::state::command::ClientId;
use crate::room::state::{KeyHash, Outcome, State};
use crate::view::{Chronicle, Ledger, Scratch, View, ViewSettings};

/// The connections of a room, and what they are told.
pub struct Telling {
    room: u32,
    view: ViewSettings,
    ledger: Ledger,
    chronicle: Chronicle,
    boards: Boards,
    above: Above,
    notices: Notices,
    // Before the clients, so that seats are free when those are closed and come again.
    places: Places,
    clients: Clients,
    /// Who asks whether somebody may come back with a key. Answered after the tick, by
    /// which whoever has left before is gone.
    looking: Vec<(KeyHash, oneshot::Sender<Option<Found>>)>,
    /// Clients that have taken nothing for too long, or are gone without a word.
    stuck: Vec<ClientId>,
    frame: FrameWriter,
    queue: Queue,
    scratch: Scratch,
    /// Another one, so that those who watch the same place find it looked at
    /// whoever flies between them.
    spectators_scratch: Scratch,
    relief: Relief,
    sent: Sent,
    /// How many watch who are told elsewhere.
    elsewhere: u32,
}

/// What a room has sent since it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Frames.
    pub frames: u64,
    /// Bytes of all messages.
    pub bytes: u64,
    /// How often a client took nothing when a frame was due.
    pub skips: u64,
    /// Anchors published.
    pub anchors: u64,
    /// Control changes published.
    pub control_changes: u64,
}

impl Add for Sent {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            frames: self.frames + other.frames,
            bytes: self.bytes + other.bytes,
            skips: self.skips + other.skips,
            anchors: self.anchors + other.anchors,
            control_changes: self.control_changes + other.control_changes,
        }
    }
}

impl Telling {
    /// For the room with this number, in this state. Nobody is connected.
    pub fn new(room: u32, view: ViewSettings, state: &State) -> Self {
        Self {
            room,
            view,
            ledger: Ledger::new(state.world(), view),
            chronicle: Chronicle::default(),
            boards: Boards::default(),
            above: Above::default(),
            notices: Notices::default(),
            places: Places::default(),
            clients: Clients::default(),
            looking: Vec::new(),
            stuck: Vec::new(),
            frame: FrameWriter::default(),
            queue: Queue::default(),
            scratch: Scratch::default(),
            spectators_scratch: Scratch::default(),
            relief: Relief::default(),
            sent: Sent::default(),
            elsewhere: 0,
        }
    }

    /// Tells what the last tick has brought. `now` is when it began, and `tick_us` how
    /// long ticks lately take; both are only told to clients.
    pub fn tell(&mut self, state: &State, taken: &[(ClientId, u32)], now: Instant, tick_us: u32) {
        let world = state.world();
        self.answer(state);
        self.clients.acknowledge(taken);
        self.ledger.update(world);
        self.chronicle.update(world);
        self.update_boards(state, tick_us);
        self.note_urgent(state);
        self.relief.consider(world.tick(), tick_us);
        self.send_frames(world, now);
    }

    /// What a client has been told of the world, while it is connected.
    pub fn view_of(&self, client: ClientId) -> Option<&View> {
        self.clients.get(client).map(|client| &client.view)
    }

    /// What clients are shown.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What is given up.
    pub fn relief(&self) -> Relief {
        self.relief
    }

    /// What has been sent so far.
    pub fn sent(&self) -> Sent {
        Sent {
            anchors: self.ledger.anchors(),
            control_changes: self.ledger.control_changes(),
            ..self.sent
        }
    }

    /// Whether nobody is connected.
    pub fn is_alone(&self) -> bool {
        self.clients.is_empty()
    }

    /// Whether this client is connected.
    pub fn has(&self, client: ClientId) -> bool {
        self.clients.get(client).is_some()
    }

    /// So many watch who are told elsewhere.
    pub fn count_elsewhere(&mut self, spectators: u32) {
        self.elsewhere = spectators;
    }

    /// How many watch.
    pub fn spectators(&self) -> u32 {
        self.clients.spectators()
    }

    /// People and bots that fly.
    pub fn population(&self) -> (u32, u32) {
        self.boards.population()
    }

    /// The best, best first.
    pub fn leaderboard(&self) -> &[LeaderboardRow] {
        self.boards.rows()
    }

    /// Closes every connection.
    pub fn close_all(&mut self, code: CloseCode) {
        for client in self.clients.drain() {
            client.outbox.close(code);
        }
    }

    /// Has everybody who may come back keep a place, among those of where it came from.
    pub fn seat_pilots(&mut self, state: &State, seats: &Seats) {
        self.places.keep_for(state.pilots(), seats);
    }

    fn update_boards(&mut self, state: &State, tick_us: u32) {
        if state.world().tick() % SORT_EVERY_TICKS == 1 {
            let spectators = self.clients.spectators() + self.elsewhere;
            self.boards.update(state.world(), spectators, tick_us);
        }
    }

    /// Tells those who have asked for something what it has come to.
    fn answer(&mut self, state: &State) {
        // As of before the step, at which they have asked.
        let asked: Tick = state.world().tick().saturating_sub(1);
        for outcome in state.outcomes() {
            match outcome {
                Outcome::Seated {
                    client,
                    player,
                    name,
                    returned,
                    displaced,
                } => {
                    if let Some(before) = displaced.and_then(|before| self.clients.remove(before)) {
                        before.outbox.close(CloseCode::TakenOver);
                    }
                    self.seat(*client, *player, name, *returned, asked, state);
                }
                Outcome::Refused { client, code } => {
                    if let Some(client) = self.clients.remove(*client) {
                        client.outbox.close(*code);
                    }
                }
                Outcome::GaveWay { question, player } => {
                    self.places.give_way(*question, *player);
                }
                Outcome::Left { player } => self.places.free(*player),
                Outcome::Enlisted { .. } => {}
            }
        }
        for (key, answer) in self.looking.drain(..) {
            let found = state.pilots().find(&key).map(|player| Found {
                recorded_as: state.recorded_as(player),
            });
            // Who asked may have gone.
            let _ = answer.send(found);
        }
    }
}
