//! Loads a server with bots and reports what they met.

use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;
use asteroids_loadtest::options::Options;
use asteroids_loadtest::range::{Command, League, LeagueOptions, Trial, TrialOptions};
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
    match &options.command {
        Some(Command::Autopilot(trial)) => return fly(trial),
        Some(Command::League(league)) => return play(league),
        None => {}
    }
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

/// Flies an autopilot, and says whether all of its assertions hold.
fn fly(options: &TrialOptions) -> anyhow::Result<bool> {
    let trial = Trial::fly(options)?;
    let files = [(&options.csv, &trial.csv), (&options.plot, &trial.plot)];
    for (path, text) in files {
        if let (Some(path), Some(text)) = (path, text) {
            fs::write(path, text).with_context(|| path.display().to_string())?;
        }
    }
    let it = &trial.tally;
    let to = &mut io::stdout();
    writeln!(
        to,
        "{} points, {} kills, {} ships lost, {} of {} shots hit, {} changes of keys; a step costs {}",
        it.points, it.kills, it.deaths, it.hits, it.shots, it.inputs, trial.price
    )?;
    for (block, message, step) in &trial.broken {
        writeln!(to, "block \"{block}\" at step {step}: {message}")?;
    }
    Ok(trial.broken.is_empty())
}

/// Plays a league, and shows its ladder.
fn play(options: &LeagueOptions) -> anyhow::Result<bool> {
    let ladder = League::of(options)?.play(|game| {
        // Nobody may be there to read it.
        let _ = write!(io::stderr(), "\rgame {game} of {}", options.games);
    });
    let _ = writeln!(io::stderr());
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&ladder)? + "\n";
        fs::write(path, json).with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &options.page {
        fs::write(path, ladder.page()).with_context(|| path.display().to_string())?;
    }
    write!(io::stdout(), "{}", ladder.table())?;
    Ok(true)
}
