//! Copies, and the way back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use asteroids_server::store::file::backup;
use asteroids_server::store::{
    Database, Earned, FILE_NAME, ScoreEvent, Tally, TokenHash, UnixSeconds,
};
use rusqlite::Connection;

use crate::browser::{Browser, PATIENCE};
use crate::pilot::Pilot;
use crate::server::{Server, folder, run};

const NOW_S: UnixSeconds = 1_795_392_000;

pub fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

/// Backs up and gives the copy's path.
pub fn back_up(data: &Path, to: &Path) -> String {
    let output = run(&["backup", text(to), "--data", text(data)]);
    assert!(output.status.success(), "{output:?}");
    let path = String::from_utf8(output.stdout).expect("text");
    path.trim().to_owned()
}

#[tokio::test]
async fn a_backup_of_a_running_server_brings_its_scores_back() {
    let folder = folder("backup");
    let (data, copies, elsewhere) = (
        folder.join("data"),
        folder.join("copies"),
        folder.join("new"),
    );
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(100).await;
    browser.has_stored(server.address, scored).await;
    let copy = back_up(&data, &copies);

    let refused = run(&["restore", &copy, "--data", text(&data)]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    assert!(said.contains("stop it first"), "{said}");
    server.kill();

    for data in [&data, &elsewhere] {
        let restored = run(&["restore", &copy, "--data", text(data)]);
        assert!(restored.status.success(), "{restored:?}");
        let server = Server::start(data);
        browser.has_stored(server.address, scored).await;
    }
    assert!(data.join("asteroids.db.before-restore").exists());
}

#[test]
fn what_a_backup_leaves_that_fails_is_no_more_after_the_next() {
    let folder = folder("unfinished");
    let (data, copies) = (folder.join("data"), folder.join("copies"));
    Server::start(&data).stop();
    fs::create_dir_all(&copies).expect("the folder takes it");
    let unfinished = copies.join("asteroids.unfinished");
    fs::write(&unfinished, "torn").expect("the folder takes it");
    let copy = back_up(&data, &copies);
    assert!(Path::new(&copy).exists());
    assert!(!unfinished.exists());
    let mut limited = Command::new("prlimit");
    limited.args(["--fsize=4096", "env", "--ignore-signal=XFSZ"]);
    limited.arg(env!("CARGO_BIN_EXE_asteroids-server"));
    limited.args(["backup", text(&copies), "--data", text(&data)]);
    assert!(!limited.status().expect("it runs").success());
    assert!(!unfinished.exists());
}

#[test]
fn only_the_newest_copies_are_kept() {
    let folder = folder("rotation");
    let (data, copies) = (folder.join("data"), folder.join("copies"));
    Server::start(&data).stop();
    fs::create_dir_all(&copies).expect("the folder takes it");
    for day in 1..=5 {
        let old = copies.join(format!("asteroids-2020010{day}T000000Z.db"));
        fs::write(old, "").expect("the folder takes it");
    }
    fs::write(copies.join("notes.txt"), "").expect("the folder takes it");
    let kept = run(&[
        "backup",
        text(&copies),
        "--data",
        text(&data),
        "--keep",
        "3",
    ]);
    assert!(kept.status.success(), "{kept:?}");
    let names = fs::read_dir(&copies).expect("it is there");
    let mut names: Vec<_> = names.map(|it| it.expect("read").file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!(names[0], "asteroids-20200104T000000Z.db");
    assert_eq!(names[3], "notes.txt");
}

/// A small store with one player, and the folder for its copies.
fn store_and_copies(name: &str) -> (PathBuf, PathBuf) {
    let folder = folder(name);
    let (data, copies) = (folder.join("data"), folder.join("copies"));
    fs::create_dir_all(&data).expect("the folder takes it");
    score(&mut open(&data), 1, 10);
    (data, copies)
}

fn open(data: &Path) -> Database {
    Database::open(&data.join(FILE_NAME)).expect("it opens")
}

/// Has somebody score in a store.
fn score(store: &mut Database, seq: i64, score: i64) {
    let event = ScoreEvent {
        at_s: NOW_S,
        earned: Earned {
            source: 1,
            flight: seq,
            seq: 1,
            token: TokenHash([7; 32]),
            name: "Ada".to_owned(),
            told: Tally::default(),
            total: Tally {
                score,
                ..Tally::default()
            },
        },
    };
    store.append(&[event]).expect("it writes");
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let names = entries.map(|it| it.expect("read").file_name().into_string().expect("text"));
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn whatever_the_clock_says_the_copies_made_last_are_kept() {
    let (data, copies) = store_and_copies("clocks");
    let make = |now_s| backup::backup(&data, &copies, Some(3), now_s, &|_| {}).expect("it copies");
    let mut made = Vec::new();
    // Right, far ahead, right again, forgotten, and twice in the same second.
    for now_s in [NOW_S, 4_070_908_800, NOW_S + 60, 0, 0, NOW_S, NOW_S] {
        made.push(make(now_s));
        let there = made.iter().rev().take(3).all(|copy| copy.exists());
        assert!(there, "{made:?}, but there is {:?}", names_in(&copies));
        assert!(names_in(&copies).len() <= 3);
    }
}

#[test]
fn a_copy_is_of_one_moment_however_much_is_written_meanwhile() {
    let (data, copies) = store_and_copies("written");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut store = open(&data);
            let mut seq = 1;
            while !done.load(Ordering::Relaxed) {
                seq += 1;
                score(&mut store, seq, 10);
            }
            seq
        });
        for _ in 0..5 {
            let copy = backup::backup(&data, &copies, None, NOW_S, &|_| {}).expect("it copies");
            let copied = Connection::open(copy).expect("it opens");
            let query = "SELECT (SELECT sum(score) FROM days) = (SELECT sum(score) FROM players)";
            let agrees: bool = copied
                .query_row(query, [], |row| row.get(0))
                .expect("it reads");
            assert!(agrees);
        }
        done.store(true, Ordering::Relaxed);
        assert!(writer.join().expect("it writes") > 1);
    });
}

#[test]
fn a_damaged_store_pushes_no_whole_copy_out() {
    let (data, copies) = store_and_copies("rotten");
    let whole = back_up(&data, &copies);
    let store = data.join(FILE_NAME);
    let mut bytes = fs::read(&store).expect("it is there");
    bytes[8192..16384].fill(0x5a);
    fs::write(&store, bytes).expect("the folder takes it");
    let refused = run(&[
        "backup",
        text(&copies),
        "--data",
        text(&data),
        "--keep",
        "1",
    ]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains(&format!("restore {whole}")), "{said}");
    assert_eq!(names_in(&copies).len(), 1);
    assert!(Path::new(&whole).exists());
}

#[test]
fn a_locked_store_is_waited_for_and_that_is_said() {
    let (data, copies) = store_and_copies("locked");
    let locked = Connection::open(data.join(FILE_NAME)).expect("it opens");
    let lock = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE";
    locked.execute_batch(lock).expect("nobody else is there");
    let (say, said) = channel();
    thread::scope(|scope| {
        let tell = move |line: &str| say.send(line.to_owned()).expect("somebody listens");
        let copied = scope.spawn(move || backup::backup(&data, &copies, None, NOW_S, &tell));
        let line = said.recv_timeout(PATIENCE).expect("it says that it waits");
        assert!(
            line.contains("somebody else has the store locked"),
            "{line}"
        );
        drop(locked);
        let copied = copied.join().expect("no panic");
        assert!(copied.is_ok(), "{copied:?}");
    });
}

#[test]
fn a_data_folder_has_one_server_at_a_time() {
    let data = folder("one-server");
    let server = Server::start(&data);
    let refused = run(&["--listen", "127.0.0.1:0", "--data", text(&data)]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("a server uses this data folder"), "{said}");
    server.kill();
    Server::start(&data).stop();
}
