//! The way back: a copy put in the place of what was there.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use asteroids_server::store::{Database, FILE_NAME};
use rusqlite::Connection;

use crate::backups::{back_up, text};
use crate::browser::Browser;
use crate::pilot::Pilot;
use crate::server::{Server, folder, run};

fn restore(from: &Path, data: &Path) -> Output {
    run(&["restore", text(from), "--data", text(data)])
}

/// Restores and gives the path of what was there before, as it is told.
fn restored(from: &Path, data: &Path) -> Option<PathBuf> {
    let output = restore(from, data);
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stdout).expect("text");
    let kept = told.split_once(" is kept as ");
    kept.map(|(_, path)| PathBuf::from(path.trim()))
}

/// A store in which one player is called so.
fn put_store(data: &Path, name: &str) -> PathBuf {
    fs::create_dir_all(data).expect("the folder takes it");
    let path = data.join(FILE_NAME);
    drop(Database::open(&path).expect("it is made"));
    let store = Connection::open(&path).expect("it opens");
    let add = "INSERT INTO players (name, created_s) VALUES (?1, 0)";
    store.execute(add, [name]).expect("it writes");
    path
}

/// What the player of a store is called.
fn name_in(path: &Path) -> String {
    let store = Connection::open(path).expect("it opens");
    let name = store.query_row("SELECT name FROM players", [], |row| row.get(0));
    name.expect("somebody is there")
}

#[tokio::test]
async fn what_a_restore_has_replaced_can_be_restored_too() {
    let folder = folder("twice");
    let data = folder.join("data");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let empty = back_up(&data, &folder);
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(100).await;
    browser.has_stored(server.address, scored).await;
    // Killed it leaves its log, stopped it leaves none.
    server.kill();
    let replaced = data.join("asteroids.db.before-restore");
    for from in [&empty[..], text(&replaced), &empty, text(&replaced)] {
        let restored = run(&["restore", from, "--data", text(&data)]);
        assert!(restored.status.success(), "{restored:?}");
        let server = Server::start(&data);
        let points = if from == empty { 0 } else { scored };
        browser.has_stored(server.address, points).await;
        server.stop();
    }
}

#[test]
fn a_damaged_copy_is_not_restored() {
    let folder = folder("damaged");
    let data = folder.join("data");
    Server::start(&data).stop();
    let before = fs::read(data.join("asteroids.db")).expect("it is there");
    let copy = back_up(&data, &folder);
    let mut bytes = fs::read(&copy).expect("it is there");
    bytes[4096..8192].fill(0x5a);
    let damaged = folder.join("damaged.db");
    fs::write(&damaged, bytes).expect("the folder takes it");
    let refused = run(&["restore", text(&damaged), "--data", text(&data)]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(
        fs::read(data.join("asteroids.db")).expect("it is there"),
        before
    );
    assert!(!data.join("asteroids.db.unfinished").exists());
}

/// What must not be restored is refused in one line, and nothing changes.
fn is_refused(from: &Path, data: &Path, why: &str) {
    let before = name_in(&data.join(FILE_NAME));
    let refused = restore(from, data);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success(), "{}: {said}", from.display());
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(why), "{}: {said}", from.display());
    assert_eq!(name_in(&data.join(FILE_NAME)), before);
    assert!(!data.join("asteroids.db.before-restore").exists());
}

#[test]
fn the_wrong_file_is_refused_and_costs_nothing() {
    let folder = folder("wrong");
    let data = folder.join("data");
    let live = put_store(&data, "Ada");
    let make = |name: &str, sql: &str| {
        let path = folder.join(name);
        let other = Connection::open(&path).expect("it opens");
        other.execute_batch(sql).expect("it is SQL");
        path
    };
    let none = "it is no store of this game";
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("the folder takes it");
        path
    };
    is_refused(&write("empty.db", b""), &data, none);
    is_refused(
        &write("text.db", &[b'x'; 5000]),
        &data,
        "file is not a database",
    );
    let others = "CREATE TABLE cats (id); PRAGMA user_version = 2";
    is_refused(&make("others.db", others), &data, none);
    is_refused(&make("fresh.db", "CREATE TABLE cats (id)"), &data, none);
    let newer = "CREATE TABLE cats (id); PRAGMA user_version = 99";
    is_refused(&make("newer.db", newer), &data, "version 99");
    is_refused(&folder, &data, "is no file");
    is_refused(&folder.join("missing.db"), &data, "name a copy");
    is_refused(&live, &data, "is the store itself");
    let link = folder.join("link.db");
    symlink(&live, &link).expect("the folder takes it");
    is_refused(&link, &data, "is the store itself");
    let pipe = folder.join("pipe.db");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("it runs").success());
    is_refused(&pipe, &data, "is no file");
}

#[test]
fn whatever_was_there_is_still_somewhere_however_often_one_restores() {
    let folder = folder("hurry");
    let data = folder.join("data");
    let live = put_store(&data, "first");
    let copies: Vec<_> = ["second", "third", "fourth"]
        .map(|name| put_store(&folder.join(name), name))
        .into();
    let mut kept = Vec::new();
    for (copy, before) in copies.iter().zip(["first", "second", "third"]) {
        let path = restored(copy, &data).expect("something was there");
        assert_eq!(name_in(&path), before);
        kept.push(path);
    }
    assert_eq!(name_in(&live), "fourth");
    // And back, from what was kept, which stays where it is.
    restored(&kept[0], &data).expect("something was there");
    assert_eq!(name_in(&live), "first");
    for (path, name) in kept.iter().zip(["first", "second", "third"]) {
        assert_eq!(name_in(path), name);
    }
    for copy in &copies {
        assert_ne!(name_in(copy), "first", "a backup is not written to");
    }
}

#[test]
fn what_is_damaged_is_kept_byte_by_byte_with_its_log() {
    let folder = folder("evidence");
    let data = folder.join("data");
    let copy = put_store(&folder.join("copy"), "Ada");
    fs::create_dir_all(&data).expect("the folder takes it");
    let (live, log) = (data.join(FILE_NAME), data.join("asteroids.db-wal"));
    fs::write(&live, "what is left").expect("the folder takes it");
    fs::write(&log, "and its log").expect("the folder takes it");
    let kept = restored(&copy, &data).expect("something was there");
    assert_eq!(fs::read(&kept).expect("it is there"), b"what is left");
    let log = PathBuf::from(format!("{}-wal", text(&kept)));
    assert_eq!(fs::read(log).expect("it is there"), b"and its log");
    assert_eq!(name_in(&live), "Ada");
}

#[test]
fn a_log_that_is_all_that_is_left_is_kept() {
    let folder = folder("orphan");
    let data = folder.join("data");
    let copy = put_store(&folder.join("copy"), "Ada");
    fs::create_dir_all(&data).expect("the folder takes it");
    for (suffix, number) in [("-wal", ""), ("-journal", "-2"), ("-wal", "-3")] {
        let _ = fs::remove_file(data.join(FILE_NAME));
        let log = data.join(format!("{FILE_NAME}{suffix}"));
        fs::write(&log, "all that is left").expect("the folder takes it");
        let kept = restored(&copy, &data).expect("something was there");
        let name = format!("{FILE_NAME}.before-restore{number}{suffix}");
        assert_eq!(kept, data.join(name));
        assert_eq!(fs::read(&kept).expect("it is there"), b"all that is left");
        assert_eq!(name_in(&data.join(FILE_NAME)), "Ada");
    }
}

#[test]
fn a_restore_tells_what_one_that_was_cut_off_has_kept() {
    let folder = folder("cut-off-and-again");
    let data = folder.join("data");
    put_store(&data, "Ada");
    let copy = put_store(&folder.join("copy"), "Eve");
    fs::copy(&copy, data.join("asteroids.db.successor-1")).expect("the folder takes it");
    let output = restore(&put_store(&folder.join("other"), "Bob"), &data);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("asteroids.db.before-restore"), "{said}");
    let kept = |number| data.join(format!("asteroids.db.before-restore{number}"));
    assert_eq!(name_in(&kept("")), "Ada");
    assert_eq!(name_in(&kept("-2")), "Eve");
}

#[test]
fn a_restore_that_finds_no_room_changes_nothing() {
    let folder = folder("no-room");
    let data = folder.join("data");
    put_store(&data, "Ada");
    let copy = put_store(&folder.join("copy"), "Eve");
    let mut limited = Command::new("prlimit");
    limited.args(["--fsize=4096", "env", "--ignore-signal=XFSZ"]);
    limited.arg(env!("CARGO_BIN_EXE_asteroids-server"));
    limited.args(["restore", text(&copy), "--data", text(&data)]);
    assert!(!limited.status().expect("it runs").success());
    assert_eq!(name_in(&data.join(FILE_NAME)), "Ada");
    let left = fs::read_dir(&data).expect("it is there").count();
    assert_eq!(left, 2, "the store and its lock");
}

#[test]
fn a_restore_that_was_cut_off_is_finished_by_who_comes_next() {
    // Cut off before anything was moved, after the log was, and after the store was.
    for moved in [&[][..], &["-wal"], &["-wal", ""]] {
        let folder = folder("cut-off");
        let data = folder.join("data");
        let live = put_store(&data, "Ada");
        fs::write(data.join("asteroids.db-wal"), "a log").expect("the folder takes it");
        let copy = put_store(&folder.join("copy"), "Eve");
        fs::copy(copy, data.join("asteroids.db.successor-1")).expect("the folder takes it");
        let kept = data.join("asteroids.db.before-restore");
        for suffix in moved {
            let from = format!("{}{suffix}", text(&live));
            let to = format!("{}{suffix}", text(&kept));
            fs::rename(from, to).expect("the folder takes it");
        }
        drop(Database::open(&live).expect("it opens"));
        assert_eq!(name_in(&live), "Eve");
        let log = fs::read(data.join("asteroids.db.before-restore-wal"));
        assert_eq!(log.expect("it is kept"), b"a log");
        assert_eq!(name_in(&kept), "Ada");
        assert!(!data.join("asteroids.db.successor-1").exists());
    }
}

#[test]
fn who_has_the_store_open_is_waited_for() {
    let folder = folder("open");
    let data = folder.join("data");
    let live = put_store(&data, "Ada");
    let copy = put_store(&folder.join("copy"), "Eve");
    let reader = Connection::open(&live).expect("it opens");
    let read = |reader: &Connection| {
        let name = reader.query_row("SELECT name FROM players", [], |row| row.get(0));
        name.unwrap_or_else(|error| error.to_string())
    };
    assert_eq!(read(&reader), "Ada");
    let (say, said) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let tell = move |line: &str| say.send(line.to_owned()).expect("somebody listens");
        let (data, copy) = (data.clone(), copy.clone());
        let done = scope.spawn(move || {
            asteroids_server::store::file::restore::restore(&data, &copy, &tell).map(|it| it.kept)
        });
        let line = said
            .recv_timeout(crate::browser::PATIENCE)
            .expect("it waits");
        assert!(
            line.contains("somebody else has the store locked"),
            "{line}"
        );
        assert_eq!(read(&reader), "Ada");
        drop(reader);
        let kept = done.join().expect("no panic").expect("it restores");
        assert_eq!(name_in(&kept.expect("something was there")), "Ada");
    });
    assert_eq!(name_in(&live), "Eve");
}
