use std::collections::HashSet;

use asteroids_server::world::{Command, Detail, World, WorldSettings};
use asteroids_shared::protocol::Reason;
use asteroids_shared::rules::OCCASION_ANNOUNCED_TICKS;
use asteroids_shared::{Kind, Motion, OccasionKind, Torus};

use crate::game::{Game, SIDE_M, moving, speed_mps};

/// Points for a hit of what takes many.
const HIT_POINTS: u32 = 60;
/// An occasion is announced within so many seconds, and so long after the one before.
const PAUSE_S: f32 = 200.0;

/// A world with occasions and a few rocks, in which eve rests under a shield.
fn eventful(seed: u64) -> Game {
    sheltered(WorldSettings {
        seed,
        torus: Torus::square(SIDE_M),
        rocks: 20,
        saucers: true,
        occasions: true,
        teams: false,
    })
}

/// A world of these settings, in which eve rests under a shield.
fn sheltered(settings: WorldSettings) -> Game {
    let mut game = Game::with(settings);
    let eve = game.join("eve");
    game.order(Command::Shelter {
        player: eve,
        on: true,
    });
    game
}

/// The same world as [`eventful`], to which no saucers come.
fn without_saucers(seed: u64) -> Game {
    sheltered(WorldSettings {
        saucers: false,
        ..*eventful(seed).world.settings()
    })
}

fn is_announced(game: &Game) -> bool {
    game.world.occasion().is_some()
}

/// The first occasion of this kind of any world, at its announcement.
fn announced(kind: OccasionKind) -> Game {
    let of_seed = |seed| {
        let mut game = eventful(seed);
        game.until("an announcement", PAUSE_S, is_announced);
        game
    };
    let is_one = |game: &Game| game.world.occasion().is_some_and(|(it, _)| it.kind == kind);
    (1..40).map(of_seed).find(is_one).expect("each comes")
}

/// The same when it has just begun.
fn begun(kind: OccasionKind) -> Game {
    let mut game = announced(kind);
    game.pass_ticks(OCCASION_ANNOUNCED_TICKS);
    let begins = |game: &Game| match kind {
        OccasionKind::Comet => game.count(Kind::Comet) == 1,
        OccasionKind::Carrier => game.count(Kind::Carrier) == 1,
        OccasionKind::Storm => game.count(Kind::Warp) > 0,
    };
    game.until("the beginning", 10.0, begins);
    game
}

#[test]
fn an_occasion_is_announced_ten_seconds_ahead_and_another_follows() {
    for kind in OccasionKind::ALL {
        let mut game = announced(kind);
        let (occasion, at) = game.world.occasion().expect("it is announced");
        let (first, announced_at) = (occasion.clone(), game.world.tick());
        // The radar says so at the tick after the step in which it was chosen.
        assert_eq!(first.begins_at + 1 - announced_at, OCCASION_ANNOUNCED_TICKS);
        assert!(game.distance_m(at, (0.0, 0.0)) < SIDE_M, "it is somewhere");
        assert_eq!(game.count(Kind::Comet) + game.count(Kind::Carrier), 0);
        game.until("its end", 80.0, |game| !is_announced(game));
        game.until("the next one", PAUSE_S, is_announced);
        let (next, _) = game.world.occasion().expect("it is announced");
        assert!(next.begins_at > first.begins_at);
    }
}

#[test]
fn where_nobody_flies_nothing_is_announced() {
    let mut game = eventful(1);
    game.leave(1);
    game.pass_seconds(2.0 * PAUSE_S);
    assert!(!is_announced(&game));
}

#[test]
fn hosts_may_have_none() {
    let mut game = Game::new();
    game.join("ann");
    game.pass_seconds(2.0 * PAUSE_S);
    assert!(!is_announced(&game));
}

#[test]
fn an_occasion_is_over_when_its_comet_is_gone_though_nobody_flies_any_more() {
    let mut game = begun(OccasionKind::Comet);
    game.leave(1);
    game.until("its end", 60.0, |game| !is_announced(game));
    game.pass_seconds(2.0 * PAUSE_S);
    assert!(!is_announced(&game));
}

#[test]
fn where_no_saucers_come_no_carrier_does() {
    for seed in 1..20 {
        let mut game = without_saucers(seed);
        game.until("an announcement", PAUSE_S, is_announced);
        let (occasion, _) = game.world.occasion().expect("it is announced");
        assert_ne!(occasion.kind, OccasionKind::Carrier);
    }
}

#[test]
fn occasions_of_all_kinds_come() {
    let kinds = (1..30).map(|seed| {
        let mut game = eventful(seed);
        game.until("an announcement", PAUSE_S, is_announced);
        game.world.occasion().map(|(it, _)| it.kind)
    });
    let kinds: HashSet<_> = kinds.map(|kind| kind.map(|it| it as u8)).collect();
    assert_eq!(kinds.len(), OccasionKind::COUNT);
}

#[test]
fn a_restored_world_has_the_same_occasion() {
    for kind in OccasionKind::ALL {
        for mut game in [announced(kind), begun(kind)] {
            game.world.rebase();
            let mut restored = World::from(game.world.record());
            for _ in 0..600 {
                game.pass_ticks(1);
                restored.step(&[]);
            }
            assert_eq!(restored.digest(), game.world.digest(), "{kind:?}");
        }
    }
}

#[test]
fn every_hit_of_a_comet_pays_and_the_last_one_breaks_it() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let comet = game.place(Kind::Comet, Motion::at(12.0, 0.0));
    let mut hits = 0;
    while game.is_there(comet) {
        game.put(ann, Motion::at(0.0, 0.0));
        game.world.set_motion(comet, Motion::at(12.0, 0.0));
        game.arm(ann);
        game.shoot(ann);
        game.pass_ticks(16);
        hits += 1;
        assert_eq!(game.player(ann).score, hits * HIT_POINTS);
    }
    assert_eq!((hits, game.fate_of(comet)), (18, Some(Reason::Destroyed)));
    assert!(game.count(Kind::Pickup) >= 4, "it leaves what it has");
    assert_eq!(game.rocks(), 0);
}

#[test]
fn a_comet_leaves_a_tail_of_pickups_and_is_gone_in_the_end() {
    let mut game = Game::new();
    let comet = game.place(Kind::Comet, moving(-150.0, 0.0, 9.0, 0.0));
    game.pass_seconds(18.5);
    let tail = game.all(Kind::Pickup);
    assert_eq!(tail.len(), 6, "one every three seconds");
    let head = game.entity(comet).motion.position();
    let mut behind_m: Vec<_> = tail.iter().map(|it| head.0 - it.motion.x_m).collect();
    behind_m.sort_by(f32::total_cmp);
    assert!(behind_m[0] > 0.0 && behind_m[5] > 100.0, "{behind_m:?}");
    game.pass_seconds(27.0);
    assert_eq!(game.fate_of(comet), Some(Reason::Gone));
}

#[test]
fn a_ship_that_runs_into_a_comet_breaks_and_the_comet_flies_on() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let comet = game.place(Kind::Comet, moving(10.0, 0.0, -9.0, 0.0));
    game.until("the crash", 2.0, |game| !game.is_alive(ann));
    assert!(game.is_there(comet));
}

#[test]
fn no_more_than_three_saucers_of_a_carrier_are_about() {
    let mut game = Game::new();
    game.join_at("eve", 100.0, 100.0);
    let carrier = game.place(Kind::Carrier, Motion::at(0.0, 0.0));
    let mut most = 0;
    for _ in 0..40 {
        game.pass_seconds(1.0);
        let at = game.entity(carrier).motion.position();
        let saucers = game.all(Kind::SaucerLarge);
        let about = saucers
            .iter()
            .filter(|it| game.distance_m(it.motion.position(), at) < 20.0);
        most = most.max(about.count());
        assert!(saucers.len() <= 10);
    }
    assert!((1..=3).contains(&most), "{most} saucers");
}

#[test]
fn a_carrier_takes_every_hit_of_a_pilot_and_none_of_a_saucer() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    let carrier = game.place(Kind::Carrier, Motion::at(12.0, 0.0));
    let hits_left = |game: &Game| match game.entity(carrier).detail {
        Detail::Carrier(carrier) => carrier.hits_left,
        _ => panic!("a carrier"),
    };
    let whole = hits_left(&game);
    game.shoot(ann);
    game.pass_ticks(16);
    assert_eq!(hits_left(&game), whole - 1);
    assert_eq!(game.player(ann).score, HIT_POINTS);
    game.leave(ann);
    game.pass_seconds(20.0);
    assert_eq!(
        hits_left(&game),
        whole - 1,
        "saucers flew and fired about it"
    );
}

#[test]
fn the_rocks_of_a_storm_fly_the_same_way_and_fast() {
    let mut game = begun(OccasionKind::Storm);
    game.pass_seconds(12.0);
    let rocks = game.all(Kind::RockLarge);
    let fast: Vec<_> = rocks
        .iter()
        .filter(|it| speed_mps(it.motion) > 8.0)
        .collect();
    assert!(fast.len() >= 5, "{} rocks", fast.len());
    let way = |motion: &Motion| {
        let speed = speed_mps(motion);
        (motion.vx_mps / speed, motion.vy_mps / speed)
    };
    let (mean_x, mean_y) = fast.iter().fold((0.0, 0.0), |(x, y), it| {
        let (cos, sin) = way(it.motion);
        (x + cos, y + sin)
    });
    let alike = mean_x.hypot(mean_y) / fast.len() as f32;
    assert!(alike > 0.9, "{alike} of 1 fly the same way");
}

#[test]
fn storms_do_not_fill_the_world() {
    for seed in 1..12 {
        let mut game = without_saucers(seed);
        for _ in 0..900 {
            game.pass_seconds(1.0);
            assert!(game.rocks() <= 3 * 20, "{} rocks", game.rocks());
        }
    }
}
