//! The store alone, where time and the disk are to be set.

use std::time::Instant;

use asteroids_server::store::{
    Database, Earned, Keeping, Me, Period, ScoreEvent, StoreThread, Tally, TokenHash, UnixSeconds,
};
use proptest::prelude::*;

use crate::browser::PATIENCE;
use crate::server::{Server, folder, run};

const DAY_S: UnixSeconds = 86_400;
/// A Sunday, 23:59:59 UTC.
const SUNDAY_S: UnixSeconds = 1_795_391_999;

fn token(number: u8) -> TokenHash {
    TokenHash([number; 32])
}

fn earned(flight: i64, player: u8, score: i64) -> Earned {
    Earned {
        source: 1,
        flight,
        seq: 1,
        token: token(player),
        name: format!("player {player}"),
        told: Tally::default(),
        total: Tally {
            score,
            best_life: score,
            ..Tally::default()
        },
    }
}

fn event(flight: i64, player: u8, score: i64, at_s: UnixSeconds) -> ScoreEvent {
    ScoreEvent {
        at_s,
        earned: earned(flight, player, score),
    }
}

fn database() -> Database {
    Database::in_memory().expect("there is memory")
}

fn score(store: &Database, period: Period, now_s: UnixSeconds) -> i64 {
    let board = store.board(period, 10, Some(&token(1)), now_s);
    board.expect("it reads").own.map_or(0, |own| own.score)
}

#[test]
fn days_and_weeks_end_at_midnight_utc() {
    let mut store = database();
    store
        .append(&[event(1, 1, 70, SUNDAY_S)])
        .expect("it writes");
    store
        .append(&[event(2, 1, 5, SUNDAY_S + 1)])
        .expect("it writes");
    let scores =
        |now_s| [Period::Day, Period::Week, Period::All].map(|it| score(&store, it, now_s));
    assert_eq!(scores(SUNDAY_S + 1), [5, 5, 75]);
    assert_eq!(scores(SUNDAY_S + DAY_S), [5, 5, 75]);
    assert_eq!(scores(SUNDAY_S + DAY_S + 1), [0, 5, 75]);
    assert_eq!(scores(SUNDAY_S + 7 * DAY_S + 1), [0, 0, 75]);
}

#[test]
fn equals_share_a_rank_and_the_next_is_behind_both() {
    let mut store = database();
    let events = [(1, 10), (2, 30), (3, 30), (4, 20)];
    let events = events.map(|(player, score)| event(i64::from(player), player, score, SUNDAY_S));
    store.append(&events).expect("it writes");
    let board = store
        .board(Period::Day, 10, Some(&token(1)), SUNDAY_S)
        .expect("it reads");
    let ranks: Vec<_> = board.rows.iter().map(|row| row.rank).collect();
    assert_eq!(ranks, [1, 1, 3, 4]);
    assert_eq!(board.own, board.rows.last().cloned());
}

#[test]
fn what_a_deleted_player_still_scores_makes_no_new_one() {
    let mut store = database();
    store
        .append(&[event(1, 1, 10, SUNDAY_S)])
        .expect("it writes");
    store
        .delete_player(&token(1), None, crate::at(SUNDAY_S))
        .expect("it writes");
    store
        .append(&[event(2, 1, 10, SUNDAY_S)])
        .expect("it writes");
    assert_eq!(
        store.me(&token(1), SUNDAY_S).expect("it reads"),
        Me::default()
    );
    assert!(
        store
            .board(Period::All, 10, None, SUNDAY_S)
            .expect("it reads")
            .rows
            .is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// However often and in whatever order events come, each counts once.
    #[test]
    fn no_event_counts_twice(
        events in prop::collection::vec((0..20_i64, 0..500_i64), 1..40),
        batch in 1..8_usize,
    ) {
        let mut store = database();
        let mut first = std::collections::BTreeMap::new();
        for &(seq, score) in &events {
            first.entry(seq).or_insert(score);
        }
        let events: Vec<_> = events.iter().map(|&(seq, score)| event(seq, 1, score, SUNDAY_S)).collect();
        for batch in events.chunks(batch) {
            store.append(batch).expect("it writes");
        }
        let expected: i64 = first.values().sum();
        prop_assert_eq!(score(&store, Period::All, SUNDAY_S), expected);
        prop_assert_eq!(score(&store, Period::Day, SUNDAY_S), expected);
    }
}

/// What a flight of player 1 has told with this number: so many points beyond those told
/// before.
fn told(seq: i64, before: i64, points: i64) -> ScoreEvent {
    let mut event = event(7, 1, before + points, SUNDAY_S);
    event.earned.seq = seq;
    event.earned.told.score = before;
    event
}

#[test]
fn a_room_that_goes_on_from_its_log_tells_nothing_twice() {
    let mut store = database();
    let first = [told(1, 0, 10), told(2, 10, 5)];
    let again = [told(2, 10, 5), told(3, 15, 1)];
    store.append(&first).expect("it writes");
    store.append(&first).expect("it writes");
    store.append(&again).expect("it writes");
    assert_eq!(score(&store, Period::All, SUNDAY_S), 16);
}

#[test]
fn what_the_log_has_lost_is_taken_back() {
    let mut store = database();
    let next_process = 1 << 32;
    store.append(&[told(5, 0, 30)]).expect("it writes");
    store
        .append(&[told(next_process | 4, 20, 2)])
        .expect("it writes");
    assert_eq!(score(&store, Period::All, SUNDAY_S), 22);
    assert_eq!(score(&store, Period::Week, SUNDAY_S), 22);
}

#[test]
fn of_a_flight_that_is_not_known_any_more_only_what_is_new_counts() {
    let mut store = database();
    store.append(&[told(1, 0, 10)]).expect("it writes");
    let mut later = event(8, 2, 1, SUNDAY_S + 30 * DAY_S);
    store.append(&[later.clone()]).expect("it writes");
    later = told(2, 10, 5);
    later.at_s = SUNDAY_S + 30 * DAY_S;
    store.append(&[later]).expect("it writes");
    assert_eq!(score(&store, Period::All, SUNDAY_S + 30 * DAY_S), 15);
}

/// Somebody else's lock stands for a disk that takes nothing.
#[tokio::test]
async fn what_cannot_be_written_waits_within_bounds_and_is_not_lost() {
    let path = folder("waits").join("asteroids.db");
    let keeper = StoreThread::open(&path, Keeping::default()).expect("it opens");
    let store = keeper.store.clone();
    let other = rusqlite::Connection::open(&path).expect("it opens");
    other
        .execute_batch("BEGIN IMMEDIATE")
        .expect("nobody writes");

    let reporter = store.reporter();
    let (mut reported, mut refused) = (0, Vec::new());
    while refused.is_empty() {
        reported += 3;
        let report = reporter.report(vec![earned(reported, 1, 3)], SUNDAY_S);
        refused = report.err().unwrap_or_default();
        assert!(reported < 3_000, "the queue has no bound");
    }
    while store.is_writable() {
        tokio::task::yield_now().await;
    }
    let reading = store.call(|file| file.me(&token(1), SUNDAY_S));
    assert_eq!(reading.await.expect("reading goes on"), Me::default());

    other.execute_batch("ROLLBACK").expect("it was begun");
    while let Err(again) = reporter.report(std::mem::take(&mut refused), SUNDAY_S) {
        refused = again;
        tokio::task::yield_now().await;
    }
    assert!(keeper.join(Vec::new(), Instant::now()));
    let stored = Database::open(&path).expect("it opens");
    assert_eq!(score(&stored, Period::All, SUNDAY_S), reported);
}

/// As above, until the server stops.
#[test]
fn the_last_scores_are_stored_though_they_could_not_be_reported() {
    let path = folder("last").join("asteroids.db");
    let keeper = StoreThread::open(&path, Keeping::default()).expect("it opens");
    let other = rusqlite::Connection::open(&path).expect("it opens");
    other
        .execute_batch("BEGIN IMMEDIATE")
        .expect("nobody writes");
    let reporter = keeper.store.reporter();
    let (mut reported, mut last) = (0, Vec::new());
    while last.is_empty() {
        reported += 3;
        last = reporter.report_last(vec![earned(reported, 1, 3)], SUNDAY_S);
    }
    let stopped = std::thread::spawn(move || keeper.join(last, Instant::now() + PATIENCE));
    other.execute_batch("ROLLBACK").expect("it was begun");
    assert!(stopped.join().expect("it does not panic"));
    let stored = Database::open(&path).expect("it opens");
    assert_eq!(score(&stored, Period::All, SUNDAY_S), reported);
}

#[test]
fn a_file_of_a_newer_program_stops_the_start() {
    let data = folder("newer");
    Server::start(&data).stop();
    let file = rusqlite::Connection::open(data.join("asteroids.db")).expect("it opens");
    file.pragma_update(None, "user_version", 999)
        .expect("it writes");
    drop(file);
    let output = run(&[
        "--listen",
        "127.0.0.1:0",
        "--log-level",
        "warn",
        "--data",
        data.to_str().expect("text"),
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        said.contains("version 999") && said.lines().count() == 1,
        "{said}"
    );
}
