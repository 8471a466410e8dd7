//! Loads a server with bots and reports what they met.

use std::io::{self, Write};
use std::process::ExitCode;

use asteroids_loadtest::options::Options;
use asteroids_loadtest::report::{Reader, SweepReport};
use asteroids_loadtest::run::{self, Swept};
use clap::Parser;

/// Fails when the server broke the protocol, let bots down, or a gate fails.
fn main() -> ExitCode {
    match report(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nobody may be there to read it.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs, or joins earlier runs, and reports. Says whether all was well.
fn report(options: &Options) -> anyhow::Result<bool> {
    let output = &options.output;
    let to = &mut Reader(io::stdout());
    output.check()?;
    if options.sweep.is_empty() && options.join.is_empty() {
        let earlier = output.read_earlier()?;
        return output.publish(&run::run(options)?, earlier.as_ref(), to);
    }
    let earlier = output.read_earlier()?;
    let Swept { report, failure } = if options.join.is_empty() {
        run::sweep(options)?
    } else {
        let report = SweepReport::join(&options.join)?;
        let failure = None;
        Swept { report, failure }
    };
    let is_good = output.publish_sweep(&report, earlier.as_ref(), to)?;
    failure.map_or(Ok(is_good), Err)
}
