//! A room without a thread, with clients that are pictures, in simulated time.

mod above;
mod client;
mod pictures;
mod queue;

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Instant;

use asteroids_server::room::{Newcomer, Order, Request, Room, RoomSettings, outbox};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::{Entity, World, WorldSettings};
use asteroids_shared::protocol::{CloseCode, Hello, Role, SessionKey, ToServer};
use asteroids_shared::{Controls, PlayerId, Tick};
use client::Client;
use futures_util::FutureExt;
use queue::Queue;
use tokio::sync::oneshot;

/// Half the size of every view here, in metres.
const HALF: (f32, f32) = (30.0, 17.0);

/// Ticks that take so long have a room take another step of relief, and keep
/// those that it has taken.
const HARD_PRESSED_US: u32 = 30_000;
const STEADY_US: u32 = 18_000;

/// Which client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat(usize);

/// A room and its clients.
pub struct Table {
    settings: RoomSettings,
    room: Option<Room>,
    requests: Vec<Request>,
    clients: Vec<Client>,
    start: Instant,
    /// The steps that the room takes while its ticks take too long.
    relief_steps: u8,
}

impl Table {
    /// A room with a world of this side, in metres.
    pub fn of(side_m: f32) -> Self {
        let settings = RoomSettings {
            room: 1,
            capacity: 100,
            bots: 0,
            world: WorldSettings::of_side(7, side_m),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
        };
        Self {
            settings,
            room: None,
            requests: Vec::new(),
            clients: Vec::new(),
            start: Instant::now(),
            relief_steps: 0,
        }
    }

    pub fn with_bots(mut self, bots: u32) -> Self {
        self.settings.bots = bots;
        self
    }

    pub fn with_seed(mut self, seed: u64) -> Self {
        self.settings.world.seed = seed;
        self
    }

    pub fn sending_every(mut self, ticks: Tick) -> Self {
        self.settings.view.send_every_ticks = ticks;
        self
    }

    pub fn with_heartbeats_every(mut self, ticks: Tick) -> Self {
        self.settings.view.heartbeat_ticks = ticks;
        self
    }

    /// Those who watch see what was so many ticks ago.
    pub fn shown_late_by(mut self, ticks: Tick) -> Self {
        self.settings.watch_delay_ticks = ticks;
        self
    }

    /// A room that has given up so much.
    pub fn relieved_by(mut self, steps: u8) -> Self {
        self.relief_steps = steps;
        self
    }

    pub fn with_capacity(mut self, capacity: u32) -> Self {
        self.settings.capacity = capacity;
        self
    }

    pub fn in_empty_space(mut self) -> Self {
        self.settings.world.rocks = 0;
        self.settings.world.saucers = false;
        self.settings.world.occasions = false;
        self
    }

    fn room(&self) -> &Room {
        self.room.as_ref().expect("somebody sits at the table")
    }

    /// A client comes in.
    pub fn sit(&mut self, role: Role) -> Seat {
        let settings = &self.settings;
        self.room.get_or_insert_with(|| Room::new(settings.clone()));
        let queue = Arc::<Queue>::default();
        let (outbox, goodbye) = outbox(queue.clone());
        let seat = self.clients.len();
        let hello = Hello::new(role, &format!("pilot {seat}"), HALF.0, HALF.1);
        self.requests.push(Request::Connect(Box::new(Newcomer {
            client: seat as u64,
            hello,
            token: None,
            key: SessionKey([seat as u8; 16]),
            near: None,
            seat: None,
            outbox,
        })));
        self.clients.push(Client {
            role,
            queue,
            goodbye,
            stalled: false,
            welcome: None,
            picture: None,
            granted: (0.0, 0.0),
            radar: None,
            overview: None,
            overviews: 0,
            notables: None,
            frames: 0,
            bytes: 0,
            shots: 0,
            anchors: 0,
            over_the_seam: false,
            seq: 0,
            center: None,
            moved_tick: 0,
        });
        Seat(seat)
    }

    pub fn say(&mut self, seat: Seat, message: ToServer) {
        self.requests.push(Request::Say {
            client: seat.0 as u64,
            message,
            at: self.start,
        });
    }

    /// Changes what a pilot holds from now on.
    pub fn hold(&mut self, seat: Seat, controls: Controls) {
        self.clients[seat.0].seq += 1;
        let seq = self.clients[seat.0].seq;
        self.say(
            seat,
            ToServer::Controls {
                seq,
                tick: 0,
                controls,
            },
        );
        self.say(seat, ToServer::Respawn);
    }

    /// Whether the client takes nothing.
    pub fn stall(&mut self, seat: Seat, stalled: bool) {
        self.clients[seat.0].stalled = stalled;
    }

    /// Has the client's wire refuse the next message, though it is clear.
    pub fn refuse_next(&mut self, seat: Seat) {
        self.clients[seat.0].queue.refuse_next();
    }

    /// How many steps of relief the room has taken.
    pub fn relief_steps_taken(&self) -> u8 {
        self.room().relief().step()
    }

    pub fn ticks(&mut self, count: Tick) {
        for _ in 0..count {
            self.tick();
        }
    }

    pub fn tick(&mut self) {
        let room = self.room.as_mut().expect("somebody sits at the table");
        let tick_us = match room.relief().step().cmp(&self.relief_steps) {
            Ordering::Less => HARD_PRESSED_US,
            Ordering::Equal => STEADY_US,
            Ordering::Greater => 0,
        };
        room.tick(self.requests.drain(..), self.start, tick_us);
        let shown = room.world_shown().unwrap_or(room.world());
        let world_of = |role| match role {
            Role::Pilot => room.world(),
            Role::Spectator => shown,
        };
        for client in self.clients.iter_mut().filter(|client| !client.stalled) {
            client.take_all();
            if let Some(picture) = &mut client.picture {
                picture.advance_to(world_of(client.role).tick());
            }
        }
        for client in &mut self.clients {
            client.look(world_of(client.role));
        }
    }

    pub fn now(&self) -> Tick {
        self.room().world().tick()
    }

    /// The tick that those see who watch.
    pub fn shown_tick(&self) -> Option<Tick> {
        Some(self.room().world_shown()?.tick())
    }

    /// The digests of the world as it is, and as those see it who watch.
    pub fn digests(&self) -> (u64, Option<u64>) {
        let shown = self.room().world_shown();
        (self.room().world().digest(), shown.map(World::digest))
    }

    /// The frames that the room has sent so far, and all bytes.
    pub fn sent(&self) -> (u64, u64) {
        let sent = self.room().sent();
        (sent.frames, sent.bytes)
    }

    /// Whether nobody flies, watches, or may come back.
    pub fn is_deserted(&self) -> bool {
        self.room().is_deserted()
    }

    /// Has a tick end with a rebase.
    pub fn rebase(&mut self) {
        if let Some(room) = &mut self.room {
            room.rebase();
        }
    }

    /// Who is said to fly in the room, and how many to watch, to whoever asks.
    pub fn roll(&mut self) -> (Vec<PlayerId>, usize) {
        let (answer, mut present) = oneshot::channel();
        self.requests
            .push(Request::Moderate(Order::TellRoll { answer }));
        self.tick();
        let present = present.try_recv().expect("the room answers at once");
        let (pilots, watching): (Vec<_>, Vec<_>) =
            present.iter().partition(|it| it.role == Role::Pilot);
        (pilots.iter().map(|it| it.player).collect(), watching.len())
    }

    pub fn bots(&self) -> usize {
        self.room()
            .world()
            .players()
            .filter(|player| player.bot)
            .count()
    }

    /// A client goes.
    pub fn leave(&mut self, seat: Seat) {
        self.requests.push(Request::Disconnect {
            client: seat.0 as u64,
        });
    }

    /// The client's place, and how many people it knows to fly.
    pub fn place_among(&self, seat: Seat) -> Option<(u32, u32)> {
        let radar = self.clients[seat.0].radar?;
        Some((radar.rank, radar.players))
    }

    /// How often a client was told an anchor.
    pub fn anchors_told(&self, seat: Seat) -> usize {
        self.clients[seat.0].anchors
    }

    /// The tick of the last frame that the client got.
    pub fn told_tick(&self, seat: Seat) -> Tick {
        self.picture(seat).tick()
    }

    /// Whether the client's view has reached over the seam.
    pub fn has_looked_over_the_seam(&self, seat: Seat) -> bool {
        self.clients[seat.0].over_the_seam
    }

    pub fn people(&self) -> usize {
        self.room()
            .world()
            .players()
            .filter(|player| !player.bot)
            .count()
    }

    pub fn frames(&self, seat: Seat) -> u32 {
        self.clients[seat.0].frames
    }

    pub fn bytes(&self, seat: Seat) -> usize {
        self.clients[seat.0].bytes
    }

    pub fn shots_told(&self, seat: Seat) -> usize {
        self.clients[seat.0].shots
    }

    pub fn closed(&mut self, seat: Seat) -> Option<CloseCode> {
        let client = &mut self.clients[seat.0];
        client.goodbye.said().now_or_never().flatten()
    }

    pub fn granted(&self, seat: Seat) -> (f32, f32) {
        self.clients[seat.0].granted
    }

    pub fn ack(&self, seat: Seat) -> u32 {
        self.picture(seat).ack()
    }

    pub fn player(&self, seat: Seat) -> PlayerId {
        self.clients[seat.0]
            .welcome
            .as_ref()
            .expect("the client is welcome")
            .player
    }

    /// The client's ship as the world has it.
    pub fn ship(&self, seat: Seat) -> Entity<'_> {
        let world = self.room().world();
        let ship = world
            .player(self.player(seat))
            .and_then(|player| player.ship);
        ship.and_then(|ship| world.entity(ship))
            .expect("the pilot has a ship")
    }

    /// How many ships the client's screen shows, its own included; `None` while it
    /// has none.
    pub fn ships_on_screen(&self, seat: Seat) -> Option<usize> {
        let world = self.room().world();
        let own = world.player(self.player(seat))?.ship?;
        let middle = world.entity(own)?.motion.position();
        let shown = world.ships().filter(|ship| {
            let (x_m, y_m) = world.torus().delta(middle, ship.motion.position());
            x_m.abs() <= HALF.0 && y_m.abs() <= HALF.1
        });
        Some(shown.count())
    }

    /// Whether the client's pilot has a ship.
    pub fn has_ship(&self, seat: Seat) -> bool {
        let player = self.room().world().player(self.player(seat));
        player.is_some_and(|player| player.ship.is_some())
    }
}
