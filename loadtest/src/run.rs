//! A run: crews with bots, and somebody who watches them and the server.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, bail};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::bots::autopilots::Autopilots;
use crate::crew::{self, Door, Log, Plan, Pulse};
use crate::measure::asked;
use crate::measure::exposition::Exposition;
use crate::measure::journal::Journal;
use crate::measure::stats::Stats;
use crate::measure::summary;
use crate::measure::timeline::{Cost, Sample, cost};
use crate::options::Options;
use crate::progress::Progress;
use crate::report::{Report, SweepReport};
use crate::wire::target::Target;
use crate::wire::way::{self, Way};

/// Between the steps of a sweep the server gets rid of those who have left.
const STEP_PAUSE: Duration = Duration::from_secs(3);
/// The last sample is taken so long before the end, while all bots are there.
const LAST_SAMPLE_BEFORE_END: Duration = Duration::from_millis(100);
/// Files that are open besides the bots' sockets.
const FILES_BESIDES: u64 = 64;

/// What a run has brought.
#[derive(Debug)]
pub struct Outcome {
    /// What the bots met.
    pub stats: Stats,
    /// The shares of CPU of the crews, and of the relay if there is one.
    pub cpu_shares: Vec<f64>,
    /// One sample a second.
    pub samples: Vec<Sample>,
    /// What the measured part cost the server.
    pub cost: Cost,
    /// Since when it is measured.
    pub plan: Arc<Plan>,
    /// When it began, by the clock of this machine.
    pub began: SystemTime,
    /// What the server runs with.
    pub server: BTreeMap<String, String>,
    /// Whether it was cut short.
    pub is_cut_short: bool,
}

/// Lets bots play against a server, and reports.
pub fn run(options: &Options) -> anyhow::Result<Report> {
    autopilots(options)?;
    let ways = ways_of(options)?;
    Ok(summary::report(&observe(options, &ways)?))
}

/// The ways to the server, or to each of its edges, if there are such. What the server
/// costs is asked of the first.
fn ways_of(options: &Options) -> anyhow::Result<Vec<Way>> {
    let runtime = runtime()?;
    let way_of = |url: &String| {
        let target = Target::of(url)?;
        Ok(runtime.block_on(way::find(url, &target))?)
    };
    options.url.iter().map(way_of).collect()
}

/// What bots fly by.
fn autopilots(options: &Options) -> anyhow::Result<Autopilots> {
    let bots = options.bots as usize;
    Autopilots::load(&options.autopilot, bots, options.autopilot_budget)
}

fn runtime() -> anyhow::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start a thread's runtime")
}

/// What a sweep has brought.
#[derive(Debug)]
pub struct Swept {
    /// The steps that were done.
    pub report: SweepReport,
    /// Why there are no more, if one failed.
    pub failure: Option<anyhow::Error>,
}

/// Runs with more and more bots, up to the first that is cut short or fails:
/// what was measured before is kept.
pub fn sweep(options: &Options) -> anyhow::Result<Swept> {
    anyhow::ensure!(
        options.sweep.is_sorted_by(|fewer, more| fewer < more),
        "--sweep needs more bots with each step, as in 500,1000,2000"
    );
    autopilots(options)?;
    let ways = ways_of(options)?;
    // Better known now than after an hour.
    if let Some(&most) = options.sweep.last() {
        allow_files(most, files_per_bot(&ways))?;
    }
    let mut report = SweepReport::default();
    for (index, &bots) in options.sweep.iter().enumerate() {
        if index > 0 {
            thread::sleep(STEP_PAUSE);
        }
        mention(&format!("{bots} bots:"));
        let outcome = match observe(&options.with_bots(bots), &ways) {
            Ok(outcome) => outcome,
            Err(error) if report.steps.is_empty() => return Err(error),
            Err(error) => {
                let failure = Some(error.context(format!("the step of {bots} bots failed")));
                return Ok(Swept { report, failure });
            }
        };
        report.steps.push(summary::report(&outcome));
        if outcome.is_cut_short {
            break;
        }
    }
    let failure = None;
    Ok(Swept { report, failure })
}

/// Says something beside the report. Whoever closed the standard error does not
/// want to know.
fn mention(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn observe(options: &Options, ways: &[Way]) -> anyhow::Result<Outcome> {
    allow_files(options.bots, files_per_bot(ways))?;
    let way = ways.first().context("name a server with --url")?;
    let doors = ways.iter().zip(&options.url).map(|(way, url)| Door {
        address: way.address,
        url: url.clone(),
    });
    let journal = Journal::open(options.journal.as_deref(), ways.len());
    let journal = journal.context("cannot write the journal")?;
    let runtime = runtime()?;
    let before = runtime.block_on(asked::metrics(way));
    if before.is_none() {
        mention("The server tells no metrics: what it costs stays unknown.");
    }
    let server = runtime.block_on(asked::settings(way));
    let began = SystemTime::now();
    let plan = Arc::new(Plan {
        options: options.clone(),
        doors: doors.collect(),
        journal,
        profiles: options.mix().deal(options.bots as usize),
        autopilots: autopilots(options)?,
        start: Instant::now(),
        stopping: AtomicBool::new(false),
    });
    let pulses: Vec<Pulse> = (0..options.threads).map(|_| Pulse::default()).collect();
    let relay = way.relay.as_ref();
    let relay = relay.map(|relay| relay.strain(plan.measured_from()));
    let (logs, samples, relay_share) = thread::scope(|scope| {
        let (crews, all_gone) = set_sail(scope, &plan, &pulses);
        let first = Sample::new(plan.start, &pulses, before);
        let samples = watch(&runtime, &plan, way, &pulses, first, all_gone);
        let relay_share = relay.and_then(|strain| strain.end(&runtime));
        let logs = crews
            .into_iter()
            .map(|crew| crew.join().unwrap_or_else(|_| bail!("a crew has a bug")))
            .collect::<anyhow::Result<Vec<Log>>>()?;
        anyhow::Ok((logs, samples?, relay_share))
    })?;
    let mut outcome = Outcome::new(plan, began, server, &logs, samples);
    outcome.cpu_shares.extend(relay_share);
    Ok(outcome)
}

impl Outcome {
    fn new(
        plan: Arc<Plan>,
        began: SystemTime,
        server: BTreeMap<String, String>,
        logs: &[Log],
        samples: Vec<Sample>,
    ) -> Self {
        let mut stats = Stats::default();
        for log in logs {
            stats.merge(&log.stats);
        }
        let is_measured = |sample: &&Sample| sample.at >= plan.measured_from();
        let measured: Vec<Sample> = samples.iter().filter(is_measured).cloned().collect();
        Self {
            stats,
            cpu_shares: logs.iter().map(|log| log.cpu_share).collect(),
            cost: cost(&measured),
            samples,
            is_cut_short: plan.stopping.load(Ordering::Relaxed),
            began,
            server,
            plan,
        }
    }
}

type CrewThread<'scope> = ScopedJoinHandle<'scope, anyhow::Result<Log>>;

/// Sends out a crew for each pulse, and whoever tells when all are gone.
fn set_sail<'scope>(
    scope: &'scope Scope<'scope, '_>,
    plan: &'scope Arc<Plan>,
    pulses: &'scope [Pulse],
) -> (Vec<CrewThread<'scope>>, mpsc::Receiver<()>) {
    let (at_work, all_gone) = mpsc::channel::<()>(1);
    let witness = Arc::default();
    let crews = pulses.iter().enumerate().map(|(first, pulse)| {
        let (witness, at_work) = (Arc::clone(&witness), at_work.clone());
        scope.spawn(move || {
            let log = crew::sail(plan, &witness, first, pulses.len(), pulse);
            drop(at_work);
            log
        })
    });
    (crews.collect(), all_gone)
}

/// Takes a sample each second after the first and shows it, until all crews
/// are done or the run is to be cut short.
fn watch(
    runtime: &Runtime,
    plan: &Plan,
    way: &Way,
    pulses: &[Pulse],
    first: Sample,
    mut all_gone: mpsc::Receiver<()>,
) -> anyhow::Result<Vec<Sample>> {
    let seconds = (plan.end() - plan.start).as_secs_f64().ceil() as u32;
    let last = plan.end() - LAST_SAMPLE_BEFORE_END;
    let progress = Progress::new(plan.profiles.len() as u64, seconds);
    runtime.block_on(async {
        let sample = async || {
            let server: Option<Exposition> = asked::metrics(way).await;
            Sample::new(Instant::now(), pulses, server)
        };
        let mut samples = vec![first];
        let interrupted = tokio::signal::ctrl_c();
        tokio::pin!(interrupted);
        for second in 1..=seconds {
            let next = plan.start + Duration::from_secs(u64::from(second));
            tokio::select! {
                _ = all_gone.recv() => break,
                heard = &mut interrupted => {
                    heard.context("cannot hear Ctrl-C")?;
                    plan.stopping.store(true, Ordering::Relaxed);
                    break;
                }
                () = sleep_until(next.min(last).into()) => {}
            }
            let now = sample().await;
            let row = now.since(&samples[samples.len() - 1], second);
            progress.show(&row, now.faults);
            samples.push(now);
        }
        progress.end();
        Ok(samples)
    })
}

fn files_per_bot(ways: &[Way]) -> u64 {
    let each = ways.iter().map(|way| way.files_per_bot);
    each.max().unwrap_or(1)
}

/// Each bot is an open file, or several.
fn allow_files(bots: u32, files_per_bot: u64) -> anyhow::Result<()> {
    let needed = u64::from(bots) * files_per_bot + FILES_BESIDES;
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    setrlimit(Resource::Nofile, raised).context("cannot raise the limit of open files")?;
    match limit.maximum {
        Some(maximum) if maximum < needed => {
            anyhow::bail!("{bots} bots need {needed} open files, {maximum} are allowed: ulimit -Hn")
        }
        Some(_) | None => Ok(()),
    }
}
