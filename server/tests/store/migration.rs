//! Stores of older programs.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Mutex;

use asteroids_server::store::{Database, FILE_NAME, Period, TokenHash};

use crate::server::folder;

const DAY_S: i64 = 86_400;
/// A Monday, 00:00 UTC, and its day.
const MONDAY_S: i64 = 1_795_392_000;
const MONDAY: i64 = MONDAY_S / DAY_S;

/// What a program wrote that knew version 2: Ada has scored on four days.
const OLD: &str = "
    INSERT INTO players (id, name, created_s, score) VALUES (1, 'Ada', 5, 100), (2, 'Bob', 6, 0);
    INSERT INTO tokens (hash, player) VALUES (zeroblob(32), 1);
    INSERT INTO days VALUES
        (1, ?1 - 90, 40, 1, 2, 3, 4, 5, 6, 16, 8, 7, 30, 2),
        (1, ?1 - 1, 30, 1, 2, 3, 4, 5, 6, 16, 8, 7, 20, 3),
        (1, ?1, 20, 1, 2, 3, 4, 5, 6, 16, 8, 7, 15, 1),
        (1, ?1 + 1, 10, 1, 2, 3, 4, 5, 6, 16, 8, 7, 10, 1);
    INSERT INTO bans (network, reason, made_s) VALUES ('192.0.2.0/24', char(0x202E) || 'spam', 5);
    PRAGMA user_version = 2;";

/// Puts the store of such a program there.
fn put_old(folder_name: &str) -> PathBuf {
    let path = folder(folder_name).join(FILE_NAME);
    let old = rusqlite::Connection::open(&path).expect("it opens");
    for schema in [
        include_str!("../../src/store/file/schema/1.sql"),
        include_str!("../../src/store/file/schema/2.sql"),
        &OLD.replace("?1", &MONDAY.to_string()),
    ] {
        old.execute_batch(schema).expect("it is SQL");
    }
    path
}

#[test]
fn a_store_of_version_2_has_its_totals_and_boards() {
    let path = put_old("version-2");
    let store = Database::open(&path).expect("it is brought to the newest version");
    let (ada, now_s) = (TokenHash([0; 32]), MONDAY_S + DAY_S);
    let me = store.me(&ada, now_s).expect("it reads");
    let career = me.career;
    assert_eq!((career.score, career.kills, career.deaths), (100, 4, 8));
    assert_eq!((career.rocks_large, career.rocks_medium), (12, 16));
    assert_eq!((career.rocks_small, career.saucers), (20, 24));
    assert_eq!(
        (career.flown_ticks, career.shots, career.hits),
        (64, 32, 28)
    );
    assert_eq!((career.best_life, career.best_streak), (30, 3));
    let scores = Period::ALL.map(|period| {
        let board = store.board(period, 10, Some(&ada), now_s);
        board.expect("it reads").own.map(|own| own.score)
    });
    assert_eq!(scores, [Some(10), Some(30), Some(100)]);
    assert_eq!(store.export(&ada, now_s).expect("it reads").days.len(), 4);
    let bans = store.bans(crate::at(now_s)).expect("it reads");
    assert_eq!(bans[0].reason, "spam", "by the rule for text of today");
    assert_eq!((bans[0].term.made_s, bans[0].term.run), (5, None));
}

#[test]
fn the_host_is_told_that_a_store_is_brought_up_to_date_and_of_how_many_players() {
    let path = put_old("told");
    let log = path.with_file_name("log");
    let file = Mutex::new(File::create(&log).expect("it is made"));
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(file);
    tracing::subscriber::with_default(subscriber.finish(), || {
        drop(Database::open(&path).expect("it is brought to the newest version"));
        drop(Database::open(&path).expect("it is there already"));
    });
    let told = std::fs::read_to_string(log).expect("text");
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    for (line, word) in lines.iter().zip(["takes some seconds", "up to date"]) {
        assert!(line.contains("INFO") && line.contains(word), "{line}");
        assert!(
            line.contains("players=2") && line.contains("from=2"),
            "{line}"
        );
    }
}
