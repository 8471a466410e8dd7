//! The page of a sweep: what more bots cost.

use super::escape::escape;
use super::lines::Lines;
use super::{figures, gates, page, ratios, section, states, warning};
use crate::report::metric::Metric;
use crate::report::sweep::COLUMNS;
use crate::report::table::BOTTLENECK;
use crate::report::unit::Unit;
use crate::report::{SweepComparison, SweepReport, Verdict};

impl SweepReport {
    /// The sweep as a page of its own, beside an earlier one if there is one,
    /// with what gates said.
    pub fn html(&self, verdicts: &[Verdict], comparison: Option<&SweepComparison>) -> String {
        let last = self.steps.last();
        let is_bottleneck = self.steps.iter().any(|step| step.loadtest_is_bottleneck);
        let bottleneck = is_bottleneck.then(|| warning(BOTTLENECK));
        let body = [
            format!(
                "<h1>Load sweep</h1>\n<p class=\"about\">{}</p>\n",
                escape(&(self.summary() + &last.map(figures::when).unwrap_or_default()))
            ),
            states(&self.steps, verdicts),
            bottleneck.unwrap_or_default(),
            section("Steps", "card wide steps", &table(self)),
            section("Cost against load", "grid-of-plots", &plots(self)),
            comparison.map(compared).unwrap_or_default(),
            section("Gates", "card wide", &gates(verdicts)),
            section(
                "Settings of the last step, and machine",
                "grid-of-plots",
                &last
                    .map(|step| {
                        figures::settings(&step.settings)
                            + &figures::server(&step.server)
                            + &figures::machine(step)
                    })
                    .unwrap_or_default(),
            ),
        ];
        page("Load sweep", &body.concat())
    }
}

fn compared(comparison: &SweepComparison) -> String {
    let step = |(bots, comparison): &(u64, _)| {
        let title = format!("Now and before, {} bots", Unit::Count.text(*bots as f64));
        section(&title, "grid-of-plots", &ratios::table(comparison))
    };
    comparison.steps.iter().map(step).collect()
}

fn table(sweep: &SweepReport) -> String {
    let heading = |(_, [above, below]): (&str, [&str; 2])| {
        format!("<th>{}<br>{}</th>", escape(above), escape(below))
    };
    let row = |(is_bottleneck, cells): (bool, Vec<String>)| {
        let mark = if is_bottleneck { "*" } else { "" };
        let row = cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>();
        format!(
            "<tr><td>{}</td><td>{mark}</td></tr>\n",
            row.join("</td><td>")
        )
    };
    format!(
        "<table><thead><tr>{}<th></th></tr></thead>\n{}</table>\n",
        COLUMNS.map(heading).concat(),
        sweep
            .rows()
            .map(|(step, cells)| row((step.loadtest_is_bottleneck, cells)))
            .collect::<String>()
    )
}

/// A line's name, and the field that it shows.
type Line = (&'static str, &'static str);

/// What is drawn against the number of bots: a plot's title, and its lines.
#[rustfmt::skip]
const PLOTS: [(&str, &[Line]); 10] = [
    ("CPU for a bot and second", &[("CPU", "server_cpu_ms_per_bot_second")]),
    ("CPU, of a core", &[("server", "server_cpu_share"), ("load tester", "loadtest_cpu_share")]),
    ("Resident memory", &[("memory", "server_rss_bytes")]),
    ("Payload to a bot a second", &[("payload", "payload_bytes_per_bot_second")]),
    ("Frames to a bot a second", &[("frames", "frames_per_bot_second")]),
    ("Relief, most", &[("relief", "server_relief_max")]),
    ("Tick time", &[("p50", "tick_ms_p50"), ("p99", "tick_ms_p99")]),
    ("Late ticks", &[("late", "late_ticks_ratio")]),
    ("Time dilation", &[("dilation", "time_dilation")]),
    ("Input to another's screen", &[("p50", "input_to_other_ms_p50"), ("p99", "input_to_other_ms_p99")]),
];

fn plots(sweep: &SweepReport) -> String {
    let numbers: Vec<_> = sweep.steps.iter().map(|step| step.numbers()).collect();
    let xs: Vec<f64> = sweep.steps.iter().map(|step| step.bots as f64).collect();
    let line = |&(name, field): &Line| {
        let values = numbers.iter().map(|step| step[field]);
        (name, values.collect())
    };
    let plot = |(title, lines): (&'static str, &[Line])| {
        Lines {
            title,
            xs: &xs,
            x_unit: (Unit::Count, " bots"),
            x_title: "bots",
            unit: Metric::of(lines[0].1).map_or(Unit::Number, |metric| metric.unit),
            lines: lines.iter().map(line).collect(),
            has_dots: true,
        }
        .html()
    };
    PLOTS.map(plot).concat()
}
