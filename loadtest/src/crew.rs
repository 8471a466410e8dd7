//! The bots of one thread, and what they share.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::sleep;

use crate::bots::autopilots::Autopilots;
use crate::bots::life;
use crate::bots::profile::Profile;
use crate::measure::journal::Journal;
use crate::measure::stats::Stats;
use crate::measure::strain::Strain;
use crate::measure::witness::Witness;
use crate::options::Options;
use crate::wire::link::{Farewell, READ_BUFFER_BYTES};

/// How often the others learn how a crew does.
const PULSE: Duration = Duration::from_millis(200);
/// How long bots may take to leave at the end.
const LEAVE_WITHIN: Duration = Duration::from_secs(3);

/// Where bots come in.
#[derive(Clone, Debug)]
pub struct Door {
    /// Where it is.
    pub address: SocketAddr,
    /// What is asked for there.
    pub url: String,
}

/// What all crews of a run go by.
#[derive(Debug)]
pub struct Plan {
    /// What was asked for.
    pub options: Options,
    /// Where the server is, or each of the edges.
    pub doors: Vec<Door>,
    /// What becomes of bots is noted there.
    pub journal: Journal,
    /// The profile of each bot.
    pub profiles: Vec<Profile>,
    /// What those fly by that fly.
    pub autopilots: Autopilots,
    /// When the first bot comes.
    pub start: Instant,
    /// Whether the run is to be cut short.
    pub stopping: AtomicBool,
}

impl Plan {
    /// From when on the run is measured: all bots have come.
    pub fn measured_from(&self) -> Instant {
        self.start + self.options.ramp
    }

    /// When bots leave.
    pub fn end(&self) -> Instant {
        self.measured_from() + self.options.duration
    }

    /// Where this bot comes in when it has found so many doors shut.
    pub fn door(&self, number: u32, shut: u32) -> usize {
        number.wrapping_add(shut) as usize % self.doors.len()
    }

    /// When this bot comes.
    pub fn comes_at(&self, number: u32) -> Instant {
        self.start + self.options.ramp * number / self.options.bots.max(1)
    }
}

/// How a crew does, for those who watch the run.
#[derive(Debug, Default)]
pub struct Pulse {
    /// Bots that are connected.
    pub bots: AtomicU64,
    /// Frames so far.
    pub frames: AtomicU64,
    /// Bytes of all messages so far.
    pub payload_bytes: AtomicU64,
    /// Bots that were not welcomed or were cut off, and breaches, so far.
    pub faults: AtomicU64,
}

/// The bots of one thread, and what they share.
#[derive(Debug)]
pub struct Crew {
    /// What they go by.
    pub plan: Arc<Plan>,
    /// What they met.
    pub stats: RefCell<Stats>,
    /// Who has pressed what, in all crews.
    pub witness: Arc<Witness>,
    /// What each reads into.
    pub buffer: RefCell<Vec<u8>>,
    /// How many have come and wait for their welcome.
    pub connecting: Cell<u64>,
    /// How many are connected.
    pub connected: Cell<u64>,
    /// Since when what they meet is measured.
    pub measured_since: Cell<Option<Instant>>,
}

/// What is left of a crew.
#[derive(Debug)]
pub struct Log {
    /// What its bots met.
    pub stats: Stats,
    /// The share of CPU that they took.
    pub cpu_share: f64,
}

impl Crew {
    /// Whether bots are to leave.
    pub fn is_over(&self, now: Instant) -> bool {
        now >= self.plan.end() || self.plan.stopping.load(Ordering::Relaxed)
    }

    fn publish(&self, pulse: &Pulse) {
        let stats = self.stats.borrow();
        let (ramp, measured) = (&stats.ramp, &stats.measured);
        let faults = stats.connect_failures.values().sum::<u64>()
            + stats.disconnects.values().sum::<u64>()
            + stats.breaches.values().sum::<u64>();
        for (shown, value) in [
            (&pulse.bots, self.connected.get()),
            (&pulse.frames, ramp.frames + measured.frames),
            (
                &pulse.payload_bytes,
                ramp.payload_bytes + measured.payload_bytes,
            ),
            (&pulse.faults, faults),
        ] {
            shown.store(value, Ordering::Relaxed);
        }
    }

    /// Whoever still waits for a welcome at the end was not welcomed.
    fn give_up_connecting(&self) {
        let waiting = self.connecting.take();
        if waiting > 0 {
            let failures = &mut self.stats.borrow_mut().connect_failures;
            *failures.entry(Farewell::TimedOut.to_string()).or_default() += waiting;
        }
    }

    fn begin_measuring(&self, now: Instant) {
        self.stats.borrow_mut().begin_measuring();
        self.measured_since.set(Some(now));
    }

    /// Tells how the crew does until the end. Gives the share of CPU that it
    /// takes for what is measured.
    async fn pulse(&self, pulse: &Pulse, cpu_share: &Cell<f64>) {
        let mut strain = Strain::new(Instant::now());
        if self.plan.options.ramp.is_zero() {
            self.begin_measuring(Instant::now());
        }
        while !self.is_over(Instant::now()) {
            sleep(PULSE).await;
            self.publish(pulse);
            let now = Instant::now();
            if self.measured_since.get().is_none() && now >= self.plan.measured_from() {
                self.begin_measuring(now);
                strain = Strain::new(now);
            }
            cpu_share.set(strain.cpu_share(now));
        }
    }
}

/// Lets every `stride`th bot from the `first` on live, on this thread.
pub fn sail(
    plan: &Arc<Plan>,
    witness: &Arc<Witness>,
    first: usize,
    stride: usize,
    pulse: &Pulse,
) -> anyhow::Result<Log> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start a thread's runtime")?;
    let crew = Rc::new(Crew {
        plan: Arc::clone(plan),
        stats: RefCell::new(Stats::default()),
        witness: Arc::clone(witness),
        buffer: RefCell::new(vec![0; READ_BUFFER_BYTES]),
        connecting: Cell::new(0),
        connected: Cell::new(0),
        measured_since: Cell::new(None),
    });
    let cpu_share = Cell::new(0.0);
    let voyage = async {
        let mut broken = None;
        let mut lives = JoinSet::new();
        for number in (first..plan.profiles.len()).step_by(stride) {
            lives.spawn_local(life::live(number as u32, Rc::clone(&crew)));
        }
        let all_are_gone = async {
            while let Some(life) = lives.join_next().await {
                broken = broken.take().or(life.err());
            }
        };
        tokio::select! {
            () = all_are_gone => {}
            () = async {
                crew.pulse(pulse, &cpu_share).await;
                // Most leave at once.
                sleep(LEAVE_WITHIN).await;
            } => {}
        }
        crew.give_up_connecting();
        crew.publish(pulse);
        broken.map_or(Ok(()), Err)
    };
    LocalSet::new()
        .block_on(&runtime, voyage)
        .context("a bot has a bug")?;
    Ok(Log {
        stats: crew.stats.take(),
        cpu_share: cpu_share.get(),
    })
}
