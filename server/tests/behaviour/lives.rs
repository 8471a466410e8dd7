use asteroids_server::world::Happening;
use asteroids_shared::protocol::Weapon;
use asteroids_shared::rules::{
    HIT_GRACE_TICKS, LIVES_AT_START, RESPAWN_PAUSE_TICKS, SPAWN_SHIELD_TICKS,
};
use asteroids_shared::{Controls, Kind, Motion};

use crate::game::{Game, moving};

#[test]
fn the_first_spawn_has_a_shield_for_three_seconds() {
    let mut game = Game::new();
    let ann = game.join("ann");
    assert!(game.is_shielded(ann));
    game.pass_ticks(SPAWN_SHIELD_TICKS - 2);
    assert!(game.is_shielded(ann));
    game.pass_ticks(1);
    assert!(!game.is_shielded(ann));
}

#[test]
fn firing_ends_the_shield_of_a_spawn() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.arm(ann);
    game.shoot(ann);
    assert!(!game.is_shielded(ann));
}

#[test]
fn the_key_that_respawns_does_not_fire_until_it_is_let_go() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.shoot_down(ann, bob);
    game.pass_ticks(RESPAWN_PAUSE_TICKS);
    let shots = game.shots();
    game.hold(bob, Controls::FIRE);
    game.respawn(bob);
    game.pass_seconds(1.0);
    assert_eq!(game.shots(), shots);
    assert!(game.is_shielded(bob), "the shield is not thrown away");
    game.release(bob).for_ticks(1);
    game.hold(bob, Controls::FIRE).for_ticks(1);
    assert_eq!(game.shots(), shots + 1);
}

#[test]
fn who_fires_right_after_the_spawn_and_holds_the_trigger_shoots_from_the_first_tick() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.pass_ticks(1);
    game.hold(ann, Controls::FIRE).for_ticks(1);
    assert_eq!(game.shots(), 1);
    game.pass_seconds(1.0);
    assert!(game.shots() > 1);
}

#[test]
fn a_hit_takes_the_shield_and_leaves_a_moment_of_safety() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let bob = game.join_bot("bob");
    game.put(bob, Motion::at(10.0, 0.0));
    game.shoot(ann);
    game.until("the hit", 1.0, |game| !game.is_shielded(bob));
    let ship = game.ship_id(bob);
    assert!(
        game.happened
            .iter()
            .any(|it| matches!(it, Happening::Hit { ship: hit, .. } if *hit == ship))
    );
    game.pass_ticks(7);
    game.shoot(ann).for_ticks(10);
    assert!(game.is_alive(bob), "safe after the hit");
    game.pass_ticks(HIT_GRACE_TICKS);
    game.shoot(ann).for_ticks(10);
    assert!(!game.is_alive(bob));
}

#[test]
fn a_hit_without_a_shield_is_death_and_everybody_is_told() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let bob = game.join_at("bob", 10.0, 0.0);
    game.shoot(ann).for_ticks(10);
    assert!(!game.is_alive(bob));
    let kill = game.happened.iter().find_map(|happening| match happening {
        Happening::Killed {
            killer,
            victim,
            weapon,
            ..
        } => Some((*killer, *victim, *weapon)),
        _ => None,
    });
    assert_eq!(kill, Some((ann, bob, Weapon::Kind(Kind::Bullet))));
}

#[test]
fn death_is_followed_by_a_pause_and_a_shielded_respawn() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.shoot_down(ann, bob);
    game.respawn(bob).for_ticks(1);
    assert!(!game.is_alive(bob), "not before the pause is over");
    game.pass_ticks(RESPAWN_PAUSE_TICKS);
    game.respawn(bob).for_ticks(1);
    assert!(game.is_alive(bob) && game.is_shielded(bob));
}

#[test]
fn nobody_respawns_unasked() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.shoot_down(ann, bob);
    game.pass_seconds(10.0);
    assert!(!game.is_alive(bob));
}

#[test]
fn a_living_player_gets_no_second_ship() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.respawn(ann).for_ticks(1);
    assert_eq!(game.count(Kind::Ship), 1);
}

#[test]
fn controls_held_through_death_are_held_by_the_next_ship() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.shoot_down(ann, bob);
    game.hold(bob, Controls::THRUST)
        .for_ticks(RESPAWN_PAUSE_TICKS);
    game.respawn(bob).for_ticks(2);
    assert!(game.ship(bob).controls.holds(Controls::THRUST));
}

#[test]
fn a_run_has_three_lives_and_the_next_one_begins_without_points() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.world.set_score(bob, 500);
    for life in (0..LIVES_AT_START).rev() {
        game.shoot_down(ann, bob);
        assert_eq!(
            (game.player(bob).lives, game.player(bob).score),
            (life, 500)
        );
        game.pass_ticks(RESPAWN_PAUSE_TICKS);
        game.respawn(bob).for_ticks(1);
    }
    assert_eq!(
        (game.player(bob).lives, game.player(bob).score),
        (LIVES_AT_START, 0)
    );
}

#[test]
fn a_second_player_appears_near_the_first_but_not_on_top() {
    for seed in 0..20 {
        let mut game = Game::seeded(seed);
        let (ann, bob) = (game.join("ann"), game.join("bob"));
        let apart_m = game.distance_m(game.motion(ann).position(), game.motion(bob).position());
        assert!((8.0..80.0).contains(&apart_m), "{apart_m} m apart");
    }
}

#[test]
fn nobody_appears_in_the_way_of_a_rock_if_there_is_a_safer_place() {
    for seed in 0..20 {
        let mut game = Game::seeded(seed);
        let ann = game.join_at("ann", 0.0, 0.0);
        for index in 0..24 {
            let (x, y) = (
                -50.0 + 20.0 * (index % 6) as f32,
                -40.0 + 25.0 * (index / 6) as f32,
            );
            game.place(Kind::RockLarge, moving(x, y, 3.0, 0.0));
        }
        game.put(ann, Motion::at(0.0, 12.0));
        let bob = game.join("bob");
        game.pass_seconds(1.5);
        assert!(game.is_alive(bob) && game.is_shielded(bob), "seed {seed}");
    }
}

#[test]
fn who_comes_to_a_friend_has_it_on_the_screen_be_it_wide_or_high() {
    for seed in 1..20 {
        let mut game = Game::seeded(seed);
        // The friend is at the corner of the world: the seam is no border.
        let friend = game.join_at("ann", 199.0, -199.0);
        game.join_at("bob", 0.0, 0.0);
        let ann = game.motion(friend).position();
        let newcomer = game.join_near("cleo", friend);
        let at = game.motion(newcomer).position();
        let (dx, dy) = game.world.torus().delta(at, ann);
        assert!(dx.hypot(dy) >= 18.0, "{dx} {dy}");
        // A screen shows 30 m by 17 m on each side, or 16 by 32 if it is held upright.
        assert!(dx.abs() < 17.0 && dy.abs() < 17.0, "{dx} {dy}");
    }
}

#[test]
fn who_comes_to_a_friend_that_has_died_appears_beside_its_wreck() {
    let mut game = Game::new();
    let (killer, friend) = (game.join("ann"), game.join("bob"));
    game.shoot_down(killer, friend);
    let wreck = game.player(friend).wreck_at;
    let newcomer = game.join_near("cleo", friend);
    let apart_m = game.distance_m(wreck, game.motion(newcomer).position());
    assert!((18.0..=28.0).contains(&apart_m), "{apart_m}");
}
