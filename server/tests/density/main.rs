//! That the world is full of life wherever people are, by counts in simulated
//! minutes: no room, no socket, no clock.
//!
//! `ASTEROIDS_DENSITY_MINUTES=10 cargo test --workspace --test density -- --nocapture`
//! counts for longer, and shows tables.

mod figures;
mod sky;

use asteroids_server::world::WorldSettings;
use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;
use sky::Sky;

/// A quarter of the default world, and of those who fill it.
const SIDE_M: f32 = 400.0;
const BOTS: u32 = 80;

fn minutes() -> Tick {
    let given = std::env::var("ASTEROIDS_DENSITY_MINUTES").ok();
    given.and_then(|minutes| minutes.parse().ok()).unwrap_or(1)
}

fn sky(seed: u64) -> Sky {
    let mut sky = Sky::new(WorldSettings::of_side(seed, SIDE_M)).bots(BOTS);
    sky.fly_for(seconds(20));
    sky
}

#[test]
fn people_have_rocks_and_large_ones_and_pickups_in_view() {
    let mut sky = sky(1).people(10);
    sky.fly_for(seconds(60) * minutes());
    println!("10 people: {}", sky.figures.line());
    let pictures = &sky.figures.pictures;
    assert!(pictures.rocks() >= 4.5, "{}", pictures.rocks());
    assert!(pictures.large() >= 0.7, "{}", pictures.large());
    assert!(pictures.with_pickup() >= 0.15, "{}", pictures.with_pickup());
}

#[test]
fn a_crowd_has_rocks_in_view() {
    let mut sky = Sky::new(WorldSettings::of_side(1, SIDE_M)).people(250);
    sky.fly_for(seconds(30) * minutes());
    println!("250 people: {}", sky.figures.line());
    let pictures = &sky.figures.pictures;
    assert!(pictures.rocks() >= 3.5, "{}", pictures.rocks());
    assert!(pictures.large() >= 0.35, "{}", pictures.large());
}

#[test]
fn a_novice_lives_and_scores() {
    let mut sky = sky(2);
    for _ in 0..seconds(60) * (minutes() + 1) {
        sky.keep_novices(12, seconds(75));
        sky.step();
    }
    println!("12 novices: {}", sky.figures.line());
    let figures = &sky.figures;
    let first_life_s = figures::percentile(&figures.first_lives_s, 0.5);
    let score = figures::percentile(&figures.first_minute_scores, 0.5);
    assert!(first_life_s >= 20.0, "{first_life_s} s");
    assert!(score >= 100.0, "{score}");
    assert!(
        figures.early_death_ratio() <= 0.15,
        "{}",
        figures.early_deaths
    );
}
