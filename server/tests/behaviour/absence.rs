//! Those who are cut off, and come back.

use asteroids_server::world::Command;
use asteroids_shared::rules::SPAWN_SHIELD_TICKS;
use asteroids_shared::{Controls, Kind, Motion, PlayerId};

use crate::game::{Game, moving, speed_mps};

impl Game {
    /// The pilot's line breaks.
    fn cut_off(&mut self, player: PlayerId, sheltered: bool) {
        self.order(Command::Absent { player, sheltered });
        self.pass_ticks(1);
    }

    fn come_back(&mut self, player: PlayerId) {
        self.order(Command::Return { player });
        self.pass_ticks(1);
    }
}

#[test]
fn the_ship_of_who_is_cut_off_coasts_and_does_not_shoot() {
    let mut game = Game::new();
    let ada = game.join_at("Ada", 0.0, 0.0);
    game.hold(ada, Controls::THRUST.with(Controls::FIRE))
        .for_seconds(1.0);
    game.cut_off(ada, true);
    let (shots, speed) = (game.shots(), speed_mps(&game.motion(ada)));
    game.pass_seconds(2.0);
    assert_eq!(game.shots(), shots);
    let later = speed_mps(&game.motion(ada));
    assert!(later > 0.0 && later < speed, "{speed} m/s, then {later}");
}

#[test]
fn who_is_only_sheltered_holds_what_it_held() {
    let mut game = Game::new();
    let ada = game.join_at("Ada", 0.0, 0.0);
    game.hold(ada, Controls::THRUST).for_seconds(0.5);
    let before = speed_mps(&game.motion(ada));
    game.order(Command::Shelter {
        player: ada,
        on: true,
    });
    game.pass_seconds(0.5);
    assert!(speed_mps(&game.motion(ada)) > before);
}

#[test]
fn nothing_harms_a_sheltered_ship_however_long_it_takes() {
    let mut game = Game::new();
    let ada = game.join_at("Ada", 0.0, 0.0);
    let bob = game.join_at("Bob", -15.0, 0.0);
    game.cut_off(ada, true);
    for _ in 0..30 {
        game.put(ada, Motion::at(0.0, 0.0));
        game.shoot(bob);
        game.pass_seconds(1.0);
    }
    game.place(Kind::RockLarge, moving(12.0, 0.0, -8.0, 0.0));
    game.pass_seconds(2.0);
    assert!(game.is_alive(ada));
    assert!(game.is_shielded(ada), "and it shows");
}

#[test]
fn who_comes_back_has_ship_and_score_and_the_shield_of_a_spawn() {
    let mut game = Game::new();
    let ada = game.join_at("Ada", 0.0, 0.0);
    game.world.set_score(ada, 1_234);
    let ship = game.ship_id(ada);
    game.cut_off(ada, true);
    game.pass_seconds(20.0);
    game.come_back(ada);
    assert_eq!(game.ship_id(ada), ship);
    assert_eq!(game.player(ada).score, 1_234);
    game.pass_ticks(SPAWN_SHIELD_TICKS - 2);
    assert!(game.is_shielded(ada));
    game.pass_ticks(2);
    assert!(!game.is_shielded(ada));
}

#[test]
fn a_ship_without_shelter_may_be_shot_and_gets_no_shield() {
    let mut game = Game::new();
    let ada = game.join_at("Ada", 0.0, 0.0);
    let bob = game.join_at("Bob", 60.0, 60.0);
    game.cut_off(ada, false);
    assert!(!game.is_shielded(ada));
    game.come_back(ada);
    assert!(!game.is_shielded(ada));
    game.shoot_down(bob, ada);
    assert!(!game.is_alive(ada));
}

#[test]
fn a_dead_pilot_who_is_cut_off_stays_dead_and_keeps_its_score() {
    let mut game = Game::new();
    let ada = game.join_at("Ada", 0.0, 0.0);
    let bob = game.join_at("Bob", 60.0, 60.0);
    game.world.set_score(ada, 700);
    game.shoot_down(bob, ada);
    game.cut_off(ada, true);
    game.pass_seconds(10.0);
    game.come_back(ada);
    assert!(!game.is_alive(ada));
    assert_eq!(game.player(ada).score, 700);
    game.respawn(ada).for_ticks(1);
    assert!(game.is_alive(ada));
}
