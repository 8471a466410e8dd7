//! Runs with more and more bots.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::metric::Metric;
use super::table::{BOTTLENECK, CUT_SHORT, RELIEF};
use super::unit::Unit;
use super::{Gate, Report, Verdict};

/// What the runs of a sweep have shown, in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SweepReport {
    /// The runs.
    pub steps: Vec<Report>,
}

/// A server holds its players while no larger part of its ticks is late.
const LATE_TICKS_RATIO_MAX: f64 = 0.001;

/// A column of the table: the metric, and its heading in two lines.
pub(super) type Column = (&'static str, [&'static str; 2]);

/// What a host wants to know of each step.
pub(super) const COLUMNS: [Column; 13] = [
    ("bots", ["", "bots"]),
    ("bots_connected", ["", "connected"]),
    ("server_cpu_ms_per_bot_second", ["CPU time", "bot·s"]),
    ("server_cpu_share", ["CPU", "of a core"]),
    ("server_rss_bytes", ["resident", "memory"]),
    ("payload_bytes_per_bot_second", ["payload", "bot·s"]),
    ("frames_per_bot_second", ["frames", "bot·s"]),
    ("server_relief_max", ["relief", "most"]),
    ("tick_ms_p99", ["tick", "p99"]),
    ("late_ticks_ratio", ["late", "ticks"]),
    ("input_to_other_ms_p50", ["to other", "p50"]),
    ("input_to_other_ms_p99", ["to other", "p99"]),
    ("loadtest_cpu_share", ["tester's", "CPU"]),
];

impl SweepReport {
    /// Whether every step was clean.
    pub fn is_clean(&self) -> bool {
        self.steps.iter().all(Report::is_clean)
    }

    /// What gates say to each step.
    pub fn check(&self, gates: &[Gate]) -> Vec<Verdict> {
        let of_step = |step| gates.iter().map(move |gate: &Gate| gate.check(step));
        self.steps.iter().flat_map(of_step).collect()
    }

    /// The bots of the largest step in which all was well: no faults, and ticks
    /// on time.
    pub fn held(&self) -> Option<u64> {
        self.step_held().map(|step| step.bots)
    }

    fn step_held(&self) -> Option<&Report> {
        let is_held = |step: &&Report| {
            let is_on_time = |ratio| ratio <= LATE_TICKS_RATIO_MAX;
            step.is_clean() && step.late_ticks_ratio.is_some_and(is_on_time)
        };
        let held = self.steps.iter().filter(is_held);
        held.max_by_key(|step| step.bots)
    }

    /// The outcome in a sentence.
    pub(super) fn summary(&self) -> String {
        let conditions = "without faults and with at most 0.1 % of ticks late";
        let Some(step) = self.step_held() else {
            return format!("No step was held {conditions}.");
        };
        let bots = Unit::Count.text(step.bots as f64);
        let relief = if step.has_taken_relief() {
            format!(" {RELIEF}")
        } else {
            String::new()
        };
        format!("{bots} bots were held {conditions}.{relief}")
    }

    /// The cells of the table, a row for each step.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Report, Vec<String>)> {
        self.steps.iter().map(|step| {
            let numbers = step.numbers();
            let cell = |(name, _): &Column| {
                let metric = Metric::of(name).expect("columns are metrics");
                metric.unit.text_or_dash(numbers[*name])
            };
            (step, COLUMNS.iter().map(cell).collect())
        })
    }
}

impl fmt::Display for SweepReport {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for line in 0..2 {
            for (_, heading) in COLUMNS {
                write!(f, "{:>11}", heading[line])?;
            }
            writeln!(f)?;
        }
        for (step, cells) in self.rows() {
            for cell in cells {
                write!(f, "{cell:>11}")?;
            }
            writeln!(
                f,
                "{}",
                if step.loadtest_is_bottleneck {
                    " *"
                } else {
                    ""
                }
            )?;
        }
        writeln!(f, "\n{}", self.summary())?;
        if self.steps.iter().any(|step| step.loadtest_is_bottleneck) {
            writeln!(f, "\nWARNING *: {BOTTLENECK}")?;
        }
        if self.steps.iter().any(|step| step.cut_short) {
            writeln!(f, "\nWARNING: {CUT_SHORT}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sweep() -> SweepReport {
        let step = |bots, is_bottleneck| Report {
            bots,
            bots_connected: bots,
            late_ticks_ratio: Some(bots as f64 / 1e6),
            loadtest_is_bottleneck: is_bottleneck,
            ..Report::default()
        };
        SweepReport {
            steps: vec![step(500, false), step(1000, false), step(2000, true)],
        }
    }

    #[test]
    fn a_step_is_a_row() {
        let table = sweep().to_string();
        let widths = table
            .lines()
            .take(5)
            .map(|line| line.trim_end_matches(" *"));
        assert!(
            widths
                .map(|line| line.chars().count())
                .all(|width| width == 143)
        );
        let third = table.lines().nth(3).expect("a row");
        assert!(third.trim().starts_with("1,000"), "{table}");
        assert!(third.contains("0.100 %"), "{table}");
    }

    #[test]
    fn steps_that_the_load_tester_could_not_carry_are_marked() {
        let table = sweep().to_string();
        let marked: Vec<_> = table.lines().filter(|line| line.ends_with(" *")).collect();
        assert_eq!(marked.len(), 1, "{table}");
        assert!(marked[0].trim().starts_with("2,000"));
        assert!(table.contains("WARNING *: The load tester"));
    }

    #[test]
    fn what_is_held_is_the_largest_step_without_faults_and_with_ticks_on_time() {
        assert_eq!(sweep().held(), Some(1000));
        let mut faulty = sweep();
        faulty.steps[1].unexpected_disconnects = 1;
        assert_eq!(faulty.held(), Some(500));
        faulty.steps[0].protocol_breaches = 1;
        assert_eq!(faulty.held(), None);
        let mut incomplete = sweep();
        incomplete.steps[1].bots_connected -= 1;
        assert_eq!(incomplete.held(), Some(500));
        incomplete.steps[0].cut_short = true;
        assert_eq!(incomplete.held(), None);
        let mut unmeasured = sweep();
        unmeasured.steps[1].late_ticks_ratio = None;
        assert_eq!(unmeasured.held(), Some(500));
        assert!(sweep().to_string().contains("1,000 bots were held"));
    }

    #[test]
    fn a_step_that_was_held_with_relief_says_so() {
        let mut relieved = sweep();
        relieved.steps[2].server_relief_max = Some(3);
        assert!(
            !relieved.to_string().contains("relief: bots got"),
            "not held"
        );
        relieved.steps[1].server_relief_max = Some(1);
        assert!(relieved.to_string().contains("relief: bots got"));
    }

    #[test]
    fn gates_look_at_every_step() {
        let gates = ["late_ticks_ratio>0.0015".parse().expect("a gate")];
        let verdicts = sweep().check(&gates);
        let failed: Vec<_> = verdicts
            .iter()
            .filter(|verdict| verdict.is_failure())
            .map(|verdict| verdict.bots)
            .collect();
        assert_eq!((verdicts.len(), failed), (3, vec![2000]));
    }

    #[test]
    fn its_json_is_a_list_of_steps_that_can_be_read_back() {
        let json = serde_json::to_value(sweep()).expect("JSON");
        assert_eq!(json["steps"][2]["bots"], 2000);
        let back: SweepReport = serde_json::from_value(json).expect("a sweep");
        assert_eq!(back, sweep());
    }
}
