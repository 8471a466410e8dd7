//! The line between a bot and a server that keeps time.

use std::time::{Duration, Instant};

use asteroids_loadtest::bots::bot::Bot;
use asteroids_loadtest::bots::conduct::Conduct;
use asteroids_loadtest::bots::onlooker::Watching;
use asteroids_loadtest::bots::profile::Profile;
use asteroids_loadtest::measure::stats::Stats;
use asteroids_loadtest::measure::witness::Witness;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Arrival, ControlChange, Detail, Flags, Frame, Pong, ToClient, ToServer, Welcome, You,
};
use asteroids_shared::{Controls, EntityId, Gear, Motion, PlayerId, Tick, Torus};

use crate::{FIRST_TICK, TICK};

/// A bot at the end of a line with a delay of its own. The server keeps time,
/// sends a frame each tick and answers pings.
pub struct Line {
    pub bot: Bot,
    pub stats: Stats,
    pub witness: Witness,
    pub start: Instant,
    pub one_way: Duration,
    /// What the bot has said, and when it is at the server.
    pub said: Vec<(Instant, ToServer)>,
    answered: usize,
    /// Before this tick the server answers no ping.
    pub pongs_from: Tick,
    /// The tick of the last frame.
    framed: Tick,
    /// How many inputs of the own ship, 5, the server has obeyed, if it does so.
    obeyed: Option<usize>,
}

impl Line {
    pub fn new(one_way: Duration) -> Self {
        Self::with(1, one_way)
    }

    pub fn with(seed: u64, one_way: Duration) -> Self {
        Self::of(
            Conduct::of(Profile::Players, 1, seed, None, Watching::Action),
            seed,
            one_way,
        )
    }

    /// One whose bot does this.
    pub fn of(conduct: Conduct, seed: u64, one_way: Duration) -> Self {
        let mut welcome = Welcome::standard(Torus::square(200.0));
        welcome.tick = FIRST_TICK;
        welcome.role = conduct.role();
        let (half_width_m, half_height_m) = conduct.view_half_m();
        welcome.view = (half_width_m.min(100.0), half_height_m.min(100.0));
        let start = Instant::now();
        let mut stats = Stats::default();
        let now = start + one_way;
        let bot = Bot::new(conduct, seed, &welcome, now, now, &mut stats);
        Self {
            bot,
            stats,
            witness: Witness::default(),
            start,
            one_way,
            said: Vec::new(),
            answered: 0,
            pongs_from: FIRST_TICK,
            framed: FIRST_TICK,
            obeyed: None,
        }
    }

    /// Its server takes the inputs for the own ship in, and says so.
    pub fn that_is_obeyed(mut self) -> Self {
        self.obeyed = Some(0);
        self
    }

    pub fn run(&mut self, ticks: Tick) {
        self.run_from(with_ship(), ticks);
    }

    pub fn run_from(&mut self, mut frame: Frame, ticks: Tick) {
        for tick in FIRST_TICK..FIRST_TICK + ticks {
            self.send(tick, std::mem::take(&mut frame));
        }
    }

    /// Sends the frame of a tick and lets the bot act until it has the next.
    pub fn send(&mut self, tick: Tick, mut frame: Frame) {
        let leaves = self.start + TICK * (tick - FIRST_TICK);
        frame.ticks = Some(tick - self.framed);
        self.framed = tick;
        if tick >= self.pongs_from {
            frame.pong = self.pong_at(leaves);
        }
        if let Some(obeyed) = self.obeyed {
            let due = self
                .said
                .iter()
                .filter_map(|(there, message)| match message {
                    ToServer::Controls {
                        tick: due,
                        controls,
                        ..
                    } if *there <= leaves && *due < tick => Some(*controls),
                    _ => None,
                });
            let new: Vec<_> = due.skip(obeyed).collect();
            self.obeyed = Some(obeyed + new.len());
            frame.acks = new.len() as u32;
            // It sends a frame each tick, and inputs come a tick apart.
            frame
                .controls
                .extend(new.last().map(|controls| ControlChange {
                    ship: 5,
                    tick: Tick3::of(tick - 1),
                    controls: controls.steering(),
                }));
        }
        let arrives = leaves + self.one_way;
        let bytes = ToClient::Frame(Box::new(frame)).encode();
        self.hear(&bytes, arrives);
        self.act(arrives, 1);
    }

    /// Lets the bot act for so many ticks.
    pub fn act(&mut self, from: Instant, ticks: Tick) {
        let mut now = self.bot.wakes_at().max(from);
        while now < from + TICK * ticks {
            let mut say = Vec::new();
            self.bot.act(now, &mut say, &mut self.stats, &self.witness);
            let there = now + self.one_way;
            self.said
                .extend(say.into_iter().map(|message| (there, message)));
            now = self.bot.wakes_at().max(now + Duration::from_millis(1));
        }
    }

    pub fn hear(&mut self, bytes: &[u8], now: Instant) {
        self.bot.hear(bytes, now, &mut self.stats, &self.witness);
    }

    /// The answer to the last ping that is there by then.
    fn pong_at(&mut self, leaves: Instant) -> Option<Pong> {
        let come = self.said[self.answered..].iter();
        let come: Vec<_> = come.take_while(|(there, _)| *there <= leaves).collect();
        self.answered += come.len();
        come.iter()
            .rev()
            .find_map(|(there, message)| match message {
                ToServer::Ping { nonce } => Some(Pong {
                    nonce: *nonce,
                    held_us: (leaves - *there).as_micros() as u32,
                }),
                _ => None,
            })
    }

    /// What was held from each input on.
    pub fn inputs(&self) -> Vec<Controls> {
        let controls = |(_, message): &(Instant, ToServer)| match message {
            ToServer::Controls { controls, .. } => Some(*controls),
            _ => None,
        };
        self.said.iter().filter_map(controls).collect()
    }

    /// For each input, how many ticks it was at the server before the tick that
    /// it is stamped with is over.
    pub fn margins_ticks(&self) -> Vec<f64> {
        let stamps = self
            .said
            .iter()
            .filter_map(|(there, message)| match message {
                ToServer::Controls { tick, .. } => Some((there, tick)),
                _ => None,
            });
        stamps
            .map(|(there, tick)| {
                let passed = (*there - self.start).as_secs_f64() / TICK.as_secs_f64();
                f64::from(tick + 1 - FIRST_TICK) - passed
            })
            .collect()
    }
}

pub fn player(seed: u64, welcome: &Welcome, now: Instant, stats: &mut Stats) -> Bot {
    let conduct = Conduct::of(Profile::Players, 1, seed, None, Watching::Action);
    Bot::new(conduct, seed, welcome, now, now, stats)
}

pub fn ship_of(ship: EntityId, player: PlayerId) -> Frame {
    let mut frame = Frame::default();
    frame.arrivals.push(Arrival {
        entity: ship,
        motion: Motion::at(0.0, 0.0),
        detail: Detail::Ship {
            controls: Controls::NONE,
            player,
            name: "Load".into(),
            flags: Flags::default(),
            bounty: 0,
            gear: Gear::NONE,
            look: 0,
        },
    });
    frame
}

pub fn with_ship() -> Frame {
    let mut frame = ship_of(5, 1);
    frame.you = Some(You {
        ship: 5,
        ..You::default()
    });
    frame
}
