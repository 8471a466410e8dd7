//! Names that scripts rely on.

use std::collections::BTreeSet;

use asteroids_loadtest::report::{Comparison, METRICS, Report};
use serde_json::Value;

use crate::sample;

/// All fields of a report. A name may come, but none may go.
const FIELDS: &[&str] = &[
    "bot_seconds",
    "bots",
    "bots_connected",
    "connect_failures",
    "connect_failures_by_reason",
    "connect_ms_p50",
    "connect_ms_p99",
    "correction_error_m_p50",
    "correction_error_m_p99",
    "corrections",
    "cut_short",
    "deaths",
    "duration_s",
    "early_death_ratio",
    "expected_disconnects",
    "expected_disconnects_by_reason",
    "first_frame_ms_p50",
    "first_frame_ms_p99",
    "first_life_s_p50",
    "first_minute_score_p50",
    "first_rock_s_p50",
    "first_rock_s_p95",
    "first_ship_s_p50",
    "first_ship_s_p95",
    "frame_interval_ms_p50",
    "frame_interval_ms_p99",
    "frame_lateness_ms_p50",
    "frame_lateness_ms_p99",
    "frames",
    "frames_per_bot_second",
    "histograms",
    "input_to_ack_ms_p50",
    "input_to_ack_ms_p99",
    "input_to_other_ms_p50",
    "input_to_other_ms_p99",
    "inputs",
    "inputs_per_ship_second",
    "joins_per_second",
    "large_rocks_in_view_mean",
    "late_ticks_ratio",
    "loadtest_cpu_share",
    "loadtest_is_bottleneck",
    "loadtest_lateness_ms_p99",
    "began",
    "machine",
    "server",
    "version",
    "messages_per_bot_second",
    "no_ship_in_view_ratio",
    "not_resumed",
    "payload_bytes",
    "payload_bytes_per_bot_second",
    "protocol_breaches",
    "protocol_breaches_by_name",
    "resume_ms_p50",
    "resume_ms_p99",
    "resumed",
    "resumed_late",
    "rocks_in_view_mean",
    "round_trip_ms_p50",
    "round_trip_ms_p99",
    "scores_lost",
    "sent_bytes_per_bot_second",
    "sent_messages_per_bot_second",
    "server_cpu_ms_per_bot_second",
    "server_cpu_share",
    "server_load_max",
    "server_relief_max",
    "server_rss_bytes",
    "server_rss_bytes_per_bot",
    "settings",
    "ships_in_view_max",
    "ships_in_view_mean",
    "ships_in_view_p50",
    "tick_ms_p50",
    "tick_ms_p99",
    "time_dilation",
    "timeline",
    "unexpected_disconnects",
    "unexpected_disconnects_by_reason",
];

const SECOND_FIELDS: &[&str] = &[
    "bots",
    "frames_per_second",
    "late_ticks",
    "payload_bytes_per_second",
    "players",
    "second",
    "server_cpu_share",
    "server_relief",
    "server_rss_bytes",
    "spectators",
    "tick_ms_p50",
    "tick_ms_p99",
];

const README: &str = include_str!("../../README.md");

fn names_of(object: &Value) -> BTreeSet<&str> {
    let fields = object.as_object().expect("an object");
    fields.keys().map(String::as_str).collect()
}

fn json(report: &Report) -> Value {
    serde_json::to_value(report).expect("a report is JSON")
}

/// The names in the first column of the README's tables of fields.
fn documented() -> BTreeSet<&'static str> {
    let (_, fields) = README
        .split_once("\n## The report in JSON\n")
        .expect("a part about the JSON");
    let cells = fields.lines().filter_map(|line| line.strip_prefix("| `"));
    cells
        .filter_map(|cell| cell.split_once('`'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn the_fields_of_a_report_are_those_that_scripts_read() {
    let expected: BTreeSet<_> = FIELDS.iter().copied().collect();
    assert_eq!(names_of(&json(&sample::report(1000))), expected);
    assert_eq!(names_of(&json(&Report::default())), expected);
}

#[test]
fn the_fields_of_a_second_are_those_that_scripts_read() {
    let expected: BTreeSet<_> = SECOND_FIELDS.iter().copied().collect();
    let json = json(&sample::report(1000));
    for second in json["timeline"].as_array().expect("a list") {
        assert_eq!(names_of(second), expected);
    }
}

#[test]
fn the_readme_tells_every_field_and_no_other() {
    let fields = FIELDS.iter().chain(SECOND_FIELDS).copied();
    assert_eq!(documented(), fields.collect());
}

#[test]
fn what_was_not_measured_is_null() {
    let json = json(&Report::default());
    for name in ["tick_ms_p99", "server_rss_bytes", "input_to_other_ms_p50"] {
        assert_eq!(json[name], Value::Null, "{name}");
    }
}

#[test]
fn a_report_is_read_back_as_it_was_written() {
    let report = sample::report(1000);
    let json = serde_json::to_string(&report).expect("JSON");
    let back: Report = serde_json::from_str(&json).expect("a report");
    for ratio in Comparison::new(&report, &back).ratios {
        let times = ratio.times().expect(ratio.metric.name);
        assert!((times - 1.0).abs() < 1e-12, "{}", ratio.metric.name);
    }
    assert_eq!(back.settings, report.settings);
    assert_eq!(back.machine, report.machine);
    assert_eq!(back.timeline.len(), report.timeline.len());
    assert!(back.histograms.keys().eq(report.histograms.keys()));
}

#[test]
fn what_is_no_report_is_not_taken_for_one() {
    let sweep = serde_json::to_string(&sample::sweep()).expect("JSON");
    for other in ["{}", "[]", &sweep] {
        assert!(serde_json::from_str::<Report>(other).is_err(), "{other}");
    }
}

#[test]
fn the_sample_measures_everything() {
    let numbers = sample::report(1000).numbers();
    for metric in METRICS {
        assert!(numbers[metric.name].is_some(), "{}", metric.name);
    }
}
