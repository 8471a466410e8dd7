use asteroids_server::world::Happening;
use asteroids_shared::Controls;
use asteroids_shared::protocol::Weapon;
use asteroids_shared::rules::{HYPERSPACE_COOLDOWN_TICKS, HYPERSPACE_RISK_ONE_IN};

use crate::game::{Game, moving};

/// A game in which ann's first jump succeeds.
fn ready_to_jump() -> (Game, u32) {
    for seed in 0.. {
        let mut game = Game::seeded(seed);
        let ann = game.join_at("ann", 0.0, 0.0);
        game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
        if game.is_alive(ann) {
            return (game, ann);
        }
    }
    unreachable!("some seed lets ann live")
}

fn jumps(game: &Game) -> usize {
    let jump = |it: &&Happening| matches!(it, Happening::Jumped { .. });
    game.happened.iter().filter(jump).count()
}

#[test]
fn a_jump_takes_a_ship_elsewhere_at_rest() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.put(ann, moving(0.0, 0.0, 20.0, 0.0));
    game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
    let jump = game.happened.iter().find_map(|it| match it {
        Happening::Jumped { from, to, .. } => Some((*from, *to)),
        _ => None,
    });
    let (from, to) = jump.expect("this seed lets ann live");
    assert_eq!(from, (0.0, 0.0));
    assert_eq!(game.motion(ann).position(), to);
    assert_eq!(game.motion(ann).vx_mps, 0.0);
}

#[test]
fn a_held_key_jumps_once() {
    let (mut game, _) = ready_to_jump();
    game.pass_ticks(3 * HYPERSPACE_COOLDOWN_TICKS);
    assert_eq!(jumps(&game), 1);
}

#[test]
fn the_drive_must_cool_down() {
    let (mut game, ann) = ready_to_jump();
    game.release(ann).for_ticks(HYPERSPACE_COOLDOWN_TICKS / 2);
    game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
    assert_eq!(jumps(&game), 1, "too early");
    game.release(ann).for_ticks(HYPERSPACE_COOLDOWN_TICKS / 2);
    game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
    assert!(jumps(&game) == 2 || !game.is_alive(ann));
}

#[test]
fn one_jump_in_eight_destroys_the_ship() {
    let games = 800;
    let lost = (0..games).filter(|seed| {
        let mut game = Game::seeded(*seed);
        let ann = game.join("ann");
        game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
        let died = game.happened.iter().any(|it| {
            matches!(
                it,
                Happening::Killed {
                    killer: 0,
                    weapon: Weapon::Hyperspace,
                    ..
                }
            )
        });
        assert_eq!(died, !game.is_alive(ann));
        died
    });
    let lost = lost.count() as u32;
    let expected = games as u32 / HYPERSPACE_RISK_ONE_IN;
    assert!(lost.abs_diff(expected) < expected / 3, "{lost} of {games}");
}
