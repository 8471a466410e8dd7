//! Loads a server with bots and reports what they met.

use std::io;
use std::process::ExitCode;

use asteroids_loadtest::options::Options;
use asteroids_loadtest::run;
use clap::Parser;

/// Fails when the server broke the protocol, let bots down, or a gate fails.
fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let output = &options.output;
    let is_well = if options.sweep.is_empty() {
        let earlier = output.read_earlier()?;
        let report = run::run(&options)?;
        output.publish(&report, earlier.as_ref(), &mut io::stdout())?
    } else {
        let earlier = output.read_earlier()?;
        let sweep = run::sweep(&options)?;
        output.publish_sweep(&sweep, earlier.as_ref(), &mut io::stdout())?
    };
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
