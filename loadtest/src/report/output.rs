//! Where reports go.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Comparison, Gate, Report, SweepComparison, SweepReport, Verdict};

/// What is done with the report of a run, or of a sweep.
#[derive(Args, Clone, Debug, Default)]
pub struct Output {
    /// Where to write the report as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Where to write the report as a page that needs no network.
    #[arg(long = "report", value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Fail when this is true of the report, as in 'late_ticks_ratio>0.001'.
    /// May be given several times.
    #[arg(long, value_name = "GATE")]
    pub fail_if: Vec<Gate>,
    /// The JSON of an earlier run, or of an earlier sweep for a sweep, to set
    /// this one beside it.
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
}

impl Output {
    /// The earlier run or sweep, if there is one to compare with. Better read
    /// before the run, since it may not be there.
    pub fn read_earlier<R: DeserializeOwned>(&self) -> anyhow::Result<Option<R>> {
        let is_no_such_report = "is no such report: compare a run with a run, a sweep with a sweep";
        let earlier = self.compare.as_deref();
        earlier
            .map(|path| read(path, is_no_such_report))
            .transpose()
    }

    /// Prints a run, and writes its files. Returns whether it was clean and
    /// passed all gates.
    pub fn publish(
        &self,
        report: &Report,
        earlier: Option<&Report>,
        to: &mut impl Write,
    ) -> anyhow::Result<bool> {
        let comparison = earlier.map(|earlier| Comparison::new(earlier, report));
        let verdicts: Vec<Verdict> = self.fail_if.iter().map(|gate| gate.check(report)).collect();
        write!(to, "{report}")?;
        if let Some(comparison) = &comparison {
            write!(to, "\n{comparison}")?;
        }
        print_verdicts(&verdicts, to)?;
        self.write_json(report)?;
        self.write_html(|| report.html(&verdicts, comparison.as_ref()), to)?;
        Ok(report.is_clean() && !verdicts.iter().any(Verdict::is_failure))
    }

    /// Prints a sweep, and writes its files. Returns whether every step was
    /// clean and passed all gates.
    pub fn publish_sweep(
        &self,
        sweep: &SweepReport,
        earlier: Option<&SweepReport>,
        to: &mut impl Write,
    ) -> anyhow::Result<bool> {
        let comparison = earlier.map(|earlier| SweepComparison::new(earlier, sweep));
        let verdicts = sweep.check(&self.fail_if);
        write!(to, "{sweep}")?;
        if let Some(comparison) = &comparison {
            write!(to, "\n{comparison}")?;
        }
        print_verdicts(&verdicts, to)?;
        self.write_json(sweep)?;
        self.write_html(|| sweep.html(&verdicts, comparison.as_ref()), to)?;
        Ok(sweep.is_clean() && !verdicts.iter().any(Verdict::is_failure))
    }

    fn write_json(&self, report: &impl Serialize) -> anyhow::Result<()> {
        let Some(path) = &self.json else {
            return Ok(());
        };
        write(path, serde_json::to_string_pretty(report)? + "\n")
    }

    fn write_html(&self, page: impl FnOnce() -> String, to: &mut impl Write) -> anyhow::Result<()> {
        let Some(path) = &self.html else {
            return Ok(());
        };
        write(path, page())?;
        writeln!(to, "\nThe report is {}", path.display())?;
        Ok(())
    }
}

fn print_verdicts(verdicts: &[Verdict], to: &mut impl Write) -> std::io::Result<()> {
    if !verdicts.is_empty() {
        writeln!(to)?;
    }
    verdicts
        .iter()
        .try_for_each(|verdict| writeln!(to, "{verdict}"))
}

fn write(path: &Path, text: String) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

impl SweepReport {
    /// A sweep of runs that were made one by one, from their JSON, in the order
    /// of their bots.
    pub fn join(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let runs = paths.iter().map(|path| read(path, "is no report of a run"));
        let mut steps = runs.collect::<anyhow::Result<Vec<Report>>>()?;
        steps.sort_by_key(|step| step.bots);
        Ok(Self { steps })
    }
}

fn read<R: DeserializeOwned>(path: &Path, is_no_such_report: &str) -> anyhow::Result<R> {
    let json =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&json).with_context(|| format!("{} {is_no_such_report}", path.display()))
}
