use asteroids_server::world::{Happening, World, WorldSettings};
use asteroids_shared::{Controls, EntityId, Kind, Torus};

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
    let pilots = ["ann", "bob", "cleo"].map(|name| game.join(name));
    let is_rock = |id: EntityId, game: &Game| {
        let entity = game.world.entity(id);
        entity.is_some_and(|entity| entity.kind.is_rock())
    };
    let mut replaced = 0;
    for tick in 0..10_000 {
        let eyes = pilots.map(|pilot| match game.player(pilot).ship {
            Some(ship) => game.entity(ship).motion.position(),
            None => game.player(pilot).wreck_at,
        });
        let rocks_before: Vec<bool> = (0..game.world.id_bound())
            .map(|id| is_rock(id as EntityId, &game))
            .collect();
        let was_rock = |id: EntityId| rocks_before.get(id as usize) == Some(&true);
        game.pass_ticks(1);
        let some_broke = game
            .world
            .happenings()
            .iter()
            .any(|it| matches!(it, Happening::Vanished { entity, .. } if was_rock(*entity)));
        let rocks = game.world.entities().filter(|it| it.kind.is_rock());
        for rock in rocks.filter(|rock| !some_broke && !was_rock(rock.id)) {
            replaced += 1;
            for eye in eyes {
                let (dx, dy) = game.world.torus().delta(eye, rock.motion.position());
                assert!(dx.abs() > 40.0 || dy.abs() > 30.0, "{dx} {dy}");
            }
        }
        for pilot in pilots {
            let lets_go = tick % 16 == 0;
            let trigger = if lets_go {
                Controls::NONE
            } else {
                Controls::FIRE
            };
            game.hold(pilot, trigger.with(Controls::LEFT));
            game.respawn(pilot);
        }
    }
    assert!(replaced > 5, "{replaced}");
    for pilot in pilots {
        game.leave(pilot);
    }
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
