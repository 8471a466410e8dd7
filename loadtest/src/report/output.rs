//! Where reports go.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
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

/// Standard output whose reader may have had enough, like `head`: the report
/// goes on to its files.
#[derive(Debug)]
pub struct Reader<W>(pub W);

impl<W: Write> Write for Reader<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_gone(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_gone(self.0.flush(), ())
    }
}

fn unless_gone<T>(written: io::Result<T>, all: T) -> io::Result<T> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(all),
        written => written,
    }
}

impl Output {
    /// Fails where a file of the report could not be written. Better known
    /// before the run.
    pub fn check(&self) -> anyhow::Result<()> {
        for path in [&self.json, &self.html].into_iter().flatten() {
            can_write(path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

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
        self.write_json(report)?;
        self.write_html(|| report.html(&verdicts, comparison.as_ref()))?;
        write!(to, "{report}")?;
        if let Some(comparison) = &comparison {
            write!(to, "\n{comparison}")?;
        }
        self.print_end(&verdicts, to)?;
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
        self.write_json(sweep)?;
        self.write_html(|| sweep.html(&verdicts, comparison.as_ref()))?;
        write!(to, "{sweep}")?;
        if let Some(comparison) = &comparison {
            write!(to, "\n{comparison}")?;
        }
        self.print_end(&verdicts, to)?;
        Ok(sweep.is_clean() && !verdicts.iter().any(Verdict::is_failure))
    }

    fn write_json(&self, report: &impl Serialize) -> anyhow::Result<()> {
        let Some(path) = &self.json else {
            return Ok(());
        };
        write(path, serde_json::to_string_pretty(report)? + "\n")
    }

    fn write_html(&self, page: impl FnOnce() -> String) -> anyhow::Result<()> {
        match &self.html {
            Some(path) => write(path, page()),
            None => Ok(()),
        }
    }

    /// What stands below the tables.
    fn print_end(&self, verdicts: &[Verdict], to: &mut impl Write) -> io::Result<()> {
        if !verdicts.is_empty() {
            writeln!(to)?;
        }
        for verdict in verdicts {
            writeln!(to, "{verdict}")?;
        }
        if let Some(path) = &self.html {
            writeln!(to, "\nThe report is {}", path.display())?;
        }
        to.flush()
    }
}

/// Fails where a file could not be written. What is there stays as it is.
fn can_write(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new();
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => file.append(true).open(path).map(drop),
        Ok(found) if found.is_dir() => Err(ErrorKind::IsADirectory.into()),
        // Opening a pipe would wait for its reader, and a link may lead to one.
        Ok(_) => match fs::metadata(path) {
            Ok(target) if target.is_dir() => Err(ErrorKind::IsADirectory.into()),
            Ok(_) => Ok(()),
            // A link that leads nowhere yet: what it names is made when the run is over.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let target = fs::read_link(path)?;
                let folder = path.parent().unwrap_or(Path::new("")).join(target);
                is_in_a_folder(&folder)
            }
            Err(error) => Err(error),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => {
            file.write(true).create_new(true).open(path)?;
            // It was there for the question alone.
            fs::remove_file(path)
        }
        Err(error) => Err(error),
    }
}

fn is_in_a_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = fs::metadata(folder.unwrap_or(Path::new(".")))?;
    let is_folder = folder.is_dir();
    is_folder
        .then_some(())
        .ok_or(ErrorKind::NotADirectory.into())
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
