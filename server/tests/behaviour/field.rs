use asteroids_server::world::{Happening, World, WorldSettings};
use asteroids_shared::{Controls, Kind, Torus};

use crate::game::Game;

fn field(seed: u64, rocks: u32, side_m: f32) -> WorldSettings {
    WorldSettings {
        seed,
        torus: Torus::square(side_m),
        rocks,
        saucers: false,
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
    assert_eq!(settings.rocks, 1_488);
    assert_eq!(WorldSettings::for_capacity(1, 1).torus, Torus::square(64.0));
}

#[test]
fn destroyed_rocks_are_replaced_out_of_every_players_sight() {
    let mut game = Game::with(field(1, 150, 300.0));
    let ann = game.join("ann");
    game.hold(ann, Controls::FIRE.with(Controls::LEFT));
    let mut known: Vec<bool> = vec![true; game.world.id_bound()];
    let mut replaced = 0;
    for _ in 0..3_200 {
        let eye = game.world.player(ann).map(|ann| match ann.ship {
            Some(ship) => game.entity(ship).motion.position(),
            None => ann.wreck_at,
        });
        let eye = eye.expect("ann plays");
        let split_or_shot = game.happened.len();
        game.pass_ticks(1);
        let broke = game.happened[split_or_shot..]
            .iter()
            .any(|it| matches!(it, Happening::Vanished { .. }));
        known.resize(game.world.id_bound(), false);
        for rock in game.world.entities().filter(|it| it.kind.is_rock()) {
            let is_new = !std::mem::replace(&mut known[rock.id as usize], true);
            if is_new && !broke {
                replaced += 1;
                let (dx, dy) = game.world.torus().delta(eye, rock.motion.position());
                assert!(dx.abs() > 40.0 || dy.abs() > 30.0, "{dx} {dy}");
            }
        }
        if !game.is_alive(ann) {
            game.respawn(ann);
        }
    }
    assert!(replaced > 5, "{replaced}");
    game.leave(ann);
    game.pass_seconds(10.0);
    assert!(game.rocks() >= 150, "the field is full again");
}

#[test]
fn a_field_that_nobody_touches_stays_as_it_is() {
    let mut world = World::new(field(5, 200, 400.0));
    for _ in 0..640 {
        world.step(&[]);
    }
    assert_eq!(world.entities().filter(|it| it.kind.is_rock()).count(), 200);
}

#[test]
fn an_id_rests_before_it_names_something_else() {
    let mut game = Game::new();
    let ann = game.join("ann");
    game.shoot(ann);
    let first = game.all(Kind::Bullet)[0].id;
    for _ in 0..19 {
        game.pass_seconds(1.0);
        game.shoot(ann);
        assert!(
            game.all(Kind::Bullet)
                .iter()
                .all(|bullet| bullet.id != first)
        );
    }
    game.pass_seconds(3.0);
    game.shoot(ann);
    assert_eq!(game.all(Kind::Bullet)[0].id, first);
    assert!(game.world.id_bound() < 40, "ids stay small");
}
