use asteroids_server::world::{Detail, Entity, Happening, WorldSettings};
use asteroids_shared::protocol::Weapon;
use asteroids_shared::{Controls, Kind, Motion, PlayerId, Torus};

use crate::game::{Game, SIDE_M};

fn busy_sky(seed: u64) -> Game {
    Game::with(WorldSettings {
        seed,
        torus: Torus::square(SIDE_M),
        rocks: 0,
        saucers: true,
        occasions: false,
        teams: false,
    })
}

fn saucers(game: &Game) -> usize {
    game.count(Kind::SaucerLarge) + game.count(Kind::SaucerSmall)
}

#[test]
fn saucers_come_while_somebody_flies_and_leave_again() {
    let mut game = busy_sky(3);
    game.pass_seconds(120.0);
    assert_eq!(saucers(&game), 0, "nobody is there");
    let ann = game.join("ann");
    game.until("a saucer", 600.0, |game| saucers(game) > 0);
    game.leave(ann);
    game.until("its leaving", 60.0, |game| saucers(game) == 0);
}

#[test]
fn a_saucer_appears_out_of_sight() {
    for seed in 0..10 {
        let mut game = busy_sky(seed);
        let ann = game.join("ann");
        game.until("a saucer", 900.0, |game| {
            saucers(game) > 0 || !game.is_alive(ann)
        });
        if game.is_alive(ann) {
            let saucer = game
                .world
                .entities()
                .find(|it| it.kind.is_saucer())
                .expect("it came");
            let (dx, dy) = game
                .world
                .torus()
                .delta(game.motion(ann).position(), saucer.motion.position());
            assert!(dx.abs() > 40.0 || dy.abs() > 30.0, "seed {seed}: {dx} {dy}");
        }
    }
}

#[test]
fn a_large_saucer_fires_at_random() {
    let mut game = Game::new();
    game.join_at("ann", 150.0, 150.0);
    game.place(Kind::SaucerLarge, Motion::at(-100.0, -100.0));
    game.pass_seconds(20.0);
    assert!((8..=20).contains(&game.shots()), "{}", game.shots());
}

/// Of the first shots of small saucers near a player at rest with this score,
/// the share that comes near enough to hit.
fn share_of_hits(score: u32) -> f32 {
    let (mut shots, mut hits) = (0.0, 0.0);
    for seed in 0..60 {
        let mut game = Game::seeded(seed);
        let ann: PlayerId = game.join_at("ann", 0.0, 0.0);
        game.world.set_score(ann, score);
        game.place(Kind::SaucerSmall, Motion::at(25.0, 0.0));
        for _ in 0..64 {
            game.pass_ticks(1);
            let Some(bullet) = game.all(Kind::Bullet).first().map(|bullet| bullet.motion) else {
                continue;
            };
            // How far from the centre of the ship its line passes.
            let line = bullet.vx_mps.hypot(bullet.vy_mps);
            let miss_m = (bullet.x_m * bullet.vy_mps - bullet.y_m * bullet.vx_mps) / line;
            shots += 1.0;
            hits += f32::from(u8::from(miss_m.abs() < 1.0));
            break;
        }
    }
    assert!(shots > 20.0, "{shots} shots");
    hits / shots
}

#[test]
fn a_small_saucer_aims_the_better_the_more_points_its_prey_has() {
    let (beginner, master) = (share_of_hits(0), share_of_hits(50_000));
    assert!(beginner < 0.5 && master > 0.9, "{beginner} {master}");
}

#[test]
fn a_small_saucer_hunts_the_leader() {
    let mut nearer = 0;
    for seed in 0..10 {
        let mut game = Game::seeded(seed);
        let ann = game.join_at("ann", -120.0, 0.0);
        let bob = game.join_at("bob", 120.0, 0.0);
        game.world.set_score(bob, 1_000);
        let saucer = game.place(Kind::SaucerSmall, Motion::at(0.0, 0.0));
        game.pass_seconds(6.0);
        let at = game.entity(saucer).motion.position();
        let to_bob_m = game.distance_m(at, game.motion(bob).position());
        let to_ann_m = game.distance_m(at, game.motion(ann).position());
        nearer += usize::from(to_bob_m < to_ann_m);
    }
    assert_eq!(nearer, 10);
}

/// Whom the small saucers hunt.
fn preys(game: &Game) -> Vec<PlayerId> {
    let saucers = game.all(Kind::SaucerSmall);
    let prey = |saucer: &Entity| match saucer.detail {
        Detail::Saucer(saucer) => saucer.prey,
        _ => panic!("a saucer"),
    };
    saucers.iter().map(prey).collect()
}

fn hunters_of(game: &Game, player: PlayerId) -> usize {
    let preys = preys(game);
    preys.iter().filter(|prey| **prey == player).count()
}

#[test]
fn of_many_small_saucers_one_hunts_the_leader() {
    let mut game = busy_sky(5);
    let pilots: Vec<PlayerId> = (0..300)
        .map(|number| game.join(&format!("pilot {number}")))
        .collect();
    let leader = pilots[7];
    game.world.set_score(leader, 1_000_000);
    for number in 0..12u8 {
        let place = Motion::at(f32::from(number) * 30.0 - 165.0, 0.0);
        game.place(Kind::SaucerSmall, place);
    }
    let mut hunted_ticks = 0;
    for _ in 0..10 * 32 {
        for &pilot in &pilots {
            game.respawn(pilot);
        }
        game.pass_ticks(1);
        if game.world.leader() == Some(leader) {
            assert!(hunters_of(&game, leader) <= 1);
            hunted_ticks += hunters_of(&game, leader);
        }
    }
    assert!(hunted_ticks > 0, "nobody hunted the leader");
}

#[test]
fn who_takes_the_lead_is_soon_hunted_by_one_alone() {
    let mut game = Game::new();
    let (ann, bob) = (
        game.join_at("ann", -190.0, 0.0),
        game.join_at("bob", 190.0, 0.0),
    );
    game.world.set_score(bob, 1_000);
    for y_m in [-150.0, -75.0, 75.0, 150.0] {
        game.place(Kind::SaucerSmall, Motion::at(0.0, y_m));
    }
    game.pass_ticks(1);
    assert_eq!((hunters_of(&game, ann), hunters_of(&game, bob)), (3, 1));
    game.world.set_score(ann, 2_000);
    game.pass_seconds(4.5);
    assert_eq!((hunters_of(&game, ann), hunters_of(&game, bob)), (1, 3));
}

#[test]
fn a_saucers_bullet_kills_and_nobody_scores() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.world.set_score(ann, 1_000_000);
    game.place(Kind::SaucerSmall, Motion::at(12.0, 0.0));
    game.until("the kill", 30.0, |game| !game.is_alive(ann));
    let kill = game.happened.iter().find_map(|it| match it {
        Happening::Killed { killer, weapon, .. } => Some((*killer, *weapon)),
        _ => None,
    });
    assert_eq!(kill, Some((0, Weapon::Kind(Kind::Bullet))));
}

#[test]
fn a_saucers_bullets_break_rocks_and_nobody_scores() {
    let mut game = Game::new();
    game.place(Kind::SaucerLarge, Motion::at(0.0, 0.0));
    for index in 0..60 {
        let (x, y) = (index % 8, index / 8);
        if (x, y) != (4, 4) {
            game.place(
                Kind::RockLarge,
                Motion::at(x as f32 * 12.0 - 48.0, y as f32 * 12.0 - 48.0),
            );
        }
    }
    game.until("a broken rock", 30.0, |game| {
        game.count(Kind::RockMedium) >= 2
    });
    assert!(
        !game
            .happened
            .iter()
            .any(|it| matches!(it, Happening::Scored { .. }))
    );
}

#[test]
fn a_saucer_changes_its_course_now_and_then() {
    let mut game = Game::new();
    let saucer = game.place(Kind::SaucerLarge, Motion::at(0.0, 0.0));
    game.pass_ticks(1);
    let first = *game.entity(saucer).motion;
    assert!(
        first.vx_mps.hypot(first.vy_mps) > 6.9,
        "it sets out at once"
    );
    game.until("another course", 5.0, |game| {
        let now = game.entity(saucer).motion;
        (now.vx_mps, now.vy_mps) != (first.vx_mps, first.vy_mps)
    });
}

#[test]
fn a_saucer_goes_when_its_time_is_over() {
    let mut game = Game::new();
    let saucer = game.place(Kind::SaucerLarge, Motion::at(0.0, 0.0));
    let Detail::Saucer(detail) = game.entity(saucer).detail.clone() else {
        panic!("a saucer");
    };
    game.pass_ticks(detail.leaves_at - game.world.tick());
    assert_eq!(
        game.fate_of(saucer),
        Some(asteroids_shared::protocol::Reason::Gone)
    );
}

#[test]
fn shooting_saucers_pays_as_in_1979() {
    for (kind, x_m, points) in [
        (Kind::SaucerLarge, 3.8, 200),
        (Kind::SaucerSmall, 2.9, 1_000),
    ] {
        let mut game = Game::new();
        let ann = game.join_at("ann", 0.0, 0.0);
        let saucer = game.place(kind, Motion::at(x_m, 0.0));
        game.hold(ann, Controls::FIRE).for_ticks(1);
        assert!(!game.is_there(saucer));
        assert_eq!(game.player(ann).score, points);
    }
}
