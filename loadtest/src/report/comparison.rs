//! A run, or a sweep, beside an earlier one.

use std::fmt;

use super::metric::{METRICS, Metric};
use super::unit::Unit;
use super::{Report, SweepReport};

/// What was measured in either of two runs, in the order of tables.
#[derive(Debug)]
pub struct Comparison {
    /// One for each number that either run has.
    pub ratios: Vec<Ratio>,
}

/// One number of two runs.
#[derive(Debug)]
pub struct Ratio {
    /// Which number.
    pub metric: &'static Metric,
    /// What it was in the earlier run.
    pub before: Option<f64>,
    /// What it is now.
    pub now: Option<f64>,
}

impl Comparison {
    /// Sets a run beside an earlier one.
    pub fn new(before: &Report, now: &Report) -> Self {
        let (before, now) = (before.numbers(), now.numbers());
        let ratios = METRICS.iter().map(|metric| Ratio {
            metric,
            before: before[metric.name],
            now: now[metric.name],
        });
        Self {
            ratios: ratios
                .filter(|ratio| ratio.before.is_some() || ratio.now.is_some())
                .collect(),
        }
    }
}

/// A sweep beside an earlier one, step by step.
#[derive(Debug)]
pub struct SweepComparison {
    /// The steps that both have, by their number of bots.
    pub steps: Vec<(u64, Comparison)>,
}

impl SweepComparison {
    /// Sets each step beside the earlier one with as many bots.
    pub fn new(before: &SweepReport, now: &SweepReport) -> Self {
        let compared = |now: &Report| {
            let before = before.steps.iter().find(|step| step.bots == now.bots)?;
            Some((now.bots, Comparison::new(before, now)))
        };
        Self {
            steps: now.steps.iter().filter_map(compared).collect(),
        }
    }
}

impl fmt::Display for SweepComparison {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.steps.is_empty() {
            return writeln!(f, "The earlier sweep has no step with as many bots.");
        }
        for (index, (bots, comparison)) in self.steps.iter().enumerate() {
            let gap = if index == 0 { "" } else { "\n" };
            write!(
                f,
                "{gap}{} bots\n{comparison}",
                Unit::Count.text(*bots as f64)
            )?;
        }
        Ok(())
    }
}

impl Ratio {
    /// How many times as much it is now; none where one of both is missing, or
    /// where there was nothing and now is something.
    pub fn times(&self) -> Option<f64> {
        let (before, now) = (self.before?, self.now?);
        if before == now {
            Some(1.0)
        } else {
            (before != 0.0).then(|| now / before)
        }
    }

    /// The same for people, as in `1.07×`.
    pub fn text(&self) -> String {
        self.times()
            .map_or_else(|| "–".to_owned(), |times| format!("{times:.2}×"))
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(
            f,
            "{:<36}{:>14}{:>14}{:>11}",
            "Compared", "before", "now", "now/before"
        )?;
        for ratio in &self.ratios {
            writeln!(
                f,
                "  {:<34}{:>14}{:>14}{:>11}",
                ratio.metric.full_title(),
                ratio.metric.unit.text_or_dash(ratio.before),
                ratio.metric.unit.text_or_dash(ratio.now),
                ratio.text()
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison() -> Comparison {
        let before = Report {
            server_rss_bytes: Some(20_000_000),
            tick_ms_p99: Some(4.0),
            ..Report::default()
        };
        let now = Report {
            server_rss_bytes: Some(15_000_000),
            late_ticks_ratio: Some(0.01),
            protocol_breaches: 2,
            ..Report::default()
        };
        Comparison::new(&before, &now)
    }

    fn times(name: &str) -> Option<f64> {
        let comparison = comparison();
        let ratio = comparison
            .ratios
            .iter()
            .find(|ratio| ratio.metric.name == name);
        ratio.expect("a row").times()
    }

    #[test]
    fn a_ratio_is_now_over_before() {
        assert_eq!(times("server_rss_bytes"), Some(0.75));
        assert_eq!(times("unexpected_disconnects"), Some(1.0));
    }

    #[test]
    fn what_one_run_lacks_has_no_ratio() {
        assert_eq!(times("tick_ms_p99"), None);
        assert_eq!(times("late_ticks_ratio"), None);
    }

    #[test]
    fn something_is_no_multiple_of_nothing() {
        assert_eq!(times("protocol_breaches"), None);
    }

    #[test]
    fn what_neither_run_has_is_left_out() {
        let names = comparison().ratios.into_iter().map(|row| row.metric.name);
        assert!(!names.collect::<Vec<_>>().contains(&"connect_ms_p50"));
    }

    fn sweep_of(bots: &[u64]) -> SweepReport {
        let step = |&bots| Report {
            bots,
            ..Report::default()
        };
        SweepReport {
            steps: bots.iter().map(step).collect(),
        }
    }

    #[test]
    fn steps_with_as_many_bots_are_compared() {
        let before = sweep_of(&[2000, 500, 100]);
        let comparison = SweepComparison::new(&before, &sweep_of(&[500, 1000, 2000]));
        let bots: Vec<_> = comparison.steps.iter().map(|(bots, _)| *bots).collect();
        assert_eq!(bots, [500, 2000]);
        assert!(comparison.to_string().contains("2,000 bots\nCompared"));
    }

    #[test]
    fn sweeps_without_a_step_in_common_say_so() {
        let comparison = SweepComparison::new(&sweep_of(&[100]), &sweep_of(&[500]));
        assert!(comparison.to_string().contains("no step with as many"));
    }

    #[test]
    fn the_table_shows_both_runs_and_the_ratio() {
        let table = comparison().to_string();
        let memory = table.lines().find(|line| line.contains("resident memory"));
        let cells: Vec<_> = memory.expect("a row").split_whitespace().collect();
        assert_eq!(
            cells,
            ["resident", "memory", "20.0", "MB", "15.0", "MB", "0.75×"]
        );
    }
}
