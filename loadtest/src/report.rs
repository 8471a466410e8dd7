//! What a run has shown, for people and for scripts.

use std::collections::BTreeMap;
use std::fmt;

use hdrhistogram::Histogram;
use serde::Serialize;

use crate::options::Options;
use crate::stats::Stats;

/// What a run has shown. The fields' names are those of the JSON. Quantiles
/// are null when nothing was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Bots that were to fly.
    pub bots: u32,
    /// Bots that were welcomed.
    pub bots_connected: u64,
    /// Why others were not, and how many: `refused_503`, `closed_4003`, …
    pub connect_failures: BTreeMap<String, u64>,
    /// Bots cut off before the end.
    pub unexpected_disconnects: u64,
    /// The same by reason: `closed_4005`, `broken (…)`, …
    pub unexpected_disconnects_by_reason: BTreeMap<String, u64>,
    /// How often the server broke the protocol.
    pub protocol_breaches: u64,
    /// The same by the breach's name.
    pub protocol_breaches_by_name: BTreeMap<&'static str, u64>,
    /// How long bots were connected, added up.
    pub bot_seconds: f64,
    /// Frames that came in.
    pub frames: u64,
    /// The same for each second of a bot.
    pub frames_per_bot_second: f64,
    /// Bytes of all messages that came in, without WebSocket, TCP and IP.
    pub payload_bytes: u64,
    /// The same for each second of a bot.
    pub payload_bytes_per_bot_second: f64,
    /// Controls that bots sent.
    pub inputs: u64,
    /// Ships that bots lost.
    pub deaths: u64,
    /// Anchors of entities that a bot knew.
    pub corrections: u64,
    /// How far they were from where the bot predicted them, in metres.
    pub correction_error_m_p50: Option<f64>,
    /// The same, 99th percentile.
    pub correction_error_m_p99: Option<f64>,
    /// From sending controls to the frame that acknowledges them.
    pub input_to_ack_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub input_to_ack_ms_p99: Option<f64>,
    /// Between two frames of one bot.
    pub frame_interval_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub frame_interval_ms_p99: Option<f64>,
    /// From ping to pong, without the time that the server held it.
    pub round_trip_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub round_trip_ms_p99: Option<f64>,
}

impl Report {
    /// The report of a run.
    pub fn new(options: &Options, stats: &Stats) -> Self {
        let bot_seconds = stats.bot_time.as_secs_f64();
        let per_bot_second = |count: u64| count as f64 / bot_seconds.max(f64::MIN_POSITIVE);
        let milli = |values: &Histogram<u32>, quantile| quantile_of(values, quantile, 1000.0);
        Self {
            bots: options.bots,
            bots_connected: stats.connected,
            connect_failures: stats.connect_failures.clone(),
            unexpected_disconnects: stats.disconnects.values().sum(),
            unexpected_disconnects_by_reason: stats.disconnects.clone(),
            protocol_breaches: stats.breaches.values().sum(),
            protocol_breaches_by_name: stats.breaches.clone(),
            bot_seconds,
            frames: stats.frames,
            frames_per_bot_second: per_bot_second(stats.frames),
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
        }
    }

    /// Whether every bot came in and stayed, and was told nothing wrong.
    pub fn is_clean(&self) -> bool {
        self.bots_connected == u64::from(self.bots)
            && self.unexpected_disconnects == 0
            && self.protocol_breaches == 0
    }
}

fn quantile_of(values: &Histogram<u32>, quantile: f64, parts: f64) -> Option<f64> {
    (!values.is_empty()).then(|| values.value_at_quantile(quantile) as f64 / parts)
}

impl fmt::Display for Report {
    /// A table for the terminal.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut row = |name: &str, value: String| writeln!(f, "{name:<32}{value:>16}");
        row(
            "bots connected",
            format!("{} of {}", self.bots_connected, self.bots),
        )?;
        for (reason, count) in &self.connect_failures {
            row(&format!("  failed: {reason}"), count.to_string())?;
        }
        row(
            "unexpected disconnects",
            self.unexpected_disconnects.to_string(),
        )?;
        for (reason, count) in &self.unexpected_disconnects_by_reason {
            row(&format!("  {reason}"), count.to_string())?;
        }
        row("protocol breaches", self.protocol_breaches.to_string())?;
        for (name, count) in &self.protocol_breaches_by_name {
            row(&format!("  {name}"), count.to_string())?;
        }
        row(
            "frames a bot and second",
            format!("{:.1}", self.frames_per_bot_second),
        )?;
        row(
            "payload bytes a bot and second",
            format!("{:.0}", self.payload_bytes_per_bot_second),
        )?;
        row("inputs", self.inputs.to_string())?;
        row("deaths", self.deaths.to_string())?;
        row("corrections", self.corrections.to_string())?;
        row("", format!("{:>8}{:>8}", "p50", "p99"))?;
        let pair = |p50: Option<f64>, p99: Option<f64>| format!("{}{}", cell(p50), cell(p99));
        row(
            "correction error (m)",
            pair(self.correction_error_m_p50, self.correction_error_m_p99),
        )?;
        row(
            "input to ack (ms)",
            pair(self.input_to_ack_ms_p50, self.input_to_ack_ms_p99),
        )?;
        row(
            "between frames (ms)",
            pair(self.frame_interval_ms_p50, self.frame_interval_ms_p99),
        )?;
        row(
            "round trip (ms)",
            pair(self.round_trip_ms_p50, self.round_trip_ms_p99),
        )
    }
}

fn cell(value: Option<f64>) -> String {
    value.map_or_else(|| format!("{:>8}", "-"), |value| format!("{value:>8.2}"))
}
