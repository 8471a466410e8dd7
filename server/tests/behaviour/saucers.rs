use asteroids_server::world::{Detail, Happening, Thing, WorldSettings};
use asteroids_shared::protocol::Weapon;
use asteroids_shared::{Controls, Kind, Motion, PlayerId, Torus};

use crate::game::{Game, SIDE_M};

fn busy_sky(seed: u64) -> Game {
    Game::with(WorldSettings {
        seed,
        torus: Torus::square(SIDE_M),
        rocks: 0,
        saucers: true,
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
    game.place(Thing::SaucerLarge, Motion::at(-100.0, -100.0));
    game.pass_seconds(20.0);
    assert!((8..=20).contains(&game.shots()), "{}", game.shots());
}

/// Of the shots of a small saucer 20 m from a player at rest with this score,
/// how many come near enough to hit.
fn hits_of_small_saucer(score: u32) -> usize {
    let mut near = 0;
    for seed in 0..40 {
        let mut game = Game::seeded(seed);
        let ann: PlayerId = game.join_at("ann", 0.0, 0.0);
        game.world.set_score(ann, score);
        game.place(Thing::SaucerSmall, Motion::at(20.0, 0.0));
        game.until("a shot", 4.0, |game| game.shots() > 0);
        let bullet = game.all(Kind::Bullet);
        let Some(bullet) = bullet.first() else {
            continue;
        };
        let (x, y) = bullet.motion.position();
        let (vx, vy) = (bullet.motion.vx_mps, bullet.motion.vy_mps);
        // How far from the centre of the ship its line passes.
        let miss_m = ((x * vy - y * vx) / vx.hypot(vy)).abs();
        near += usize::from(miss_m < 1.0);
    }
    near
}

#[test]
fn a_small_saucer_aims_the_better_the_more_points_the_leader_has() {
    let (beginner, master) = (hits_of_small_saucer(0), hits_of_small_saucer(50_000));
    assert!(beginner < 20, "{beginner} of 40");
    assert!(master > 30, "{master} of 40");
}

#[test]
fn a_small_saucer_hunts_the_leader() {
    let mut nearer = 0;
    for seed in 0..10 {
        let mut game = Game::seeded(seed);
        let ann = game.join_at("ann", -120.0, 0.0);
        let bob = game.join_at("bob", 120.0, 0.0);
        game.world.set_score(bob, 1_000);
        let saucer = game.place(Thing::SaucerSmall, Motion::at(0.0, 0.0));
        game.pass_seconds(6.0);
        let at = game.entity(saucer).motion.position();
        let to_bob_m = game.distance_m(at, game.motion(bob).position());
        let to_ann_m = game.distance_m(at, game.motion(ann).position());
        nearer += usize::from(to_bob_m < to_ann_m);
    }
    assert_eq!(nearer, 10);
}

#[test]
fn a_saucers_bullet_kills_and_nobody_scores() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 0.0);
    game.world.set_score(ann, 1_000_000);
    game.place(Thing::SaucerSmall, Motion::at(12.0, 0.0));
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
    game.place(Thing::SaucerLarge, Motion::at(0.0, 0.0));
    for index in 0..60 {
        let (x, y) = (index % 8, index / 8);
        if (x, y) != (4, 4) {
            game.place(
                Thing::RockLarge,
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
    let saucer = game.place(Thing::SaucerLarge, Motion::at(0.0, 0.0));
    game.pass_ticks(1);
    let first = game.entity(saucer).motion;
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
    let saucer = game.place(Thing::SaucerLarge, Motion::at(0.0, 0.0));
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
    for (thing, points) in [(Thing::SaucerLarge, 200), (Thing::SaucerSmall, 1_000)] {
        let mut game = Game::new();
        let ann = game.join_at("ann", 0.0, 0.0);
        let saucer = game.place(thing, Motion::at(4.0, 0.0));
        game.hold(ann, Controls::FIRE).for_ticks(3);
        assert!(!game.is_there(saucer));
        assert_eq!(game.player(ann).score, points);
    }
}
