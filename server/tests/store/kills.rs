//! kill -9, fifty times under load: what was told as stored stays, nothing
//! counts twice, and what was lost is younger than a second.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::SessionClaim;
use tokio::time::sleep_until;

use crate::browser::{Browser, PATIENCE};
use crate::pilot::Pilot;
use crate::server::{Server, folder};

const KILLS: u32 = 50;
const NAMES: [&str; 8] = ["Ada", "Bob", "Cid", "Dot", "Eve", "Fay", "Gus", "Hal"];
/// What may be lost.
const LOSS: Duration = Duration::from_secs(1);

/// Points that nobody is shown: of what the log has and no frame had told yet when a
/// kill came, and of bullets that fly on after it.
const UNTOLD: i64 = 200;

type Scores = BTreeMap<String, i64>;

#[tokio::test]
async fn fifty_kills_lose_nothing_that_was_stored_and_count_nothing_twice() {
    let data = folder("kills");
    let mut browsers = Vec::new();
    let server = Server::start(&data);
    for _ in NAMES {
        browsers.push(Browser::at(server.address).await);
    }
    server.stop();

    let mut lives = Lives::default();
    for kill in 0..KILLS {
        // Most end soon after they began; some have much that was to be stored.
        let long_ms = if kill % 5 == 0 { 2_000 } else { 0 };
        let life = Duration::from_millis(1_050 + long_ms + u64::from(kill * 37 % 300));
        play_and_kill(&data, &browsers, life, &mut lives).await;
    }
    let total: i64 = boards(&Server::start(&data)).await.values().sum();
    assert!(total > i64::from(KILLS) * 100, "hardly anything was scored");
}

/// What somebody has made in all lives of the server.
#[derive(Default)]
struct Made {
    /// What it comes back with.
    claim: Option<SessionClaim>,
    seen: i64,
    /// The part of it that is too old to be lost.
    settled: i64,
}

type Lives = BTreeMap<&'static str, Made>;

async fn play_and_kill(data: &Path, browsers: &[Browser], life: Duration, lives: &mut Lives) {
    let server = Server::start(data);
    let mut games = Vec::new();
    for (browser, name) in browsers.iter().zip(NAMES) {
        let claim = lives.entry(name).or_default().claim;
        let pilot = match claim {
            None => Pilot::join(server.address, browser, name).await,
            Some(_) => Pilot::come_back(server.address, browser, claim).await,
        };
        games.push(tokio::spawn(pilot.play()));
    }
    // The moment of the kill is what is tested.
    sleep_until(tokio::time::Instant::now() + life).await;
    let stored = boards(&server).await;
    let killed_at = Instant::now();
    server.kill();

    let server = Server::start(data);
    for (game, name) in games.into_iter().zip(NAMES) {
        let pilot = game.await.expect("without panic");
        let of = |scores: &Scores| scores.get(name).copied().unwrap_or(0);
        let stored = of(&stored);
        let made = lives.entry(name).or_default();
        made.claim = pilot.claim;
        made.seen += pilot.total() + UNTOLD;
        made.settled += pilot.total_until(killed_at - LOSS);
        let Made { seen, settled, .. } = *made;
        // What the log has and the store had not is stored soon.
        let mut after = of(&boards(&server).await);
        while after < settled && killed_at.elapsed() < PATIENCE {
            tokio::task::yield_now().await;
            after = of(&boards(&server).await);
        }
        assert!(
            after >= stored,
            "{name}: {stored} were stored, {after} left"
        );
        assert!(after <= seen, "{name}: {after} counted of {seen}");
        assert!(after >= settled, "{name}: {after} left of {settled}");
    }
}

async fn boards(server: &Server) -> Scores {
    let mut anyone = Browser::default();
    let path = "/api/leaderboard?period=all&limit=100";
    let board = anyone.get(server.address, path).await;
    let rows = board["rows"].as_array().expect("rows").iter();
    rows.map(|row| {
        let name = row["name"].as_str().expect("a name").to_owned();
        (name, row["score"].as_i64().expect("points"))
    })
    .collect()
}
