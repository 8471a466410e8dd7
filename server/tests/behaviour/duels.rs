//! Pilots of equal skill, of whom one has grown and the other has just come.

use asteroids_shared::pilot::{Pilot, Seen, Sight, Skill};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Gear, Improvement, Motion};

use crate::game::Game;

const DUELS: u64 = 200;
/// Who has not won by then has not won.
const DUEL_TICKS: u32 = seconds(90);
/// A pilot sees this far, in metres.
const SIGHT_M: f32 = 60.0;

/// One who flies by the pilot of the server's own bots.
struct Duellist {
    player: u32,
    pilot: Pilot,
}

impl Duellist {
    fn press(&mut self, game: &mut Game) {
        let Some(ship) = game.player(self.player).ship else {
            return;
        };
        let (world, tick) = (&game.world, game.world.tick());
        let own = game.entity(ship);
        let sight = Sight {
            tick,
            torus: world.torus(),
            ship,
            player: self.player,
            motion: own.motion,
            can_jump: tick >= game.ship(self.player).jump_ready,
            keeps_company_of: None,
        };
        let near = world.entities().filter(|entity| {
            let apart_m = game.distance_m(own.motion.position(), entity.motion.position());
            entity.id != ship && apart_m < SIGHT_M
        });
        let seen = near.map(|entity| Seen {
            id: entity.id,
            kind: entity.kind,
            motion: entity.motion,
            shooter: entity.shooter(),
            shielded: entity.ship().is_some_and(|ship| ship.shielded(tick)),
            skill: Some(Skill::FULL),
        });
        let keys = self.pilot.decide(&sight, seen);
        game.hold(self.player, keys);
    }
}

/// Whether the one who has just come is the last to fly; nothing if both fell, or neither.
/// A person has the guard of a beginner.
fn newcomer_wins(seed: u64, is_person: bool, gear: Gear) -> Option<bool> {
    let mut game = Game::seeded(seed);
    // Neither always comes first.
    let first = seed.is_multiple_of(2).then(|| game.join_bot("grown"));
    let newcomer = match is_person {
        true => game.join("newcomer"),
        false => game.join_bot("newcomer"),
    };
    let grown = first.unwrap_or_else(|| game.join_bot("grown"));
    game.world.grow(grown, gear);
    for (player, side) in [(newcomer, -1.0), (grown, 1.0)] {
        let facing = Motion {
            cos: -side,
            ..Motion::at(20.0 * side, 0.0)
        };
        game.put(player, facing);
        if player == grown || !is_person {
            game.world.end_spawn_shield(game.ship_id(player));
        }
        game.arm(player);
    }
    let mut duellists = [newcomer, grown].map(|player| Duellist {
        player,
        pilot: Pilot::new(seed << 8 | u64::from(player)),
    });
    for _ in 0..DUEL_TICKS {
        for duellist in &mut duellists {
            duellist.press(&mut game);
        }
        game.pass_ticks(1);
        match (game.is_alive(newcomer), game.is_alive(grown)) {
            (true, true) => {}
            (false, false) => return None,
            (wins, _) => return Some(wins),
        }
    }
    None
}

/// In how many of a hundred duels that have a winner the newcomer is the one.
fn newcomer_wins_percent(is_person: bool, gear: Gear) -> usize {
    let duels = (0..DUELS).filter_map(|seed| newcomer_wins(seed, is_person, gear));
    let duels: Vec<bool> = duels.collect();
    assert!(duels.len() as u64 > DUELS / 2, "{} ended", duels.len());
    100 * duels.iter().filter(|wins| **wins).count() / duels.len()
}

#[test]
fn who_has_nothing_wins_every_sixth_duel_with_a_fully_grown_ship_of_equal_skill() {
    let equal = newcomer_wins_percent(false, Gear::NONE);
    assert!((35..=65).contains(&equal), "{equal} % between equals");
    let grown = newcomer_wins_percent(false, Improvement::ALL.into_iter().collect());
    assert!(
        (16..=equal).contains(&grown),
        "{grown} % against a grown ship"
    );
}

#[test]
fn a_beginner_with_its_guard_wins_every_other_one() {
    let wins = newcomer_wins_percent(true, Improvement::ALL.into_iter().collect());
    assert!(wins >= 50, "{wins} % against a grown ship");
}
