//! What it costs to tell clients: the ledger per tick, a frame per client.

use asteroids_server::room::{
    Goodbye, Newcomer, Refused, Request, Room, RoomSettings, Wire, outbox,
};
use asteroids_server::view::{Cadence, Chronicle, Ledger, Scratch, View, ViewSettings, Watcher};
use asteroids_server::world::{Command, World, WorldSettings};
use asteroids_shared::Controls;
use asteroids_shared::protocol::{Focus, FrameWriter, Hello, Role, SessionKey, ToServer};
use divan::{Bencher, counter::ItemsCount};
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    divan::main();
}

/// A world of ships that turn and thrust, and one view of it.
struct Lookout {
    world: World,
    ledger: Ledger,
    chronicle: Chronicle,
    scratch: Scratch,
    frame: FrameWriter,
}

impl Lookout {
    fn over(ships: u32) -> Self {
        let mut world = World::new(WorldSettings::for_capacity(7, ships));
        let join = |player| Command::Join {
            player,
            name: format!("pilot {player}"),
            bot: true,
            near: 0,
        };
        world.step(&(1..=ships).map(join).collect::<Vec<_>>());
        let ledger = Ledger::new(&world, ViewSettings::default());
        Self {
            world,
            ledger,
            chronicle: Chronicle::default(),
            scratch: Scratch::default(),
            frame: FrameWriter::default(),
        }
    }

    /// Two ticks, in which every sixth ship changes its keys.
    fn pass(&mut self) {
        for _ in 0..2 {
            let tick = self.world.tick();
            let bits = |player: u32| (player.wrapping_mul(2_654_435_761) >> (tick % 24)) as u8 & 15;
            let commands: Vec<Command> = (1 + tick % 12..=1_000)
                .step_by(12)
                .map(|player| Command::Control {
                    player,
                    controls: Controls::from_bits(bits(player)),
                })
                .collect();
            self.world.step(&commands);
            self.ledger.update(&self.world);
            self.chronicle.update(&self.world);
        }
    }

    fn compose(&mut self, view: &mut View) -> usize {
        let (player, ship) = self
            .world
            .players()
            .find_map(|player| Some((player.id, player.ship?)))
            .expect("somebody lives");
        let motion = *self.world.entity(ship).expect("it has a ship").motion;
        let watcher = Watcher {
            player,
            ship,
            center: motion.position(),
            velocity: (motion.vx_mps, motion.vy_mps),
            cadence: Cadence {
                every_ticks: 2,
                spares_distant: false,
            },
        };
        let (ledger, chronicle) = (&mut self.ledger, &self.chronicle);
        view.compose(
            &watcher,
            &self.world,
            ledger,
            chronicle,
            &mut self.scratch,
            &mut self.frame,
        );
        self.frame.finish(Some(2), 0).len()
    }

    fn view(&self) -> View {
        View::new(Role::Pilot, self.world.torus(), self.world.tick())
    }
}

/// The first frame of a client, with everything in sight in it.
#[divan::bench]
fn first_frame(bencher: Bencher) {
    let mut lookout = Lookout::over(1_000);
    lookout.pass();
    bencher.bench_local(|| {
        let mut view = lookout.view();
        lookout.compose(&mut view)
    });
}

/// A frame of a client that has got one two ticks before.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn next_frame(bencher: Bencher) {
    let mut lookout = Lookout::over(1_000);
    lookout.pass();
    let mut view = lookout.view();
    lookout.compose(&mut view);
    let state = RefCell::new((lookout, view));
    bencher
        .with_inputs(|| state.borrow_mut().0.pass())
        .bench_local_values(|()| {
            let (lookout, view) = &mut *state.borrow_mut();
            lookout.compose(view)
        });
}

/// A room in which as many bots fly as people watch from their ships' places.
/// A wire that takes everything and costs nothing.
#[derive(Debug)]
struct Nowhere;

impl Wire for Nowhere {
    fn is_clear(&self) -> bool {
        true
    }

    fn try_send(&self, _message: &[u8]) -> Result<(), Refused> {
        Ok(())
    }
}

struct Stand {
    room: Room,
    /// Whoever drops its goodbye is gone.
    clients: Vec<Goodbye>,
    now: Instant,
}

impl Stand {
    fn with_pilots(pilots: u32) -> Self {
        let settings = RoomSettings {
            room: 1,
            capacity: pilots,
            bots: pilots,
            world: WorldSettings::for_capacity(7, pilots),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
        };
        let mut room = Room::new(settings);
        let now = Instant::now();
        for _ in 0..pilots + 128 {
            room.tick([], now, 0);
        }
        Self {
            room,
            clients: Vec::new(),
            now,
        }
    }

    fn with_clients(pilots: u32) -> Self {
        Self::with_pilots(pilots).seating(pilots, Role::Pilot, 1.0)
    }

    /// With so many more, whose views are so many times a screen.
    fn seating(mut self, clients: u32, role: Role, screens: f32) -> Self {
        let mut requests = Vec::new();
        let from = self.clients.len() as u64;
        for client in from..from + u64::from(clients) {
            let (outbox, goodbye) = outbox(Arc::new(Nowhere));
            let hello = Hello::new(role, "pilot", 30.0 * screens, 17.0 * screens);
            requests.push(Request::Connect(Box::new(Newcomer {
                client,
                hello,
                token: None,
                key: SessionKey([client as u8; 16]),
                near: None,
                seat: None,
                outbox,
            })));
            self.clients.push(goodbye);
        }
        self.room.tick(requests, self.now, 0);
        for _ in 0..64 {
            self.tick();
        }
        self
    }

    /// Has each who watches follow another ship.
    fn spread(mut self) -> Self {
        let players: Vec<_> = self.room.world().players().map(|it| it.id).collect();
        let focus = |client: usize| Request::Say {
            client: client as u64,
            message: ToServer::Focus(Focus::Player(players[client % players.len()])),
            at: self.now,
        };
        let requests: Vec<_> = (0..self.clients.len()).map(focus).collect();
        self.room.tick(requests, self.now, 0);
        for _ in 0..64 {
            self.tick();
        }
        self
    }

    fn tick(&mut self) {
        self.room.tick([], self.now, 0);
    }
}

/// A tick of a room full of bots and without clients.
#[divan::bench(args = [100, 1_000, 3_000, 5_000], sample_count = 50)]
fn tick_without_clients(bencher: Bencher, pilots: u32) {
    let mut stand = Stand::with_pilots(pilots);
    bencher
        .counter(ItemsCount::new(pilots))
        .bench_local(|| stand.tick());
}

/// A tick of a room full of clients that hold nothing, frames included.
#[divan::bench(args = [100, 1_000, 5_000], sample_count = 20)]
fn tick_with_clients(bencher: Bencher, pilots: u32) {
    let mut stand = Stand::with_clients(pilots);
    bencher
        .counter(ItemsCount::new(pilots))
        .bench_local(|| stand.tick());
}

/// A tick of a room of a thousand clients, with as many who watch at various places.
#[divan::bench(args = [0, 1_000], sample_count = 100)]
fn tick_with_spectators(bencher: Bencher, spectators: u32) {
    let stand = Stand::with_clients(1_000).seating(spectators, Role::Spectator, 1.0);
    let mut stand = stand.spread();
    bencher.bench_local(|| stand.tick());
}

/// A tick of a room of so many bots, with a thousand who look at all of it, at a part
/// of it that is too large for entities, or at a screen, by how many screens.
#[divan::bench(args = [(1_000, 100.0), (1_000, 3.0), (1_000, 1.0), (5_000, 100.0)], sample_count = 100)]
fn tick_from_above(bencher: Bencher, (bots, screens): (u32, f32)) {
    let stand = Stand::with_pilots(bots).seating(1_000, Role::Spectator, screens);
    let mut stand = stand.spread();
    bencher.bench_local(|| stand.tick());
}

/// The copy of a room that a snapshot is written from. It is taken in a tick.
#[divan::bench(args = [1_000, 3_000, 5_000], sample_count = 50)]
fn copy_for_a_snapshot(bencher: Bencher, pilots: u32) {
    let stand = Stand::with_pilots(pilots);
    bencher.bench_local(|| stand.room.state().record(1));
}

/// A tick that ends with a rebase, as one before a snapshot does.
#[divan::bench(args = [1_000, 3_000, 5_000], sample_count = 50)]
fn tick_with_rebase(bencher: Bencher, pilots: u32) {
    let mut stand = Stand::with_pilots(pilots);
    bencher.bench_local(|| {
        stand.room.rebase();
        stand.tick();
    });
}
