use asteroids_server::world::WorldSettings;
use asteroids_shared::{Kind, Torus};

use crate::game::{Game, moving};

fn field(seed: u64, rocks: u32, side_m: f32) -> WorldSettings {
    WorldSettings {
        seed,
        torus: Torus::square(side_m),
        rocks,
        saucers: false,
        occasions: false,
        teams: false,
    }
}

#[test]
fn a_world_begins_with_its_whole_field_of_all_sizes() {
    let game = Game::with(field(1, 300, 400.0));
    assert_eq!(game.rocks(), 300);
    assert!(game.count(Kind::RockLarge) > game.count(Kind::RockMedium));
    assert!(game.count(Kind::RockMedium) > 0 && game.count(Kind::RockSmall) > 0);
}

#[test]
fn the_first_rocks_do_not_overlap() {
    let game = Game::with(field(1, 300, 400.0));
    let rocks: Vec<_> = game.world.entities().collect();
    for (index, one) in rocks.iter().enumerate() {
        for other in &rocks[index + 1..] {
            let apart_m = game.distance_m(one.motion.position(), other.motion.position());
            assert!(apart_m > one.kind.radius_m().max(other.kind.radius_m()));
        }
    }
}

#[test]
fn capacity_sets_the_size_of_the_world_and_of_its_field() {
    let settings = WorldSettings::for_capacity(1, 1_000);
    assert_eq!(settings.torus, Torus::square(800.0));
    assert_eq!(settings.rocks, 1_600);
    assert_eq!(WorldSettings::for_capacity(1, 1).torus, Torus::square(64.0));
}

fn share_of(hood: (f32, f32), game: &Game) -> usize {
    let mut rocks = 0;
    game.world
        .for_each_near(hood, [(30.0, 30.0); 2], |spot, _| {
            rocks += usize::from(spot.kind.is_rock());
        });
    rocks
}

#[test]
fn a_neighbourhood_without_rocks_gets_some_though_the_others_are_full() {
    for seed in 1..4 {
        // One neighbourhood of 60 m in a hundred is bare, at the corner of the world.
        let mut game = Game::with(field(seed, 900, 600.0));
        let rocks: Vec<_> = game
            .world
            .entities()
            .map(|rock| (rock.id, *rock.motion))
            .collect();
        for (rock, motion) in rocks {
            let (dx, dy) = game
                .world
                .torus()
                .delta((-270.0, -270.0), motion.position());
            if dx.abs() <= 30.0 && dy.abs() <= 30.0 {
                game.world.set_motion(rock, moving(0.0, 0.0, 1.0, 1.0));
            }
        }
        assert_eq!(share_of((-270.0, -270.0), &game), 0);
        game.pass_seconds(20.0);
        assert!(share_of((-270.0, -270.0), &game) >= 6);
    }
}

#[test]
fn there_are_never_many_more_rocks_than_the_settings_say() {
    let mut game = Game::with(field(1, 200, 300.0));
    game.pass_seconds(120.0);
    assert!((180..=300).contains(&game.rocks()), "{}", game.rocks());
}

#[test]
fn an_id_rests_before_it_names_something_else() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.arm(ann);
    game.shoot(ann);
    let first = game.all(Kind::Bullet)[0].id;
    game.until("its end", 1.0, |game| !game.is_there(first));
    for _ in 0..6 {
        game.pass_ticks(8);
        game.shoot(ann);
        assert!(!game.is_there(first));
    }
    game.pass_ticks(12);
    game.shoot(ann);
    assert!(game.is_there(first));
    assert!(game.world.id_bound() < 12, "ids stay small");
}
