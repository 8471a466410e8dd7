//! Loads a server with bots and reports what they met.

use std::process::ExitCode;

use anyhow::Context;
use asteroids_loadtest::crew;
use asteroids_loadtest::options::Options;
use asteroids_loadtest::report::Report;
use clap::Parser;

/// Fails when the server broke the protocol or let bots down.
fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let report = Report::new(&options, &crew::fly(&options)?);
    print!("{report}");
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&report)?;
        std::fs::write(path, json + "\n")
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(if report.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
