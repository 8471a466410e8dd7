//! That the world is full of life wherever people are, by counts in simulated
//! minutes with the default settings and the bots of a room: no socket, no clock.
//!
//! `ASTEROIDS_DENSITY_MINUTES=10 cargo test --workspace --test density -- --nocapture`
//! counts for longer, and shows tables.

mod figures;
mod person;
mod sky;

use asteroids_server::world::WorldSettings;
use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;
use figures::{Figures, percentile};
use sky::Sky;

/// What a server has with default settings: a world for 1,000, and a ship for each
/// 2,000 m².
const SIDE_M: f32 = 800.0;
const BOTS: u32 = 320;

fn minutes() -> Tick {
    let given = std::env::var("ASTEROIDS_DENSITY_MINUTES").ok();
    given.and_then(|minutes| minutes.parse().ok()).unwrap_or(2)
}

/// The figures of whoever comes into the default world.
fn figures_of(title: &str, come: impl FnOnce(&mut Sky)) -> Figures {
    let mut sky = Sky::new(WorldSettings::of_side(2, SIDE_M), BOTS);
    sky.fly_for(seconds(20));
    come(&mut sky);
    sky.fly_for(seconds(60) * minutes());
    println!("{title}: {}", sky.figures.lines());
    sky.figures
}

/// Other ships in the mean, none at the most, rocks, large rocks.
fn assert_pictures(figures: &Figures, ships: f32, none_max: f32, rocks: f32, large: f32) {
    let seen = &figures.pictures;
    assert!(seen.ships() >= ships && seen.ships() <= 4.5);
    assert!(seen.without_ship() <= none_max, "{}", seen.without_ship());
    assert!(seen.rocks() >= rocks, "{}", seen.rocks());
    assert!(seen.large() >= large, "{}", seen.large());
}

#[test]
fn who_does_nothing_has_company_and_rocks() {
    let figures = figures_of("5 idle", |sky| sky.join_idle(5));
    assert_pictures(&figures, 1.5, 0.1, 5.0, 1.0);
    assert!(percentile(&figures.first_ship_s, 0.95) <= 8.0);
    assert!(figures.pictures.with_pickup() >= 0.15);
}

#[test]
fn who_flies_fast_has_company_and_rocks() {
    let figures = figures_of("5 travellers", |sky| sky.join_travellers(5));
    assert_pictures(&figures, 1.4, 0.2, 5.0, 0.7);
}

#[test]
fn one_who_is_new_has_company_and_rocks() {
    let figures = figures_of("1 novice", |sky| sky.keep_novices(1));
    assert_pictures(&figures, 1.5, 0.15, 5.0, 0.7);
}

#[test]
fn many_who_are_new_have_company_and_live_and_score() {
    let figures = figures_of("50 novices", |sky| sky.keep_novices(50));
    assert_pictures(&figures, 1.4, 0.18, 5.0, 0.8);
    assert!(percentile(&figures.first_ship_s, 0.5) <= 2.0);
    assert!(percentile(&figures.first_ship_s, 0.95) <= 8.0);
    assert!(percentile(&figures.first_rock_s, 0.95) <= 2.0);
    assert!(percentile(&figures.first_lives_s, 0.5) >= 25.0);
    assert!(percentile(&figures.first_minute_scores, 0.5) >= 100.0);
    assert!(figures.early_death_ratio() <= 0.05);
}

#[test]
fn who_watches_sees_fights() {
    let figures = figures_of("nobody", |_| ());
    let watched = &figures.watched;
    assert!(watched.ships() >= 3.0, "{}", watched.ships());
    assert!(watched.without_ship() <= 0.03);
    assert!(figures.cuts <= 15 * minutes(), "{} cuts", figures.cuts);
}

#[test]
fn a_crowd_has_rocks_in_view() {
    let mut sky = Sky::new(WorldSettings::of_side(1, SIDE_M * 0.5), 0);
    sky.keep_novices(250);
    sky.fly_for(seconds(60) * minutes());
    println!("250 novices in 400 m: {}", sky.figures.lines());
    assert_pictures(&sky.figures, 1.4, 0.2, 4.0, 0.45);
    assert!(sky.figures.early_death_ratio() <= 0.07);
}

#[test]
fn a_crowd_of_good_pilots_has_rocks_in_view() {
    let mut sky = Sky::new(WorldSettings::of_side(1, SIDE_M * 0.5), 0);
    sky.join_able(250);
    sky.fly_for(seconds(30));
    println!("250 able in 400 m: {}", sky.figures.lines());
    assert_pictures(&sky.figures, 1.4, 0.2, 4.0, 0.45);
}
