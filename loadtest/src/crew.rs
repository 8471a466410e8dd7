//! All bots of a run, on a few threads.

use std::cell::RefCell;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use asteroids_shared::picture;
use asteroids_shared::protocol::{ToClient, Welcome};
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{sleep_until, timeout};

use crate::bot::{self, Bot};
use crate::link::{Farewell, Link};
use crate::options::Options;
use crate::stats::Stats;

/// How long a bot waits for its welcome.
const WELCOME_WITHIN: Duration = Duration::from_secs(10);

/// Lets all bots fly to the end of the run.
pub fn fly(options: &Options) -> anyhow::Result<Stats> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.unwrap_or(cores).max(1);
    let start = Instant::now();
    let mut all = Stats::default();
    thread::scope(|scope| {
        let crews: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || fly_every(threads, thread, start, options)))
            .collect();
        for crew in crews {
            all.merge(&crew.join().expect("a crew does not panic")?);
        }
        Ok(all)
    })
}

/// Lets every `stride`th bot from the `first` on fly, on this thread.
fn fly_every(
    stride: usize,
    first: usize,
    start: Instant,
    options: &Options,
) -> anyhow::Result<Stats> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start a thread's runtime")?;
    let stats = Rc::new(RefCell::new(Stats::default()));
    let bots = async {
        let mut lives = JoinSet::new();
        for number in (first..options.bots as usize).step_by(stride) {
            lives.spawn_local(live(
                number as u32,
                start,
                options.clone(),
                Rc::clone(&stats),
            ));
        }
        while let Some(life) = lives.join_next().await {
            life.expect("a bot does not panic");
        }
    };
    LocalSet::new().block_on(&runtime, bots);
    Ok(stats.take())
}

/// One bot from its connection to the end of the run.
async fn live(number: u32, start: Instant, options: Options, stats: Rc<RefCell<Stats>>) {
    sleep_until((start + options.ramp * number / options.bots).into()).await;
    let end = start + options.ramp + options.duration;
    let (mut link, welcome) = match connect(number, &options.url).await {
        Ok(connected) => connected,
        Err(farewell) => {
            let failures = &mut stats.borrow_mut().connect_failures;
            *failures.entry(farewell.to_string()).or_default() += 1;
            return;
        }
    };
    let connected_at = Instant::now();
    stats.borrow_mut().connected += 1;
    let seed = options.seed.wrapping_add(u64::from(number));
    let bot = Bot::new(seed, &welcome, connected_at, &mut stats.borrow_mut());
    let outcome = play(bot, &mut link, end, &stats).await;
    stats.borrow_mut().bot_time += connected_at.elapsed();
    match outcome {
        Ok(()) => link.close().await,
        Err(farewell) => {
            let disconnects = &mut stats.borrow_mut().disconnects;
            *disconnects.entry(farewell.to_string()).or_default() += 1;
        }
    }
}

async fn connect(number: u32, url: &str) -> Result<(Link, Box<Welcome>), Farewell> {
    let mut link = Link::open(url).await?;
    link.send(&bot::hello(number)).await?;
    let first = timeout(WELCOME_WITHIN, link.receive());
    let bytes = first.await.map_err(|_| Farewell::TimedOut)??;
    match picture::receive(&bytes) {
        Ok(ToClient::Welcome(welcome)) => Ok((link, welcome)),
        Ok(_) | Err(_) => Err(Farewell::Nonsense),
    }
}

async fn play(
    mut bot: Bot,
    link: &mut Link,
    end: Instant,
    stats: &RefCell<Stats>,
) -> Result<(), Farewell> {
    let mut say = Vec::new();
    let the_end = sleep_until(end.into());
    tokio::pin!(the_end);
    loop {
        tokio::select! {
            biased;
            () = &mut the_end => return Ok(()),
            bytes = link.receive() => {
                let now = Instant::now();
                bot.hear(&bytes?, now, &mut stats.borrow_mut());
            }
            () = sleep_until(bot.wakes_at().into()) => {}
        }
        let now = Instant::now();
        if now >= bot.wakes_at() {
            bot.act(now, &mut say, &mut stats.borrow_mut());
        }
        for message in say.drain(..) {
            link.send(&message).await?;
        }
    }
}
