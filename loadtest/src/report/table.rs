//! A report for the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Report;
use super::advice::advice;
use super::metric::{Group, Metric};

/// Warns that a run says more about the load tester than about the server.
pub(super) const BOTTLENECK: &str = "The load tester itself was the bottleneck: times and rates are its own as much as the server's. \
     Give it more cores, or fewer bots.";

/// Says why numbers may be fewer than asked for.
pub(super) const CUT_SHORT: &str = "The run was cut short: it is no proof that the server holds.";
/// Says why bots may have got less than the server usually gives.
pub(super) const RELIEF: &str = "The server had taken relief: bots got fewer frames, or less of what is distant, than it usually sends.";

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for group in Group::ALL {
            write_group(f, group, self)?;
        }
        self.warnings()
            .into_iter()
            .try_for_each(|warning| writeln!(f, "\nWARNING: {warning}"))
    }
}

fn write_group(f: &mut fmt::Formatter, group: Group, report: &Report) -> fmt::Result {
    let numbers = report.numbers();
    match group {
        Group::Spread => writeln!(f, "{:<36}{:>14}{:>14}", group.title(), "p50", "p99")?,
        Group::Bots
        | Group::Server
        | Group::Traffic
        | Group::View
        | Group::Totals
        | Group::LoadTester => {
            writeln!(f, "{}", group.title())?;
        }
    }
    for (metric, p99) in group.rows() {
        let cell = |metric: &Metric| metric.unit.text_or_dash(numbers[metric.name]);
        let title = p99.map_or_else(|| metric.full_title(), |_| metric.title.to_owned());
        write!(f, "  {title:<34}{:>14}", cell(metric))?;
        if let Some(p99) = p99 {
            write!(f, "{:>14}", cell(p99))?;
        }
        writeln!(f)?;
        for (reason, count) in report.parts_of(metric.name) {
            writeln!(f, "    {reason:<32}{count:>14}")?;
        }
    }
    Ok(())
}

impl Report {
    /// What is to be known before its numbers are believed.
    pub(super) fn warnings(&self) -> Vec<String> {
        let warnings = [
            (self.loadtest_is_bottleneck, BOTTLENECK),
            (self.cut_short, CUT_SHORT),
            (self.has_taken_relief(), RELIEF),
        ];
        let warnings = warnings.into_iter().filter(|(is_so, _)| *is_so);
        let reasons = self
            .connect_failures_by_reason
            .keys()
            .chain(self.unexpected_disconnects_by_reason.keys());
        let advice = reasons
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter_map(|reason| Some(format!("{reason}: {}", advice(reason)?)));
        warnings
            .map(|(_, warning)| warning.to_owned())
            .chain(advice)
            .collect()
    }

    /// Whether the server gave up anything to keep time.
    pub(super) fn has_taken_relief(&self) -> bool {
        self.server_relief_max.is_some_and(|step| step > 0)
    }

    /// What a count is made of: by reason or by name.
    pub(super) fn parts_of(&self, name: &str) -> &BTreeMap<String, u64> {
        const NONE: &BTreeMap<String, u64> = &BTreeMap::new();
        match name {
            "connect_failures" => &self.connect_failures_by_reason,
            "unexpected_disconnects" => &self.unexpected_disconnects_by_reason,
            "expected_disconnects" => &self.expected_disconnects_by_reason,
            "protocol_breaches" => &self.protocol_breaches_by_name,
            _ => NONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(table: &'a str, title: &str) -> Vec<&'a str> {
        let line = table.lines().find(|line| line.trim().starts_with(title));
        line.expect(title).split_whitespace().collect()
    }

    #[test]
    fn medians_and_99th_percentiles_stand_side_by_side() {
        let report = Report {
            round_trip_ms_p50: Some(1.25),
            round_trip_ms_p99: Some(20.0),
            ..Report::default()
        };
        let table = report.to_string();
        let cells = ["round", "trip", "1.25", "ms", "20.0", "ms"];
        assert_eq!(row(&table, "round trip"), cells);
        assert_eq!(row(&table, "connecting"), ["connecting", "–", "–"]);
    }

    #[test]
    fn reasons_stand_below_what_they_are_reasons_of() {
        let report = Report {
            unexpected_disconnects: 3,
            unexpected_disconnects_by_reason: BTreeMap::from([("closed_4005".to_owned(), 3)]),
            ..Report::default()
        };
        let table = report.to_string();
        let cut_off = table.find("cut off").expect("a row");
        let reason = table.find("    closed_4005").expect("a row");
        let breaches = table.find("protocol breaches").expect("a row");
        assert!(cut_off < reason && reason < breaches, "{table}");
    }

    #[test]
    fn columns_are_aligned() {
        let table = Report::default().to_string();
        for line in table.lines().filter(|line| line.starts_with("  ")) {
            let width = line.chars().count();
            assert!(width == 50 || width == 64, "{width}: {line}");
        }
    }

    #[test]
    fn a_load_tester_that_was_the_bottleneck_says_so() {
        let busy = Report {
            loadtest_is_bottleneck: true,
            ..Report::default()
        };
        assert!(busy.to_string().contains("WARNING: The load tester"));
        assert!(!Report::default().to_string().contains("WARNING"));
    }

    #[test]
    fn a_run_that_was_cut_short_and_relief_are_told() {
        let report = Report {
            cut_short: true,
            server_relief_max: Some(2),
            ..Report::default()
        };
        let table = report.to_string();
        assert!(table.contains("WARNING: The run was cut short"), "{table}");
        assert!(table.contains("WARNING: The server had taken relief"));
        assert!(!report.is_clean());
    }
}
