use asteroids_shared::rules::{
    GUARD_BELOW_POINTS, GUARD_LEAST_TICKS, GUARD_MOST_TICKS, GUARD_PAUSE_TICKS, SPAWN_SHIELD_TICKS,
};

use crate::game::Game;

#[test]
fn a_beginner_that_fires_has_a_shield_again_after_a_pause() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.pass_ticks(2);
    game.shoot(ann);
    assert!(!game.is_shielded(ann), "firing ends the shield of a spawn");
    game.pass_ticks(GUARD_PAUSE_TICKS - 2);
    assert!(!game.is_shielded(ann));
    game.pass_ticks(2);
    assert!(game.is_shielded(ann));
}

#[test]
fn a_pilot_with_points_does_without_once_its_first_seconds_are_over() {
    let mut game = Game::new();
    let (ann, bob) = (game.join_at("ann", 0.0, 0.0), game.join("bob"));
    game.world.set_score(ann, GUARD_BELOW_POINTS);
    game.pass_ticks(SPAWN_SHIELD_TICKS + GUARD_PAUSE_TICKS + GUARD_LEAST_TICKS);
    assert!(game.is_shielded(bob), "it has no points yet");
    assert!(!game.is_shielded(ann));
}

#[test]
fn nobody_rests_behind_a_guard_for_ever() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.pass_ticks(GUARD_MOST_TICKS - 2);
    assert!(game.is_shielded(ann));
    game.pass_ticks(4);
    assert!(!game.is_shielded(ann));
}

#[test]
fn bots_are_not_guarded() {
    let mut game = Game::new();
    let bot = game.join_bot("Vega");
    game.pass_ticks(SPAWN_SHIELD_TICKS + GUARD_PAUSE_TICKS);
    assert!(!game.is_shielded(bot));
}
