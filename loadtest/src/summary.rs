//! From what was counted to a report.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use crate::profile::Profile;
use crate::report::{Machine, Report, Second, bars};
use crate::run::Outcome;
use crate::strain;

/// Both microseconds in a millisecond and millimetres in a metre.
const PARTS: f64 = 1000.0;

/// The report of a run.
pub fn report(outcome: &Outcome) -> Report {
    let plan = &outcome.plan;
    let stats = &outcome.stats;
    let measured = &stats.measured;
    let cost = &outcome.cost;
    let bot_seconds = measured.bot_time.as_secs_f64();
    let per_bot_second = |count: u64| count as f64 / bot_seconds.max(f64::MIN_POSITIVE);
    let (p50, p99) = (quantile(0.5), quantile(0.99));
    let lateness_ms_p99 = p99(&measured.lateness_us);
    let busiest = outcome.cpu_shares.iter().copied().fold(0.0, f64::max);
    let attackers = plan
        .profiles
        .iter()
        .filter(|&&profile| profile == Profile::Hostile);
    Report {
        bots: (plan.profiles.len() - attackers.count()) as u64,
        bots_connected: stats.connected,
        joins_per_second: joins_per_second(outcome),
        duration_s: duration_s(outcome),
        bot_seconds,
        connect_failures: stats.connect_failures.values().sum(),
        connect_failures_by_reason: stats.connect_failures.clone(),
        unexpected_disconnects: stats.disconnects.values().sum(),
        unexpected_disconnects_by_reason: stats.disconnects.clone(),
        expected_disconnects: stats.expected_disconnects.values().sum(),
        expected_disconnects_by_reason: stats.expected_disconnects.clone(),
        protocol_breaches: stats.breaches.values().sum(),
        protocol_breaches_by_name: stats
            .breaches
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count))
            .collect(),

        resumed: stats.comebacks.resumed,
        resumed_late: stats.comebacks.resumed_late,
        not_resumed: stats.comebacks.not_resumed,
        scores_lost: stats.comebacks.scores_lost,
        resume_ms_p50: p50(&stats.comebacks.resume_us),
        resume_ms_p99: p99(&stats.comebacks.resume_us),

        server_cpu_ms_per_bot_second: cost.cpu_ms_per_bot_second,
        server_cpu_share: cost.cpu_share,
        server_rss_bytes: cost.resident_bytes,
        late_ticks_ratio: cost.late_ticks_ratio,
        time_dilation: cost.time_dilation,
        tick_ms_p50: cost.tick_ms_p50,
        tick_ms_p99: cost.tick_ms_p99,

        frames: measured.frames,
        frames_per_bot_second: per_bot_second(measured.frames),
        messages_per_bot_second: per_bot_second(measured.messages),
        payload_bytes: measured.payload_bytes,
        payload_bytes_per_bot_second: per_bot_second(measured.payload_bytes),
        sent_messages_per_bot_second: per_bot_second(measured.sent_messages),
        sent_bytes_per_bot_second: per_bot_second(measured.sent_bytes),
        inputs: measured.inputs,
        inputs_per_ship_second: (!measured.ship_time.is_zero())
            .then(|| measured.inputs as f64 / measured.ship_time.as_secs_f64()),
        deaths: measured.deaths,
        corrections: measured.correction_error_mm.len(),

        connect_ms_p50: p50(&stats.connect_us),
        connect_ms_p99: p99(&stats.connect_us),
        first_frame_ms_p50: p50(&stats.first_frame_us),
        first_frame_ms_p99: p99(&stats.first_frame_us),
        frame_interval_ms_p50: p50(&measured.frame_interval_us),
        frame_interval_ms_p99: p99(&measured.frame_interval_us),
        frame_lateness_ms_p50: p50(&measured.frame_lateness_us),
        frame_lateness_ms_p99: p99(&measured.frame_lateness_us),
        round_trip_ms_p50: p50(&measured.round_trip_us),
        round_trip_ms_p99: p99(&measured.round_trip_us),
        input_to_ack_ms_p50: p50(&measured.input_to_ack_us),
        input_to_ack_ms_p99: p99(&measured.input_to_ack_us),
        input_to_other_ms_p50: p50(&measured.input_to_other_us),
        input_to_other_ms_p99: p99(&measured.input_to_other_us),
        correction_error_m_p50: p50(&measured.correction_error_mm),
        correction_error_m_p99: p99(&measured.correction_error_mm),

        loadtest_cpu_share: Some(outcome.cpu_shares.iter().sum()),
        loadtest_lateness_ms_p99: lateness_ms_p99,
        loadtest_is_bottleneck: strain::is_bottleneck(busiest, lateness_ms_p99),

        settings: plan.options.settings(),
        machine: Machine::here(),
        timeline: timeline(outcome),
        histograms: histograms(outcome),
    }
}

fn quantile(quantile: f64) -> impl Fn(&Histogram<u32>) -> Option<f64> {
    move |values| (!values.is_empty()).then(|| values.value_at_quantile(quantile) as f64 / PARTS)
}

/// Whoever comes and goes joins to the end, others during the ramp.
fn joins_per_second(outcome: &Outcome) -> Option<f64> {
    let plan = &outcome.plan;
    let lasts = if plan.profiles.contains(&Profile::Churn) {
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
