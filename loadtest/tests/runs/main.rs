//! Whole runs against a server that is good, or breaks something.

mod fake_server;
mod line;
mod ways;

use std::collections::BTreeMap;
use std::time::Duration;

use asteroids_loadtest::options::Options;
use asteroids_loadtest::report::Report;
use asteroids_loadtest::run;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{Anchor, CloseCode, Frame, Reason, Role, ToServer, Vanished};
use asteroids_shared::{Controls, Motion, Tick};
use clap::Parser;

use fake_server::{FakeServer, Habit};

/// The report of two bots that come at once, with more options.
fn run_with(url: &str, more: &str) -> Report {
    let line = format!("loadtest --url {url} --bots 2 --ramp 0s {more}");
    let options = Options::try_parse_from(line.split_whitespace()).expect("options");
    run::run(&options).expect("a run")
}

/// The report of two bots that fly for so long.
fn run(url: &str, duration: Duration) -> Report {
    run_with(url, &format!("--duration {}ms", duration.as_millis()))
}

fn run_against(habit: Habit, duration: Duration) -> (Report, Vec<ToServer>) {
    let server = FakeServer::start(habit);
    (run(server.url(), duration), server.heard())
}

#[test]
fn a_good_server_gets_a_clean_report() {
    let (report, heard) = run_against(Habit::Good, Duration::from_secs(3));
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.bots_connected, 2);
    assert!(report.frames_per_bot_second > 5.0, "{report}");
    assert!(report.payload_bytes_per_bot_second > 20.0, "{report}");
    assert!(report.inputs > 0, "{report}");
    assert!(report.input_to_ack_ms_p50.is_some(), "{report}");
    assert!(report.round_trip_ms_p50.is_some(), "{report}");
    let inputs = heard
        .iter()
        .filter(|message| matches!(message, ToServer::Controls { .. }));
    assert_eq!(inputs.count() as u64, report.inputs);
}

#[test]
fn breaches_are_counted_by_their_names() {
    let unknown = |frame: &mut Frame, _: Tick| {
        frame.vanished.push(Vanished {
            entity: 4711,
            reason: Reason::Gone,
        });
    };
    let (report, _) = run_against(Habit::Spoils(unknown), Duration::from_secs(1));
    let names: Vec<_> = report.protocol_breaches_by_name.keys().collect();
    assert_eq!(names, [&"unknown_in_vanished"]);
    assert!(report.protocol_breaches >= 2, "{report}");
    assert!(!report.is_clean());
}

#[test]
fn an_acknowledgement_of_what_was_never_sent_is_a_breach() {
    let (report, _) = run_against(
        Habit::Spoils(|frame, _| frame.acks = 1_000_000),
        Duration::from_secs(1),
    );
    let names: Vec<_> = report.protocol_breaches_by_name.keys().collect();
    assert_eq!(names, [&"ack_of_nothing"]);
}

#[test]
fn anchors_away_from_the_prediction_are_corrections() {
    let shift = |frame: &mut Frame, tick: Tick| {
        frame.controls.clear();
        let side_m = if tick.is_multiple_of(4) { 40.0 } else { -40.0 };
        frame.anchors.push(Anchor {
            entity: 1,
            tick: Tick3::of(tick),
            controls: Controls::NONE,
            motion: Motion::at(side_m, 0.0),
        });
    };
    let (report, _) = run_against(Habit::Spoils(shift), Duration::from_secs(2));
    assert!(report.is_clean(), "{report}");
    assert!(report.corrections > 10, "{report}");
    let error_m = report.correction_error_m_p50.expect("corrections");
    assert!((75.0..85.0).contains(&error_m), "{error_m} m");
}

#[test]
fn a_bot_that_dies_asks_for_a_new_ship() {
    let (report, heard) = run_against(Habit::Kills(16), Duration::from_secs(6));
    assert!(report.is_clean(), "{report}");
    assert!(report.deaths >= 4, "{report}");
    assert!(heard.contains(&ToServer::Respawn));
}

#[test]
fn bots_that_are_cut_off_are_counted_by_reason() {
    let cuts_off = Habit::CutsOff(10, CloseCode::TooSlow);
    let (report, _) = run_against(cuts_off, Duration::from_secs(60));
    assert_eq!(report.bots_connected, 2);
    assert_eq!(report.unexpected_disconnects, 2);
    let by_reason = BTreeMap::from([("closed_4005".to_owned(), 2)]);
    assert_eq!(report.unexpected_disconnects_by_reason, by_reason);
    assert!(!report.is_clean());
}

#[test]
fn bots_that_find_no_place_are_counted_by_reason() {
    let (report, _) = run_against(Habit::Refuses(CloseCode::Full), Duration::from_secs(60));
    assert_eq!(report.bots_connected, 0);
    let by_reason = BTreeMap::from([("closed_4003".to_owned(), 2)]);
    assert_eq!(report.connect_failures_by_reason, by_reason);
    assert_eq!(report.correction_error_m_p50, None);
    assert!(!report.is_clean());
}

#[test]
fn the_report_in_json_has_the_names_that_scripts_read() {
    let (report, _) = run_against(Habit::Good, Duration::from_millis(500));
    let json = serde_json::to_value(&report).expect("a report is JSON");
    for name in [
        "bots_connected",
        "payload_bytes_per_bot_second",
        "frames_per_bot_second",
        "correction_error_m_p50",
        "correction_error_m_p99",
        "protocol_breaches",
        "unexpected_disconnects",
        "frame_interval_ms_p99",
    ] {
        assert!(json.get(name).is_some(), "{name} is missing");
    }
}

#[test]
fn a_bad_network_is_felt_in_both_directions() {
    let server = FakeServer::start(Habit::Good);
    let report = run_with(server.url(), "--duration 3s --delay 50ms --jitter 10ms");
    assert!(report.is_clean(), "{report}");
    let round_trip_ms = report.round_trip_ms_p50.expect("pongs");
    assert!((100.0..200.0).contains(&round_trip_ms), "{round_trip_ms}");
}

#[test]
fn what_is_on_its_way_arrives_before_the_news_that_the_server_hung_up() {
    let server = FakeServer::start(Habit::CutsOff(10, CloseCode::TooSlow));
    let report = run_with(server.url(), "--duration 5s --delay 300ms");
    let by_reason = BTreeMap::from([("closed_4005".to_owned(), 2)]);
    assert_eq!(report.unexpected_disconnects_by_reason, by_reason);
    assert_eq!(report.frames, 2 * 5, "one each two ticks");
}

#[test]
fn churning_bots_come_again_and_again() {
    let server = FakeServer::start(Habit::Good);
    let report = run_with(server.url(), "--duration 5s --profile churn");
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.bots_connected, 2);
    let hello = |message: &&ToServer| matches!(message, ToServer::Hello(_));
    let hellos = server.heard().iter().filter(hello).count();
    assert!((6..=20).contains(&hellos), "{hellos}");
}

#[test]
fn a_mix_has_players_and_spectators() {
    let server = FakeServer::start(Habit::Good);
    run_with(
        server.url(),
        "--duration 1s --mix players=0.5,spectators=0.5",
    );
    let mut roles: Vec<Role> = server
        .heard()
        .iter()
        .filter_map(|message| match message {
            ToServer::Hello(hello) => Some(hello.role),
            _ => None,
        })
        .collect();
    roles.sort_by_key(|role| *role as u8);
    assert_eq!(roles, [Role::Pilot, Role::Spectator]);
}

#[test]
fn a_server_without_metrics_has_no_cost_but_a_timeline() {
    let (report, _) = run_against(Habit::Good, Duration::from_secs(2));
    assert_eq!(report.server_cpu_ms_per_bot_second, None);
    assert_eq!(report.late_ticks_ratio, None);
    assert_eq!(report.timeline.len(), 2);
    assert_eq!(report.timeline[1].bots, 2);
    assert!(report.timeline[1].frames_per_second > 5.0, "{report}");
    assert!(report.loadtest_cpu_share.is_some());
}

#[test]
fn a_sweep_has_a_report_for_each_step() {
    let server = FakeServer::start(Habit::Good);
    let line = format!(
        "loadtest --url {} --ramp 0s --duration 1s --sweep 1,3",
        server.url()
    );
    let options = Options::try_parse_from(line.split_whitespace()).expect("options");
    let run::Swept {
        report: sweep,
        failure,
    } = run::sweep(&options).expect("a sweep");
    assert!(failure.is_none(), "{failure:?}");
    let connected = sweep.steps.iter().map(|step| step.bots_connected);
    assert_eq!(connected.collect::<Vec<_>>(), [1, 3]);
    assert!(sweep.is_clean());
}

#[test]
fn bots_that_are_never_welcomed_are_faults_when_the_run_ends_before_they_give_up() {
    let (report, _) = run_against(Habit::Silent, Duration::from_millis(500));
    let by_reason = BTreeMap::from([("timed_out".to_owned(), 2)]);
    assert_eq!(report.connect_failures_by_reason, by_reason);
    assert!(!report.is_clean());
}

#[test]
fn attackers_that_a_restart_hangs_up_on_are_not_thrown_out() {
    let server = FakeServer::start(Habit::Refuses(CloseCode::Restarting));
    let report = run_with(server.url(), "--duration 400ms --profile hostile");
    let by_reason = &report.unexpected_disconnects_by_reason;
    assert_eq!(by_reason.get("garbage, closed_4007"), Some(&1), "{report}");
    assert_eq!(by_reason.get("oversize, closed_4007"), Some(&1), "{report}");
    assert!(!report.is_clean());
}

#[test]
fn slow_bots_time_nothing_that_they_slept_through() {
    let server = FakeServer::start(Habit::Good);
    let report = run_with(server.url(), "--duration 2s --profile slow");
    assert!(report.is_clean(), "{report}");
    assert!(report.frames > 10, "{report}");
    for time in [
        report.frame_interval_ms_p50,
        report.frame_lateness_ms_p50,
        report.round_trip_ms_p50,
        report.input_to_ack_ms_p50,
    ] {
        assert_eq!(time, None, "{report}");
    }
}

#[test]
fn bots_that_keep_scores_show_cookies_of_their_own_the_same_in_each_run() {
    let cookies = |options: &str| {
        let server = FakeServer::start(Habit::Good);
        run_with(server.url(), &format!("--duration 300ms {options}"));
        let mut cookies = server.cookies();
        cookies.sort_unstable();
        cookies
    };
    let shown = cookies("--keep-scores");
    for cookie in &shown {
        let token = cookie.strip_prefix("player=").expect("a token");
        assert_eq!(token.len(), 32, "{token}");
        assert!(token.bytes().all(|digit| digit.is_ascii_hexdigit()));
    }
    assert_eq!(shown.len(), 2);
    assert_ne!(shown[0], shown[1]);
    assert_eq!(cookies("--keep-scores"), shown);
    assert_ne!(cookies("--keep-scores --seed 1000"), shown);
    assert!(cookies("").is_empty());
}

#[test]
fn a_sweep_that_does_not_rise_is_refused_in_a_line() {
    for steps in ["3,1", "2,2"] {
        let line = format!("loadtest --sweep {steps}");
        let options = Options::try_parse_from(line.split_whitespace()).expect("options");
        let error = run::sweep(&options).expect_err("no sweep");
        let line = format!("{error:#}");
        assert!(line.contains("more bots with each step") && !line.contains('\n'));
    }
}
