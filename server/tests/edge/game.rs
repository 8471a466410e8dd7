//! A server on a free port of this machine, before a room that notes what it
//! is asked and answers pings.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use asteroids_server::net::{Limits, RoomLost, Trust};
use asteroids_server::room::{ClientId, Newcomer, Outbox, Request, RoomHandle, RoomStatus, Seated};
use asteroids_server::store::{Database, StoreThread};
use asteroids_shared::protocol::{CloseCode, Role, ToClient, ToServer, Welcome};
use asteroids_shared::{Kind, Torus};
use tokio::sync::{mpsc, watch};

use crate::player::Player;
use crate::served::Served;

/// Nothing in these tests takes longer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What the room was asked.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Came { client: ClientId, name: String },
    Said { client: ClientId, message: ToServer },
    Left { client: ClientId },
    Thin { spectators: usize },
}

/// A server with one room.
pub struct Game {
    pub address: SocketAddr,
    pub status: watch::Sender<RoomStatus>,
    pub room: RoomHandle,
    outboxes: Arc<Mutex<HashMap<ClientId, Outbox>>>,
    heard: mpsc::UnboundedReceiver<Heard>,
    served: Served,
}

impl Game {
    /// With the usual limits.
    pub async fn start() -> Self {
        Self::with(Limits::default(), 100).await
    }

    /// With these limits and so many seats.
    pub async fn with(limits: Limits, capacity: u32) -> Self {
        Self::before(status_of(capacity), limits, Trust::default()).await
    }

    /// With a room whose ticks take so long.
    pub async fn with_ticks_of(tick: Duration) -> Self {
        let status = RoomStatus {
            tick_us: tick.as_micros() as u32,
            ..status_of(100)
        };
        Self::before(status, Limits::default(), Trust::default()).await
    }

    /// With these limits, for whomever nothing spares.
    pub async fn trusting(trust: Trust, limits: Limits) -> Self {
        Self::before(status_of(100), limits, trust).await
    }

    async fn before(status: RoomStatus, limits: Limits, trust: Trust) -> Self {
        Self::on("127.0.0.1:0", status, limits, trust)
    }

    /// The same, at all addresses of this machine, reached by IPv4.
    pub async fn on_all_addresses(trust: Trust, limits: Limits) -> Self {
        let mut game = Self::on("[::]:0", status_of(100), limits, trust);
        game.address.set_ip([127, 0, 0, 1].into());
        game
    }

    fn on(address: &str, status: RoomStatus, limits: Limits, trust: Trust) -> Self {
        let (handle, inbox, status) = RoomHandle::new(status);
        let (note, heard) = mpsc::unbounded_channel();
        let outboxes = Arc::default();
        tokio::spawn(run_room(inbox, Arc::clone(&outboxes), note));
        let (rooms, store) = (vec![handle.clone()], keeper().store.clone());
        let served = Served::at(address, rooms, store, limits, trust);
        Self {
            address: served.address,
            status,
            room: handle,
            outboxes,
            heard,
            served,
        }
    }

    /// A pilot who has been welcomed.
    pub async fn join(&self, name: &str) -> Player {
        let mut player = self.connect().await;
        player.hello(Role::Pilot, name).await;
        player.welcomed().await;
        player
    }

    /// Someone who has said nothing yet.
    pub async fn connect(&self) -> Player {
        Player::connect(self.address).await
    }

    /// The next thing that the room hears.
    pub async fn heard(&mut self) -> Heard {
        let heard = tokio::time::timeout(PATIENCE, self.heard.recv()).await;
        heard.expect("in time").expect("the room is there")
    }

    /// The name of the next newcomer, and its number.
    pub async fn newcomer(&mut self) -> (ClientId, String) {
        match self.heard().await {
            Heard::Came { client, name } => (client, name),
            other => panic!("somebody should have come, but: {other:?}"),
        }
    }

    /// Sends a message to this client; says whether it was taken.
    pub fn tell(&self, client: ClientId, message: &[u8]) -> bool {
        let outboxes = self.outboxes.lock().expect("nobody panicked");
        outboxes[&client].try_push(message).is_ok()
    }

    /// Has the room close this client's connection.
    pub fn close(&self, client: ClientId, code: CloseCode) {
        let mut outboxes = self.outboxes.lock().expect("nobody panicked");
        outboxes.remove(&client).expect("it is here").close(code);
    }

    /// Stops the server and waits until it has.
    pub async fn stop(self) {
        self.served.stop().await;
    }

    /// What the server ends with by itself.
    pub async fn ends(self) -> Result<(), RoomLost> {
        self.served.ends().await
    }
}

/// A store that is gone with the test.
pub fn keeper() -> StoreThread {
    StoreThread::start(Database::in_memory().expect("there is memory")).expect("it starts")
}

fn status_of(capacity: u32) -> RoomStatus {
    RoomStatus {
        room: 1,
        tick: 7,
        shown_tick: 7,
        watch_delay_ticks: 0,
        at: Instant::now(),
        stands_still: false,
        tick_us: 0,
        time_rate: 1.0,
        relief: 0,
        capacity,
        side_m: 800.0,
        players: 3,
        bots: 2,
        bots_target: 2,
        spectators: 1,
        entities: [0; Kind::ALL.len()],
        log: None,
        membership: None,
        leaderboard: Vec::new(),
    }
}

fn welcome(outbox: &mut Outbox, name: &str) {
    outbox.seat(Seated {
        player: 1,
        name: name.to_owned(),
    });
    let welcome = Welcome::standard(Torus::square(800.0));
    let welcome = ToClient::Welcome(Box::new(welcome)).encode();
    outbox.try_push(&welcome).expect("it is empty");
}

async fn run_room(
    mut inbox: mpsc::Receiver<Request>,
    outboxes: Arc<Mutex<HashMap<ClientId, Outbox>>>,
    note: mpsc::UnboundedSender<Heard>,
) {
    let outboxes = || outboxes.lock().expect("nobody panicked");
    let mut seats = HashMap::new();
    while let Some(request) = inbox.recv().await {
        let heard = match request {
            Request::Connect(newcomer) => {
                let Newcomer {
                    client,
                    hello,
                    seat,
                    mut outbox,
                    ..
                } = *newcomer;
                seats.insert(client, seat);
                welcome(&mut outbox, &hello.name);
                outboxes().insert(client, outbox);
                Heard::Came {
                    client,
                    name: hello.name,
                }
            }
            Request::Say {
                client, message, ..
            } => {
                if matches!(message, ToServer::Ping { .. }) {
                    let echo = message.encode();
                    outboxes()[&client]
                        .try_push(&echo)
                        .expect("tests ping one by one");
                }
                Heard::Said { client, message }
            }
            Request::Disconnect { client } | Request::Lost { client } => {
                outboxes().remove(&client);
                seats.remove(&client);
                Heard::Left { client }
            }
            Request::Find { answer, .. } => {
                answer.send(None).expect("somebody waits");
                continue;
            }
            Request::Thin { spectators } => Heard::Thin { spectators },
            Request::Moderate(_) => continue,
            Request::Stop => break,
        };
        // A test that no longer listens has heard enough.
        let _ = note.send(heard);
    }
    for (_, outbox) in outboxes().drain() {
        outbox.close(CloseCode::Restarting);
    }
}
