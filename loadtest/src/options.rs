//! What a run is made of.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use asteroids_shared::autopilot::limits::BUDGET;
use clap::Parser;

use crate::bots::autopilots::Share;
use crate::bots::onlooker::Watching;
use crate::bots::profile::{Mix, Profile};
use crate::range::Command;
use crate::report::Output;
use crate::units::duration;
use crate::wire::conditions::Conditions;

/// What a run is made of, and nothing is when none is run.
const RUN_OPTIONS: [&str; 18] = [
    "url",
    "bots",
    "ramp",
    "duration",
    "profile",
    "mix",
    "watching",
    "autopilot",
    "autopilot_budget",
    "seed",
    "keep_scores",
    "threads",
    "delay",
    "jitter",
    "stall",
    "bandwidth",
    "journal",
    "sweep",
];

/// Loads an MMO Asteroids server with bots and reports what they met.
///
/// Exits with status 1 when a bot could not connect, was cut off, was told
/// something that breaks the protocol, or when a gate fails.
#[derive(Clone, Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Options {
    /// What is done without a server; otherwise there is a run.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Where the server's WebSocket is, ws:// or wss://; more than one where several
    /// edges serve one world: bots share them out, and look for another when theirs is gone.
    #[arg(
        long,
        value_name = "URL,...",
        value_delimiter = ',',
        default_value = "ws://127.0.0.1:8080/ws"
    )]
    pub url: Vec<String>,
    /// How many bots come.
    #[arg(long, default_value = "100", value_parser = clap::value_parser!(u32).range(1..))]
    pub bots: u32,
    /// The time over which they come in, as in 500ms, 5s, 2m.
    #[arg(long, default_value = "5s", value_parser = duration)]
    pub ramp: Duration,
    /// How long is measured once all are in.
    #[arg(long, default_value = "30s", value_parser = duration)]
    pub duration: Duration,
    /// How bots behave.
    #[arg(long, value_enum, default_value_t = Profile::Players)]
    pub profile: Profile,
    /// Shares of profiles, as in players=0.8,spectators=0.1,slow=0.1.
    #[arg(long, conflicts_with = "profile")]
    pub mix: Option<Mix>,
    /// Where spectators look.
    #[arg(long, value_enum, default_value_t = Watching::Action)]
    pub watching: Watching,
    /// An autopilot's file, by which bots fly that would hunt; of several, as many bots
    /// by each as its weight says, as in --autopilot hunter.json=3 --autopilot miner.json.
    #[arg(long, value_name = "FILE[=WEIGHT]")]
    pub autopilot: Vec<Share>,
    /// What a step of an autopilot may cost, in additions.
    #[arg(long, value_name = "PRICE", default_value_t = BUDGET)]
    pub autopilot_budget: u32,
    /// The same seed gives the same pilots.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// Each bot is a person to the server, as a browser with a cookie is, and not
    /// shown as a bot: what it scores lasts. The same seed gives the same players.
    #[arg(long)]
    pub keep_scores: bool,
    /// Threads that carry the bots.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub threads: u16,
    /// Where to note what becomes of bots as it happens, a line of JSON each: when one
    /// is in or out, is back as whom it was, and when all of an edge got no frames.
    #[arg(long, value_name = "FILE")]
    pub journal: Option<PathBuf>,
    /// What each bot's network does.
    #[command(flatten)]
    pub conditions: Conditions,
    /// Runs with so many bots each, one after the other, as in 500,1000,2000.
    #[arg(
        long,
        value_name = "BOTS,...",
        value_delimiter = ',',
        value_parser = clap::value_parser!(u32).range(1..),
        conflicts_with = "bots"
    )]
    pub sweep: Vec<u32>,
    /// The JSON of earlier runs, to make a sweep's report of them. Nothing is
    /// run.
    #[arg(
        long,
        value_name = "FILE,...",
        value_delimiter = ',',
        conflicts_with_all = RUN_OPTIONS
    )]
    pub join: Vec<PathBuf>,
    /// What is done with the report.
    #[command(flatten)]
    pub output: Output,
}

impl Options {
    /// The profiles of the bots.
    pub fn mix(&self) -> Mix {
        self.mix.clone().unwrap_or_else(|| Mix::only(self.profile))
    }

    /// These options for another number of bots.
    pub fn with_bots(&self, bots: u32) -> Self {
        Self {
            bots,
            ..self.clone()
        }
    }

    /// What a report says of them, by their names.
    pub fn settings(&self) -> BTreeMap<String, String> {
        let conditions = &self.conditions;
        let time = |time: Duration| format!("{time:?}");
        let stall = |(lasts, every)| format!("{}/{}", time(lasts), time(every));
        let names = self.autopilot.iter().map(|share| {
            let name = share.path.file_name().unwrap_or_default();
            format!("{}={}", name.to_string_lossy(), share.weight)
        });
        let names: Vec<_> = names.collect();
        let always = [
            ("url", self.url.join(", ")),
            ("bots", self.bots.to_string()),
            ("ramp", time(self.ramp)),
            ("duration", time(self.duration)),
            ("mix", self.mix().to_string()),
            ("seed", self.seed.to_string()),
            ("threads", self.threads.to_string()),
        ];
        let sometimes = [
            (
                "autopilots",
                Some(names.join(", ")).filter(|names| !names.is_empty()),
            ),
            (
                "watching",
                Some(self.watching)
                    .filter(|&watching| watching != Watching::Action)
                    .map(|watching| watching.to_string()),
            ),
            ("keep scores", self.keep_scores.then(|| "yes".to_owned())),
            (
                "delay",
                Some(conditions.delay)
                    .filter(|delay| !delay.is_zero())
                    .map(time),
            ),
            (
                "jitter",
                Some(conditions.jitter)
                    .filter(|jitter| !jitter.is_zero())
                    .map(time),
            ),
            ("stall", conditions.stall.map(stall)),
            (
                "bandwidth",
                conditions.bandwidth.map(|bits| format!("{bits} bit/s")),
            ),
        ];
        let sometimes = sometimes
            .into_iter()
            .filter_map(|(name, text)| Some((name, text?)));
        let all = always.into_iter().chain(sometimes);
        all.map(|(name, text)| (name.to_owned(), text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Result<Options, clap::Error> {
        Options::try_parse_from(format!("loadtest {line}").split_whitespace())
    }

    #[test]
    fn a_whole_line_is_understood() {
        let options = options(
            "--url ws://127.0.0.1:8080/ws --ramp 20s --duration 60s --seed 7 \
             --mix players=0.8,spectators=0.1,slow=0.1 --sweep 500,1000 \
             --delay 80ms --jitter 30ms --stall 2s/30s --bandwidth 64kbit \
             --fail-if late_ticks_ratio>0.001 --fail-if tick_ms_p99>15 --json a --report b",
        )
        .expect("options");
        assert_eq!(options.sweep, [500, 1000]);
        assert_eq!(options.output.fail_if.len(), 2);
        assert_eq!(options.settings()["stall"], "2s/30s");
        assert_eq!(
            options.settings()["mix"],
            "players=0.8,spectators=0.1,slow=0.1"
        );
    }

    #[test]
    fn files_are_joined_without_any_option_of_a_run() {
        let options = options("--join a.json,b.json --report c").expect("options");
        assert_eq!(options.join, ["a.json", "b.json"].map(PathBuf::from));
    }

    #[test]
    fn what_needs_no_server_is_a_command() {
        assert!(options("league shared/autopilots --games 3").is_ok_and(|it| it.command.is_some()));
        assert!(options("autopilot a.json --scenario duel").is_ok_and(|it| it.command.is_some()));
        assert!(options("--bots 3 league shared/autopilots").is_err());
    }

    #[test]
    fn a_good_network_is_not_mentioned() {
        let options = options("--profile idle --watching action").expect("options");
        assert!(options.conditions.are_perfect());
        assert_eq!(options.settings()["mix"], "idle=1");
        assert!(!options.settings().contains_key("delay"));
        assert!(!options.settings().contains_key("watching"));
    }

    #[test]
    fn contradictions_are_refused() {
        for line in [
            "--mix players=1 --profile idle",
            "--sweep 1,2 --bots 3",
            "--join a.json,b.json --bots 3",
            "--join a.json --sweep 1,2",
            "--join a.json --delay 80ms",
            "--join a.json --watching map",
            "--watching nobody",
            "--join a.json --autopilot b.json",
            "--autopilot b.json=0",
            "--threads 0",
            "--bots 0",
            "--sweep 100,0",
            "--fail-if tick",
        ] {
            assert!(options(line).is_err(), "{line}");
        }
    }
}
