//! People without skill come to the game as it is played.

use asteroids_loadtest::options::Options;
use asteroids_loadtest::report::Report;
use asteroids_loadtest::run;
use clap::Parser;

use crate::arena::Arena;

/// What the load tester reports of four bots of a profile.
async fn report(profile: &str) -> Report {
    let arena = Arena::open().await;
    let line = format!(
        "loadtest --url ws://{}/ws --bots 4 --ramp 0s --duration 6s --profile {profile}",
        arena.address
    );
    let options = Options::try_parse_from(line.split_whitespace()).expect("options");
    let run = tokio::task::spawn_blocking(move || run::run(&options));
    run.await.expect("without panic").expect("a report")
}

fn assert_view_is_sane(report: &Report) {
    let field = |value: Option<f64>| value.unwrap_or_else(|| panic!("not measured: {report}"));
    let no_ship = field(report.no_ship_in_view_ratio);
    assert!((0.0..=1.0).contains(&no_ship), "{report}");
    let ships = field(report.ships_in_view_mean);
    assert!(ships >= 1.0 - no_ship - 1e-9, "{report}");
    let (rocks, large) = (
        field(report.rocks_in_view_mean),
        field(report.large_rocks_in_view_mean),
    );
    assert!(rocks > 0.0 && (0.0..=rocks).contains(&large), "{report}");
}

#[tokio::test]
async fn newcomers_tell_what_they_see_and_how_they_fare() {
    let report = report("newcomer").await;
    assert!(report.is_clean(), "{report}");
    assert_view_is_sane(&report);
    let first_ship_s = report.first_ship_s_p50.expect("it is waited for");
    let nearly_all_s = report.first_ship_s_p95.expect("it is waited for");
    assert!(0.0 <= first_ship_s && first_ship_s <= nearly_all_s);
    let first_rock_s = report.first_rock_s_p50.expect("it is waited for");
    let nearly_all_s = report.first_rock_s_p95.expect("it is waited for");
    assert!(0.0 <= first_rock_s && first_rock_s <= nearly_all_s);
    let first_life_s = report.first_life_s_p50.expect("they live");
    assert!(first_life_s > 0.0, "{report}");
    assert!(report.early_death_ratio.is_none_or(|ratio| ratio <= 1.0));
}

#[tokio::test]
async fn who_watches_tells_what_it_sees_and_nothing_of_newcomers() {
    let report = report("spectators").await;
    assert!(report.is_clean(), "{report}");
    assert_view_is_sane(&report);
    assert_eq!(report.first_ship_s_p50, None);
    assert_eq!(report.early_death_ratio, None);
}
