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

/// A world with so many ships and one and a half as many rocks, as crowded as
/// a full room, whose pilots turn, thrust and brake, and fire if they may.
fn crowd(ships: u32, firing: bool) -> (World, impl Fn(u32) -> Vec<Command>) {
    let mut world = World::new(WorldSettings {
        saucers: false,
        ..WorldSettings::for_capacity(1, ships)
    });
    let join = |player| Command::Join {
        player,
        name: format!("pilot {player}"),
        bot: true,
    };
    world.step(&(1..=ships).map(join).collect::<Vec<_>>());
    let mask = if firing { 0b01_1111 } else { 0b00_1111 };
    let script = move |tick: u32| {
        let turn = (tick % 16) + 1;
        let those_on_turn = (turn..=ships).step_by(16);
        those_on_turn
            .flat_map(|player| {
                let held = player.wrapping_mul(2_654_435_761).rotate_left(tick / 16) as u8;
                let controls = Controls::from_bits(held & mask);
                [
                    Command::Respawn { player },
                    Command::Control { player, controls },
                ]
            })
            .collect()
    };
    for tick in 0..160 {
        world.step(&script(tick));
    }
    (world, script)
}

fn step(bencher: Bencher, ships: u32, firing: bool) {
    let (mut world, script) = crowd(ships, firing);
    let bodies: u32 = world.counts()[..6].iter().sum();
    bencher
        .counter(ItemsCount::new(bodies))
        .bench_local(|| world.step(&script(world.tick())));
}

#[divan::bench(args = [400, 2_000, 4_000, 5_000], sample_count = 200, sample_size = 1)]
fn step_flying(bencher: Bencher, ships: u32) {
    step(bencher, ships, false);
}

#[divan::bench(args = [400, 2_000, 4_000, 5_000], sample_count = 200, sample_size = 1)]
fn step_fighting(bencher: Bencher, ships: u32) {
    step(bencher, ships, true);
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
    let (world, _) = crowd(ships, false);
    bencher.bench_local(|| world.digest());
}
