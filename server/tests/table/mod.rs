//! A room without a thread, with clients that are pictures, in simulated time.

mod queue;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use asteroids_server::room::{Goodbye, Request, Room, RoomSettings, outbox};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::{Entity, World, WorldSettings};
use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use asteroids_shared::protocol::{CloseCode, Frame, Hello, Role, ToClient, ToServer, Welcome};
use asteroids_shared::{Controls, EntityId, Kind, Motion, PlayerId, Tick};
use futures_util::FutureExt;
use queue::Queue;

/// Half the size of every view here, in metres.
const HALF: (f32, f32) = (30.0, 17.0);
/// Further than this beyond the view's edge nothing is kept, in metres.
const KEPT_M: f32 = 20.0;

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
}

struct Client {
    role: Role,
    queue: Arc<Queue>,
    goodbye: Goodbye,
    stalled: bool,
    welcome: Option<Welcome>,
    picture: Option<Picture>,
    granted: (f32, f32),
    frames: u32,
    bytes: usize,
    shots: usize,
    anchors: usize,
    over_the_seam: bool,
    seq: u32,
    center: Option<(f32, f32)>,
    moved_tick: Tick,
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
        };
        Self {
            settings,
            room: None,
            requests: Vec::new(),
            clients: Vec::new(),
            start: Instant::now(),
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

    pub fn with_capacity(mut self, capacity: u32) -> Self {
        self.settings.capacity = capacity;
        self
    }

    pub fn in_empty_space(mut self) -> Self {
        self.settings.world.rocks = 0;
        self.settings.world.saucers = false;
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
        self.requests.push(Request::Connect {
            client: seat as u64,
            hello,
            token: None,
            outbox,
        });
        self.clients.push(Client {
            role,
            queue,
            goodbye,
            stalled: false,
            welcome: None,
            picture: None,
            granted: (0.0, 0.0),
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

    pub fn ticks(&mut self, count: Tick) {
        for _ in 0..count {
            self.tick();
        }
    }

    pub fn tick(&mut self) {
        let room = self.room.as_mut().expect("somebody sits at the table");
        room.tick(self.requests.drain(..), self.start, 0);
        let now = room.world().tick();
        for client in self.clients.iter_mut().filter(|client| !client.stalled) {
            client.take_all();
            if let Some(picture) = &mut client.picture {
                picture.advance_to(now);
            }
        }
        for client in &mut self.clients {
            client.look(room.world());
        }
    }

    pub fn now(&self) -> Tick {
        self.room().world().tick()
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
    pub fn ship(&self, seat: Seat) -> &Entity {
        let world = self.room().world();
        let ship = world
            .player(self.player(seat))
            .and_then(|player| player.ship);
        ship.and_then(|ship| world.entity(ship))
            .expect("the pilot has a ship")
    }

    /// Whether the client's pilot has a ship.
    pub fn has_ship(&self, seat: Seat) -> bool {
        let player = self.room().world().player(self.player(seat));
        player.is_some_and(|player| player.ship.is_some())
    }

    /// How many ships are in a client's picture.
    pub fn ships_shown(&self, seat: Seat) -> usize {
        self.picture(seat)
            .entities()
            .filter(|entity| entity.kind() == Kind::Ship)
            .count()
    }

    /// What a client shows elsewhere than who knows all news would.
    pub fn outdated(&self, seat: Seat) -> HashSet<EntityId> {
        let view = self.room().view_of(seat.0 as u64);
        let known = view.into_iter().flat_map(|view| view.known_ids());
        let differs = |(entity, client_id): &(EntityId, EntityId)| {
            let shown = self.picture(seat).entity(*client_id);
            let believed = self.believed(*entity);
            !shown
                .zip(believed)
                .is_some_and(|(shown, believed)| believed.same_bits(shown.motion()))
        };
        known.filter(differs).map(|(entity, _)| entity).collect()
    }

    /// Where the server believes that clients show an entity.
    fn believed(&self, entity: EntityId) -> Option<Motion> {
        let room = self.room();
        let motion = room.world().entity(entity)?.motion;
        Some(room.ledger().entry(entity)?.shown(&motion))
    }

    /// Whether a client's picture has another's ship in it.
    pub fn sees_ship_of(&self, watcher: Seat, pilot: Seat) -> bool {
        let ship = self.client_id(watcher, self.ship(pilot).id);
        self.picture(watcher).entity(ship).is_some()
    }

    /// What the client calls an entity, 0 if it does not know it.
    fn client_id(&self, seat: Seat, entity: EntityId) -> EntityId {
        let view = self.room().view_of(seat.0 as u64);
        view.map_or(0, |view| view.client_id(entity))
    }

    /// The entity that the client knows by this id.
    fn entity_known_as(&self, seat: Seat, client_id: EntityId) -> Option<EntityId> {
        let view = self.room().view_of(seat.0 as u64)?;
        let (entity, _) = view.known_ids().find(|(_, id)| *id == client_id)?;
        Some(entity)
    }

    /// The greatest id in the client's picture.
    pub fn greatest_id_shown(&self, seat: Seat) -> EntityId {
        let ids = self.picture(seat).entities().map(|entity| entity.id());
        ids.max().unwrap_or(0)
    }

    fn picture(&self, seat: Seat) -> &Picture {
        self.clients[seat.0]
            .picture
            .as_ref()
            .expect("the client is welcome")
    }

    /// Everything in sight is in the picture, where the world has it; and
    /// nothing far out of sight is.
    pub fn assert_picture_equals_world(&self, seat: Seat) {
        let Some(center) = self.center(seat) else {
            return;
        };
        let world = self.room().world();
        let picture = self.picture(seat);
        for entity in world.entities() {
            let (dx, dy) = world.torus().delta(center, entity.motion.position());
            let beyond_m = (dx.abs() - HALF.0).max(dy.abs() - HALF.1);
            let touches = beyond_m <= entity.kind.radius_m();
            if touches && self.had_time_to_be_told(entity.id) {
                assert!(
                    picture.entity(self.client_id(seat, entity.id)).is_some(),
                    "tick {}: {:?} {} is in sight of {seat:?}, {beyond_m} m beyond the edge, and missing",
                    world.tick(),
                    entity.kind,
                    entity.id,
                );
            }
        }
        for shown in picture.entities() {
            let id = self
                .entity_known_as(seat, shown.id())
                .expect("the server knows what is shown");
            let Some(entity) = world.entity(id) else {
                assert!(!self.had_time_to_be_told(id), "{id} is shown and long gone");
                continue;
            };
            self.assert_shown_where_it_is(shown, entity, center);
        }
    }

    /// Frames go out at send ticks; what is newer than the last is not told yet.
    fn had_time_to_be_told(&self, id: EntityId) -> bool {
        let entry = self.room().ledger().entry(id);
        entry.is_some_and(|entry| {
            self.now() - entry.news_tick >= self.settings.view.send_every_ticks
        })
    }

    fn assert_shown_where_it_is(
        &self,
        shown: &asteroids_shared::picture::Entity,
        entity: &Entity,
        center: (f32, f32),
    ) {
        let world = self.room().world();
        let believed = self.believed(entity.id).expect("every entity has an entry");
        assert_eq!(shown.kind(), entity.kind);
        let apart_m2 = world
            .torus()
            .distance_squared(believed.position(), entity.motion.position());
        assert!(
            apart_m2.sqrt() <= 0.05,
            "{} is {} m from where clients show it",
            entity.id,
            apart_m2.sqrt()
        );
        if !self.had_time_to_be_told(entity.id) {
            return;
        }
        let (dx, dy) = world.torus().delta(center, entity.motion.position());
        let beyond_m = (dx.abs() - HALF.0).max(dy.abs() - HALF.1);
        assert!(
            beyond_m < KEPT_M && shown.motion().same_bits(&believed),
            "tick {}: {:?} {} {beyond_m} m beyond the edge is shown at {:?}, not {:?}",
            world.tick(),
            entity.kind,
            entity.id,
            shown.motion(),
            believed
        );
    }

    /// Where the client looks; none while it has no ship, and for as long after
    /// a jump or a spawn as a frame may take.
    fn center(&self, seat: Seat) -> Option<(f32, f32)> {
        let client = &self.clients[seat.0];
        client
            .center
            .filter(|_| self.now() - client.moved_tick >= self.settings.view.send_every_ticks)
    }
}

impl Client {
    /// Notes where it looks, and when it last looked somewhere else.
    fn look(&mut self, world: &World) {
        let ship_of = |player| world.entity(world.player(player)?.ship?);
        let center = match (self.role, &self.welcome) {
            (Role::Pilot, Some(welcome)) => {
                ship_of(welcome.player).map(|ship| ship.motion.position())
            }
            (Role::Spectator, Some(_)) => world.action(),
            (_, None) => None,
        };
        let moved = match (self.center, center) {
            (Some(before), Some(now)) => world.torus().distance_squared(before, now) > 4.0,
            _ => true,
        };
        self.center = center;
        self.over_the_seam |=
            center.is_some_and(|(x_m, _)| x_m.abs() + HALF.0 > world.torus().width_m * 0.5);
        if moved {
            self.moved_tick = world.tick();
        }
    }

    fn take_all(&mut self) {
        while let Some(bytes) = self.queue.pop() {
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        assert!(bytes.len() <= TO_CLIENT_BYTES_MAX);
        self.bytes += bytes.len();
        match ToClient::decode(bytes).expect("the server speaks the protocol") {
            ToClient::Welcome(welcome) => {
                self.granted = welcome.view;
                self.picture = Some(Picture::new(&welcome));
                self.welcome = Some(*welcome);
            }
            ToClient::Frame(frame) => self.take_frame(&frame),
            ToClient::ViewGranted(view) => self.granted = (view.half_width_m, view.half_height_m),
            ToClient::Leaderboard(_) | ToClient::Radar(_) => {}
        }
    }

    fn take_frame(&mut self, frame: &Frame) {
        self.frames += 1;
        self.shots += frame.shots.len();
        self.anchors += frame.anchors.len();
        let picture = self
            .picture
            .as_mut()
            .expect("a welcome comes before any frame");
        let findings = picture.apply(frame);
        assert!(
            findings.breaches.is_empty(),
            "{} ticks after the frame before: {:?}",
            frame.ticks,
            findings.breaches
        );
    }
}
