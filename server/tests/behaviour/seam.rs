//! Across the seam everything is as it is elsewhere.

use asteroids_server::world::Thing;
use asteroids_shared::{Controls, Kind, Motion};
use proptest::prelude::*;

use crate::game::{Game, SIDE_M, moving};

const EDGE_M: f32 = SIDE_M * 0.5;

#[test]
fn a_ship_that_flies_out_on_the_right_comes_in_on_the_left() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.put(ann, moving(EDGE_M - 1.0, 0.0, 30.0, 0.0));
    game.pass_ticks(4);
    assert!((-EDGE_M..-EDGE_M + 4.0).contains(&game.motion(ann).x_m));
    assert!(game.motion(ann).vx_mps > 25.0);
}

#[test]
fn a_ship_that_crosses_the_seam_flies_exactly_on() {
    let mut crossing = Game::new();
    let mut inland = Game::new();
    let (ann, bob) = (
        crossing.join_at("ann", 0.0, 0.0),
        inland.join_at("bob", 0.0, 0.0),
    );
    crossing.put(ann, moving(EDGE_M - 10.0, EDGE_M - 10.0, 12.0, 11.0));
    inland.put(bob, moving(-10.0, -10.0, 12.0, 11.0));
    let mut expected = crossing.motion(ann);
    for tick in 0..96 {
        let held = [Controls::THRUST, Controls::LEFT, Controls::BRAKE][tick / 32];
        crossing.hold(ann, held).for_ticks(1);
        inland.hold(bob, held).for_ticks(1);
        expected.advance(held, &Kind::Ship.dynamics(), crossing.world.torus());
        let (there, here) = (crossing.motion(ann), inland.motion(bob));
        assert!(there.same_bits(&expected), "dead reckoning knows the seam");
        assert_eq!(
            (
                there.cos,
                there.sin,
                there.vx_mps,
                there.vy_mps,
                there.spin_radps
            ),
            (
                here.cos,
                here.sin,
                here.vx_mps,
                here.vy_mps,
                here.spin_radps
            ),
        );
        let apart = crossing.world.torus().delta(
            (EDGE_M + here.x_m - SIDE_M, EDGE_M + here.y_m - SIDE_M),
            there.position(),
        );
        assert!(apart.0.abs() < 2e-3 && apart.1.abs() < 2e-3, "{apart:?}");
    }
    assert!(crossing.motion(ann).x_m < 0.0, "it has crossed");
}

#[test]
fn a_bullet_hits_across_each_edge_and_the_corner() {
    for (x, y) in [
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.0, 1.0),
        (0.0, -1.0),
        (0.6, 0.8),
        (-0.6, -0.8),
    ] {
        for inland_m in [1.0, 3.0, 6.0] {
            let mut game = Game::new();
            let edge = (
                x * EDGE_M / f32::max(f32::abs(x), 0.6),
                y * EDGE_M / f32::max(f32::abs(y), 0.6),
            );
            let at = |distance_m: f32| {
                let reach = |edge: f32, way: f32| {
                    if way == 0.0 {
                        0.0
                    } else {
                        edge.signum() * EDGE_M.min(edge.abs()) + way * distance_m
                    }
                };
                game_wrap(reach(edge.0, x), reach(edge.1, y))
            };
            let ann = game.join_at("ann", 0.0, 0.0);
            let (ship, target) = (at(-inland_m), at(10.0 - inland_m));
            game.put(
                ann,
                Motion {
                    cos: x,
                    sin: y,
                    ..Motion::at(ship.0, ship.1)
                },
            );
            let rock = game.place(Thing::RockSmall, Motion::at(target.0, target.1));
            game.shoot(ann).for_ticks(12);
            assert!(
                !game.is_there(rock),
                "towards ({x}, {y}), {inland_m} m inland"
            );
        }
    }
}

fn game_wrap(x: f32, y: f32) -> (f32, f32) {
    asteroids_shared::Torus::square(SIDE_M).wrap(x, y)
}

#[test]
fn a_pickup_is_taken_across_the_seam() {
    let mut game = Game::new();
    game.join_at("ann", EDGE_M - 0.5, 0.0);
    game.place(
        Thing::Pickup(asteroids_shared::PickupKind::Shield),
        Motion::at(-EDGE_M + 0.5, 0.0),
    );
    game.pass_ticks(1);
    assert_eq!(game.count(Kind::Pickup), 0);
}

#[test]
fn a_crash_across_the_seam_kills() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.put(ann, moving(-EDGE_M + 6.0, 20.0, -15.0, 0.0));
    game.place(Thing::RockLarge, Motion::at(EDGE_M - 5.0, 20.0));
    game.pass_seconds(1.0);
    assert!(!game.is_alive(ann));
}

/// Two rocks that meet around a point of the world, some time later.
fn after_collision(around: (f32, f32), one: &Motion, other: &Motion) -> [Motion; 2] {
    let mut game = Game::new();
    let ids = [one, other].map(|motion| {
        let (x_m, y_m) = game_wrap(around.0 + motion.x_m, around.1 + motion.y_m);
        game.place(
            Thing::RockLarge,
            Motion {
                x_m,
                y_m,
                ..*motion
            },
        )
    });
    game.pass_ticks(48);
    ids.map(|id| {
        let motion = game.entity(id).motion;
        let (x_m, y_m) = game.world.torus().delta(around, motion.position());
        Motion { x_m, y_m, ..motion }
    })
}

fn rock_towards_the_origin() -> impl Strategy<Value = Motion> {
    (
        0.0f32..6.28,
        4.5f32..7.0,
        3.0f32..7.0,
        -1.5f32..1.5,
        -1.0f32..1.0,
    )
        .prop_map(|(bearing, distance_m, speed_mps, miss_mps, spin_radps)| {
            let (sin, cos) = bearing.sin_cos();
            Motion {
                x_m: cos * distance_m,
                y_m: sin * distance_m,
                cos,
                sin,
                vx_mps: -cos * speed_mps - sin * miss_mps,
                vy_mps: -sin * speed_mps + cos * miss_mps,
                spin_radps,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_collision_at_the_seam_is_one_anywhere(
        one in rock_towards_the_origin(),
        other in rock_towards_the_origin(),
        offset in (-4.0f32..4.0, -4.0f32..4.0),
    ) {
        // Apart at first, on opposite sides of the point where they meet.
        let other = Motion { x_m: -one.x_m, y_m: -one.y_m, vx_mps: -one.vx_mps + other.vx_mps * 0.2, vy_mps: -one.vy_mps + other.vy_mps * 0.2, ..other };
        let inland = after_collision((0.0, 0.0), &one, &other);
        for around in [(EDGE_M, 0.0), (0.0, EDGE_M), (EDGE_M, EDGE_M), (-EDGE_M, EDGE_M)] {
            let around = game_wrap(around.0 + offset.0, around.1 + offset.1);
            let at_seam = after_collision(around, &one, &other);
            for (here, there) in inland.iter().zip(&at_seam) {
                let drift_m = (here.x_m - there.x_m).hypot(here.y_m - there.y_m);
                let drift_mps = (here.vx_mps - there.vx_mps).hypot(here.vy_mps - there.vy_mps);
                prop_assert!(drift_m < 0.05 && drift_mps < 0.05, "{here:?} {there:?}");
            }
            let momentum = |rocks: &[Motion; 2]| (rocks[0].vx_mps + rocks[1].vx_mps, rocks[0].vy_mps + rocks[1].vy_mps);
            let (before, after) = (momentum(&[one, other]), momentum(&at_seam));
            prop_assert!((before.0 - after.0).abs() < 1e-3 && (before.1 - after.1).abs() < 1e-3, "{before:?} {after:?}");
        }
    }
}
