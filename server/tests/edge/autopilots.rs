//! People who let an autopilot fly for them.

use asteroids_server::net::Limits;
use asteroids_shared::PlayerId;
use asteroids_shared::protocol::{Detail, Flags, ToServer};
use serde_json::Value;
use tokio::time::timeout;

use crate::arena::Arena;
use crate::game::{Game, PATIENCE};
use crate::moderator::ask;
use crate::pilot::Pilot;

impl Pilot {
    async fn hands_over(&mut self, flies: bool) {
        self.player.say(&ToServer::Autopilot(flies)).await;
    }

    /// Whether this player's ship shows one, if it is in sight.
    fn shows_an_autopilot(&self, player: PlayerId) -> Option<bool> {
        let mut ships = self.picture.entities();
        ships.find_map(|ship| match ship.detail() {
            Detail::Ship {
                player: pilot,
                flags,
                ..
            } if *pilot == player => Some(flags.holds(Flags::AUTOPILOT)),
            _ => None,
        })
    }

    /// Waits until it sees whether an autopilot flies for this player.
    async fn sees_an_autopilot(&mut self, player: PlayerId, flies: bool) {
        let seen = async {
            loop {
                if self.shows_an_autopilot(player) == Some(flies) {
                    return;
                }
                self.frame().await;
            }
        };
        timeout(PATIENCE, seen).await.expect("seen in time");
    }
}

async fn get(arena: &Arena, path: &str) -> Value {
    let (status, body) = ask(arena.address, "GET", path, "", "").await;
    assert_eq!(status, 200, "{body}");
    body
}

#[tokio::test]
async fn everybody_is_told_that_an_autopilot_flies_and_when_it_does_no_longer() {
    let arena = Arena::empty().await;
    let mut ada = arena.join("Ada").await;
    let mut bob = arena.join_near("Bob", "Ada").await;
    let player = ada.welcome.player;
    for flies in [true, false] {
        ada.hands_over(flies).await;
        ada.sees_an_autopilot(player, flies).await;
        bob.sees_an_autopilot(player, flies).await;
    }
    ada.plays_on().await;
}

#[tokio::test]
async fn the_roll_says_for_whom_an_autopilot_flies() {
    let arena = Arena::empty().await;
    let mut ada = arena.join("Ada").await;
    let _bob = arena.join("Bob").await;
    ada.hands_over(true).await;
    ada.sees_an_autopilot(ada.welcome.player, true).await;
    let rows = get(&arena, "/api/rooms/1/players").await["players"].clone();
    for row in rows.as_array().expect("a list") {
        assert_eq!(row["autopilot"] == true, row["name"] == "Ada", "{row}");
        assert_eq!(row["bot"], false, "{row}");
    }
}

#[tokio::test]
async fn where_the_host_lets_none_fly_who_tries_is_told_so_and_flies_on() {
    let limits = Limits {
        autopilots: false,
        ..Limits::default()
    };
    let arena = Arena::within(limits);
    assert_eq!(get(&arena, "/api/rooms").await[0]["autopilots"], false);
    let mut ada = arena.join("Ada").await;
    ada.hands_over(true).await;
    let told = async {
        while ada.told.is_empty() {
            ada.message().await;
        }
    };
    timeout(PATIENCE, told).await.expect("told in time");
    let told = ada.told.pop_front().expect("it was told");
    assert!(told.contains("no autopilots"), "{told}");
    ada.plays_on().await;
    assert_eq!(ada.shows_an_autopilot(ada.welcome.player), Some(false));
}

#[tokio::test]
async fn it_is_known_beforehand_that_they_may_fly() {
    let arena = Arena::empty().await;
    assert_eq!(get(&arena, "/api/rooms").await[0]["autopilots"], true);
}

#[tokio::test]
async fn who_watches_has_no_autopilot() {
    let arena = Arena::empty().await;
    let ada = arena.join("Ada").await;
    let mut watcher = arena.watch(ada.welcome.player).await;
    watcher.hands_over(true).await;
    watcher.sees_an_autopilot(ada.welcome.player, false).await;
}

#[tokio::test]
async fn the_page_of_autopilots_is_there_once_the_client_has_it() {
    let game = Game::start().await;
    let page = game.get("/autopilot").await;
    assert!(page.header("content-security-policy").is_some());
    if page.status == 200 {
        assert!(page.text().starts_with("<!doctype html>"));
        let slashed = game.get("/autopilot/").await;
        assert_eq!(slashed.header("location"), Some("../autopilot"));
    } else {
        assert_eq!(page.status, 404);
    }
}
