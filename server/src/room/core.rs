//! A room without its thread: requests in, messages out, one tick at a time.

mod absence;
mod arrival;
mod frames;
mod orders;

use std::time::Instant;

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::{CloseCode, FrameWriter, Role, ToServer};

use super::boards::{Boards, SORT_EVERY_TICKS};
use super::careers::Careers;
use super::client::Client;
use super::clients::Clients;
use super::crew::Crew;
use super::handle::{ClientId, Found, Request};
use super::inputs::Input;
use super::notices::Notices;
use super::pilots::{KeyHash, Pilots};
use super::player_ids::PlayerIds;
use super::queue::Queue;
use super::relief::Relief;
use super::settings::RoomSettings;
use super::status::RoomStatus;
use super::tempo::Tempo;
use crate::metrics;
use crate::view::{Chronicle, Ledger, Scratch, View};
use crate::world::{Command, World};

/// A room without its thread.
pub struct Room {
    settings: RoomSettings,
    world: World,
    ledger: Ledger,
    chronicle: Chronicle,
    boards: Boards,
    notices: Notices,
    careers: Careers,
    crew: Crew,
    // Before the clients, so that seats are free when those are closed and come again.
    pilots: Pilots,
    clients: Clients,
    players: PlayerIds,
    /// Clients that have taken nothing for too long, or are gone without a word.
    stuck: Vec<ClientId>,
    commands: Vec<Command>,
    frame: FrameWriter,
    queue: Queue,
    scratch: Scratch,
    /// Another one, so that those who watch the same place find it looked at
    /// whoever flies between them.
    spectators_scratch: Scratch,
    relief: Relief,
    sent: Sent,
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

impl Room {
    /// A room at tick 0.
    pub fn new(settings: RoomSettings) -> Self {
        let world = World::new(settings.world);
        Self {
            ledger: Ledger::new(&world, settings.view),
            crew: Crew::new(settings.bots, settings.world.seed),
            settings,
            world,
            chronicle: Chronicle::default(),
            boards: Boards::default(),
            notices: Notices::default(),
            careers: Careers::default(),
            clients: Clients::default(),
            pilots: Pilots::default(),
            players: PlayerIds::default(),
            stuck: Vec::new(),
            commands: Vec::new(),
            frame: FrameWriter::default(),
            scratch: Scratch::default(),
            queue: Queue::default(),
            spectators_scratch: Scratch::default(),
            relief: Relief::default(),
            sent: Sent::default(),
        }
    }

    /// What it is made from, as it may have changed since.
    pub fn settings(&self) -> &RoomSettings {
        &self.settings
    }

    /// The world.
    pub fn world(&self) -> &World {
        &self.world
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

    /// The commands that the world got at the last tick.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// What has been sent so far.
    pub fn sent(&self) -> Sent {
        Sent {
            anchors: self.ledger.anchors(),
            control_changes: self.ledger.control_changes(),
            ..self.sent
        }
    }

    /// One tick: what was asked takes effect, the world moves, clients are
    /// told. `now` is when the tick began, and `tick_us` how long ticks lately
    /// take; both are only told to clients.
    pub fn tick(
        &mut self,
        requests: impl IntoIterator<Item = Request>,
        now: Instant,
        tick_us: u32,
    ) {
        self.commands.clear();
        self.let_stuck_clients_go();
        self.take_requests(requests);
        self.give_up_the_overdue();
        self.take_inputs();
        self.fly_bots();
        self.world.step(&self.commands);
        self.ledger.update(&self.world);
        self.chronicle.update(&self.world);
        self.careers.update(&self.world);
        self.update_boards(tick_us);
        self.note_urgent();
        self.relief.consider(self.world.tick(), tick_us);
        self.send_frames(now);
    }

    /// Whether nobody flies, watches, or may come back.
    pub fn is_deserted(&self) -> bool {
        self.clients.is_empty() && self.pilots.len() == 0
    }

    /// What players have earned and the store does not know yet.
    pub fn careers_mut(&mut self) -> &mut Careers {
        &mut self.careers
    }

    /// Closes every connection.
    pub fn close_all(&mut self, code: CloseCode) {
        for client in self.clients.drain() {
            client.outbox.close(code);
        }
    }

    /// How the room is, for those outside.
    pub fn status(&self, at: Instant, tempo: &Tempo) -> RoomStatus {
        let (players, bots) = self.boards.population();
        RoomStatus {
            room: self.settings.room,
            tick: self.world.tick(),
            at,
            stands_still: false,
            tick_us: tempo.tick_us(),
            time_rate: tempo.rate(),
            relief: self.relief.step(),
            capacity: self.settings.capacity,
            side_m: self.world.torus().width_m,
            players,
            bots,
            bots_target: self.settings.bots,
            spectators: self.clients.spectators(),
            entities: self.world.counts(),
            leaderboard: self.boards.rows().to_vec(),
        }
    }

    fn let_stuck_clients_go(&mut self) {
        for id in std::mem::take(&mut self.stuck) {
            if let Some(client) = self.lose(id) {
                client.outbox.close(CloseCode::TooSlow);
            }
        }
    }

    fn take_requests(&mut self, requests: impl IntoIterator<Item = Request>) {
        for request in requests {
            match request {
                Request::Connect(newcomer) => self.connect(*newcomer),
                Request::Say {
                    client,
                    message,
                    at,
                } => self.hear(client, message, at),
                Request::Find { key, answer } => {
                    // Who asked may have gone.
                    let found = self.pilots.find(&KeyHash::of(&key)).map(|player| Found {
                        recorded_as: self.careers.recorded_as(player),
                    });
                    let _ = answer.send(found);
                }
                Request::Disconnect { client } => {
                    self.disconnect(client);
                }
                Request::Lost { client } => {
                    self.lose(client);
                }
                Request::Thin { spectators } => self.thin(spectators),
                Request::Moderate(order) => self.carry_out(order),
                Request::Stop => self.stop(),
            }
        }
    }

    fn hear(&mut self, id: ClientId, message: ToServer, at: Instant) {
        let Some(client) = self.clients.get_mut(id) else {
            return;
        };
        match message {
            // The network lets one hello through, and that is `Connect`.
            ToServer::Hello(_) => {}
            // People talk past the room.
            ToServer::Say(_) => {}
            // There is nothing that it could steer.
            ToServer::Controls { .. } if client.role == Role::Spectator => {}
            ToServer::Controls {
                seq,
                tick,
                controls,
            } => {
                client.inputs.push(
                    Input {
                        seq,
                        tick,
                        controls,
                    },
                    self.world.tick(),
                );
            }
            ToServer::View {
                half_width_m,
                half_height_m,
            } => {
                client.view.resize(half_width_m, half_height_m);
                client.owes_view = true;
            }
            ToServer::Focus(focus) => client.look(focus, self.world.torus()),
            ToServer::Ping { nonce } => client.ping(nonce, at),
            ToServer::Respawn => {
                let player = client.player;
                self.respawn(player);
            }
            ToServer::Away(away) => client.look_away(away),
        }
    }

    /// Passes the wish on if it can be granted: every other one would be told
    /// to the world, the journal and the client for nothing.
    fn respawn(&mut self, player: PlayerId) {
        let ready = self.world.player(player).is_some_and(|player| {
            player.ship.is_none() && player.respawn_ready <= self.world.tick()
        });
        let command = Command::Respawn { player };
        if ready && !self.commands.contains(&command) {
            self.commands.push(command);
        }
    }

    /// A client is gone for good.
    fn disconnect(&mut self, id: ClientId) -> Option<Client> {
        let client = self.clients.remove(id)?;
        if client.player != 0 {
            self.leave(client.player);
        }
        Some(client)
    }

    /// Lets so many of the spectators go, who came in last.
    fn thin(&mut self, spectators: usize) {
        let leaving = self.clients.newest_spectators(spectators);
        metrics::count_thinned(leaving.len());
        for id in leaving {
            if let Some(client) = self.disconnect(id) {
                client.outbox.close(CloseCode::Full);
            }
        }
    }

    fn take_inputs(&mut self) {
        let tick = self.world.tick();
        for client in self.clients.iter_mut() {
            if let Some(input) = client.inputs.take_due(tick) {
                client.ack = input.seq;
                self.commands.push(Command::Control {
                    player: client.player,
                    controls: input.controls,
                });
            }
        }
    }

    fn fly_bots(&mut self) {
        let Self {
            crew,
            world,
            players,
            commands,
            ..
        } = self;
        crew.fly(world, players, commands);
        crew.muster(self.pilots.len(), world, players, commands);
    }

    fn update_boards(&mut self, tick_us: u32) {
        if self.world.tick() % SORT_EVERY_TICKS == 1 {
            self.boards
                .update(&self.world, self.clients.spectators(), tick_us);
        }
    }
}
