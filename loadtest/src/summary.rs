//! The report of what bots met.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use crate::options::Options;
use crate::report::{Machine, Report, bars};
use crate::stats::Stats;

impl Report {
    /// The report of a run.
    pub fn new(options: &Options, stats: &Stats) -> Self {
        let bot_seconds = stats.bot_time.as_secs_f64();
        let per_bot_second = |count: u64| count as f64 / bot_seconds.max(f64::MIN_POSITIVE);
        let milli = |values: &Histogram<u32>, quantile| quantile_of(values, quantile, 1000.0);
        Self {
            bots: u64::from(options.bots),
            bots_connected: stats.connected,
            connect_failures: stats.connect_failures.values().sum(),
            connect_failures_by_reason: stats.connect_failures.clone(),
            unexpected_disconnects: stats.disconnects.values().sum(),
            unexpected_disconnects_by_reason: stats.disconnects.clone(),
            protocol_breaches: stats.breaches.values().sum(),
            protocol_breaches_by_name: stats
                .breaches
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect(),
            duration_s: options.duration.as_secs_f64(),
            bot_seconds,
            frames: stats.frames,
            frames_per_bot_second: per_bot_second(stats.frames),
            messages_per_bot_second: per_bot_second(stats.messages),
            payload_bytes: stats.payload_bytes,
            payload_bytes_per_bot_second: per_bot_second(stats.payload_bytes),
            inputs: stats.inputs,
            deaths: stats.deaths,
            corrections: stats.correction_error_mm.len(),
            correction_error_m_p50: milli(&stats.correction_error_mm, 0.5),
            correction_error_m_p99: milli(&stats.correction_error_mm, 0.99),
            input_to_ack_ms_p50: milli(&stats.input_to_ack_us, 0.5),
            input_to_ack_ms_p99: milli(&stats.input_to_ack_us, 0.99),
            frame_interval_ms_p50: milli(&stats.frame_interval_us, 0.5),
            frame_interval_ms_p99: milli(&stats.frame_interval_us, 0.99),
            round_trip_ms_p50: milli(&stats.round_trip_us, 0.5),
            round_trip_ms_p99: milli(&stats.round_trip_us, 0.99),
            machine: Machine::here(),
            histograms: BTreeMap::from(
                [
                    ("frame_interval_ms", &stats.frame_interval_us),
                    ("round_trip_ms", &stats.round_trip_us),
                    ("input_to_ack_ms", &stats.input_to_ack_us),
                    ("correction_error_m", &stats.correction_error_mm),
                ]
                .map(|(name, values)| (name.to_owned(), bars(values, 1000.0))),
            ),
            ..Self::default()
        }
    }
}

fn quantile_of(values: &Histogram<u32>, quantile: f64, parts: f64) -> Option<f64> {
    (!values.is_empty()).then(|| values.value_at_quantile(quantile) as f64 / parts)
}
