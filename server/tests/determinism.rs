//! The same settings and the same commands give the same world, to the bit:
//! twice in one process, and in two processes.

use std::process::Command as Process;

use asteroids_server::room::member::WORLD_VERSION;
use asteroids_server::world::{Command, World, WorldRecord, WorldSettings};
use asteroids_shared::{Controls, Improvement};
use proptest::prelude::*;

/// Asks a second process, which is this same test binary, for its digests.
const CHILD: &str = "ASTEROIDS_TEST_PRINT_DIGESTS";

fn settings(seed: u64) -> WorldSettings {
    WorldSettings::of_side(seed, 240.0)
}

/// Sixteen pilots of simple habits, who fly, fight, die, leave and come back.
fn habits(tick: u32) -> Vec<Command> {
    let mut commands = Vec::new();
    for player in 1..=16 {
        if tick == player {
            let name = format!("pilot {player}");
            commands.push(Command::Join {
                player,
                name,
                bot: player % 2 == 0,
                near: 0,
            });
        }
        if tick.is_multiple_of(5 + player) {
            let bits = (tick.wrapping_mul(2_654_435_761) >> (player % 20)) as u8;
            commands.push(Command::Control {
                player,
                controls: Controls::from_bits(bits),
            });
        }
        if tick % 70 == player {
            commands.push(Command::Respawn { player });
        }
        if (tick + player).is_multiple_of(9) {
            let improvement = Improvement::ALL[(tick / 9) as usize % Improvement::COUNT];
            commands.push(Command::Choose {
                player,
                improvement,
            });
        }
        if tick % 130 == player {
            let flies = tick.is_multiple_of(3);
            commands.push(Command::Autopilot { player, flies });
        }
        if tick % 900 == 50 * player {
            commands.push(Command::Leave { player });
        }
        if tick % 900 == 50 * player + 30 {
            let name = format!("again {player}");
            commands.push(Command::Join {
                player,
                name,
                bot: false,
                near: 0,
            });
        }
    }
    commands
}

fn digests(seed: u64, ticks: u32, script: impl Fn(u32) -> Vec<Command>) -> Vec<u64> {
    let mut world = World::new(settings(seed));
    let mut digests = vec![world.digest()];
    for tick in 0..ticks {
        world.step(&script(tick));
        digests.push(world.digest());
    }
    digests
}

#[test]
fn two_worlds_in_one_process_are_the_same() {
    assert_eq!(digests(7, 3_000, habits), digests(7, 3_000, habits));
}

/// The edges of a cluster know by it whether they step the same world.
#[test]
fn the_version_of_the_world_is_raised_with_its_rules() {
    let last = digests(7, 1_000, habits).pop();
    let known = (WORLD_VERSION, last);
    assert_eq!(
        known,
        (3, Some(15_221_983_270_388_561_357)),
        "raise WORLD_VERSION and note the new digest"
    );
}

fn read_again(world: &World) -> World {
    let bytes = rmp_serde::to_vec_named(&world.record()).expect("it is written down");
    let record: WorldRecord = rmp_serde::from_slice(&bytes).expect("it is read again");
    World::from(record)
}

/// Plays for so long, rebases, writes the world down, and has both go on from there
/// for so many ticks.
fn goes_on_alike(
    settings: WorldSettings,
    script: impl Fn(u32) -> Vec<Command>,
    rest: u32,
    ticks: u32,
) -> bool {
    let mut live = World::new(settings);
    (0..rest).for_each(|tick| live.step(&script(tick)));
    let before = live.digest();
    live.rebase();
    let mut restored = read_again(&live);
    before == live.digest()
        && restored.digest() == before
        && (rest..rest + ticks).all(|tick| {
            live.step(&script(tick));
            restored.step(&script(tick));
            // A difference does not go away again.
            !tick.is_multiple_of(32) || live.digest() == restored.digest()
        })
        && live.digest() == restored.digest()
}

/// Four hundred pilots in a narrow world, who never let go of anything for long.
fn crowd(tick: u32) -> Vec<Command> {
    let mut commands = Vec::new();
    for player in 1..=400u32 {
        if tick == 0 {
            commands.push(Command::Join {
                player,
                name: format!("pilot {player}"),
                bot: player % 2 == 0,
                near: 0,
            });
        }
        if (tick + player).is_multiple_of(16) {
            let held = player.wrapping_mul(2_654_435_761).rotate_left(tick / 16);
            let controls = Controls::from_bits(held as u8 & 0b01_1111);
            commands.push(Command::Respawn { player });
            commands.push(Command::Control { player, controls });
        }
    }
    commands
}

#[test]
fn after_a_rebase_a_restored_crowd_is_the_live_one_for_3_000_ticks() {
    assert!(goes_on_alike(settings(3), crowd, 200, 3_000));
}

#[test]
fn another_seed_is_another_world() {
    assert_ne!(digests(7, 100, habits), digests(8, 100, habits));
}

#[test]
fn one_other_command_is_another_world() {
    let turned = |tick: u32| {
        let mut commands = habits(tick);
        if tick == 40 {
            commands.push(Command::Control {
                player: 1,
                controls: Controls::LEFT,
            });
        }
        commands
    };
    assert_ne!(digests(7, 60, habits), digests(7, 60, turned));
}

#[test]
fn two_processes_have_the_same_world() {
    let own = digests(11, 2_000, habits);
    if std::env::var_os(CHILD).is_some() {
        println!("{own:x?}");
        return;
    }
    let binary = std::env::current_exe().expect("the test knows its own binary");
    let child = Process::new(binary)
        .args([
            "--exact",
            "two_processes_have_the_same_world",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .output()
        .expect("the test binary starts");
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(said.contains(&format!("{own:x?}")), "{said}");
}

fn command() -> impl Strategy<Value = Command> {
    let player = 1u32..8;
    prop_oneof![
        1 => player.clone().prop_map(|player| Command::Join { player, name: "x".into(), bot: false, near: 0 }),
        1 => player.clone().prop_map(|player| Command::Leave { player }),
        8 => (player.clone(), any::<u8>()).prop_map(|(player, bits)| Command::Control {
            player,
            controls: Controls::from_bits(bits),
        }),
        1 => player.clone().prop_map(|player| Command::Rename { player, name: "y".into() }),
        2 => (player.clone(), 0..Improvement::COUNT).prop_map(|(player, which)| Command::Choose {
            player,
            improvement: Improvement::ALL[which],
        }),
        1 => (player.clone(), any::<u8>()).prop_map(|(player, look)| Command::Dress { player, look }),
        2 => player.prop_map(|player| Command::Respawn { player }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) })]

    #[test]
    fn a_world_that_was_written_down_is_whole_at_any_tick(seed in any::<u64>(), rest in 0u32..900) {
        prop_assert!(goes_on_alike(settings(seed), habits, rest, 300));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_commands_give_the_same_world_twice(
        seed in any::<u64>(),
        script in prop::collection::vec(prop::collection::vec(command(), 0..4), 1..300),
    ) {
        let ticks = script.len() as u32;
        let play = |tick: u32| script[tick as usize].clone();
        prop_assert_eq!(digests(seed, ticks, play), digests(seed, ticks, play));
    }
}
