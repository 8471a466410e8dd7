//! Reports as pages: one file each, with nothing to fetch.

mod axis;
pub(crate) mod escape;
mod figures;
mod histogram;
mod lines;
mod plot;
mod ratios;
mod run;
mod sweep;

use super::unit::Unit;
use super::{Report, Verdict};
use escape::escape;

/// A page of its own.
pub(crate) fn page(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>
{}</style>
</head>
<body>
{body}<script>
{}</script>
</body>
</html>
"#,
        escape(title),
        include_str!("page.css"),
        include_str!("page.js")
    )
}

/// A part of a page, or nothing if it would be empty.
fn section(title: &str, class: &str, content: &str) -> String {
    if content.is_empty() {
        return String::new();
    }
    format!(
        "<h2>{}</h2>\n<div class=\"{class}\">\n{content}</div>\n",
        escape(title)
    )
}

/// What the bots found wrong, and what the gates said.
fn states(reports: &[Report], verdicts: &[Verdict]) -> String {
    let failed = verdicts.iter().filter(|verdict| verdict.is_failure());
    let gates = match (failed.count(), verdicts.len()) {
        (_, 0) => String::new(),
        (0, all) => state("good", &format!("{all} of {all} gates passed")),
        (failed, all) => state("bad", &format!("{failed} of {all} gates failed")),
    };
    format!("<div>{}{gates}</div>\n", faults(reports))
}

/// How many of a fault a report has, and what it is called.
type Fault = (fn(&Report) -> u64, &'static str);

const FAULTS: [Fault; 5] = [
    (|report| report.cut_short as u64, "cut short"),
    (
        |report| report.bots.saturating_sub(report.bots_connected),
        "never came in",
    ),
    (|report| report.connect_failures, "failed to connect"),
    (|report| report.unexpected_disconnects, "cut off"),
    (|report| report.protocol_breaches, "protocol breaches"),
];

fn faults(reports: &[Report]) -> String {
    if reports.iter().all(Report::is_clean) {
        return state("good", "no faults");
    }
    FAULTS
        .map(
            |(count, name)| match reports.iter().map(count).sum::<u64>() {
                0 => String::new(),
                sum => state("bad", &format!("{} {name}", Unit::Count.text(sum as f64))),
            },
        )
        .concat()
}

fn state(class: &str, text: &str) -> String {
    format!("<span class=\"state {class}\">{}</span>", escape(text))
}

fn warning(text: &str) -> String {
    format!("<p class=\"warning\">{}</p>\n", escape(text))
}

/// What the gates said, one by one.
fn gates(verdicts: &[Verdict]) -> String {
    if verdicts.is_empty() {
        return String::new();
    }
    let row = |verdict: &Verdict| {
        let (class, word) = if verdict.is_failure() {
            ("bad", "✗ failed")
        } else {
            ("good", "✓ passed")
        };
        format!(
            r#"<tr><th class="{class}">{word}</th><th>{}</th><td>{}</td><td>{}</td></tr>
"#,
            escape(&verdict.gate.to_string()),
            escape(&verdict.measured_text()),
            Unit::Count.text(verdict.bots as f64)
        )
    };
    let rows: String = verdicts.iter().map(row).collect();
    format!(
        "<table><thead><tr><th></th><th class=\"words\">fails if</th><th>measured</th><th>bots</th></tr></thead>\n{rows}</table>\n"
    )
}
