//! The autopilots that come with the game do what they are for.

#[allow(dead_code, reason = "other tests need more of it")]
mod arena;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arena::{Arena, Tally, VIEW_HALF_M, WORLD};
use asteroids_shared::autopilot::cockpit::Instruments;
use asteroids_shared::autopilot::files::{self, Json};
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Flight, Flyer};
use asteroids_shared::pilot::Pilot;
use asteroids_shared::protocol::Flags;
use asteroids_shared::rules::{DT_S, TICK_RATE_HZ, seconds};
use asteroids_shared::{Controls, Kind, Motion, Tick};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/autopilots");

const INSTRUMENTS: Instruments = Instruments {
    view_half_m: VIEW_HALF_M,
    flags: Flags(0),
    score: 0,
    lives: 3,
    streak: 0,
    held: Controls::NONE,
};

/// All of them by name, as they lie there.
fn all() -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(FOLDER).expect("it is there");
    let paths = files.map(|file| file.expect("it can be read").path());
    let models = paths.filter(|path| path.extension().is_some_and(|it| it == "json"));
    let bytes = |path: &Path| fs::read(path).expect("it can be read");
    models
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into();
            (name, bytes(&path))
        })
        .collect()
}

fn flyer(name: &str) -> Arc<Flyer> {
    let bytes = fs::read(format!("{FOLDER}/{name}.json")).expect("it is there");
    let program =
        files::load("it.json", &bytes, BUDGET).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    Arc::new(Flyer::new(program).unwrap_or_else(|fault| panic!("{name}: {fault}")))
}

/// A ship in a world, and what flies it.
struct Story {
    arena: Arena,
    flight: Flight,
}

impl Story {
    fn of(name: &str, arena: Arena) -> Self {
        Self {
            arena,
            flight: Flight::new(flyer(name), 0),
        }
    }

    /// With this around a ship that has no shield.
    fn among(name: &str, things: Vec<(Kind, Motion)>) -> Self {
        let mut arena = Arena::with(1, things);
        arena.born = 0;
        Self::of(name, arena)
    }

    fn step(&mut self) -> Controls {
        let Self { arena, flight } = self;
        let keys = arena.ask(|sight, seen| flight.decide(sight, &INSTRUMENTS, seen));
        arena.step(keys);
        keys
    }

    fn fly(mut self, ticks: Tick) -> Self {
        for _ in 0..ticks {
            self.step();
        }
        self
    }
}

const FLIGHTS: u64 = 20;
const FLIGHT_TICKS: Tick = seconds(120);

/// What has happened in many flights through a field of rocks.
fn in_the_field(name: &str) -> Vec<Tally> {
    let flights = (0..FLIGHTS).map(|seed| {
        let story = Story::of(name, Arena::new(seed)).fly(FLIGHT_TICKS);
        story.arena.tally
    });
    flights.collect()
}

fn pilots_in_the_field() -> Vec<Tally> {
    let flights = (0..FLIGHTS).map(|seed| {
        let (mut arena, mut pilot) = (Arena::new(seed), Pilot::new(seed));
        for _ in 0..FLIGHT_TICKS {
            let keys = arena.ask(|sight, seen| pilot.decide(sight, seen));
            arena.step(keys);
        }
        arena.tally
    });
    flights.collect()
}

fn sum(tallies: &[Tally], of: impl Fn(&Tally) -> usize) -> usize {
    tallies.iter().map(of).sum()
}

fn moving(x: f32, y: f32, vx_mps: f32, vy_mps: f32) -> Motion {
    Motion {
        vx_mps,
        vy_mps,
        ..Motion::at(x, y)
    }
}

#[test]
fn every_file_flies_and_is_as_the_tools_write_it() {
    let all = all();
    assert!(all.len() >= 7, "only {} are there", all.len());
    for (name, bytes) in all {
        flyer(&name);
        let autopilot = files::read(&Json, &bytes).expect("it is sound");
        let written = files::write(&Json, &autopilot).expect("it can be written");
        let updates = std::env::var_os("UPDATE_GOLDEN").is_some();
        if updates {
            // As a whole: another test may read it just now.
            let new = format!("{FOLDER}/{name}.new");
            fs::write(&new, &written).expect("it can be written");
            fs::rename(&new, format!("{FOLDER}/{name}.json")).expect("it can be written");
        }
        assert!(
            updates || bytes == written,
            "{name}.json: UPDATE_GOLDEN=1 writes it as it should be"
        );
        assert!(
            !autopilot.about.is_empty(),
            "{name} says nothing about itself"
        );
    }
}

#[test]
fn the_description_names_every_file() {
    let readme = fs::read_to_string(format!("{FOLDER}/README.md")).expect("it is there");
    for name in all().keys() {
        assert!(
            readme.contains(&format!("`{name}.json`")),
            "{name} is not named"
        );
    }
}

#[test]
fn heading_turns_to_its_course_and_holds_it() {
    let mut story = Story::among("heading", Vec::new());
    let goal = std::f32::consts::FRAC_PI_2;
    let angles: Vec<f32> = (0..seconds(8))
        .map(|_| {
            story.step();
            story.arena.ship.sin.atan2(story.arena.ship.cos)
        })
        .collect();
    let (before, after) = angles.split_at(seconds(1) as usize);
    assert!(before.iter().all(|angle| angle.abs() < 0.15));
    let reaches = |part: f32| after.iter().position(|&angle| angle > part * goal);
    let rise_s =
        (reaches(0.9).expect("it comes there") - reaches(0.1).expect("it turns")) as f32 * DT_S;
    assert!(rise_s < 0.6, "it rises in {rise_s} s");
    let overshoot = after.iter().fold(0.0_f32, |most, &it| most.max(it)) / goal - 1.0;
    assert!(overshoot < 0.12, "it overshoots by {overshoot}");
    let held = &after[seconds(3) as usize..];
    let off = held
        .iter()
        .fold(0.0_f32, |most, it| most.max((it - goal).abs()));
    assert!(off < 0.1, "it stays off by {off} rad");
}

#[test]
fn arrive_comes_to_its_friend_and_stops_there() {
    for (x, y, vx, vy) in [
        (25.0, 0.0, 0.0, 0.0),
        (-12.0, 18.0, 0.0, 0.0),
        (10.0, 10.0, 3.0, -2.0),
    ] {
        let mut story = Story::among("arrive", Vec::new());
        story.arena.friend = Some(moving(x, y, vx, vy));
        let Story { arena, .. } = story.fly(seconds(15));
        let friend = arena.friend.expect("it is there");
        let off_m = WORLD
            .distance_squared(arena.ship.position(), friend.position())
            .sqrt();
        let (dvx, dvy) = (
            arena.ship.vx_mps - friend.vx_mps,
            arena.ship.vy_mps - friend.vy_mps,
        );
        assert!(off_m < 2.0, "it is {off_m} m away from ({x}, {y})");
        assert!(
            (dvx * dvx + dvy * dvy).sqrt() < 1.5,
            "it flies past ({x}, {y})"
        );
    }
}

#[test]
fn dodger_leaves_the_way_of_a_rock_from_anywhere() {
    for twelfth in 0..12 {
        let (sin, cos) = (std::f32::consts::TAU * twelfth as f32 / 12.0).sin_cos();
        let coming = moving(19.0 * cos, 19.0 * sin, -7.0 * cos, -7.0 * sin);
        let story = Story::among("dodger", vec![(Kind::RockMedium, coming)]).fly(seconds(6));
        assert_eq!(story.arena.tally.crashes, 0, "from {twelfth}/12 of a turn");
        assert_eq!(story.arena.tally.jumps, 0, "from {twelfth}/12 of a turn");
    }
}

#[test]
fn hunter_turns_away_from_a_rock_that_it_meets() {
    let mut story = Story::among(
        "hunter",
        vec![(Kind::RockLarge, moving(16.0, 0.0, -9.0, 0.0))],
    );
    let mut turned = false;
    for _ in 0..seconds(3) {
        let keys = story.step();
        turned |= keys.holds(Controls::LEFT) != keys.holds(Controls::RIGHT);
        // It shoots as well; here the rock is of iron.
        story.arena.rocks[0].0 = Kind::RockLarge;
    }
    assert!(turned);
    assert_eq!(story.arena.tally.crashes, 0);
}

#[test]
fn hunter_leads_its_shots_at_a_ship_that_flies_past() {
    let story =
        Story::among("hunter", vec![(Kind::Ship, moving(-25.0, 12.0, 8.0, 4.0))]).fly(seconds(15));
    assert!(
        story.arena.tally.hits > 4,
        "it hits {} times",
        story.arena.tally.hits
    );
}

#[test]
fn hunter_is_as_good_as_the_pilot_of_bots() {
    let (hunters, pilots) = (in_the_field("hunter"), pilots_in_the_field());
    let crashes = |tallies: &[Tally]| sum(tallies, |it| it.crashes as usize);
    let hits = |tallies: &[Tally]| sum(tallies, |it| it.hits as usize);
    let all = [
        crashes(&hunters),
        crashes(&pilots),
        hits(&hunters),
        hits(&pilots),
    ];
    assert!(
        all[0] <= all[1] && all[2] >= all[3],
        "crashes and hits, each of hunters and pilots: {all:?}"
    );
}

#[test]
fn miner_shoots_rocks_and_spares_ships() {
    let story =
        Story::among("miner", vec![(Kind::Ship, moving(-14.0, 10.0, 1.0, 0.0))]).fly(seconds(10));
    assert_eq!(story.arena.tally.shots, 0);
    let story = Story::among(
        "miner",
        vec![(Kind::RockSmall, moving(-14.0, 10.0, 1.0, 0.0))],
    )
    .fly(seconds(10));
    assert!(story.arena.tally.hits > 0);
}

#[test]
fn guard_stays_on_the_screen_of_whom_it_guards() {
    let mut on_screen = 0;
    for seed in 0..FLIGHTS {
        let mut arena = Arena::new(seed);
        arena.friend = Some(moving(20.0, 10.0, 6.0, -4.0));
        let mut story = Story::of("guard", arena);
        for tick in 0..seconds(40) {
            story.step();
            let friend = story.arena.friend.expect("it flies on").position();
            let (dx, dy) = WORLD.delta(story.arena.ship.position(), friend);
            on_screen += u32::from(tick > seconds(8) && dx.abs() < 30.0 && dy.abs() < 17.0);
        }
    }
    let share = f64::from(on_screen) / (FLIGHTS as f64 * f64::from(seconds(32)));
    assert!(share > 0.8, "{share} of the time");
}

#[test]
fn drifter_keeps_moving_and_presses_few_keys() {
    let story = Story::among("drifter", Vec::new()).fly(seconds(60));
    let Motion { vx_mps, vy_mps, .. } = story.arena.ship;
    assert!((vx_mps * vx_mps + vy_mps * vy_mps).sqrt() > 2.0);
    let changes = story.arena.tally.key_changes.len();
    assert!(
        (10..200).contains(&changes),
        "{changes} changes in a minute"
    );
}

/// A server takes 60 messages a second; people press far fewer keys.
const CHANGES_A_SECOND_MOST: usize = 12;

#[test]
fn no_autopilot_presses_keys_all_the_time() {
    for name in all().keys() {
        let changes = sum(&in_the_field(name), |it| it.key_changes.len());
        let flown_s = FLIGHTS as usize * (FLIGHT_TICKS / TICK_RATE_HZ) as usize;
        let rate = changes / flown_s;
        assert!(rate < CHANGES_A_SECOND_MOST, "{name}: {rate} a second");
    }
}
