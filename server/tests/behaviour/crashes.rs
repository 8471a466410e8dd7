use asteroids_server::world::Happening;
use asteroids_shared::protocol::Weapon;
use asteroids_shared::{Kind, Motion};

use crate::game::{Game, moving};

#[test]
fn a_ship_that_runs_into_a_rock_breaks_and_so_does_the_rock() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.put(ann, moving(0.0, 0.0, 15.0, 0.0));
    game.place(Kind::RockLarge, Motion::at(10.0, 0.0));
    game.pass_seconds(1.0);
    assert!(!game.is_alive(ann));
    assert_eq!(game.count(Kind::RockMedium), 2);
    assert_eq!(game.player(ann).score, 20, "as in 1979");
}

#[test]
fn a_shielded_ship_bounces_off_a_rock_that_stays_whole() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.put(ann, moving(0.0, 0.0, 15.0, 0.0));
    let rock = game.place(Kind::RockLarge, Motion::at(10.0, 0.0));
    game.pass_seconds(0.9);
    assert!(game.is_alive(ann) && game.is_there(rock));
    let is_hit = |it: &Happening| matches!(it, Happening::Hit { .. });
    assert!(game.happened.iter().any(is_hit), "it took her shield");
    assert!(game.motion(ann).vx_mps < 0.0, "it bounced");
    assert!(game.entity(rock).motion.vx_mps > 0.0, "and pushed the rock");
}

#[test]
fn two_ships_that_crash_both_die_and_nobody_scores() {
    let mut game = Game::new();
    let ann = game.join_at("ann", -8.0, 0.0);
    let bob = game.join_at("bob", 8.0, 0.0);
    game.put(ann, moving(-8.0, 0.0, 12.0, 0.0));
    game.put(bob, moving(8.0, 0.0, -12.0, 0.0));
    game.pass_seconds(1.0);
    assert!(!game.is_alive(ann) && !game.is_alive(bob));
    assert_eq!((game.player(ann).score, game.player(bob).score), (0, 0));
    let by_hull = game.happened.iter().filter(|happening| {
        matches!(
            happening,
            Happening::Killed {
                weapon: Weapon::Kind(Kind::Ship),
                ..
            }
        )
    });
    assert_eq!(by_hull.count(), 2);
}

#[test]
fn a_ship_and_a_saucer_that_crash_both_die() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let saucer = game.place(Kind::SaucerLarge, Motion::at(3.0, 0.0));
    game.put(ann, moving(0.0, 0.0, 20.0, 0.0));
    game.pass_seconds(0.5);
    assert!(!game.is_alive(ann) && !game.is_there(saucer));
    assert_eq!(game.player(ann).score, 200);
}

#[test]
fn a_ship_that_passes_near_a_rock_is_not_touched() {
    let mut game = Game::new();
    let ann = game.join_at("ann", -20.0, 5.5);
    game.put(ann, moving(-20.0, 5.5, 20.0, 0.0));
    game.place(Kind::RockLarge, Motion::at(-10.0, 0.0));
    game.pass_seconds(1.0);
    assert!(game.is_alive(ann));
    assert_eq!(game.motion(ann).vy_mps, 0.0);
}
