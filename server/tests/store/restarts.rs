//! A server that is restarted while people play.

use std::fs;
use std::time::Duration;

use asteroids_loadtest::options::Options;
use asteroids_loadtest::run;
use clap::Parser;
use tokio::time::{interval, timeout};

use crate::browser::{Browser, PATIENCE};
use crate::others::fails;
use crate::pilot::Pilot;
use crate::server::{Server, folder};

#[tokio::test]
async fn a_restart_takes_nothing_from_who_comes_back() {
    let data = folder("restart");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let mut ada = Pilot::join(server.address, &browser, "Ada").await;
    ada.fly_until(200).await;
    server.stop();
    let before = ada.play().await;

    let server = Server::start(&data);
    let again = Pilot::come_back(server.address, &browser, before.claim).await;
    assert!(again.is_resumed);
    assert_eq!(again.player, before.player);
    assert_eq!(again.name, "Ada");
    assert!(again.score >= before.score, "{} points", again.score);
    let more = again.play_until(100).await;
    browser
        .has_stored(server.address, before.total() + more)
        .await;
}

#[tokio::test]
async fn who_was_absent_when_the_server_stopped_may_still_come_back() {
    let data = folder("restart-absent");
    let server = Server::start(&data);
    let ada = Pilot::join(server.address, &Browser::default(), "Ada").await;
    let (player, claim) = (ada.player, ada.claim);
    drop(ada);
    server.stop();
    let server = Server::start(&data);
    let ada = Pilot::come_back(server.address, &Browser::default(), claim).await;
    assert!(ada.is_resumed);
    assert_eq!(ada.player, player);
}

#[tokio::test]
async fn a_server_that_was_killed_takes_little_from_who_comes_back() {
    let data = folder("restart-killed");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let mut ada = Pilot::join(server.address, &browser, "Ada").await;
    ada.fly_until(200).await;
    browser.has_stored(server.address, ada.total()).await;
    server.kill();

    let server = Server::start(&data);
    let again = Pilot::come_back(server.address, &browser, ada.claim).await;
    assert!(again.is_resumed);
    assert_eq!((again.player, &again.name[..]), (ada.player, "Ada"));
    assert!(again.score >= 200, "{} points", again.score);
}

#[tokio::test]
async fn a_server_whose_log_is_damaged_begins_afresh_and_keeps_it() {
    let data = folder("restart-fresh");
    let log = data.join("rooms/1");
    let server = Server::start(&data);
    let ada = Pilot::join(server.address, &Browser::default(), "Ada").await;
    server.stop();
    for file in fs::read_dir(&log).expect("the room is kept") {
        let path = file.expect("it can be read").path();
        let mut bytes = fs::read(&path).expect("it can be read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).expect("the folder takes it");
    }
    let server = Server::start(&data);
    let again = Pilot::come_back(server.address, &Browser::default(), ada.claim).await;
    assert!(!again.is_resumed);
    let kept = fs::read_dir(data.join("rooms"))
        .expect("it is there")
        .count();
    assert!(kept > 1, "what was there is put aside");
}

#[tokio::test]
async fn a_start_that_fails_takes_nothing_from_who_comes_back_to_the_next() {
    let data = folder("restart-fails");
    let server = Server::start(&data);
    let ada = Pilot::join(server.address, &Browser::default(), "Ada").await;
    server.stop();
    let in_the_way = data.join("rooms/1/4000000000.segment");
    fs::create_dir(&in_the_way).expect("the folder takes it");
    let said = fails(&data, &[]);
    assert!(said.contains("segment: it is a folder"), "{said}");
    fs::remove_dir(&in_the_way).expect("nobody has moved it");
    let server = Server::start(&data);
    let ada = Pilot::come_back(server.address, &Browser::default(), ada.claim).await;
    assert!(ada.is_resumed);
}

/// Waits until so many bots fly.
async fn all_fly(server: &Server, bots: u64) {
    let mut again = interval(Duration::from_millis(50));
    let all = async {
        let mut browser = Browser::default();
        while browser.get(server.address, "/api/rooms").await[0]["bots"] != bots {
            again.tick().await;
        }
    };
    timeout(PATIENCE, all).await.expect("all should have come");
}

#[tokio::test]
async fn fifty_fly_on_after_a_restart_and_none_loses_a_point() {
    let data = folder("restart-fifty");
    let server = Server::start(&data);
    let line = format!(
        "loadtest --url ws://{}/ws --bots 50 --ramp 2s --duration 12s --profile restart",
        server.address
    );
    let options = Options::try_parse_from(line.split_whitespace()).expect("options");
    let bots = tokio::task::spawn_blocking(move || run::run(&options));
    all_fly(&server, 50).await;
    let _server = server.restart(&data);
    let report = bots.await.expect("without panic").expect("a report");
    assert_eq!(report.resumed, 50, "{report}");
    assert!(report.is_clean(), "{report}");
}
