//! A disk that is full for a while.

use std::process::Command;
use std::time::Duration;

use tokio::time::{interval, timeout};

use crate::browser::{Browser, PATIENCE};
use crate::pilot::Pilot;
use crate::server::{Server, folder};

/// Lets no file of the server grow beyond so much: writing more fails as on a
/// full disk, for root too.
fn limit_files(server: &Server, bytes: &str) {
    let mut command = Command::new("prlimit");
    command.arg(format!("--pid={}", server.id()));
    let limited = command.arg(format!("--fsize={bytes}:unlimited")).status();
    assert!(limited.expect("it runs").success());
}

pub async fn is_at(server: &Server, health: &str) {
    let mut anyone = Browser::default();
    let mut again = interval(Duration::from_millis(20));
    let there = async {
        while anyone.get(server.address, "/healthz").await["status"] != health {
            again.tick().await;
        }
    };
    let in_time = timeout(PATIENCE, there).await;
    in_time.unwrap_or_else(|_| panic!("health should have become: {health}"));
}

#[tokio::test]
async fn while_the_disk_is_full_play_goes_on_and_scores_wait() {
    let server = Server::start(&folder("full"));
    let mut browser = Browser::at(server.address).await;
    limit_files(&server, "4096");
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let one = ada.play_until(100).await;
    is_at(&server, "degraded: scores wait to be stored").await;
    let again = Pilot::join(server.address, &browser, "Ada").await;
    let other = again.play_until(100).await;
    assert_eq!(
        browser.get(server.address, "/api/me").await["career"]["score"],
        0
    );

    limit_files(&server, "unlimited");
    browser.has_stored(server.address, one + other).await;
    is_at(&server, "ok").await;
}

#[tokio::test]
async fn a_stop_waits_for_a_disk_that_has_room_again() {
    let data = folder("full-at-the-stop");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    limit_files(&server, "4096");
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(100).await;
    is_at(&server, "degraded: scores wait to be stored").await;
    server.ask_to_stop();
    limit_files(&server, "unlimited");
    assert!(server.ended().success());

    let server = Server::start(&data);
    browser.has_stored(server.address, scored).await;
}

#[tokio::test]
async fn a_stop_that_loses_scores_fails() {
    let server = Server::start(&folder("full-for-good"));
    let browser = Browser::at(server.address).await;
    limit_files(&server, "4096");
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    ada.play_until(100).await;
    is_at(&server, "degraded: scores wait to be stored").await;
    server.ask_to_stop();
    assert_eq!(server.ended().code(), Some(1));
}

#[tokio::test]
async fn on_a_disk_that_takes_nothing_players_are_known_though_the_server_before_was_killed() {
    let data = folder("full-after-a-kill");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(100).await;
    browser.has_stored(server.address, scored).await;
    server.kill();
    let server = Server::start_limited(&data, "0");
    is_at(&server, "degraded: scores wait to be stored").await;
    browser.has_stored(server.address, scored).await;
    let again = Pilot::join(server.address, &browser, "").await;
    assert_eq!(again.name, "Ada");
}

#[tokio::test]
async fn a_server_that_starts_on_a_full_disk_is_played_on_and_stores_later() {
    let data = folder("full-from-the-start");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    server.stop();
    let server = Server::start_limited(&data, "0");
    is_at(&server, "degraded: scores wait to be stored").await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(100).await;

    limit_files(&server, "unlimited");
    is_at(&server, "ok").await;
    browser.has_stored(server.address, scored).await;
}
