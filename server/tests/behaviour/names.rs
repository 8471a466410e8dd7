use asteroids_server::world::Command;
use asteroids_shared::Controls;
use asteroids_shared::protocol::Reason;
use asteroids_shared::rules::BULLET_LIFE_TICKS;

use crate::game::Game;

/// Ann thrusts, turns and fires for a while, then flies on for as long; she may
/// be renamed in between.
fn flight(renamed: bool) -> Game {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let keys = Controls::FIRE.with(Controls::LEFT).with(Controls::THRUST);
    game.hold(ann, keys).for_seconds(1.0);
    if renamed {
        let name = "anna".to_owned();
        game.order(Command::Rename { player: ann, name });
    }
    game.for_seconds(1.0);
    game
}

#[test]
fn a_renamed_pilot_flies_on_to_the_bit_under_its_new_name() {
    let (mut plain, mut renamed) = (flight(false), flight(true));
    let ann = 1;
    assert_eq!(renamed.player(ann).name, "anna");
    assert_eq!(renamed.motion(ann), plain.motion(ann));
    assert_eq!(renamed.player(ann).lives, plain.player(ann).lives);
    assert_eq!(renamed.fate_of(plain.ship_id(ann)), Some(Reason::Gone));
    for game in [&mut plain, &mut renamed] {
        game.release(ann).for_ticks(BULLET_LIFE_TICKS);
        game.happened.clear();
        game.hold(ann, Controls::FIRE).for_seconds(3.0);
    }
    assert_eq!(renamed.shots(), plain.shots());
}

#[test]
fn a_pilot_is_renamed_while_it_lies_dead() {
    let mut game = Game::new();
    let (ann, bob) = (game.join("ann"), game.join("bob"));
    game.shoot_down(bob, ann);
    let name = "anna".to_owned();
    game.order(Command::Rename { player: ann, name });
    game.pass_ticks(1);
    assert_eq!(game.player(ann).name, "anna");
    assert!(!game.is_alive(ann));
}
