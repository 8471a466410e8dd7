use asteroids_shared::rules::SHIP_DYNAMICS;
use asteroids_shared::{Controls, Motion};

use crate::game::{Game, moving, speed_mps};

#[test]
fn thrust_pushes_along_the_nose() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.hold(ann, Controls::THRUST).for_seconds(1.0);
    let motion = game.motion(ann);
    assert!(motion.x_m > 4.0 && motion.vx_mps > 9.0, "{motion:?}");
    assert_eq!((motion.y_m, motion.vy_mps), (0.0, 0.0));
}

#[test]
fn damping_slows_a_drifting_ship_as_the_rules_say() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.put(ann, moving(0.0, 0.0, 10.0, 0.0));
    game.pass_seconds(1.0);
    let expected = 10.0 / (1.0 + SHIP_DYNAMICS.linear_damping / 32.0f32).powi(32);
    assert!((game.motion(ann).vx_mps - expected).abs() < 1e-3);
}

#[test]
fn thrust_never_exceeds_the_speed_at_which_damping_holds_it() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.hold(ann, Controls::THRUST).for_seconds(30.0);
    let top_mps = SHIP_DYNAMICS.thrust_mps2 / SHIP_DYNAMICS.linear_damping;
    let speed = speed_mps(&game.motion(ann));
    assert!(speed > top_mps * 0.95 && speed <= top_mps, "{speed}");
}

#[test]
fn the_brake_stops_a_ship_much_sooner_than_drifting_does() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let bob = game.join_at("bob", 0.0, 50.0);
    game.put(ann, moving(0.0, 0.0, 20.0, 0.0));
    game.put(bob, moving(0.0, 50.0, 20.0, 0.0));
    game.hold(ann, Controls::BRAKE).for_seconds(1.0);
    assert!(game.motion(ann).vx_mps < 2.5);
    assert!(game.motion(bob).vx_mps > 12.0);
    game.release(ann).for_ticks(1);
    let released_mps = game.motion(ann).vx_mps;
    game.pass_seconds(1.0);
    assert!(game.motion(ann).vx_mps > released_mps * 0.6);
}

#[test]
fn left_turns_counter_clockwise_and_right_turns_back() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.hold(ann, Controls::LEFT).for_ticks(8);
    assert!(game.motion(ann).spin_radps > 2.0 && game.motion(ann).sin > 0.2);
    game.hold(ann, Controls::RIGHT).for_ticks(8);
    assert!(game.motion(ann).spin_radps < 0.0);
}

#[test]
fn both_turns_together_are_none() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let both = Controls::LEFT.with(Controls::RIGHT);
    game.hold(ann, both).for_seconds(1.0);
    assert_eq!(game.motion(ann), Motion::at(0.0, 0.0));
}

#[test]
fn a_ship_whose_pilot_leaves_goes_quietly() {
    let mut game = Game::new();
    let ann = game.join("ann");
    let ship = game.ship_id(ann);
    game.leave(ann);
    game.pass_ticks(1);
    assert!(game.world.player(ann).is_none());
    let fate = game.fate_of(ship);
    assert_eq!(fate, Some(asteroids_shared::protocol::Reason::Gone));
}
