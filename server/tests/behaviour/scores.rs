use asteroids_server::world::Happening;
use asteroids_shared::rules::{LIVES_AT_START, RESPAWN_PAUSE_TICKS};
use asteroids_shared::{Kind, Motion};

use crate::game::Game;

#[test]
fn rocks_pay_as_in_1979() {
    for (kind, points) in [
        (Kind::RockLarge, 20),
        (Kind::RockMedium, 50),
        (Kind::RockSmall, 100),
    ] {
        let mut game = Game::new();
        let ann = game.join_at("ann", 0.0, 0.0);
        game.place(kind, Motion::at(8.0, 0.0));
        game.shoot(ann).for_ticks(10);
        assert_eq!(game.player(ann).score, points);
    }
}

#[test]
fn every_ten_thousand_points_store_a_life() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.world.set_score(ann, 9_950);
    game.place(Kind::RockSmall, Motion::at(8.0, 0.0));
    game.shoot(ann).for_ticks(10);
    assert_eq!(game.player(ann).score, 10_050);
    assert_eq!(game.player(ann).lives, LIVES_AT_START + 1);
}

#[test]
fn a_kill_pays_a_hundred_and_a_tenth_of_what_the_victim_scored_this_life() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.world.set_score(bob, 730);
    game.shoot_down(ann, bob);
    assert_eq!(game.player(ann).score, 173);
    let scored = game.happened.iter().find_map(|it| match it {
        Happening::Scored {
            player,
            points,
            kind,
        } => Some((*player, *points, *kind)),
        _ => None,
    });
    assert_eq!(scored, Some((ann, 173, Kind::Ship)));
}

#[test]
fn what_the_victim_scored_in_an_earlier_life_pays_nothing() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.world.set_score(bob, 730);
    game.shoot_down(ann, bob);
    game.pass_ticks(RESPAWN_PAUSE_TICKS);
    game.respawn(bob).for_ticks(1);
    game.shoot_down(ann, bob);
    assert_eq!(game.player(ann).score, 173 + 100);
}

#[test]
fn a_bully_with_sixteen_times_the_score_earns_nothing() {
    for (score, earned) in [(1_599, 110), (1_600, 0)] {
        let mut game = Game::new();
        let (ann, bob) = (game.join("ann"), game.join("bob"));
        game.world.set_score(ann, score);
        game.world.set_score(bob, 100);
        game.shoot_down(ann, bob);
        assert_eq!(game.player(ann).score - score, earned);
    }
}

#[test]
fn a_newcomer_is_worth_a_kill_to_all_but_the_great() {
    for (score, earned) in [(1, 100), (1_599, 100), (1_600, 0)] {
        let mut game = Game::new();
        let (ann, bob) = (game.join("ann"), game.join("bob"));
        game.world.set_score(ann, score);
        game.shoot_down(ann, bob);
        assert_eq!(game.player(ann).score - score, earned);
    }
}

#[test]
fn a_streak_grows_only_with_kills_that_pay() {
    for (score, streak) in [(0, 1), (1_600, 0)] {
        let mut game = Game::new();
        let (ann, bob) = (game.join("ann"), game.join("bob"));
        game.world.set_score(ann, score);
        game.shoot_down(ann, bob);
        assert_eq!(game.player(ann).streak, streak);
    }
}

#[test]
fn a_bounty_grows_with_a_streak_and_goes_to_who_ends_it() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    let mut bounties = Vec::new();
    for _ in 0..3 {
        game.shoot_down(ann, bob);
        bounties.push(game.player(ann).bounty());
        game.pass_ticks(RESPAWN_PAUSE_TICKS);
        game.respawn(bob).for_ticks(1);
    }
    assert_eq!(bounties, [0, 50, 100]);
    let worth = 100 + game.player(ann).score / 10 + 100;
    game.shoot_down(bob, ann);
    assert_eq!(game.player(bob).score, worth);
    assert_eq!((game.player(ann).streak, game.player(ann).bounty()), (0, 0));
}

#[test]
fn a_shot_pays_though_its_shooter_has_died() {
    let mut game = Game::new();
    let (ann, bob) = (
        game.join_at("ann", 0.0, 0.0),
        game.join_at("bob", 0.0, 30.0),
    );
    game.place(Kind::RockSmall, Motion::at(30.0, 0.0));
    game.shoot(ann);
    game.put(
        bob,
        Motion {
            cos: 0.0,
            sin: -1.0,
            ..Motion::at(0.0, 5.0)
        },
    );
    game.shoot(bob).for_ticks(5);
    assert!(!game.is_alive(ann));
    game.pass_seconds(1.0);
    assert_eq!(game.player(ann).score, 100);
}

#[test]
fn points_that_land_after_the_last_death_store_no_life() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    for _ in 1..LIVES_AT_START {
        game.shoot_down(bob, ann);
        game.pass_ticks(RESPAWN_PAUSE_TICKS);
        game.respawn(ann).for_ticks(1);
    }
    game.world.set_score(ann, 9_950);
    game.put(ann, Motion::at(0.0, 0.0));
    game.arm(ann);
    game.place(Kind::RockSmall, Motion::at(30.0, 0.0));
    game.shoot(ann);
    game.shoot_down(bob, ann);
    assert_eq!((game.player(ann).lives, game.player(ann).score), (0, 9_950));
    game.pass_seconds(1.0);
    assert_eq!(
        (game.player(ann).lives, game.player(ann).score),
        (0, 10_050)
    );
    game.pass_ticks(RESPAWN_PAUSE_TICKS);
    game.respawn(ann).for_ticks(1);
    assert_eq!(
        (game.player(ann).lives, game.player(ann).score),
        (LIVES_AT_START, 0)
    );
}

#[test]
fn the_leader_is_who_has_the_most_points() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    assert_eq!(game.world.leader(), None);
    game.world.set_score(bob, 10);
    assert_eq!(game.world.leader(), Some(bob));
    game.world.set_score(ann, 10);
    assert_eq!(
        game.world.leader(),
        Some(ann),
        "of equals the one with the smallest id"
    );
}

#[test]
fn the_action_is_a_ship_among_others_and_not_a_lone_gunner() {
    let mut game = Game::new();
    assert_eq!((game.world.followed(), game.world.action()), (None, None));
    let lone = game.join_at("lone", -100.0, -100.0);
    let ann = game.join_at("ann", 100.0, 100.0);
    let bob = game.join_at("bob", 108.0, 100.0);
    game.hold(lone, asteroids_shared::Controls::FIRE)
        .for_seconds(6.0);
    let followed = game.world.followed().expect("somebody flies");
    assert!([ann, bob].contains(&followed), "{followed} is followed");
    for player in [lone, ann, bob] {
        game.leave(player);
    }
    game.pass_seconds(2.0);
    assert_eq!((game.world.followed(), game.world.action()), (None, None));
}

#[test]
fn the_action_goes_with_its_ship() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.pass_seconds(2.0);
    game.hold(ann, asteroids_shared::Controls::THRUST)
        .for_seconds(3.0);
    let ship = game.world.player(ann).and_then(|ann| ann.ship);
    let ship = ship.and_then(|ship| game.world.entity(ship));
    let at = ship.map(|ship| ship.motion.position());
    assert!(at.is_some() && game.world.action() == at);
}
