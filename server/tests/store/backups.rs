//! Copies, and the way back.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::browser::Browser;
use crate::pilot::Pilot;
use crate::server::{Server, folder, run};

fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

/// Backs up and gives the copy's path.
fn back_up(data: &Path, to: &Path) -> String {
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
