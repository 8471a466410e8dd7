//! Pilots among rocks that fly straight on: not the game, but enough to see
//! whether a pilot flies well.

#[allow(dead_code, reason = "other tests need more of it")]
mod arena;

use arena::{Arena, FIRST_TICK, Tally, WORLD};
use asteroids_shared::pilot::{Pilot, Skill};
use asteroids_shared::rules::{TICK_RATE_HZ, seconds};
use asteroids_shared::{Controls, Kind, Motion, Tick};

const PILOTS: u64 = 20;
const FLIGHT_TICKS: Tick = seconds(120);

/// What has happened when the pilot has flown for so long.
fn flown(mut arena: Arena, pilot: &mut Pilot, ticks: Tick) -> Tally {
    for _ in 0..ticks {
        let keys = arena.ask(|sight, seen| pilot.decide(sight, seen));
        arena.step(keys);
    }
    arena.tally
}

fn fly(seed: u64) -> Tally {
    flown(Arena::new(seed), &mut Pilot::new(seed), FLIGHT_TICKS)
}

#[test]
fn pilots_live_ten_times_as_long_as_sleepers() {
    let asleep: u32 = (0..PILOTS)
        .map(|seed| {
            let mut arena = Arena::new(seed);
            (0..FLIGHT_TICKS).for_each(|_| arena.step(Controls::NONE));
            arena.tally.crashes
        })
        .sum();
    let flown: u32 = (0..PILOTS).map(|seed| fly(seed).crashes).sum();
    assert!(10 * flown < asleep, "{flown} crashes, asleep {asleep}");
}

#[test]
fn pilots_hit_what_they_shoot_at_though_not_always() {
    for seed in 0..PILOTS {
        let Tally { shots, hits, .. } = fly(seed);
        assert!(shots > 100, "pilot {seed} shot {shots} times");
        let hit_rate = f64::from(hits) / f64::from(shots);
        assert!((0.15..0.7).contains(&hit_rate), "pilot {seed}: {hit_rate}");
    }
}

#[test]
fn pilots_press_keys_no_faster_than_people() {
    for seed in 0..PILOTS {
        let changes = fly(seed).key_changes;
        let per_second = changes.len() as f64 / f64::from(FLIGHT_TICKS / TICK_RATE_HZ);
        assert!((1.5..5.0).contains(&per_second), "{seed}: {per_second}");
        for window in changes.windows(22) {
            let ticks = window[21].0 - window[0].0;
            assert!(ticks >= seconds(3), "{seed}: 21 changes in {ticks} ticks");
        }
    }
}

#[test]
fn a_pilot_reacts_no_sooner_than_a_person() {
    for seed in 0..PILOTS {
        let first = fly(seed).key_changes[0].0 - FIRST_TICK;
        assert!((5..=13).contains(&first), "{seed}: {first} ticks");
    }
}

#[test]
fn the_same_seed_presses_the_same_keys() {
    assert_eq!(fly(3), fly(3));
    assert_ne!(fly(3).key_changes, {
        flown(Arena::new(3), &mut Pilot::new(4), FLIGHT_TICKS).key_changes
    });
}

#[test]
fn a_pilot_leads_its_shots_at_a_ship_that_flies_past() {
    for seed in 0..PILOTS {
        let passing = Motion {
            vx_mps: 8.0,
            vy_mps: 6.0,
            ..Motion::at(-30.0, 15.0)
        };
        let arena = Arena::with(seed, vec![(Kind::Ship, passing)]);
        let tally = flown(arena, &mut Pilot::new(seed), seconds(20));
        assert!(tally.hits > 0, "pilot {seed} shot {} times", tally.shots);
    }
}

#[test]
fn a_pilot_fetches_a_pickup() {
    for seed in 0..PILOTS {
        let pickup = Motion {
            vx_mps: 1.0,
            ..Motion::at(-18.0, 10.0)
        };
        let mut arena = Arena::with(seed, vec![(Kind::Pickup, pickup)]);
        // Without a spawn shield to touch it is to crash into it, so to say.
        arena.born = 0;
        let tally = flown(arena, &mut Pilot::new(seed), seconds(10));
        assert!(tally.crashes > 0, "pilot {seed}");
        assert_eq!(tally.shots, 0, "pilot {seed}");
    }
}

#[test]
fn a_pilot_with_no_way_out_jumps() {
    let ring = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)].map(|(x, y)| {
        let rushing_in = Motion {
            vx_mps: -12.0 * x,
            vy_mps: -12.0 * y,
            ..Motion::at(14.0 * x, 14.0 * y)
        };
        (Kind::RockLarge, rushing_in)
    });
    let jumped = (0..PILOTS)
        .filter(|&seed| {
            let arena = Arena::with(seed, ring.to_vec());
            flown(arena, &mut Pilot::new(seed), seconds(1)).jumps > 0
        })
        .count();
    assert!(jumped > 10, "{jumped} of {PILOTS} jumped");
}

#[test]
fn between_its_wake_ticks_a_pilot_changes_nothing() {
    let mut arena = Arena::new(5);
    let mut pilot = Pilot::new(5);
    let mut wakes = 0;
    let mut asleep_with = Controls::NONE;
    for _ in 0..seconds(60) {
        let keys = arena.ask(|sight, seen| pilot.decide(sight, seen));
        if arena.tick < wakes {
            assert_eq!(keys, asleep_with, "woke before {wakes}");
        }
        (wakes, asleep_with) = (pilot.wakes_after(arena.tick), keys);
        assert!(wakes > arena.tick);
        arena.step(keys);
    }
}

/// A ship that drifts by, and how often it was hit in twenty seconds.
fn hits_on_a_passer_by(seed: u64, skill: Option<Skill>) -> Tally {
    let passing = Motion {
        vx_mps: 4.0,
        vy_mps: 3.0,
        ..Motion::at(-20.0, 10.0)
    };
    let mut arena = Arena::with(seed, vec![(Kind::Ship, passing)]);
    arena.skill = skill;
    flown(arena, &mut Pilot::new(seed), seconds(20))
}

#[test]
fn a_pilot_leaves_alone_whom_it_may_not_fight() {
    for seed in 0..PILOTS {
        assert_eq!(hits_on_a_passer_by(seed, None).shots, 0, "pilot {seed}");
    }
}

#[test]
fn a_newcomer_is_shot_at_less_and_hit_far_less_than_the_feared() {
    let hits = |skill: Skill| -> u32 {
        let tallies = (0..PILOTS).map(|seed| hits_on_a_passer_by(seed, Some(skill)));
        tallies.map(|tally| tally.hits).sum()
    };
    let (gentle, fierce) = (hits(Skill::against(0)), hits(Skill::against(5_000)));
    assert!(6 * gentle < fierce, "{gentle} and {fierce} hits");
}

#[test]
fn a_pilot_stays_on_the_screen_of_whom_it_keeps_company() {
    let mut together = 0;
    for seed in 0..PILOTS {
        let friend = Motion {
            vx_mps: 6.0,
            vy_mps: -4.0,
            ..Motion::at(40.0, 30.0)
        };
        let mut arena = Arena::with(seed, Vec::new());
        arena.friend = Some(friend);
        let mut pilot = Pilot::new(seed);
        let mut on_screen = 0;
        for tick in 0..seconds(40) {
            let keys = arena.ask(|sight, seen| pilot.decide(sight, seen));
            arena.step(keys);
            let friend = arena.friend.expect("it flies on").position();
            let (dx, dy) = WORLD.delta(arena.ship.position(), friend);
            on_screen += u32::from(tick > seconds(10) && dx.abs() < 30.0 && dy.abs() < 17.0);
        }
        assert!(on_screen > seconds(10), "pilot {seed}: {on_screen} ticks");
        together += on_screen;
    }
    let share = together as f32 / (PILOTS as f32 * seconds(30) as f32);
    assert!(share > 0.7, "{share} of the time");
}
