use asteroids_server::world::Command;
use asteroids_shared::protocol::Flags;
use asteroids_shared::rules::{
    GUARD_PAUSE_TICKS, LIVES_AT_START, RESPAWN_PAUSE_TICKS, SPAWN_SHIELD_TICKS,
};

use crate::game::Game;

impl Game {
    fn hand_over(&mut self, player: u32, flies: bool) {
        self.order(Command::Autopilot { player, flies });
        self.pass_ticks(1);
    }

    fn shows_an_autopilot(&self, player: u32) -> bool {
        let flags = self.ship(player).flags(self.world.tick());
        flags.holds(Flags::AUTOPILOT)
    }

    fn is_helped(&self, player: u32) -> bool {
        self.player(player).is_helped()
    }

    fn dies_and_respawns(&mut self, player: u32) {
        let killer = self.join_bot("Vega");
        self.shoot_down(killer, player);
        self.leave(killer);
        self.pass_ticks(RESPAWN_PAUSE_TICKS);
        self.respawn(player).for_ticks(1);
    }
}

#[test]
fn a_ship_shows_that_an_autopilot_flies_it_until_it_does_no_longer() {
    let mut game = Game::new();
    let ann = game.join("ann");
    assert!(!game.shows_an_autopilot(ann) && !game.is_helped(ann));
    game.hand_over(ann, true);
    assert!(game.shows_an_autopilot(ann) && game.is_helped(ann));
    game.hand_over(ann, false);
    assert!(!game.shows_an_autopilot(ann));
    assert!(game.is_helped(ann), "of this run it had its part");
}

#[test]
fn what_an_autopilot_flies_is_not_guarded() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.hand_over(ann, true);
    game.pass_ticks(SPAWN_SHIELD_TICKS + GUARD_PAUSE_TICKS);
    assert!(!game.is_shielded(ann));
}

#[test]
fn the_run_after_belongs_to_the_pilot_again() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.hand_over(ann, true);
    game.hand_over(ann, false);
    for lives_left in (0..LIVES_AT_START).rev() {
        assert!(game.is_helped(ann), "{lives_left} lives left");
        game.dies_and_respawns(ann);
    }
    assert!(!game.is_helped(ann));
}

#[test]
fn a_new_run_that_an_autopilot_begins_is_its_own_too() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.hand_over(ann, true);
    for _ in 0..LIVES_AT_START {
        game.dies_and_respawns(ann);
    }
    assert!(game.shows_an_autopilot(ann) && game.is_helped(ann));
}

#[test]
fn who_is_cut_off_comes_back_without_an_autopilot() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.hand_over(ann, true);
    game.order(Command::Absent {
        player: ann,
        sheltered: false,
    });
    game.order(Command::Return { player: ann });
    game.pass_ticks(1);
    assert!(!game.shows_an_autopilot(ann));
}

#[test]
fn a_bot_has_no_autopilot() {
    let mut game = Game::new();
    let bot = game.join_bot("Vega");
    game.hand_over(bot, true);
    assert!(!game.shows_an_autopilot(bot));
}
