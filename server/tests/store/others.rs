//! What others do to the data folder: lock the store, damage it, or put into it
//! what is no file.

use std::fs::{self, File};
use std::os::unix::fs::{chown, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::thread;

use asteroids_server::store::{Database, FILE_NAME, Keeping, StoreThread};
use rusqlite::Connection;

use crate::backups::{back_up, text};
use crate::browser::Browser;
use crate::disk::is_at;
use crate::pilot::Pilot;
use crate::server::{Server, folder};

/// Locks a store against everybody who writes.
fn lock(data: &Path) -> Connection {
    let other = Connection::open(data.join(FILE_NAME)).expect("it opens");
    let lock = "PRAGMA busy_timeout = 20000; BEGIN IMMEDIATE";
    other.execute_batch(lock).expect("it is free at times");
    other
}

#[tokio::test]
async fn while_somebody_has_the_store_locked_play_goes_on_and_scores_wait() {
    let data = folder("locked");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let other = lock(&data);
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(100).await;
    is_at(&server, "degraded: scores wait to be stored").await;
    drop(other);
    browser.has_stored(server.address, scored).await;
    is_at(&server, "ok").await;
}

/// A server that has started while somebody keeps everybody else from the store.
async fn started_beside_a_lock(data: &Path) -> (Server, Connection) {
    Server::start(data).stop();
    let other = Connection::open(data.join(FILE_NAME)).expect("it opens");
    let lock = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE";
    other.execute_batch(lock).expect("nobody else is there");
    let server = Server::start(data);
    is_at(&server, "degraded: scores wait to be stored").await;
    (server, other)
}

#[tokio::test]
async fn a_server_starts_while_somebody_has_the_store_locked() {
    let data = folder("locked-at-the-start");
    let (server, other) = started_beside_a_lock(&data).await;
    drop(other);
    is_at(&server, "ok").await;
}

#[tokio::test]
async fn where_nobody_has_scored_a_stop_loses_nothing_though_the_store_is_locked() {
    let data = folder("locked-to-the-end");
    let (server, _other) = started_beside_a_lock(&data).await;
    server.stop();
}

#[test]
fn a_server_that_starts_during_a_restore_waits_for_its_end() {
    let data = folder("during-restore");
    let path = data.join(FILE_NAME);
    drop(Database::open(&path).expect("it is made"));
    let locked = [data.clone(), path.with_extension("lock")].map(|path| {
        let file = File::open(path).expect("it is there");
        file.lock().expect("nobody else is there");
        file
    });
    let refused = Database::open(&path).expect_err("it is locked").to_string();
    assert!(refused.contains("being restored"), "{refused}");
    thread::scope(|scope| {
        let opened = scope.spawn(|| StoreThread::open(&path, Keeping::default()));
        drop(locked);
        let opened = opened.join().expect("no panic");
        assert!(opened.is_ok(), "{opened:?}");
    });
}

/// What a start with these arguments says that must fail, and soon.
pub fn fails(data: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("timeout");
    command.args(["60", env!("CARGO_BIN_EXE_asteroids-server")]);
    command.args(["--listen", "127.0.0.1:0", "--data", text(data)]);
    command.args(["--log-level", "error"]).args(arguments);
    let output = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    assert!(matches!(output.status.code(), Some(1 | 2)), "{said}");
    said
}

/// Puts each thing that is no file of ours to this place in turn.
fn put_all(elsewhere: &Path, place: &Path, mut then: impl FnMut(&str)) {
    let pipe = Command::new("mkfifo").arg(place).status();
    assert!(pipe.expect("it runs").success());
    then("it is a pipe");
    fs::remove_file(place).expect("it is there");
    symlink(elsewhere, place).expect("the folder takes it");
    then("it is a link");
    fs::remove_file(place).expect("it is there");
    fs::hard_link(elsewhere, place).expect("the folder takes it");
    then("hard link");
    fs::remove_file(place).expect("it is there");
    let socket = UnixListener::bind(place).expect("the folder takes it");
    then("it is a socket");
    drop(socket);
    fs::remove_file(place).expect("it is there");
    fs::create_dir(place).expect("the folder takes it");
    then("it is a folder");
    fs::remove_dir(place).expect("it is there");
}

#[test]
fn what_is_no_file_of_ours_ends_the_start_in_one_line() {
    let folder = folder("no-file");
    let elsewhere = folder.join("precious");
    fs::write(&elsewhere, "precious").expect("the folder takes it");
    let token = folder.join("token");
    fs::write(&token, "a token for these tests").expect("the folder takes it");
    let moderated = ["--admin-token-file", text(&token)];
    for inner in ["rooms/1", "films"] {
        fs::create_dir_all(folder.join(inner)).expect("the folder takes it");
    }
    for name in [
        "asteroids.db",
        "asteroids.db-wal",
        "asteroids.db-shm",
        "asteroids.db-journal",
        "asteroids.lock",
        "audit.jsonl",
        "moderation.json",
        "moderation.json.new",
        "rooms/1/0000000001.snapshot",
        "rooms/1/0000000001.segment",
        "films/film.unfinished",
        "films/v1-0123456789abcdef-0000000320.film",
    ] {
        let place = folder.join(name);
        put_all(&elsewhere, &place, |why| {
            let said = fails(&folder, &moderated);
            assert!(said.contains(name) && said.contains(why), "{name}: {said}");
        });
    }
    assert_eq!(fs::read(&elsewhere).expect("it is there"), b"precious");
}

#[test]
fn what_is_no_folder_of_ours_ends_the_start_in_one_line() {
    let (data, elsewhere) = (folder("no-folder"), folder("no-folder-elsewhere"));
    for name in ["rooms", "rooms/1", "films"] {
        let place = data.join(name);
        // A start before may have made it.
        if place.is_dir() {
            fs::remove_dir_all(&place).expect("it is there");
        }
        symlink(&elsewhere, &place).expect("the folder takes it");
        let said = fails(&data, &[]);
        assert!(
            said.contains(name) && said.contains("it is a link"),
            "{said}"
        );
        fs::remove_file(&place).expect("it is there");
        fs::write(&place, "").expect("the folder takes it");
        let said = fails(&data, &[]);
        assert!(
            said.contains(name) && said.contains("it is a file"),
            "{said}"
        );
        fs::remove_file(&place).expect("it is there");
        fs::create_dir(&place).expect("the folder takes it");
    }
    assert_eq!(fs::read_dir(&elsewhere).expect("it is there").count(), 0);
}

#[test]
fn settings_in_a_pipe_that_nobody_writes_to_end_the_start_in_one_line() {
    let folder = folder("no-settings");
    let pipe = folder.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("it runs").success());
    for flag in ["--config", "--admin-token-file", "--chat-words"] {
        let said = fails(&folder, &[flag, text(&pipe)]);
        assert!(said.contains("nothing came from it"), "{flag}: {said}");
    }
}

#[test]
fn the_admin_token_may_come_by_a_pipe() {
    let data = folder("piped");
    let pipe = data.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("it runs").success());
    let writes = pipe.clone();
    let written = thread::spawn(move || fs::write(writes, "a token for these tests"));
    Server::start_with(&data, &["--admin-token-file", text(&pipe)]).stop();
    let written = written.join().expect("it does not panic");
    written.expect("somebody reads it");
}

#[test]
fn what_belongs_to_another_user_is_not_used() {
    let data = folder("foreign");
    let path = data.join(FILE_NAME);
    drop(Database::open(&path).expect("it is made"));
    if chown(&path, Some(12_345), None).is_err() {
        // Only root can give files away.
        return;
    }
    let refused = Database::open(&path)
        .expect_err("it is not ours")
        .to_string();
    assert!(refused.contains("belongs to the user 12345"), "{refused}");
    // A folder and all in it may be a user's own, while root looks after it.
    chown(&data, Some(12_345), None).expect("we are root");
    assert!(Database::open(&path).is_ok());
}

#[test]
fn a_damaged_store_ends_the_start_and_names_the_newest_backup() {
    let folder = folder("damaged-at-the-start");
    let (data, copies) = (folder.join("data"), folder.join("copies"));
    fs::create_dir_all(&data).expect("the folder takes it");
    let path = data.join(FILE_NAME);
    drop(Database::open(&path).expect("it is made"));
    let whole = fs::read(&path).expect("it is there");
    let damage = |range: std::ops::Range<usize>| {
        let mut bytes = whole.clone();
        bytes[range].fill(0x5a);
        fs::write(&path, bytes).expect("the folder takes it");
    };
    damage(0..100);
    let said = fails(&data, &[]);
    assert!(said.contains("restore BACKUP --data"), "{said}");
    fs::write(&path, &whole).expect("the folder takes it");
    let older = back_up(&data, &copies);
    let newest = back_up(&data, &copies);
    assert_ne!(older, newest);
    for range in [
        0..100,
        100..4096,
        8192..12_288,
        whole.len() - 4096..whole.len(),
    ] {
        damage(range.clone());
        let said = fails(&data, &[]);
        let way_out = format!("`asteroids-server restore {newest} --data {}`", text(&data));
        assert!(said.contains(&way_out), "{range:?}: {said}");
    }
    fs::write(&path, b"").expect("the folder takes it");
    fs::write(data.join("asteroids.db-wal"), "all that is left").expect("the folder takes it");
    let said = fails(&data, &[]);
    assert!(said.contains(&newest), "{said}");
}
