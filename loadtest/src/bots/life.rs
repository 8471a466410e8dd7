//! One bot from its coming to its end.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::{Duration, Instant};

use asteroids_shared::picture;
use asteroids_shared::protocol::{CloseCode, SessionClaim, ToClient, ToServer, Welcome};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use tokio::time::sleep_until;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::bots::bot::Bot;
use crate::bots::comeback;
use crate::bots::conduct::Conduct;
use crate::bots::hostile;
use crate::bots::profile::Profile;
use crate::crew::{Crew, Plan};
use crate::measure::stats::{self, Stats};
use crate::wire::line::Line;
use crate::wire::link::{self, Farewell, Link};

/// How long a bot waits for its welcome.
const WELCOME_WITHIN: Duration = Duration::from_secs(10);
/// How long a bot stays that comes and goes, at the least and at the most.
const STAY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_millis(1500));
/// What the kernel takes for a bot that does not read.
const SLOW_RECEIVE_BYTES: u32 = 4096;
/// How long a slow bot reads.
const SLOW_READS: Duration = Duration::from_secs(4);
/// How long it then does not, at the least and at the most: what nobody reads
/// fits into the kernel for some time.
const SLOW_PAUSES: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(60));

/// One bot from its coming to the end of the run.
pub async fn live(number: u32, crew: Rc<Crew>) {
    let comes_at = crew.plan.comes_at(number);
    sleep_until(comes_at.into()).await;
    let seed = crew.plan.options.seed.wrapping_add(u64::from(number));
    match crew.plan.profiles[number as usize] {
        Profile::Hostile => {
            hostile::live(number, &crew, &mut Pcg32::seed_from_u64(seed)).await;
        }
        Profile::Restart => comeback::live(number, &crew, seed, comes_at).await,
        Profile::Newcomer | Profile::Churn | Profile::Slow => {
            come_and_go(&crew, number, seed, comes_at).await
        }
        Profile::Players | Profile::Crowd | Profile::Idle | Profile::Spectators => {
            let visit = Visit::new(&crew, number, seed, comes_at);
            visit.make(crew.plan.end()).await;
        }
    }
}

/// Comes again whenever it is gone.
async fn come_and_go(crew: &Crew, number: u32, seed: u64, mut comes_at: Instant) {
    let mut rng = Pcg32::seed_from_u64(seed);
    let mut is_known = false;
    while !crew.is_over(Instant::now()) {
        let mut visit = Visit::new(crew, number, rng.random(), comes_at);
        visit.is_known = is_known;
        let leaves_at = match visit.profile {
            Profile::Churn => comes_at + rng.random_range(STAY.0..STAY.1),
            Profile::Players
            | Profile::Crowd
            | Profile::Idle
            | Profile::Newcomer
            | Profile::Spectators
            | Profile::Slow
            | Profile::Restart
            | Profile::Hostile => crew.plan.end(),
        };
        is_known |= visit.make(leaves_at).await;
        let gone_at = Instant::now();
        comes_at = leaves_at.min(gone_at + STAY.0).max(gone_at);
        sleep_until(comes_at.into()).await;
    }
}

/// What a browser would have been given, for a bot of this seed: a token of 128
/// bits in hexadecimal.
fn cookie(seed: u64) -> HeaderValue {
    let token: u128 = Pcg32::seed_from_u64(seed).random();
    let cookie = HeaderValue::try_from(format!("player={token:032x}"));
    cookie.expect("a word and hexadecimal are ASCII")
}

/// One connection of a bot.
pub struct Visit<'a> {
    crew: &'a Crew,
    number: u32,
    seed: u64,
    profile: Profile,
    /// When it was to come.
    due: Instant,
    /// Whether the bot has been welcomed before.
    pub is_known: bool,
    /// What it has of a session before.
    pub claim: Option<SessionClaim>,
    /// How many doors it has found shut, or was thrown out of.
    pub shut: u32,
    /// The door that it came in by, or tried last.
    pub door: Cell<usize>,
}

impl<'a> Visit<'a> {
    /// A connection that is due then.
    pub fn new(crew: &'a Crew, number: u32, seed: u64, due: Instant) -> Self {
        Self {
            crew,
            number,
            seed,
            profile: crew.plan.profiles[number as usize],
            due,
            is_known: false,
            claim: None,
            shut: 0,
            door: Cell::default(),
        }
    }

    /// Stays until then. Says whether it was welcomed.
    async fn make(self, until: Instant) -> bool {
        self.crew.connecting.update(|bots| bots + 1);
        let connected = self.connect().await;
        self.crew.connecting.update(|bots| bots - 1);
        let (mut line, mut bot) = match connected {
            Ok(connected) => connected,
            Err(farewell) => {
                let mut stats = self.crew.stats.borrow_mut();
                stats::count(&mut stats.connect_failures, farewell.to_string());
                return false;
            }
        };
        if self.stay(&mut line, &mut bot, until).await.is_ok() {
            line.close().await;
        }
        true
    }

    /// Plays until then, or until it is cut off.
    pub async fn stay(
        &self,
        line: &mut Line,
        bot: &mut Bot,
        until: Instant,
    ) -> Result<(), Farewell> {
        let came_at = Instant::now();
        self.crew.connected.update(|bots| bots + 1);
        self.crew.plan.journal.enter(self.door.get());
        let outcome = self.play(line, bot, until).await;
        self.crew.plan.journal.leave(self.door.get());
        self.crew.connected.update(|bots| bots - 1);
        self.part(bot, came_at, &outcome);
        outcome
    }

    /// Comes in and is welcomed: of edges that are full, by the next one.
    pub async fn connect(&self) -> Result<(Line, Bot), Farewell> {
        let plan = &self.crew.plan;
        let last = plan.doors.len() as u32 - 1;
        for passed in 0..last {
            let door = plan.door(self.number, self.shut + passed);
            match self.connect_by(door).await {
                Err(farewell) if farewell.is_of_a_full_edge() => {}
                connected => return connected,
            }
        }
        self.connect_by(plan.door(self.number, self.shut + last))
            .await
    }

    async fn connect_by(&self, door: usize) -> Result<(Line, Bot), Farewell> {
        self.door.set(door);
        let Plan { options, doors, .. } = &*self.crew.plan;
        let door = &doors[door];
        let receive_bytes = (self.profile == Profile::Slow).then_some(SLOW_RECEIVE_BYTES);
        let stream = link::dial(door.address, receive_bytes).await?;
        let cookie = options.keep_scores.then(|| cookie(self.seed));
        let link = Link::upgrade(stream, &door.url, cookie).await?;
        let hello_at = Instant::now();
        stats::record(
            &mut self.crew.stats.borrow_mut().connect_us,
            hello_at.saturating_duration_since(self.due),
        );

        let conduct = Conduct::of(
            self.profile,
            self.number,
            self.seed,
            self.crew.plan.autopilots.of(self.number),
            options.watching,
        );
        let mut line = Line::new(link, options.conditions, self.seed);
        let hello = conduct.hello(self.number, self.claim, options.keep_scores);
        let hello = hello.encode();
        line.say(&hello, hello_at)?;
        line.flush()?;
        let mut early = VecDeque::new();
        let (welcome, now) = loop {
            let hear = |message: &[u8], now: Instant| early.push_back((message.to_vec(), now));
            line.hear_until(hello_at + WELCOME_WITHIN, &self.crew.buffer, hear)
                .await?;
            // Whose world waits says so before it welcomes anybody.
            let first = early.iter().position(|(message, _)| !is_notice(message));
            if let Some(first) = first.and_then(|first| early.remove(first)) {
                break first;
            }
            if hello_at.elapsed() >= WELCOME_WITHIN {
                return Err(Farewell::TimedOut);
            }
        };
        let welcome = welcome_of(&welcome)?;
        let mut stats = self.crew.stats.borrow_mut();
        stats.joins += 1;
        stats.connected += u64::from(!self.is_known);
        let mut bot = Bot::new(conduct, self.seed, &welcome, hello_at, now, &mut stats);
        if self.profile == Profile::Slow {
            bot = bot.untimed();
        }
        for (message, now) in early {
            bot.hear(&message, now, &mut stats, &self.crew.witness);
        }
        Ok((line, bot))
    }

    async fn play(&self, line: &mut Line, bot: &mut Bot, until: Instant) -> Result<(), Farewell> {
        let crew = self.crew;
        let mut say = Vec::new();
        let mut rng = Pcg32::seed_from_u64(self.seed);
        let mut pauses_at = Instant::now() + SLOW_READS;
        loop {
            let wakes_at = bot.wakes_at().min(until);
            line.hear_until(wakes_at, &crew.buffer, |message, now| {
                bot.hear(message, now, &mut crew.stats.borrow_mut(), &crew.witness);
                crew.plan.journal.hear(self.door.get(), bot.framed_at);
            })
            .await?;
            let now = Instant::now();
            if now >= until || crew.is_over(now) || bot.has_had_enough() {
                return Ok(());
            }
            if now >= bot.wakes_at() {
                let mut stats = crew.stats.borrow_mut();
                bot.act(now, &mut say, &mut stats, &crew.witness);
                send(line, &mut say, now, &mut stats)?;
            }
            if self.profile == Profile::Slow && now >= pauses_at {
                let pause = rng.random_range(SLOW_PAUSES.0..SLOW_PAUSES.1);
                line.sleep_until((now + pause).min(until)).await;
                let now = Instant::now();
                bot.wake_at(now);
                pauses_at = now + SLOW_READS;
            }
        }
    }

    fn part(&self, bot: &mut Bot, came_at: Instant, outcome: &Result<(), Farewell>) {
        let now = Instant::now();
        let mut stats = self.crew.stats.borrow_mut();
        bot.leave(now, &mut stats, &self.crew.witness);
        if let Some(since) = self.crew.measured_since.get() {
            stats.measured.bot_time += now.saturating_duration_since(came_at.max(since));
        }
        if let Err(farewell) = outcome {
            let disconnects = if self.is_expected(farewell) {
                &mut stats.expected_disconnects
            } else {
                &mut stats.disconnects
            };
            stats::count(disconnects, farewell.to_string());
        }
    }

    /// Who is to come back may be cut off anyhow.
    fn is_expected(&self, farewell: &Farewell) -> bool {
        const RESTARTING: u16 = CloseCode::Restarting.code();
        match (self.profile, farewell) {
            (Profile::Slow, farewell) => farewell.is_of_a_slow_reader(),
            (Profile::Restart, Farewell::Closed(0 | RESTARTING) | Farewell::Broken(_)) => true,
            (_, _) => false,
        }
    }
}

fn send(
    line: &mut Line,
    say: &mut Vec<ToServer>,
    now: Instant,
    stats: &mut Stats,
) -> Result<(), Farewell> {
    for message in say.drain(..) {
        let bytes = message.encode();
        stats.measured.sent_messages += 1;
        stats.measured.sent_bytes += bytes.len() as u64;
        line.say(&bytes, now)?;
    }
    line.flush()
}

fn is_notice(bytes: &[u8]) -> bool {
    let message = picture::receive(bytes);
    matches!(message, Ok(ToClient::Notice(_) | ToClient::Aside(_)))
}

fn welcome_of(bytes: &[u8]) -> Result<Box<Welcome>, Farewell> {
    match picture::receive(bytes) {
        Ok(ToClient::Welcome(welcome)) => Ok(welcome),
        Ok(_) | Err(_) => Err(Farewell::Nonsense),
    }
}
