//! From what was counted to a report.

use std::collections::BTreeMap;

use asteroids_shared::rules::DT_S;
use hdrhistogram::Histogram;

use crate::bots::profile::Profile;
use crate::measure::stats::{Measured, Stats};
use crate::measure::strain;
use crate::report::{Machine, Report, Second, bars};
use crate::run::Outcome;

/// Both microseconds in a millisecond and millimetres in a metre.
const PARTS: f64 = 1000.0;

/// The report of a run.
pub fn report(outcome: &Outcome) -> Report {
    let mut report = Report {
        began: httpdate::fmt_http_date(outcome.began),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        server: outcome.server.clone(),
        settings: outcome.plan.options.settings(),
        machine: Machine::here(),
        timeline: timeline(outcome),
        histograms: histograms(outcome),
        ..Report::default()
    };
    tell_bots(&mut report, outcome);
    tell_faults(&mut report, &outcome.stats);
    tell_comebacks(&mut report, &outcome.stats);
    tell_server(&mut report, outcome);
    tell_traffic(&mut report, &outcome.stats.measured);
    tell_views(&mut report, &outcome.stats);
    tell_times(&mut report, &outcome.stats);
    tell_loadtest(&mut report, outcome);
    report
}

fn tell_bots(report: &mut Report, outcome: &Outcome) {
    let profiles = outcome.plan.profiles.iter();
    let players = profiles.filter(|&&profile| profile != Profile::Hostile);
    report.bots = players.count() as u64;
    report.bots_connected = outcome.stats.connected;
    report.joins_per_second = joins_per_second(outcome);
    report.cut_short = outcome.is_cut_short;
    report.duration_s = duration_s(outcome);
    report.bot_seconds = outcome.stats.measured.bot_time.as_secs_f64();
}

fn tell_faults(report: &mut Report, stats: &Stats) {
    report.connect_failures = stats.connect_failures.values().sum();
    report.connect_failures_by_reason = stats.connect_failures.clone();
    report.unexpected_disconnects = stats.disconnects.values().sum();
    report.unexpected_disconnects_by_reason = stats.disconnects.clone();
    report.expected_disconnects = stats.expected_disconnects.values().sum();
    report.expected_disconnects_by_reason = stats.expected_disconnects.clone();
    report.protocol_breaches = stats.breaches.values().sum();
    report.protocol_breaches_by_name = stats
        .breaches
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect();
}

fn tell_comebacks(report: &mut Report, Stats { comebacks, .. }: &Stats) {
    report.resumed = comebacks.resumed;
    report.resumed_late = comebacks.resumed_late;
    report.not_resumed = comebacks.not_resumed;
    report.scores_lost = comebacks.scores_lost;
    report.resume_ms_p50 = quantile(0.5)(&comebacks.resume_us);
    report.resume_ms_p99 = quantile(0.99)(&comebacks.resume_us);
}

fn tell_server(report: &mut Report, outcome: &Outcome) {
    let cost = &outcome.cost;
    report.server_cpu_ms_per_bot_second = cost.cpu_ms_per_bot_second;
    report.server_cpu_share = cost.cpu_share;
    report.server_rss_bytes = cost.resident_bytes;
    report.server_rss_bytes_per_bot = rss_bytes_per_bot(outcome);
    report.server_relief_max = cost.relief_max;
    report.server_load_max = cost.load_max;
    report.late_ticks_ratio = cost.late_ticks_ratio;
    report.time_dilation = cost.time_dilation;
    report.tick_ms_p50 = cost.tick_ms_p50;
    report.tick_ms_p99 = cost.tick_ms_p99;
}

fn tell_traffic(report: &mut Report, measured: &Measured) {
    let bot_seconds = measured.bot_time.as_secs_f64().max(f64::MIN_POSITIVE);
    let per_bot_second = |count: u64| count as f64 / bot_seconds;
    report.frames = measured.frames;
    report.frames_per_bot_second = per_bot_second(measured.frames);
    report.messages_per_bot_second = per_bot_second(measured.messages);
    report.payload_bytes = measured.payload_bytes;
    report.payload_bytes_per_bot_second = per_bot_second(measured.payload_bytes);
    report.sent_messages_per_bot_second = per_bot_second(measured.sent_messages);
    report.sent_bytes_per_bot_second = per_bot_second(measured.sent_bytes);
    report.inputs = measured.inputs;
    report.inputs_per_ship_second = (!measured.ship_time.is_zero())
        .then(|| measured.inputs as f64 / measured.ship_time.as_secs_f64());
    let ships = &measured.ships_in_view;
    let is_seen = !ships.is_empty();
    report.ships_in_view_p50 = is_seen.then(|| ships.value_at_quantile(0.5) as f64);
    report.ships_in_view_max = is_seen.then(|| ships.max() as f64);
    report.deaths = measured.deaths;
    report.corrections = measured.correction_error_mm.len();
}

fn tell_views(report: &mut Report, stats: &Stats) {
    let views = &stats.measured.views;
    report.ships_in_view_mean = views.ships_mean();
    report.no_ship_in_view_ratio = views.no_ship_ratio();
    report.rocks_in_view_mean = views.rocks_mean();
    report.large_rocks_in_view_mean = views.large_rocks_mean();
    let newcomers = &stats.newcomers;
    let ticks = |ticks: f64| ticks * f64::from(DT_S);
    report.first_ship_s_p50 = value_at(0.5, &newcomers.first_ship_ticks).map(ticks);
    report.first_ship_s_p95 = value_at(0.95, &newcomers.first_ship_ticks).map(ticks);
    report.first_rock_s_p50 = value_at(0.5, &newcomers.first_rock_ticks).map(ticks);
    report.first_rock_s_p95 = value_at(0.95, &newcomers.first_rock_ticks).map(ticks);
    report.first_life_s_p50 = value_at(0.5, &newcomers.first_life_ticks).map(ticks);
    report.first_minute_score_p50 = value_at(0.5, &newcomers.first_minute_score);
    report.early_death_ratio = newcomers.early_death_ratio();
}

fn tell_times(report: &mut Report, stats: &Stats) {
    let measured = &stats.measured;
    let (p50, p99) = (quantile(0.5), quantile(0.99));
    report.connect_ms_p50 = p50(&stats.connect_us);
    report.connect_ms_p99 = p99(&stats.connect_us);
    report.first_frame_ms_p50 = p50(&stats.first_frame_us);
    report.first_frame_ms_p99 = p99(&stats.first_frame_us);
    report.frame_interval_ms_p50 = p50(&measured.frame_interval_us);
    report.frame_interval_ms_p99 = p99(&measured.frame_interval_us);
    report.frame_lateness_ms_p50 = p50(&measured.frame_lateness_us);
    report.frame_lateness_ms_p99 = p99(&measured.frame_lateness_us);
    report.round_trip_ms_p50 = p50(&measured.round_trip_us);
    report.round_trip_ms_p99 = p99(&measured.round_trip_us);
    report.input_to_ack_ms_p50 = p50(&measured.input_to_ack_us);
    report.input_to_ack_ms_p99 = p99(&measured.input_to_ack_us);
    report.input_to_other_ms_p50 = p50(&measured.input_to_other_us);
    report.input_to_other_ms_p99 = p99(&measured.input_to_other_us);
    report.correction_error_m_p50 = p50(&measured.correction_error_mm);
    report.correction_error_m_p99 = p99(&measured.correction_error_mm);
}

fn tell_loadtest(report: &mut Report, outcome: &Outcome) {
    let lateness_ms_p99 = quantile(0.99)(&outcome.stats.measured.lateness_us);
    let busiest = outcome.cpu_shares.iter().copied().fold(0.0, f64::max);
    report.loadtest_cpu_share = Some(outcome.cpu_shares.iter().sum());
    report.loadtest_lateness_ms_p99 = lateness_ms_p99;
    report.loadtest_is_bottleneck = strain::is_bottleneck(busiest, lateness_ms_p99);
}

/// What the server had before the first bot came is not theirs.
fn rss_bytes_per_bot(outcome: &Outcome) -> Option<f64> {
    let before = outcome.samples.first()?.server.as_ref()?.resident_bytes?;
    let at_end = outcome.cost.resident_bytes_at_end?;
    let bots = outcome.stats.connected;
    (bots > 0).then(|| (at_end as f64 - before as f64) / bots as f64)
}

fn quantile(quantile: f64) -> impl Fn(&Histogram<u32>) -> Option<f64> {
    move |values| Some(value_at(quantile, values)? / PARTS)
}

fn value_at(quantile: f64, values: &Histogram<u32>) -> Option<f64> {
    (!values.is_empty()).then(|| values.value_at_quantile(quantile) as f64)
}

/// Whoever comes and goes joins to the end, others during the ramp.
fn joins_per_second(outcome: &Outcome) -> Option<f64> {
    let plan = &outcome.plan;
    let comes_and_goes = |it: &Profile| matches!(it, Profile::Churn | Profile::Newcomer);
    let lasts = if plan.profiles.iter().any(comes_and_goes) {
        plan.end() - plan.start
    } else {
        plan.options.ramp
    };
    let is_known = !lasts.is_zero() && !outcome.is_cut_short;
    is_known.then(|| outcome.stats.joins as f64 / lasts.as_secs_f64())
}

/// A run that is cut short, or that all bots have left, has no more than its
/// samples.
fn duration_s(outcome: &Outcome) -> f64 {
    let plan = &outcome.plan;
    let last = outcome
        .samples
        .last()
        .map_or(plan.start, |sample| sample.at);
    let ends = last.min(plan.end());
    ends.saturating_duration_since(plan.measured_from())
        .as_secs_f64()
}

fn timeline(outcome: &Outcome) -> Vec<Second> {
    let pairs = outcome.samples.windows(2).zip(1..);
    pairs
        .map(|(pair, second)| pair[1].since(&pair[0], second))
        .collect()
}

fn histograms(outcome: &Outcome) -> BTreeMap<String, Vec<crate::report::Bar>> {
    let stats = &outcome.stats;
    let measured = &stats.measured;
    [
        ("connect_ms", &stats.connect_us),
        ("first_frame_ms", &stats.first_frame_us),
        ("resume_ms", &stats.comebacks.resume_us),
        ("frame_interval_ms", &measured.frame_interval_us),
        ("frame_lateness_ms", &measured.frame_lateness_us),
        ("round_trip_ms", &measured.round_trip_us),
        ("input_to_ack_ms", &measured.input_to_ack_us),
        ("input_to_other_ms", &measured.input_to_other_us),
        ("correction_error_m", &measured.correction_error_mm),
        ("loadtest_lateness_ms", &measured.lateness_us),
    ]
    .into_iter()
    .map(|(name, values)| (name.to_owned(), bars(values, PARTS)))
    .collect()
}
