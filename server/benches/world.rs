//! What a step of the world costs.
//!
//! `cargo bench -p asteroids-server --bench world`

use asteroids_server::world::{Command, World, WorldSettings};
use asteroids_shared::{Controls, Kind, Motion, Torus};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// Pilots who turn, thrust and brake, and fire if they may: each changes what it
/// holds twice a second.
#[derive(Clone, Copy)]
struct Crowd {
    ships: u32,
    firing: bool,
    /// For how many the world is made.
    capacity: u32,
}

impl Crowd {
    /// So many that their world is full.
    fn filling(ships: u32, firing: bool) -> Self {
        Self {
            ships,
            firing,
            capacity: ships,
        }
    }

    fn commands(self, tick: u32) -> Vec<Command> {
        let mask = if self.firing { 0b01_1111 } else { 0b00_1111 };
        let mut commands = Vec::new();
        for player in (tick % 16 + 1..=self.ships).step_by(16) {
            let held = player.wrapping_mul(2_654_435_761).rotate_left(tick / 16);
            let controls = Controls::from_bits(held as u8 & mask);
            commands.push(Command::Respawn { player });
            commands.push(Command::Control { player, controls });
        }
        commands
    }

    /// The world five seconds after everybody came.
    fn world(self) -> World {
        let mut world = World::new(WorldSettings {
            saucers: false,
            occasions: false,
            ..WorldSettings::for_capacity(1, self.capacity)
        });
        let join = |player| Command::Join {
            player,
            name: format!("pilot {player}"),
            bot: true,
            near: 0,
        };
        world.step(&(1..=self.ships).map(join).collect::<Vec<_>>());
        for tick in 0..160 {
            world.step(&self.commands(tick));
        }
        world
    }
}

/// One step; the items are bodies.
fn step(bencher: Bencher, crowd: Crowd) {
    let mut world = crowd.world();
    let bodies: u32 = world.counts()[..6].iter().sum();
    bencher
        .counter(ItemsCount::new(bodies))
        .bench_local(|| world.step(&crowd.commands(world.tick())));
}

#[divan::bench(args = [400, 2_000, 4_000, 5_000], sample_count = 200, sample_size = 1)]
fn step_flying(bencher: Bencher, ships: u32) {
    step(bencher, Crowd::filling(ships, false));
}

#[divan::bench(args = [400, 2_000, 4_000, 5_000], sample_count = 200, sample_size = 1)]
fn step_fighting(bencher: Bencher, ships: u32) {
    step(bencher, Crowd::filling(ships, true));
}

/// A thousand who fight, in a world for as many as this: the rest of it is rocks.
#[divan::bench(args = [1_000, 20_000], sample_count = 400, sample_size = 1)]
fn step_in_a_world_for(bencher: Bencher, capacity: u32) {
    let crowd = Crowd {
        ships: 1_000,
        firing: true,
        capacity,
    };
    step(bencher, crowd);
}

#[divan::bench]
fn advance(bencher: Bencher) {
    let torus = Torus::square(800.0);
    let dynamics = Kind::Ship.dynamics();
    let mut motion = Motion {
        vx_mps: 10.0,
        spin_radps: 1.0,
        ..Motion::at(0.0, 0.0)
    };
    bencher.bench_local(|| {
        motion.advance(
            divan::black_box(Controls::THRUST.with(Controls::LEFT)),
            &dynamics,
            &torus,
        );
        motion
    });
}

#[divan::bench(args = [1_000, 5_000])]
fn digest(bencher: Bencher, ships: u32) {
    let world = Crowd::filling(ships, false).world();
    bencher.bench_local(|| world.digest());
}
