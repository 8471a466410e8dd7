//! Tables of a page: all figures, settings, the machine.

use std::collections::BTreeMap;

use super::escape::escape;
use crate::report::Report;
use crate::report::metric::{Group, Metric};
use crate::report::unit::Unit;

/// Every number of a report, a table for each group.
pub fn all(report: &Report) -> String {
    let numbers = report.numbers();
    Group::ALL
        .map(|group| group_table(group, &numbers, report))
        .concat()
}

fn group_table(group: Group, numbers: &BTreeMap<String, Option<f64>>, report: &Report) -> String {
    let cell = |metric: &Metric| {
        let text = escape(&metric.unit.text_or_dash(numbers[metric.name]));
        format!("<td title=\"{}\">{text}</td>", metric.name)
    };
    let mut rows = String::new();
    let mut heading = "";
    for (metric, p99) in group.rows() {
        let title = p99.map_or_else(|| metric.full_title(), |_| metric.title.to_owned());
        if p99.is_some() {
            heading = "<thead><tr><th></th><th>p50</th><th>p99</th></tr></thead>";
        }
        rows.push_str(&format!(
            "<tr><th>{}</th>{}{}</tr>\n",
            escape(&title),
            cell(metric),
            p99.map(cell).unwrap_or_default()
        ));
        rows.extend(report.parts_of(metric.name).iter().map(part));
    }
    table(group.title(), heading, &rows)
}

fn part((reason, count): (&String, &u64)) -> String {
    format!(
        "<tr class=\"part\"><th>{}</th><td>{count}</td></tr>\n",
        escape(reason)
    )
}

/// What the run was made of.
pub fn settings(settings: &BTreeMap<String, String>) -> String {
    words_table("Settings", settings)
}

/// When a run began, as the end of a sentence; nothing if it is unknown.
pub fn when(report: &Report) -> String {
    if report.began.is_empty() {
        return String::new();
    }
    format!(", {}", report.began)
}

/// What the server ran with.
pub fn server(settings: &BTreeMap<String, String>) -> String {
    if settings.is_empty() {
        return String::new();
    }
    words_table("The server", settings)
}

/// What the load tester ran on.
pub fn machine(report: &Report) -> String {
    let machine = &report.machine;
    let rows = [
        words("version", &report.version),
        words("processor", &machine.cpu),
        words("cores", &machine.cores.to_string()),
        words("memory", &Unit::Bytes.text(machine.memory_bytes as f64)),
        words("kernel", &machine.kernel),
    ];
    table("The load tester and its machine", "", &rows.concat())
}

fn words_table(title: &str, all: &BTreeMap<String, String>) -> String {
    let rows: String = all.iter().map(|(name, text)| words(name, text)).collect();
    table(title, "", &rows)
}

fn words(name: &str, text: &str) -> String {
    format!(
        "<tr><th>{}</th><td class=\"words\">{}</td></tr>\n",
        escape(name),
        escape(text)
    )
}

fn table(title: &str, heading: &str, rows: &str) -> String {
    format!(
        "<div class=\"card wide\"><table><caption>{}</caption>{heading}\n{rows}</table></div>\n",
        escape(title)
    )
}
