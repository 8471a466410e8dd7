use asteroids_shared::rules::{
    BULLET_LIFE_TICKS, BULLETS_IN_FLIGHT, BULLETS_IN_FLIGHT_POWERED, FIRE_COOLDOWN_TICKS,
    MUZZLE_OFFSET_M, MUZZLE_SPEED_MPS,
};
use asteroids_shared::{Controls, Kind, Motion, PickupKind};

use crate::game::{Game, moving};

#[test]
fn a_bullet_leaves_along_the_nose_with_the_ships_speed_added() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.put(ann, moving(0.0, 0.0, 0.0, 8.0));
    game.shoot(ann);
    let bullet = game.all(Kind::Bullet)[0].motion;
    assert_eq!((bullet.vx_mps, bullet.vy_mps), (MUZZLE_SPEED_MPS, 8.0));
}

#[test]
fn a_bullet_is_gone_when_its_time_is_over() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.shoot(ann);
    game.pass_ticks(BULLET_LIFE_TICKS - 2);
    assert_eq!(game.count(Kind::Bullet), 1);
    game.pass_ticks(1);
    assert_eq!(game.count(Kind::Bullet), 0);
}

#[test]
fn a_held_trigger_fires_as_often_as_the_gun_cools() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.hold(ann, Controls::FIRE)
        .for_ticks(2 * FIRE_COOLDOWN_TICKS);
    assert_eq!(game.shots(), 2);
    game.pass_ticks(1);
    assert_eq!(game.shots(), 3);
}

#[test]
fn only_so_many_bullets_fly_at_once() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.hold(ann, Controls::FIRE);
    for _ in 0..200 {
        game.pass_ticks(1);
        assert!(game.count(Kind::Bullet) <= BULLETS_IN_FLIGHT);
    }
    assert!(game.shots() > 20);
}

#[test]
fn rapid_fire_doubles_what_flies() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.place_pickup(PickupKind::RapidFire, Motion::at(0.0, 0.0));
    game.hold(ann, Controls::FIRE).for_seconds(3.0);
    assert_eq!(game.count(Kind::Bullet), 8);
    assert!(game.count(Kind::Bullet) <= BULLETS_IN_FLIGHT_POWERED);
}

#[test]
fn a_bullet_does_not_pass_through_a_small_rock_however_fast() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    // Nose to rock at 40 m/s each: more than two rocks' breadths a tick.
    game.put(ann, moving(0.0, 0.0, 40.0, 0.0));
    let rock = game.place(Kind::RockSmall, moving(30.0, 0.0, -40.0, 0.0));
    game.shoot(ann);
    game.until("the hit", 0.5, |game| !game.is_there(rock));
    assert_eq!(game.player(ann).score, 100);
}

#[test]
fn a_bullet_hits_the_nearer_of_two_rocks() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let far = game.place(Kind::RockSmall, Motion::at(8.4, 0.0));
    let near = game.place(Kind::RockSmall, Motion::at(5.8, 0.0));
    game.shoot(ann);
    game.until("the hit", 0.5, |game| !game.is_there(near));
    assert!(game.is_there(far));
}

#[test]
fn of_two_bullets_at_one_rock_the_second_hits_what_is_behind_it() {
    for phase in 0..10 {
        let mut game = Game::new();
        let ann = game.join_at("ann", 0.0, 0.4);
        game.shoot(ann).for_ticks(FIRE_COOLDOWN_TICKS - 1);
        // The second bullet starts where the first one is, a little beside it.
        let x_m = game.all(Kind::Bullet)[0].motion.x_m;
        game.put(ann, Motion::at(x_m - MUZZLE_OFFSET_M, -0.4));
        // So fast that a bullet meets both rocks within a tick.
        let rocks = [14.0, 17.0].map(|ahead_m| {
            let rock_x_m = x_m + ahead_m + phase as f32;
            game.place(Kind::RockSmall, moving(rock_x_m, 0.0, -300.0, 0.0))
        });
        game.shoot(ann);
        game.put(ann, Motion::at(-100.0, -100.0));
        game.pass_ticks(3);
        assert!(!rocks.iter().any(|rock| game.is_there(*rock)), "{phase}");
    }
}

#[test]
fn nobody_is_hit_by_its_own_bullets() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.put(ann, moving(0.0, 0.0, -20.0, 0.0));
    game.shoot(ann);
    // Faster than its bullet, the ship flies through it.
    game.put(ann, moving(-2.0, 0.0, 90.0, 0.0));
    game.pass_ticks(10);
    assert!(game.is_alive(ann));
}
