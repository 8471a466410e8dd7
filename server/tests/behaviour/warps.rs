use asteroids_server::world::Detail;
use asteroids_shared::rules::WARP_TICKS;
use asteroids_shared::{Controls, Kind, Motion};

use crate::game::{Game, moving};

#[test]
fn a_warp_becomes_a_large_rock_of_the_same_motion_and_outline() {
    let mut game = Game::new();
    let warp = game.place(Kind::Warp, moving(10.0, 20.0, 2.0, -1.0));
    let Detail::Warp(announced) = game.entity(warp).detail.clone() else {
        panic!("a warp");
    };
    game.pass_ticks(WARP_TICKS - 1);
    assert!(game.is_there(warp));
    assert_eq!(game.count(Kind::RockLarge), 0);
    let mut course = *game.entity(warp).motion;
    game.pass_ticks(1);
    assert!(!game.is_there(warp));
    course.advance(
        Controls::NONE,
        &Kind::RockLarge.dynamics(),
        game.world.torus(),
    );
    let rock = game.all(Kind::RockLarge)[0];
    assert_eq!(*rock.motion, course);
    assert!(matches!(&rock.detail, Detail::Rock(rock) if rock.seed == announced.seed));
}

#[test]
fn a_warp_touches_nothing() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.place(Kind::Warp, Motion::at(0.0, 0.0));
    let before = game.motion(ann);
    game.shoot(ann).for_ticks(20);
    assert!(game.is_alive(ann));
    assert_eq!(game.motion(ann), before);
}

#[test]
fn a_warp_collapses_when_a_ship_is_beside_it_even_across_the_seam() {
    for x_m in [185.0, 199.0, -199.0, -185.0] {
        let mut game = Game::new();
        game.join_at("ann", x_m, 0.0);
        game.place(Kind::Warp, Motion::at(199.0, 0.0));
        game.pass_ticks(WARP_TICKS + 1);
        assert_eq!(game.count(Kind::RockLarge), 0);
        assert_eq!(game.count(Kind::Warp), 0);
    }
}

#[test]
fn a_warp_collapses_when_a_ship_would_run_into_its_rock() {
    for (vx_mps, rocks) in [(-20.0, 0), (20.0, 1)] {
        let mut game = Game::new();
        let ann = game.join_at("ann", 120.0, 0.0);
        game.place(Kind::Warp, Motion::at(0.0, 0.0));
        game.pass_ticks(WARP_TICKS - 1);
        game.put(ann, moving(25.0, 0.0, vx_mps, 0.0));
        game.pass_ticks(1);
        assert_eq!(game.count(Kind::RockLarge), rocks);
    }
}

#[test]
fn a_warp_collapses_when_a_ship_that_thrusts_would_run_into_its_rock() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 120.0, 0.0);
    game.place(Kind::Warp, Motion::at(0.0, 0.0));
    game.pass_ticks(WARP_TICKS - 2);
    game.put(ann, Motion::at(-18.0, 0.0));
    game.hold(ann, Controls::THRUST).for_ticks(2);
    assert_eq!(game.count(Kind::RockLarge), 0);
}

#[test]
fn what_is_at_a_place_keeps_a_rock_from_appearing_there() {
    let mut game = Game::new();
    game.place(Kind::Warp, Motion::at(0.0, 0.0));
    let rock = game.place(Kind::RockSmall, Motion::at(3.0, 0.0));
    game.pass_ticks(WARP_TICKS + 1);
    assert!(game.is_there(rock));
    assert_eq!(game.count(Kind::RockLarge), 0);
}
