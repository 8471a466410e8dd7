//! What an edge has of a room's past: films, and how much went on.

use std::path::Path;
use std::time::{Duration, Instant};

use asteroids_server::films::{FILM_TICKS, FilmId, FilmSettings, Films};
use asteroids_server::log::{LogId, LogSettings};
use asteroids_server::room::member::{FIRST_LINE, Joined, WORLD_VERSION, link, spawn};
use asteroids_server::room::state::command::Command;
use asteroids_server::room::{RecorderSettings, Request, RoomHandle, State};
use asteroids_server::store::{Database, StoreThread};
use asteroids_shared::Tick;
use tokio::time::{sleep, timeout};

use crate::scratch;
use crate::stream::{SOURCE, Stream, settings};

const EDGE: u32 = 7;
const PATIENCE: Duration = Duration::from_secs(60);

/// Begins as the first edge does, and takes in these lines before it is live.
fn joined(log: &Path, stream: Option<&Stream>) -> Joined {
    let state = State::new(settings().world, settings().capacity);
    let mut joined = Joined::new(state, FIRST_LINE, SOURCE, WORLD_VERSION);
    let kept = RecorderSettings {
        folder: log.to_owned(),
        log: LogSettings::default(),
        snapshot_every_ticks: 1,
    };
    joined.keep_on_disk(1, kept).expect("the folder takes it");
    for (sequence, line) in stream.into_iter().flat_map(|stream| &stream.lines) {
        joined.take_in(*sequence, line.clone()).expect("it is well");
    }
    joined.settle().expect("it is well");
    joined
}

async fn played_to(edge: &RoomHandle, tick: Tick) {
    let plays = async {
        while edge.status().log.is_none_or(|log| log.synced_to < tick) {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, plays).await.expect("it plays on");
}

#[tokio::test]
async fn an_edge_makes_films_of_what_it_has_followed_and_of_before_it_began_again() {
    let memory = Database::in_memory().expect("there is memory");
    let store = StoreThread::start(memory).expect("it starts").store;
    let folder = scratch::folder("cluster", "films");
    let log = folder.join("rooms/1");
    let films = Films::start(&FilmSettings {
        folder: folder.join("films"),
        bytes_max: 10_000_000,
        cpu_percent: 100,
        logs: vec![(1, log.clone())],
    });
    let films = films.expect("the folder takes it");
    let mut before: Option<Stream> = None;
    for part in 1..=2 {
        let joined = joined(&log, before.as_ref());
        let (link, carrier) = link();
        let sequence = joined.sequence;
        let edge = spawn(EDGE, settings(), joined, link, PATIENCE, store.reporter());
        let edge = edge.expect("it starts");
        let mut stream = Stream::new(carrier.news, sequence);
        match before.take() {
            None => stream.open().await,
            Some(before) => stream.lines = before.lines,
        }
        let until = part * (FILM_TICKS + FILM_TICKS / 2);
        while stream.lines.len() < until as usize {
            let rebases = stream.lines.len() % 200 == 10;
            let commands = rebases.then_some(Command::Rebase);
            stream.append(commands.into_iter().collect(), None).await;
        }
        played_to(&edge.handle, until).await;
        let asked = edge.handle.ask(Request::Stop).await;
        asked.expect("it is there");
        let left = tokio::task::spawn_blocking(|| edge.join()).await;
        let left = left.expect("it ends").expect("without panic");
        let finished = left.recorder.finish(Instant::now() + PATIENCE);
        finished.expect("the disk takes it");
        before = Some(stream);
    }
    let world = LogId(SOURCE.cast_unsigned());
    for from in [0, FILM_TICKS, 2 * FILM_TICKS] {
        let room = 1;
        let made = films.make(FilmId { room, world, from }).await;
        assert!(made.is_ok(), "tick {from}: {made:?}");
    }
}
