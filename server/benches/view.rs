//! What it costs to tell clients: the ledger per tick, a frame per client.

use asteroids_server::room::{Outbox, OutboxReader, Request, Room, RoomSettings, outbox};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::protocol::{Hello, Role};
use divan::{Bencher, counter::ItemsCount};
use std::time::Instant;

fn main() {
    divan::main();
}

/// A room in which as many bots fly as people watch from their ships' places.
struct Stand {
    room: Room,
    readers: Vec<OutboxReader>,
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
        };
        let mut room = Room::new(settings);
        let now = Instant::now();
        for _ in 0..pilots + 64 {
            room.tick([], now, 0);
        }
        Self {
            room,
            readers: Vec::new(),
            now,
        }
    }

    fn with_clients(pilots: u32) -> Self {
        let mut stand = Self::with_pilots(pilots);
        let mut requests = Vec::new();
        for client in 0..u64::from(pilots) {
            let (outbox, reader): (Outbox, OutboxReader) = outbox();
            let hello = Hello::new(Role::Pilot, "pilot", 30.0, 17.0);
            requests.push(Request::Connect {
                client,
                hello,
                outbox,
            });
            stand.readers.push(reader);
        }
        stand.room.tick(requests, stand.now, 0);
        for _ in 0..64 {
            stand.tick();
        }
        stand
    }

    fn tick(&mut self) {
        self.room.tick([], self.now, 0);
        for reader in &mut self.readers {
            while reader.try_next().is_some() {}
        }
    }
}

/// A tick of a room full of bots and without clients.
#[divan::bench(args = [100, 1_000, 5_000], sample_count = 20)]
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
