use asteroids_server::world::Happening;
use asteroids_shared::protocol::{Flags, Reason};
use asteroids_shared::rules::{PICKUP_LIFE_TICKS, POWER_TICKS};
use asteroids_shared::{Controls, Kind, Motion, PickupKind, PlayerId};

use crate::game::Game;

/// Ann at rest, who has just taken a pickup.
fn powered(gives: PickupKind) -> (Game, PlayerId) {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.place_pickup(gives, Motion::at(2.0, 0.0));
    game.pass_ticks(1);
    (game, ann)
}

#[test]
fn touching_a_pickup_takes_it() {
    let (game, ann) = powered(PickupKind::RapidFire);
    assert_eq!(game.count(Kind::Pickup), 0);
    let ship = game.ship_id(ann);
    let took = |it: &Happening| matches!(it, Happening::Took { ship: by, gives: PickupKind::RapidFire, .. } if *by == ship);
    assert!(game.happened.iter().any(took));
    let flags = game.ship(ann).flags(game.world.tick());
    assert!(flags.holds(Flags::RAPID_FIRE) && !flags.holds(Flags::SPREAD_SHOT));
}

#[test]
fn a_pickup_out_of_reach_stays() {
    let mut game = Game::new();
    game.join_at("ann", 0.0, 0.0);
    game.place_pickup(PickupKind::Shield, Motion::at(2.5, 0.0));
    game.pass_ticks(1);
    assert_eq!(game.count(Kind::Pickup), 1);
}

#[test]
fn spread_shot_fires_three_bullets_to_three_sides() {
    let (mut game, ann) = powered(PickupKind::SpreadShot);
    game.shoot(ann);
    let mut sides: Vec<_> = game
        .all(Kind::Bullet)
        .iter()
        .map(|it| it.motion.vy_mps)
        .collect();
    sides.sort_by(f32::total_cmp);
    assert_eq!(sides.len(), 3);
    assert!(
        sides[0] < -8.0 && sides[1] == 0.0 && sides[2] > 8.0,
        "{sides:?}"
    );
}

#[test]
fn rapid_fire_shortens_the_pause_between_shots() {
    let (mut game, ann) = powered(PickupKind::RapidFire);
    game.hold(ann, Controls::FIRE).for_ticks(9);
    assert_eq!(game.shots(), 3);
}

#[test]
fn a_power_lasts_ten_seconds() {
    let (mut game, ann) = powered(PickupKind::SpreadShot);
    game.pass_ticks(POWER_TICKS - 1);
    assert!(
        game.ship(ann)
            .flags(game.world.tick())
            .holds(Flags::SPREAD_SHOT)
    );
    game.pass_ticks(1);
    assert!(
        !game
            .ship(ann)
            .flags(game.world.tick())
            .holds(Flags::SPREAD_SHOT)
    );
    game.shoot(ann);
    assert_eq!(game.count(Kind::Bullet), 1);
}

#[test]
fn a_collected_shield_outlasts_firing_and_takes_one_hit() {
    let (mut game, ann) = powered(PickupKind::Shield);
    game.shoot(ann);
    game.pass_seconds(20.0);
    assert!(game.is_shielded(ann));
    let bob = game.join_at("bob", -10.0, 0.0);
    game.shoot(bob).for_ticks(10);
    assert!(game.is_alive(ann) && !game.is_shielded(ann));
}

#[test]
fn nobody_takes_a_pickup_forever() {
    let mut game = Game::new();
    let pickup = game.place_pickup(PickupKind::Shield, Motion::at(0.0, 0.0));
    game.pass_ticks(PICKUP_LIFE_TICKS - 1);
    assert!(game.is_there(pickup));
    game.pass_ticks(1);
    assert_eq!(game.fate_of(pickup), Some(Reason::Gone));
}

#[test]
fn about_one_broken_rock_in_eight_leaves_a_pickup() {
    let rocks = 1_000;
    let left = (0..rocks).filter(|seed| {
        let mut game = Game::seeded(*seed);
        let ann = game.join_at("ann", 0.0, 0.0);
        game.place(Kind::RockSmall, Motion::at(4.0, 0.0));
        game.shoot(ann).for_ticks(3);
        game.count(Kind::Pickup) == 1
    });
    let left = left.count();
    assert!((90..=165).contains(&left), "{left} of {rocks}");
}

#[test]
fn no_rock_leaves_a_pickup_where_one_is_near() {
    for seed in 0..60 {
        let mut game = Game::seeded(seed);
        let ann = game.join_at("ann", 0.0, 0.0);
        game.place_pickup(PickupKind::Shield, Motion::at(20.0, 20.0));
        game.place(Kind::RockSmall, Motion::at(4.0, 0.0));
        game.shoot(ann).for_ticks(3);
        assert_eq!(game.count(Kind::Pickup), 1);
    }
}
