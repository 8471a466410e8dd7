//! What a run has shown, for people and for scripts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

mod advice;
mod bars;
mod comparison;
mod gate;
pub(crate) mod html;
mod machine;
mod metric;
mod output;
mod second;
mod sweep;
mod table;
mod unit;

pub use bars::{BAR_RATIO, Bar, bars};
pub use comparison::{Comparison, Ratio, SweepComparison};
pub use gate::{Gate, GateError, Verdict};
pub use machine::Machine;
pub use metric::METRICS;
pub use output::{Output, Reader};
pub use second::Second;
pub use sweep::SweepReport;

/// What a run has shown. The fields' names are those of the JSON; what was not
/// measured is null there.
///
/// "A bot and second" is a second that one bot was connected. A share of CPU
/// is CPU seconds used in a second: 1 is a whole core. `p50` and `p99` are the
/// median and the 99th percentile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Bots that were to play.
    pub bots: u64,
    /// Bots that were welcomed.
    pub bots_connected: u64,
    /// Bots welcomed in each second in which some were still to come.
    pub joins_per_second: Option<f64>,
    /// Whether the run was cut short.
    // Earlier reports do not say.
    #[serde(default)]
    pub cut_short: bool,
    /// The measured part of the run, in seconds.
    pub duration_s: f64,
    /// How long bots were connected in it, added up, in seconds.
    pub bot_seconds: f64,
    /// Bots that were not welcomed.
    pub connect_failures: u64,
    /// The same by reason: `refused_503`, `closed_4003`, …
    pub connect_failures_by_reason: BTreeMap<String, u64>,
    /// Bots cut off before the end.
    pub unexpected_disconnects: u64,
    /// The same by reason: `closed_4005`, `broken (…)`, …
    pub unexpected_disconnects_by_reason: BTreeMap<String, u64>,
    /// Bots cut off as their profile wants it.
    pub expected_disconnects: u64,
    /// The same by reason.
    pub expected_disconnects_by_reason: BTreeMap<String, u64>,
    /// How often the server broke the protocol.
    pub protocol_breaches: u64,
    /// The same by the breach's name.
    pub protocol_breaches_by_name: BTreeMap<String, u64>,

    /// How often a bot that was cut off flew on where it was. Reports of before
    /// do not tell of this.
    #[serde(default)]
    pub resumed: u64,
    /// How often that took over ten seconds.
    #[serde(default)]
    pub resumed_late: u64,
    /// How often one had to begin anew, or was not back at the end.
    #[serde(default)]
    pub not_resumed: u64,
    /// How often one came back with fewer points.
    #[serde(default)]
    pub scores_lost: u64,
    /// From being cut off to flying on, in milliseconds.
    pub resume_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub resume_ms_p99: Option<f64>,

    /// The server's CPU time for a bot and second, in milliseconds.
    pub server_cpu_ms_per_bot_second: Option<f64>,
    /// The server's share of CPU.
    pub server_cpu_share: Option<f64>,
    /// The most resident memory of the server, in bytes.
    pub server_rss_bytes: Option<u64>,
    /// Resident memory at the end, less that before the first bot came, for each
    /// bot that was welcomed, in bytes.
    pub server_rss_bytes_per_bot: Option<f64>,
    /// The most that a room gave up to keep time: a step, 0 for nothing.
    pub server_relief_max: Option<u64>,
    /// The most that newcomers were kept out: 0 not at all, 1 from playing, 2
    /// altogether.
    pub server_load_max: Option<u64>,
    /// Late ticks among all, 0 to 1.
    pub late_ticks_ratio: Option<f64>,
    /// How many seconds a world lived in a second: below 1 the server was too
    /// slow for its load.
    pub time_dilation: Option<f64>,
    /// How long a tick took, in milliseconds.
    pub tick_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub tick_ms_p99: Option<f64>,

    /// Frames that came in.
    pub frames: u64,
    /// The same for a bot and second.
    pub frames_per_bot_second: f64,
    /// Messages of any type that came in, for a bot and second.
    pub messages_per_bot_second: f64,
    /// Bytes of all messages that came in, without WebSocket, TCP and IP.
    pub payload_bytes: u64,
    /// The same for a bot and second.
    pub payload_bytes_per_bot_second: f64,
    /// Messages that bots sent, for a bot and second.
    pub sent_messages_per_bot_second: f64,
    /// Their bytes.
    pub sent_bytes_per_bot_second: f64,
    /// Controls that bots sent.
    pub inputs: u64,
    /// The same for a second in which a bot had a ship.
    pub inputs_per_ship_second: Option<f64>,
    /// Ships that a bot knew of at a frame, its own among them.
    pub ships_in_view_p50: Option<f64>,
    /// The same, the most.
    pub ships_in_view_max: Option<f64>,
    /// Ships of others on a screen of 60 m × 34 m about the own ship, or about the
    /// one that is watched, in the mean.
    pub ships_in_view_mean: Option<f64>,
    /// The share of screens without any.
    pub no_ship_in_view_ratio: Option<f64>,
    /// Asteroids on a screen, in the mean.
    pub rocks_in_view_mean: Option<f64>,
    /// The large ones among them.
    pub large_rocks_in_view_mean: Option<f64>,
    /// From a newcomer's welcome to the first other ship in view, in seconds.
    pub first_ship_s_p50: Option<f64>,
    /// The same, 95th percentile.
    pub first_ship_s_p95: Option<f64>,
    /// From a newcomer's welcome to the first asteroid in view, in seconds.
    pub first_rock_s_p50: Option<f64>,
    /// The same, 95th percentile.
    pub first_rock_s_p95: Option<f64>,
    /// How long a newcomer's first life lasts, in seconds.
    pub first_life_s_p50: Option<f64>,
    /// The points of a newcomer's first minute.
    pub first_minute_score_p50: Option<f64>,
    /// Lives of newcomers that ended within 5 s after the spawn shield.
    pub early_death_ratio: Option<f64>,
    /// Ships that bots lost.
    pub deaths: u64,
    /// Anchors of entities that a bot knew.
    pub corrections: u64,

    /// From opening a connection to its upgrade, in milliseconds.
    pub connect_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub connect_ms_p99: Option<f64>,
    /// From the hello to the first frame, in milliseconds.
    pub first_frame_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub first_frame_ms_p99: Option<f64>,
    /// Between two frames of one bot, in milliseconds.
    pub frame_interval_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub frame_interval_ms_p99: Option<f64>,
    /// How late a frame was against the server's ticks, in milliseconds.
    pub frame_lateness_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub frame_lateness_ms_p99: Option<f64>,
    /// From ping to pong, without the time that the server held it, in
    /// milliseconds.
    pub round_trip_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub round_trip_ms_p99: Option<f64>,
    /// From sending controls to the frame that acknowledges them, in
    /// milliseconds.
    pub input_to_ack_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub input_to_ack_ms_p99: Option<f64>,
    /// From sending controls to another bot, which has the ship in view,
    /// knowing of them, in milliseconds.
    pub input_to_other_ms_p50: Option<f64>,
    /// The same, 99th percentile.
    pub input_to_other_ms_p99: Option<f64>,
    /// How far anchors were from where the bot predicted them, in metres.
    pub correction_error_m_p50: Option<f64>,
    /// The same, 99th percentile.
    pub correction_error_m_p99: Option<f64>,

    /// The load tester's own share of CPU.
    pub loadtest_cpu_share: Option<f64>,
    /// How late the load tester's own timers were, in milliseconds, 99th
    /// percentile.
    pub loadtest_lateness_ms_p99: Option<f64>,
    /// Whether the load tester was too busy for the times above to be trusted.
    pub loadtest_is_bottleneck: bool,

    /// When the run began, as in HTTP: `Thu, 26 Nov 2026 20:14:03 GMT`. Reports
    /// of before do not say, and neither of the next two.
    #[serde(default)]
    pub began: String,
    /// The load tester's version.
    #[serde(default)]
    pub version: String,
    /// What the server runs with, as far as it tells: `version`, `rooms`, and of
    /// its first room `capacity`, `side_m` and `bots` before the run.
    #[serde(default)]
    pub server: BTreeMap<String, String>,
    /// What the run was made of, by the options' names.
    pub settings: BTreeMap<String, String>,
    /// The load tester's machine.
    pub machine: Machine,
    /// One row for each second.
    pub timeline: Vec<Second>,
    /// How what was measured spreads, by the name of what was measured:
    /// `frame_interval_ms`, …
    pub histograms: BTreeMap<String, Vec<Bar>>,
}

impl Report {
    /// Whether every bot came in and stayed to the end, or came back with all that
    /// it had, and was told nothing wrong.
    pub const fn is_clean(&self) -> bool {
        !self.cut_short
            && self.bots_connected == self.bots
            && self.connect_failures == 0
            && self.unexpected_disconnects == 0
            && self.protocol_breaches == 0
            && self.resumed_late == 0
            && self.not_resumed == 0
            && self.scores_lost == 0
    }

    /// The numbers among the fields, by name; none where nothing was measured.
    /// What is true is 1.
    pub fn numbers(&self) -> BTreeMap<String, Option<f64>> {
        let fields = match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            other => unreachable!("a report is an object in JSON, not {other:?}"),
        };
        fields
            .into_iter()
            .filter_map(|(name, value)| match value {
                Value::Null => Some((name, None)),
                Value::Bool(is_so) => Some((name, Some(f64::from(u8::from(is_so))))),
                Value::Number(number) => Some((name, number.as_f64())),
                Value::String(_) | Value::Array(_) | Value::Object(_) => None,
            })
            .collect()
    }
}
