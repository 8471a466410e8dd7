//! The page of one run.

use std::slice;

use super::escape::escape;
use super::histogram::Histogram;
use super::lines::Lines;
use super::{figures, gates, page, ratios, section, states, warning};
use crate::report::metric::{Group, Metric};
use crate::report::unit::Unit;
use crate::report::{Comparison, Report, Second, Verdict};

impl Report {
    /// The run as a page of its own, with what gates said, and beside an
    /// earlier run if there is one.
    pub fn html(&self, verdicts: &[Verdict], comparison: Option<&Comparison>) -> String {
        let body = [
            heading(self, verdicts),
            section("Gates", "card wide", &gates(verdicts)),
            section("Over time", "grid-of-plots", &timelines(&self.timeline)),
            section(
                "How it spreads, in % of all",
                "grid-of-plots",
                &histograms(self),
            ),
            comparison
                .map(|comparison| section("Now and before", "", &ratios::table(comparison)))
                .unwrap_or_default(),
            section("All figures", "grid-of-plots", &figures::all(self)),
            section(
                "Settings and machine",
                "grid-of-plots",
                &(figures::settings(&self.settings)
                    + &figures::server(&self.server)
                    + &figures::machine(self)),
            ),
        ];
        page("Load report", &body.concat())
    }
}

fn heading(report: &Report, verdicts: &[Verdict]) -> String {
    let url = report
        .settings
        .get("url")
        .map(|url| format!(" on {url}"))
        .unwrap_or_default();
    let about = format!(
        "{} bots for {}{url}{}",
        Unit::Count.text(report.bots as f64),
        Unit::Seconds.text(report.duration_s),
        figures::when(report)
    );
    format!(
        "<h1>Load report</h1>\n<p class=\"about\">{}</p>\n{}{}<div class=\"grid-of-tiles\">\n{}</div>\n",
        escape(&about),
        states(slice::from_ref(report), verdicts),
        report
            .warnings()
            .iter()
            .map(|it| warning(it))
            .collect::<String>(),
        tiles(report)
    )
}

/// A number's title and field, and what explains it: a field and its title.
type Tile = (
    &'static str,
    &'static str,
    Option<(&'static str, &'static str)>,
);

/// What a host looks at first.
#[rustfmt::skip]
const TILES: [Tile; 8] = [
    ("bots connected", "bots_connected", Some(("bots", "wanted"))),
    ("CPU for a bot and second", "server_cpu_ms_per_bot_second", Some(("server_cpu_share", "of a core"))),
    ("resident memory", "server_rss_bytes", None),
    ("payload to a bot a second", "payload_bytes_per_bot_second", Some(("frames_per_bot_second", "frames"))),
    ("late ticks", "late_ticks_ratio", Some(("tick_ms_p99", "for a tick, p99"))),
    ("input to another's screen", "input_to_other_ms_p50", Some(("input_to_other_ms_p99", "p99"))),
    ("correction error", "correction_error_m_p50", Some(("correction_error_m_p99", "p99"))),
    ("round trip", "round_trip_ms_p50", Some(("round_trip_ms_p99", "p99"))),
];

fn tiles(report: &Report) -> String {
    let numbers = report.numbers();
    let unit = |name| Metric::of(name).expect("tiles show metrics").unit;
    let number = |name| escape(&unit(name).text_or_dash(numbers[name]));
    TILES
        .map(|(title, name, more)| {
            let more = more
                .filter(|(name, _)| numbers[*name].is_some())
                .map(|(name, title)| format!("{} {}", number(name), escape(title)));
            format!(
                "<div class=\"card tile\"><span>{}</span><b>{}</b><span>{}</span></div>\n",
                escape(title),
                number(name),
                more.unwrap_or_default()
            )
        })
        .concat()
}

/// A line's name, and its number of a second.
type Line = (&'static str, fn(&Second) -> Option<f64>);

/// A plot's title, its unit, and its lines.
type Plot = (&'static str, Unit, &'static [Line]);

#[rustfmt::skip]
const PLOTS: [Plot; 7] = [
    ("Who is there", Unit::Count, &[
        ("players", |second| second.players.map(count)),
        ("bots", |second| Some(count(second.bots))),
        ("spectators", |second| second.spectators.map(count)),
    ]),
    ("Tick time", Unit::Ms, &[
        ("p50", |second| second.tick_ms_p50),
        ("p99", |second| second.tick_ms_p99),
    ]),
    ("CPU of the server, of a core", Unit::Share, &[("CPU", |second| second.server_cpu_share)]),
    ("Resident memory of the server", Unit::Bytes, &[("memory", |second| second.server_rss_bytes.map(count))]),
    ("Payload to all bots, a second", Unit::Bytes, &[("payload", |second| Some(second.payload_bytes_per_second))]),
    ("Late ticks in a second", Unit::Count, &[("late ticks", |second| second.late_ticks.map(count))]),
    ("Relief that the server takes", Unit::Count, &[("relief", |second| second.server_relief.map(count))]),
];

fn timelines(timeline: &[Second]) -> String {
    let xs: Vec<f64> = timeline.iter().map(|row| f64::from(row.second)).collect();
    let line = |(name, number): &Line| (*name, timeline.iter().map(number).collect());
    let plot = |(title, unit, lines): Plot| {
        Lines {
            title,
            xs: &xs,
            x_unit: (Unit::Seconds, ""),
            x_title: "since the start",
            unit,
            lines: lines.iter().map(line).collect(),
            has_dots: false,
        }
        .html()
    };
    PLOTS.map(plot).concat()
}

const fn count(count: u64) -> f64 {
    count as f64
}

fn histograms(report: &Report) -> String {
    let numbers = report.numbers();
    Group::Spread
        .rows()
        .filter_map(|(metric, p99)| {
            let bars = report.histograms.get(metric.name.strip_suffix("_p50")?)?;
            let histogram = Histogram {
                title: metric.title,
                unit: metric.unit,
                bars,
                quantiles: [("p50", numbers[metric.name]), ("p99", numbers[p99?.name])],
            };
            Some(histogram.html())
        })
        .collect()
}
