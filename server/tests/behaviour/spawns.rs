use asteroids_server::world::WorldSettings;
use asteroids_shared::rules::{SHIP_RADIUS_M, seconds};
use asteroids_shared::{Kind, Torus};

use crate::game::{Game, SIDE_M, moving};

/// Three ships about a corner of the world, and one that comes.
fn with_company(seed: u64) -> (Game, f32) {
    let mut game = Game::seeded(seed);
    let half_m = SIDE_M * 0.5;
    for (name, x_m, y_m) in [
        ("ann", half_m - 1.0, half_m - 1.0),
        ("bob", 25.0 - half_m, half_m - 5.0),
        ("cleo", half_m - 20.0, 20.0 - half_m),
    ] {
        game.join_at(name, x_m, y_m);
    }
    (game, half_m)
}

#[test]
fn a_newcomer_has_company_and_elbow_room_across_the_seam() {
    for seed in 1..30 {
        let (mut game, _) = with_company(seed);
        let others: Vec<_> = game
            .world
            .ships()
            .map(|ship| ship.motion.position())
            .collect();
        let newcomer = game.join("dan");
        let at = game.motion(newcomer).position();
        let apart: Vec<_> = others
            .iter()
            .map(|other| game.distance_m(at, *other))
            .collect();
        assert!(apart.iter().all(|apart_m| *apart_m >= 17.9), "{apart:?}");
        let company = apart.iter().filter(|apart_m| **apart_m <= 60.0).count();
        assert!((2..=4).contains(&company), "{apart:?}");
    }
}

#[test]
fn nothing_hits_a_newcomer_that_does_nothing_for_three_seconds() {
    for seed in 1..30 {
        let mut game = Game::with(WorldSettings {
            seed,
            torus: Torus::square(SIDE_M),
            rocks: 300,
            saucers: false,
            occasions: false,
            teams: false,
        });
        let newcomer = game.join("ann");
        let reach_m = SHIP_RADIUS_M;
        for _ in 0..seconds(3) {
            let at = game.motion(newcomer).position();
            for rock in game.world.entities().filter(|it| it.kind.is_rock()) {
                let apart_m = game.distance_m(at, rock.motion.position());
                // Rocks that meet may leave their courses: only what is on one counts.
                assert!(
                    apart_m > rock.kind.radius_m() * 0.7 + reach_m * 0.5,
                    "{apart_m}"
                );
            }
            game.pass_ticks(1);
        }
    }
}

#[test]
fn nobody_appears_in_the_course_of_a_saucer() {
    for seed in 1..20 {
        let (mut game, half_m) = with_company(seed);
        game.place(
            Kind::SaucerLarge,
            moving(half_m - 40.0, half_m - 10.0, 15.0, 0.0),
        );
        let newcomer = game.join("dan");
        let (x_m, y_m) = game.motion(newcomer).position();
        let (dx, dy) = game
            .world
            .torus()
            .delta((half_m - 40.0, half_m - 10.0), (x_m, y_m));
        assert!(
            !((-4.0..=49.0).contains(&dx) && dy.abs() < 4.0),
            "{dx} {dy}"
        );
    }
}
