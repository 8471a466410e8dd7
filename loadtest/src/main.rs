//! Loads a server with bots and reports what they met.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use asteroids_loadtest::options::Options;
use asteroids_loadtest::report::{Comparison, Report, Verdict};
use asteroids_loadtest::run;
use clap::Parser;
use serde::Serialize;

/// Fails when the server broke the protocol, let bots down, or a gate fails.
fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let is_well = if options.sweep.is_empty() {
        run_once(&options)?
    } else {
        run_sweep(&options)?
    };
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run_once(options: &Options) -> anyhow::Result<bool> {
    let before = options.compare.as_deref().map(read).transpose()?;
    let report = run::run(options)?;
    let verdicts: Vec<Verdict> = options
        .fail_if
        .iter()
        .map(|gate| gate.check(&report))
        .collect();
    let comparison = before.map(|before| Comparison::new(&before, &report));
    print!("{report}");
    if let Some(comparison) = &comparison {
        print!("{comparison}");
    }
    let passed = print_verdicts(&verdicts);
    write_json(options, &report)?;
    write_page(options, || report.html(&verdicts, comparison.as_ref()))?;
    Ok(report.is_clean() && passed)
}

fn run_sweep(options: &Options) -> anyhow::Result<bool> {
    let sweep = run::sweep(options)?;
    let verdicts = sweep.check(&options.fail_if);
    print!("{sweep}");
    let passed = print_verdicts(&verdicts);
    write_json(options, &sweep)?;
    write_page(options, || sweep.html(&verdicts))?;
    Ok(sweep.is_clean() && passed)
}

fn print_verdicts(verdicts: &[Verdict]) -> bool {
    for verdict in verdicts {
        println!("{verdict}");
    }
    !verdicts.iter().any(Verdict::is_failure)
}

fn read(path: &Path) -> anyhow::Result<Report> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no report", path.display()))
}

fn write_json(options: &Options, report: &impl Serialize) -> anyhow::Result<()> {
    let Some(path) = &options.json else {
        return Ok(());
    };
    write(path, serde_json::to_string_pretty(report)? + "\n")
}

fn write_page(options: &Options, page: impl FnOnce() -> String) -> anyhow::Result<()> {
    let Some(path) = &options.report else {
        return Ok(());
    };
    write(path, page())?;
    println!("The report is {}", path.display());
    Ok(())
}

fn write(path: &Path, text: String) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
