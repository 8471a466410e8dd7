//! Flights and leagues without a server.

use std::path::PathBuf;

use asteroids_loadtest::range::{
    League, LeagueOptions, Scenario, Tally, Trial, TrialOptions, ratings, wins,
};
use asteroids_shared::autopilot::limits::BUDGET;
use clap::ValueEnum;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/autopilots");

fn league(games: u32) -> LeagueOptions {
    LeagueOptions {
        dir: FOLDER.into(),
        games,
        minutes: 1,
        ships: 1,
        seed: 3,
        without_pilot: false,
        autopilot_budget: BUDGET,
        json: None,
        page: None,
    }
}

fn played(games: u32) -> asteroids_loadtest::range::Ladder {
    League::of(&league(games))
        .expect("all of them fly")
        .play(|_| {})
}

#[test]
fn the_same_seeds_give_the_same_ladder() {
    let (one, other) = (played(2), played(2));
    assert_eq!(one, other);
    assert_eq!(one.standings.len(), 8);
    assert!(one.table().contains("hunter.json"));
}

#[test]
fn who_shoots_is_above_who_drifts() {
    let standings = played(3).standings;
    let place = |name: &str| standings.iter().position(|it| it.name == name);
    assert!(
        place("hunter.json") < place("drifter.json"),
        "{standings:?}"
    );
    let drifter = &standings[place("drifter.json").expect("it takes part")];
    assert_eq!(drifter.hit_percent, 0);
}

#[test]
fn a_game_can_be_played_again_by_its_seed() {
    let ladder = played(3);
    let seeds: Vec<_> = ladder.played.iter().map(|game| game.seed).collect();
    assert_eq!(seeds, [3, 4, 5]);
    let again = LeagueOptions {
        seed: 4,
        ..league(1)
    };
    let again = League::of(&again).expect("all of them fly").play(|_| {});
    assert_eq!(again.played[0], ladder.played[1]);
    assert!(ladder.again.ends_with("--games 1 --minutes 1 --ships 1"));
}

#[test]
fn the_page_of_a_ladder_has_all_entrants_and_games() {
    let ladder = played(2);
    let page = ladder.page();
    for standing in &ladder.standings {
        assert!(page.contains(&standing.name), "{}", standing.name);
    }
    for game in &ladder.played {
        let command = format!("{} --seed {}", ladder.again, game.seed);
        assert!(page.contains(&command), "{command}");
    }
}

#[test]
fn a_folder_without_autopilots_is_refused() {
    let dir = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let error = League::of(&LeagueOptions { dir, ..league(1) }).err();
    assert!(error.is_some_and(|it| it.to_string().contains("a league needs two autopilots")));
}

fn game(points: &[u64]) -> Vec<Tally> {
    let tally = |&points| Tally {
        points,
        ..Tally::default()
    };
    points.iter().map(tally).collect()
}

#[test]
fn who_has_more_points_in_most_games_is_above() {
    let games = [
        game(&[3, 2, 1]),
        game(&[2, 3, 1]),
        game(&[5, 4, 4]),
        game(&[9, 1, 0]),
    ];
    let ratings: Vec<_> = ratings(&games).iter().map(|it| it.rating).collect();
    assert!(
        ratings[0] > ratings[1] && ratings[1] > ratings[2],
        "{ratings:?}"
    );
    assert_eq!(wins(&games), [3, 1, 0]);
}

#[test]
fn equals_stay_equal() {
    let even = ratings(&[game(&[2, 2])]);
    assert_eq!(even[0].rating, even[1].rating);
    assert_eq!(wins(&[game(&[2, 2])]), [0, 0]);
}

fn trial(name: &str, scenario: Scenario) -> Trial {
    let options = TrialOptions {
        file: format!("{FOLDER}/{name}.json").into(),
        scenario,
        seconds: 20,
        seed: 7,
        autopilot_budget: BUDGET,
        csv: Some("unused".into()),
        plot: Some("unused".into()),
        signals: Vec::new(),
    };
    Trial::fly(&options).expect("it flies")
}

#[test]
fn every_scenario_is_the_same_each_time() {
    for &scenario in Scenario::value_variants() {
        assert_eq!(
            trial("hunter", scenario),
            trial("hunter", scenario),
            "{scenario:?}"
        );
    }
}

#[test]
fn alone_there_is_nothing_to_shoot_at_and_in_a_field_there_is() {
    assert_eq!(trial("hunter", Scenario::Alone).tally.shots, 0);
    assert!(trial("hunter", Scenario::Field).tally.shots > 5);
}

#[test]
fn a_line_tells_each_tick_with_every_scope() {
    let csv = trial("heading", Scenario::Alone)
        .csv
        .expect("it was asked for");
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines.len(), 1 + 20 * 32);
    assert!(lines[0].ends_with("\"angle [rad]\",\"rate [rad/s]\",\"wished rate [rad/s]\""));
    let columns = lines[0].split(',').count();
    assert!(lines.iter().all(|line| line.split(',').count() == columns));
}

fn pictured(signals: &[&str]) -> anyhow::Result<String> {
    let options = TrialOptions {
        file: format!("{FOLDER}/heading.json").into(),
        scenario: Scenario::Alone,
        seconds: 5,
        seed: 7,
        autopilot_budget: BUDGET,
        csv: None,
        plot: Some("unused".into()),
        signals: signals.iter().map(|&name| name.to_owned()).collect(),
    };
    Ok(Trial::fly(&options)?.plot.expect("it was asked for"))
}

#[test]
fn a_picture_shows_what_scopes_see_or_what_is_asked_for() {
    let all = pictured(&[]).expect("it flies");
    assert_eq!(all.matches("<polyline").count(), 3);
    assert!(all.contains("heading.json, alone, seed 7"));
    let two = pictured(&["spin_radps", "rate"]).expect("both are there");
    assert_eq!(two.matches("<polyline").count(), 2);
    assert!(two.contains("rate [rad/s]") && !two.contains("wished rate"));
    let error = pictured(&["cat"]).expect_err("there is none");
    assert!(
        error
            .to_string()
            .starts_with("there is no signal \"cat\"; there are: held, x_m")
    );
}

#[test]
fn an_assertion_that_does_not_hold_is_told_once() {
    let text = r#"
        format = "asteroids-autopilot"
        version = 1
        title = "Broken"
        main = "main"
        [models.main]
        wires = [["never.out", "check.in"]]
        [models.main.blocks]
        never = { kind = "flag", params = { value = false } }
        check = { kind = "assert", params = { message = "must hold", from_step = 40 } }
    "#;
    let dir = std::env::temp_dir().join(format!("autopilot-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a folder");
    let file = dir.join("broken.toml");
    std::fs::write(&file, text).expect("it can be written");
    let options = TrialOptions {
        file,
        scenario: Scenario::Alone,
        seconds: 3,
        seed: 1,
        autopilot_budget: BUDGET,
        csv: None,
        plot: None,
        signals: Vec::new(),
    };
    let trial = Trial::fly(&options).expect("it flies");
    std::fs::remove_dir_all(&dir).expect("it can be removed");
    assert_eq!(trial.broken, [("check".into(), "must hold".into(), 40)]);
}
