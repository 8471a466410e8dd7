//! Reports with something in every field.

use std::collections::BTreeMap;

use asteroids_loadtest::report::{BAR_RATIO, Bar, Machine, Report, Second, SweepReport};

const SECONDS: u32 = 80;
const RAMP_SECONDS: u32 = 20;

/// A run with so many bots, on a server that carries about 4,000.
pub fn report(bots: u64) -> Report {
    let load = bots as f64 / 1000.0;
    let crowding = 1.0 + (load / 4.0).powi(6);
    let mut report = Report {
        bots,
        bots_connected: bots - 2,
        joins_per_second: Some(bots as f64 / f64::from(RAMP_SECONDS)),
        duration_s: f64::from(SECONDS - RAMP_SECONDS),
        bot_seconds: bots as f64 * f64::from(SECONDS - RAMP_SECONDS),
        connect_failures: 2,
        connect_failures_by_reason: counts("closed_4003", 2),
        unexpected_disconnects: 1,
        unexpected_disconnects_by_reason: counts("broken (<reset> by \"peer\")", 1),
        expected_disconnects: 12,
        expected_disconnects_by_reason: counts("closed_4005", 12),
        resumed: 9,
        resumed_late: 1,
        not_resumed: 2,
        scores_lost: 1,
        protocol_breaches: 3,
        protocol_breaches_by_name: counts("tick_back", 3),
        server_cpu_ms_per_bot_second: Some(0.14 + 0.004 * load),
        server_cpu_share: Some(0.14 * load),
        server_rss_bytes: Some(9_000_000 + bots * 10_500),
        server_rss_bytes_per_bot: Some(10_500.0),
        server_relief_max: Some(bots / 2500),
        server_load_max: Some(0),
        late_ticks_ratio: Some(0.0001 * (crowding - 1.0)),
        time_dilation: Some(1.0 / crowding.max(1.0)),
        frames: bots * 60 * 11,
        frames_per_bot_second: 11.2,
        messages_per_bot_second: 11.7,
        payload_bytes: bots * 60 * 331,
        payload_bytes_per_bot_second: 331.0 + load,
        sent_messages_per_bot_second: 7.4,
        sent_bytes_per_bot_second: 52.0,
        inputs: bots * 60 * 6,
        inputs_per_ship_second: Some(7.0),
        ships_in_view_p50: Some(9.0),
        ships_in_view_max: Some(40.0),
        ships_in_view_mean: Some(2.4),
        no_ship_in_view_ratio: Some(0.07),
        rocks_in_view_mean: Some(6.1),
        large_rocks_in_view_mean: Some(1.2),
        first_ship_s_p50: Some(0.5),
        first_ship_s_p95: Some(4.2),
        first_rock_s_p50: Some(0.2),
        first_rock_s_p95: Some(1.1),
        first_life_s_p50: Some(31.0),
        first_minute_score_p50: Some(220.0),
        early_death_ratio: Some(0.02),
        deaths: bots * 2,
        corrections: bots * 60,
        loadtest_cpu_share: Some(0.19 * load),
        loadtest_lateness_ms_p99: Some(1.2 * crowding),
        began: "Thu, 26 Nov 2026 20:14:03 GMT".to_owned(),
        version: "1.2.3".to_owned(),
        server: BTreeMap::from([("side_m".to_owned(), "800".to_owned())]),
        settings: settings(bots),
        machine: Machine {
            cpu: "Abacus & Sons <mark 2>".to_owned(),
            cores: 2,
            memory_bytes: 8_000_000_000,
            kernel: "Linux 6.1.0".to_owned(),
        },
        timeline: (1..=SECONDS).map(|second| row(second, bots)).collect(),
        ..Report::default()
    };
    spread(&mut report, crowding);
    report
}

/// A sweep over growing numbers of bots.
pub fn sweep() -> SweepReport {
    SweepReport {
        steps: [500, 1000, 2000, 3000, 5000].map(faultless).to_vec(),
    }
}

fn faultless(bots: u64) -> Report {
    Report {
        bots_connected: bots,
        connect_failures: 0,
        unexpected_disconnects: 0,
        resumed_late: 0,
        not_resumed: 0,
        scores_lost: 0,
        protocol_breaches: 0,
        loadtest_is_bottleneck: bots > 4000,
        ..report(bots)
    }
}

fn counts(reason: &str, count: u64) -> BTreeMap<String, u64> {
    BTreeMap::from([(reason.to_owned(), count)])
}

fn settings(bots: u64) -> BTreeMap<String, String> {
    [
        ("url", "ws://127.0.0.1:8080/ws".to_owned()),
        ("bots", bots.to_string()),
        ("ramp", "20s".to_owned()),
        ("duration", "60s".to_owned()),
        ("mix", "players=0.8,spectators=0.1,slow=0.1".to_owned()),
        ("note", "<b>\"quoted\"</b> & more".to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

/// One second. Its wobble is made of two waves, the same in each run.
fn row(second: u32, bots: u64) -> Second {
    let t = f64::from(second);
    let wobble = 1.0 + 0.06 * (t * 1.7).sin() + 0.04 * (t * 0.61).cos();
    let inside = bots * u64::from(second.min(RAMP_SECONDS)) / u64::from(RAMP_SECONDS);
    let load = inside as f64 / 1000.0;
    Second {
        second,
        bots: inside,
        players: Some(inside * 9 / 10),
        spectators: Some(inside / 10),
        tick_ms_p50: Some((0.8 + 1.1 * load) * wobble),
        // As if the server could not be asked for three seconds.
        tick_ms_p99: (!(40..43).contains(&second)).then_some((1.6 + 1.9 * load) * wobble * wobble),
        server_cpu_share: Some(0.15 * load * wobble),
        server_rss_bytes: Some(9_000_000 + inside * 10_500),
        server_relief: Some(inside / 2500),
        payload_bytes_per_second: load * 331_000.0 * wobble,
        frames_per_second: load * 11_200.0 * wobble,
        late_ticks: Some(u64::from(second.is_multiple_of(17))),
    }
}

/// Quantiles and histograms: a bell over ratios for each.
fn spread(report: &mut Report, crowding: f64) {
    let quantiles = |median: f64| (Some(median), Some(median * 2.3 * crowding));
    (report.tick_ms_p50, report.tick_ms_p99) = quantiles(1.9);
    (report.connect_ms_p50, report.connect_ms_p99) = quantiles(1.4);
    (report.first_frame_ms_p50, report.first_frame_ms_p99) = quantiles(36.0);
    (report.resume_ms_p50, report.resume_ms_p99) = quantiles(900.0);
    (report.frame_interval_ms_p50, report.frame_interval_ms_p99) = quantiles(93.75);
    (report.frame_lateness_ms_p50, report.frame_lateness_ms_p99) = quantiles(2.2);
    (report.round_trip_ms_p50, report.round_trip_ms_p99) = quantiles(0.4);
    (report.input_to_ack_ms_p50, report.input_to_ack_ms_p99) = quantiles(71.0);
    (report.input_to_other_ms_p50, report.input_to_other_ms_p99) = quantiles(58.0);
    (report.correction_error_m_p50, report.correction_error_m_p99) = quantiles(0.012);
    report.histograms = [
        ("connect_ms", 1.4),
        ("frame_interval_ms", 93.75),
        ("frame_lateness_ms", 2.2),
        ("round_trip_ms", 0.4),
        ("input_to_ack_ms", 71.0),
        ("input_to_other_ms", 58.0),
        ("correction_error_m", 0.012),
    ]
    .map(|(name, median)| (name.to_owned(), bell(median)))
    .into();
}

fn bell(median: f64) -> Vec<Bar> {
    let first_power = (median.log10() * 10.0).round() as i32;
    let bar = |step: i32| {
        let height = 40_000.0 * (-f64::from(step * step) / 5.0).exp();
        (BAR_RATIO.powi(first_power + step), 1 + height as u64)
    };
    let bars = (-5..=6).map(bar);
    std::iter::once((0.0, 2_500)).chain(bars).collect()
}
