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
}

impl Crowd {
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

    /// A world as crowded as a full room, five seconds after everybody came.
    fn world(self) -> World {
        let mut world = World::new(WorldSettings {
            saucers: false,
            ..WorldSettings::for_capacity(1, self.ships)
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
    let firing = false;
    step(bencher, Crowd { ships, firing });
}

#[divan::bench(args = [400, 2_000, 4_000, 5_000], sample_count = 200, sample_size = 1)]
fn step_fighting(bencher: Bencher, ships: u32) {
    let firing = true;
    step(bencher, Crowd { ships, firing });
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
    let firing = false;
    let world = Crowd { ships, firing }.world();
    bencher.bench_local(|| world.digest());
}
