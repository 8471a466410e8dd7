//! What clients extrapolate is what the server's physics do, to the bit: for
//! every kind, under any controls, across the seam, for 3,000 ticks.

use asteroids_server::world::{Command, World, WorldSettings};
use asteroids_shared::{Controls, EntityId, Kind, Motion, PickupKind, Torus};
use proptest::prelude::*;

const TICKS: usize = 3_000;
const PILOT: u32 = 1;

fn empty_world(side_m: f32) -> World {
    World::new(WorldSettings {
        seed: 1,
        torus: Torus::square(side_m),
        rocks: 0,
        saucers: false,
        occasions: false,
        teams: false,
    })
}

fn motion_within(side_m: f32, speed_mps: f32) -> impl Strategy<Value = Motion> {
    let half_m = side_m * 0.5;
    let at = -half_m..half_m;
    let speed = -speed_mps..=speed_mps;
    (
        at.clone(),
        at,
        any::<f32>(),
        speed.clone(),
        speed,
        -6.0f32..6.0,
    )
        .prop_map(|(x_m, y_m, angle, vx_mps, vy_mps, spin_radps)| {
            let (sin, cos) = if angle.is_finite() { angle } else { 1.0 }.sin_cos();
            Motion {
                x_m,
                y_m,
                cos,
                sin,
                vx_mps,
                vy_mps,
                spin_radps,
            }
        })
}

/// Controls and for how many ticks they are held.
fn script() -> impl Strategy<Value = Vec<(Controls, usize)>> {
    let steering = (0u8..16).prop_map(Controls::from_bits);
    prop::collection::vec((steering, 1usize..200), 1..40)
}

fn assert_follows(world: &World, id: EntityId, replica: &Motion) -> Result<(), TestCaseError> {
    let actual = world.entity(id).expect("nothing harms it").motion;
    prop_assert!(
        actual.same_bits(replica),
        "tick {}: {actual:?} is not {replica:?}",
        world.tick()
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn a_ship_under_any_controls(
        side_m in prop_oneof![Just(64.0f32), Just(800.0), 64.0f32..1_800.0],
        start in motion_within(64.0, 40.0),
        script in script(),
    ) {
        let mut world = empty_world(side_m);
        let join = Command::Join { player: PILOT, name: "ann".into(), bot: false, near: 0 };
        world.step(&[join]);
        let id = world.player(PILOT).and_then(|ann| ann.ship).expect("joining gives a ship");
        world.set_motion(id, start);
        let mut replica = start;
        let mut held = script.iter().flat_map(|(controls, ticks)| vec![*controls; *ticks]).cycle();
        let dynamics = asteroids_shared::Kind::Ship.dynamics();
        for _ in 0..TICKS {
            let controls = held.next().expect("it cycles");
            world.step(&[Command::Control { player: PILOT, controls }]);
            replica.advance(controls, &dynamics, &Torus::square(side_m));
            assert_follows(&world, id, &replica)?;
        }
    }

    #[test]
    fn a_rock_of_any_size(
        kind in prop_oneof![Just(Kind::RockLarge), Just(Kind::RockMedium), Just(Kind::RockSmall)],
        side_m in prop_oneof![Just(64.0f32), Just(800.0), 64.0f32..1_800.0],
        start in motion_within(64.0, 12.0),
    ) {
        let mut world = empty_world(side_m);
        let id = world.place(kind, start).expect("it comes by itself");
        let dynamics = world.entity(id).expect("it was placed").kind.dynamics();
        let mut replica = start;
        for _ in 0..TICKS {
            world.step(&[]);
            replica.advance(Controls::NONE, &dynamics, &Torus::square(side_m));
            assert_follows(&world, id, &replica)?;
        }
    }

    #[test]
    fn a_saucer_between_two_courses(
        kind in prop_oneof![Just(Kind::SaucerLarge), Just(Kind::SaucerSmall)],
        start in motion_within(64.0, 0.0),
    ) {
        let mut world = empty_world(64.0);
        let start = Motion { spin_radps: 0.0, ..start };
        let id = world.place(kind, start).expect("it comes by itself");
        world.step(&[]);
        // It has chosen its first course now, and keeps it for a second at least.
        let mut replica = *world.entity(id).expect("it was placed").motion;
        for _ in 0..31 {
            world.step(&[]);
            replica.advance(Controls::NONE, &asteroids_shared::Dynamics::FREE, world.torus());
            assert_follows(&world, id, &replica)?;
        }
    }

    #[test]
    fn a_pickup_until_its_time_is_over(start in motion_within(64.0, 1.0)) {
        let mut world = empty_world(64.0);
        let start = Motion { cos: 1.0, sin: 0.0, spin_radps: 0.0, ..start };
        let id = world.place_pickup(PickupKind::Shield, start);
        let mut replica = start;
        for _ in 1..asteroids_shared::rules::PICKUP_LIFE_TICKS {
            world.step(&[]);
            replica.advance(Controls::NONE, &asteroids_shared::Dynamics::FREE, world.torus());
            assert_follows(&world, id, &replica)?;
        }
    }

    #[test]
    fn a_bullet_from_its_muzzle_on(start in motion_within(64.0, 30.0)) {
        let mut world = empty_world(64.0);
        let join = Command::Join { player: PILOT, name: "ann".into(), bot: false, near: 0 };
        world.step(&[join]);
        let ship = world.player(PILOT).and_then(|ann| ann.ship).expect("joining gives a ship");
        world.set_motion(ship, start);
        world.arm(ship);
        world.step(&[Command::Control { player: PILOT, controls: Controls::FIRE }]);
        world.step(&[Command::Control { player: PILOT, controls: Controls::NONE }]);
        let bullet = world
            .entities()
            .find(|entity| entity.kind == asteroids_shared::Kind::Bullet)
            .expect("it has fired")
            .id;
        let torus = *world.torus();
        let mut replica = start.muzzle(asteroids_shared::Spread::Straight, &torus);
        for _ in 0..2 {
            replica.advance(Controls::NONE, &asteroids_shared::Dynamics::FREE, &torus);
        }
        assert_follows(&world, bullet, &replica)?;
        for _ in 3..asteroids_shared::rules::BULLET_LIFE_TICKS {
            world.step(&[]);
            replica.advance(Controls::NONE, &asteroids_shared::Dynamics::FREE, &torus);
            assert_follows(&world, bullet, &replica)?;
        }
    }
}
