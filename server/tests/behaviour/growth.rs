use asteroids_server::world::{Command, Happening, World, WorldRecord};
use asteroids_shared::protocol::{Reason, Weapon};
use asteroids_shared::rules::{
    GROWTH_FROM_POINTS, HIT_GRACE_TICKS, HYPERSPACE_COOLDOWN_TICKS, IMPROVEMENTS_OFFERED,
    LONG_POWER_TICKS, MINE_LIFE_TICKS, POINTS_PER_LIFE, POWER_TICKS, QUICK_JUMP_COOLDOWN_TICKS,
    RESPAWN_PAUSE_TICKS, SCOOP_M, WIDE_SCOOP_M,
};
use asteroids_shared::{Controls, EntityId, Gear, Improvement, Kind, Motion, PickupKind};

use crate::game::{Game, moving};

/// All there is.
const GROWN: Gear = Gear((1 << Improvement::COUNT) - 1);

impl Game {
    fn offer(&self, player: u32) -> Vec<Improvement> {
        self.player(player).offer.iter().collect()
    }

    fn choose(&mut self, player: u32, improvement: Improvement) {
        self.order(Command::Choose {
            player,
            improvement,
        });
        self.pass_ticks(1);
    }

    fn flies_again(&mut self, player: u32) {
        self.pass_ticks(RESPAWN_PAUSE_TICKS);
        self.respawn(player).for_ticks(1);
    }

    /// A life that was worth so much ends.
    fn life_of(&mut self, player: u32, points: u32) {
        self.world.set_score(player, points);
        let killer = self.join_bot("Vega");
        self.shoot_down(killer, player);
        self.leave(killer);
        self.pass_ticks(1);
    }

    fn grow(&mut self, player: u32, improvement: Improvement) {
        self.world.grow(player, Gear::of(improvement));
    }

    /// Who got whom with what, at last.
    fn last_kill(&self) -> Option<(u32, u32, Weapon)> {
        self.happened.iter().rev().find_map(|it| match *it {
            Happening::Killed {
                killer,
                victim,
                weapon,
                ..
            } => Some((killer, victim, weapon)),
            _ => None,
        })
    }
}

#[test]
fn after_a_life_that_was_worth_something_a_pilot_chooses_one_of_two() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.life_of(ann, GROWTH_FROM_POINTS);
    let offer = game.offer(ann);
    assert_eq!(offer.len(), IMPROVEMENTS_OFFERED);
    game.choose(ann, offer[1]);
    assert!(game.offer(ann).is_empty(), "it has chosen");
    game.flies_again(ann);
    assert_eq!(game.ship(ann).gear, Gear::of(offer[1]));
}

#[test]
fn a_life_that_was_worth_no_more_than_a_crash_brings_nothing() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.life_of(ann, GROWTH_FROM_POINTS - 1);
    assert!(game.offer(ann).is_empty());
    let crash_pays = [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall];
    assert!(crash_pays.map(|it| it.traits().points).into_iter().max() < Some(GROWTH_FROM_POINTS));
}

#[test]
fn a_life_in_which_another_one_is_stored_brings_one_however_little_it_was_worth() {
    let mut game = Game::new();
    let ann = game.join("ann");
    let rock_pays = Kind::RockSmall.traits().points;
    assert!(rock_pays < GROWTH_FROM_POINTS);
    game.life_of(ann, POINTS_PER_LIFE - rock_pays);
    game.flies_again(ann);
    game.put(ann, Motion::at(0.0, 0.0));
    game.arm(ann);
    let rock = game.place(Kind::RockSmall, Motion::at(8.0, 0.0));
    game.shoot(ann);
    game.until("the hit", 1.0, |game| !game.is_there(rock));
    let killer = game.join_bot("Vega");
    game.shoot_down(killer, ann);
    assert_eq!(game.player(ann).score, POINTS_PER_LIFE);
    assert_eq!(game.offer(ann).len(), IMPROVEMENTS_OFFERED);
}

#[test]
fn a_person_who_does_not_choose_gets_the_first_and_a_program_nothing() {
    let mut game = Game::new();
    let (ann, bot) = (game.join("ann"), game.join_bot("Sol"));
    for player in [ann, bot] {
        game.life_of(player, 500);
        let first = game.offer(player)[0];
        game.flies_again(player);
        let expected = if player == ann {
            Gear::of(first)
        } else {
            Gear::NONE
        };
        assert_eq!(game.ship(player).gear, expected);
    }
}

#[test]
fn a_program_that_asks_gets_what_it_asks_for() {
    let mut game = Game::new();
    let bot = game.join_bot("Sol");
    game.life_of(bot, 500);
    let second = game.offer(bot)[1];
    game.choose(bot, second);
    game.flies_again(bot);
    assert_eq!(game.ship(bot).gear, Gear::of(second));
}

#[test]
fn what_is_not_offered_and_what_comes_too_late_is_not_heard() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.choose(ann, Improvement::MineLayer);
    assert_eq!(game.player(ann).gear, Gear::NONE, "nothing is offered");
    game.life_of(ann, 500);
    let offer = game.offer(ann);
    let other = Improvement::ALL.into_iter().find(|it| !offer.contains(it));
    game.choose(ann, other.expect("there are more than two"));
    assert_eq!(game.player(ann).gear, Gear::NONE, "another one is offered");
    game.flies_again(ann);
    game.choose(ann, offer[1]);
    assert_eq!(game.player(ann).gear, Gear::of(offer[0]), "it flies");
}

#[test]
fn an_offer_never_has_what_one_has_and_ends_when_one_has_all() {
    for seed in 0..20 {
        let mut game = Game::seeded(seed);
        let ann = game.join("ann");
        // Each life is worth another one.
        for grown in 0..=Improvement::COUNT {
            game.world.set_score(ann, 9_990);
            game.place(Kind::RockSmall, Motion::at(8.0, 0.0));
            game.put(ann, Motion::at(0.0, 0.0));
            game.arm(ann);
            game.shoot(ann).for_ticks(10);
            let before = game.player(ann).gear;
            game.life_of(ann, 500);
            let offer = game.offer(ann);
            let left = Improvement::COUNT - grown;
            assert_eq!(offer.len(), left.min(IMPROVEMENTS_OFFERED));
            assert!(offer.iter().all(|it| !before.has(*it)));
            game.flies_again(ann);
        }
        assert_eq!(game.ship(ann).gear, GROWN);
    }
}

#[test]
fn what_has_grown_is_gone_with_the_run() {
    let mut game = Game::new();
    let ann = game.join("ann");
    for _ in 0..2 {
        game.life_of(ann, 500);
        game.flies_again(ann);
        assert_ne!(game.ship(ann).gear, Gear::NONE);
    }
    game.life_of(ann, 500);
    assert!(game.offer(ann).is_empty(), "it was the last life");
    game.flies_again(ann);
    assert_eq!(game.ship(ann).gear, Gear::NONE);
}

#[test]
fn a_world_that_was_written_down_offers_the_same() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.life_of(ann, 500);
    let offer = game.offer(ann);
    let bytes = rmp_serde::to_vec_named(&game.world.record()).expect("it is written down");
    let record: WorldRecord = rmp_serde::from_slice(&bytes).expect("it is read again");
    game.world = World::from(record);
    assert_eq!(game.offer(ann), offer);
    game.choose(ann, offer[1]);
    game.flies_again(ann);
    assert_eq!(game.ship(ann).gear, Gear::of(offer[1]));
}

#[test]
fn who_has_nothing_kills_a_fully_grown_ship_with_two_hits() {
    let mut game = Game::new();
    let newcomer = game.join_at("newcomer", 0.0, 0.0);
    let grown = game.join_at("grown", 10.0, 0.0);
    game.world.grow(grown, GROWN);
    game.shoot(newcomer).for_ticks(10);
    assert!(game.is_alive(grown), "the spare shield took it");
    assert!(!game.ship(grown).gear.has(Improvement::SpareShield));
    game.pass_ticks(HIT_GRACE_TICKS);
    game.put(grown, Motion::at(10.0, 0.0));
    game.shoot(newcomer).for_ticks(10);
    assert!(!game.is_alive(grown));
}

#[test]
fn a_spare_shield_is_whole_again_with_the_next_life() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 10.0, 0.0);
    game.grow(ann, Improvement::SpareShield);
    let bob = game.join_at("bob", 0.0, 0.0);
    for _ in 0..2 {
        game.shoot(bob).for_ticks(10 + HIT_GRACE_TICKS);
    }
    assert!(!game.is_alive(ann));
    game.flies_again(ann);
    assert!(game.ship(ann).gear.has(Improvement::SpareShield));
}

#[test]
fn a_quick_drive_and_a_long_hold_are_as_the_rules_say() {
    for (gear, cooldown_ticks, power_ticks) in [
        (Gear::NONE, HYPERSPACE_COOLDOWN_TICKS, POWER_TICKS),
        (GROWN, QUICK_JUMP_COOLDOWN_TICKS, LONG_POWER_TICKS),
    ] {
        let mut game = Game::seeded(3);
        let ann = game.join_at("ann", 0.0, 0.0);
        game.world.grow(ann, gear);
        game.place_pickup(PickupKind::RapidFire, Motion::at(1.0, 0.0));
        game.pass_ticks(1);
        let now = game.world.tick();
        assert_eq!(game.ship(ann).rapid_fire_until, now + power_ticks);
        game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
        assert_eq!(game.ship(ann).jump_ready, now + cooldown_ticks);
    }
}

#[test]
fn a_wide_scoop_reaches_further_and_the_nearest_ship_still_comes_first() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.grow(ann, Improvement::WideScoop);
    game.place_pickup(PickupKind::Shield, Motion::at(WIDE_SCOOP_M - 0.1, 0.0));
    game.pass_ticks(1);
    assert!(game.ship(ann).collected_shield);
    let bob = game.join_at("bob", 0.0, 6.0);
    game.place_pickup(PickupKind::RapidFire, Motion::at(0.0, 6.0 - SCOOP_M + 0.1));
    game.pass_ticks(1);
    assert!(game.ship(bob).rapid_fire_until > game.world.tick());
}

/// Ann has left a mine at the middle of the world. It is no tick old.
fn mined() -> (Game, u32, EntityId) {
    for seed in 0.. {
        let mut game = Game::seeded(seed);
        let ann = game.join_at("ann", 0.0, 0.0);
        game.grow(ann, Improvement::MineLayer);
        game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
        if game.is_alive(ann) {
            let mines = game.all(Kind::Mine);
            let mine = mines.first().expect("it leaves one behind").id;
            return (game, ann, mine);
        }
    }
    unreachable!("some seed lets ann live")
}

#[test]
fn a_mine_takes_a_ship_and_pays_whoever_laid_it() {
    let (mut game, ann, mine) = mined();
    let bob = game.join_at("bob", -5.0, 0.0);
    game.put(bob, moving(-5.0, 0.0, 20.0, 0.0));
    let before = game.player(ann).score;
    game.pass_seconds(0.5);
    let weapon = Weapon::Kind(Kind::Mine);
    assert_eq!(game.last_kill(), Some((ann, bob, weapon)));
    assert!(game.player(ann).score > before && game.player(ann).streak == 1);
    assert_eq!(game.fate_of(mine), Some(Reason::Destroyed));
}

#[test]
fn a_mine_takes_whoever_laid_it_too_and_pays_nobody() {
    let (mut game, ann, _) = mined();
    game.world.drop_shield(game.ship_id(ann));
    game.put(ann, moving(-5.0, 0.0, 20.0, 0.0));
    game.pass_seconds(0.5);
    assert_eq!(game.last_kill(), Some((0, ann, Weapon::Kind(Kind::Mine))));
    assert_eq!(game.player(ann).score, 0);
}

#[test]
fn a_shield_takes_a_mine() {
    let (mut game, _, mine) = mined();
    let bob = game.join("bob");
    game.put(bob, moving(-5.0, 0.0, 20.0, 0.0));
    game.pass_seconds(0.5);
    assert!(game.is_alive(bob) && !game.is_there(mine));
}

#[test]
fn a_mine_can_be_shot_and_pays_nothing() {
    let (mut game, _, mine) = mined();
    let bob = game.join_at("bob", -10.0, 0.0);
    game.shoot(bob).for_ticks(10);
    assert_eq!(game.fate_of(mine), Some(Reason::Destroyed));
    assert_eq!(game.player(bob).score, 0);
}

#[test]
fn a_mine_is_gone_after_a_while() {
    let (mut game, _, mine) = mined();
    game.pass_ticks(MINE_LIFE_TICKS - 2);
    assert!(game.is_there(mine));
    game.pass_ticks(2);
    assert_eq!(game.fate_of(mine), Some(Reason::Gone));
}
