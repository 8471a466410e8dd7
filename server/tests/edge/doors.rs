//! Who may come in: from which page, through which proxy, and how often.

use std::time::Duration;

use asteroids_server::net::{Limits, Trust};
use asteroids_shared::protocol::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::http::StatusCode;

use crate::game::{Game, PATIENCE};
use crate::player::Player;

impl Game {
    /// Asserts that whoever asks for a WebSocket with these headers is refused.
    /// Says when it may try again, in seconds.
    async fn refuses(&self, headers: &[(&'static str, &str)], status: StatusCode) -> Option<u32> {
        match Player::ask(self.address, headers).await {
            Err(Error::Http(answer)) => {
                assert_eq!(answer.status(), status);
                let seconds = answer.headers().get("retry-after")?;
                seconds.to_str().ok()?.parse().ok()
            }
            other => panic!("it should have been refused, but: {:?}", other.err()),
        }
    }

    /// Someone who comes in with these headers.
    async fn admits(&self, headers: &[(&'static str, &str)]) -> Player {
        let asked = Player::ask(self.address, headers).await;
        asked.expect("the server upgrades")
    }

    /// Someone who comes in from this address, by way of a proxy.
    async fn admits_from(&self, address: &str) -> Player {
        self.admits(&[("x-forwarded-for", address)]).await
    }

    /// Asserts that nobody comes in from this address any more.
    async fn is_full_for(&self, address: &str) {
        let from = [("x-forwarded-for", address)];
        let retry_after = self.refuses(&from, StatusCode::TOO_MANY_REQUESTS).await;
        assert!(retry_after.is_some_and(|seconds| seconds > 0));
    }
}

fn few_connections() -> Limits {
    Limits {
        connections_per_address: 2,
        ..Limits::default()
    }
}

/// A server that neither believes nor spares anybody.
fn trusting_nobody() -> Trust {
    let nobody = || "none".parse().expect("no network");
    Trust {
        proxies: nobody(),
        uncapped: nobody(),
        ..Trust::default()
    }
}

#[tokio::test]
async fn a_page_of_another_site_gets_no_websocket() {
    let game = Game::start().await;
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        game.refuses(&[("origin", origin)], StatusCode::FORBIDDEN)
            .await;
    }
    let of_two = [("origin", "https://evil.example"), ("host", "evil.example")];
    drop(game.admits(&of_two).await);
}

#[tokio::test]
async fn the_games_own_page_gets_one() {
    let game = Game::start().await;
    let own = format!("http://{}", game.address);
    let mut ada = game.admits(&[("origin", &own)]).await;
    ada.hello(Role::Pilot, "Ada").await;
    ada.welcomed().await;
}

#[tokio::test]
async fn a_page_of_a_site_that_the_host_has_listed_gets_one() {
    let trust = Trust {
        origins: "https://friend.example".parse().expect("an origin"),
        ..Trust::default()
    };
    let game = Game::trusting(trust, Limits::default()).await;
    drop(game.admits(&[("origin", "https://friend.example")]).await);
    let other = [("origin", "https://evil.example")];
    game.refuses(&other, StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn an_address_has_so_many_connections_and_gets_them_back() {
    let game = Game::trusting(Trust::default(), few_connections()).await;
    let first = game.admits_from("192.0.2.7").await;
    let _second = game.admits_from("192.0.2.7").await;
    game.is_full_for("192.0.2.7").await;
    let _neighbour = game.admits_from("192.0.2.8").await;
    drop(first);
    let again = async {
        while Player::ask(game.address, &[("x-forwarded-for", "192.0.2.7")])
            .await
            .is_err()
        {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, again).await.expect("it is counted off");
}

#[tokio::test]
async fn a_home_has_as_many_however_many_addresses_it_uses() {
    let game = Game::trusting(Trust::default(), few_connections()).await;
    let _first = game.admits_from("2001:db8:1:2::1").await;
    let _second = game.admits_from("2001:db8:1:2::2").await;
    game.is_full_for("2001:db8:1:2:ffff::3").await;
    drop(game.admits_from("2001:db8:1:3::1").await);
}

#[tokio::test]
async fn an_address_comes_in_so_often_a_minute() {
    let limits = Limits {
        joins_per_minute: 3,
        ..Limits::default()
    };
    let game = Game::trusting(Trust::default(), limits).await;
    for _ in 0..3 {
        drop(game.admits_from("192.0.2.7").await);
    }
    game.is_full_for("192.0.2.7").await;
    drop(game.admits_from("192.0.2.8").await);
}

#[tokio::test]
async fn no_cap_holds_for_this_machine() {
    let limits = Limits {
        connections_per_address: 1,
        joins_per_minute: 1,
        ..Limits::default()
    };
    let game = Game::trusting(Trust::default(), limits).await;
    let mut crowd = Vec::new();
    for _ in 0..200 {
        crowd.push(game.connect().await);
    }
}

#[tokio::test]
async fn who_is_no_proxy_cannot_claim_another_address() {
    let game = Game::trusting(trusting_nobody(), few_connections()).await;
    let _first = game.admits_from("192.0.2.7").await;
    let _second = game.admits_from("192.0.2.8").await;
    game.is_full_for("192.0.2.9").await;
}

#[tokio::test]
async fn who_comes_by_ipv4_is_seen_so_at_a_socket_of_ipv6_too() {
    let game = Game::on_all_addresses(Trust::default(), few_connections()).await;
    // The proxy at 127.0.0.1 is believed, so these come from two addresses.
    let _first = game.admits_from("192.0.2.7").await;
    let _second = game.admits_from("192.0.2.7").await;
    game.is_full_for("192.0.2.7").await;
    let _other = game.admits_from("192.0.2.8").await;
}

#[tokio::test]
async fn who_comes_by_a_proxy_cannot_claim_to_be_one() {
    let game = Game::trusting(Trust::default(), few_connections()).await;
    let _first = game.admits_from("127.0.0.1, 192.0.2.7").await;
    let _second = game.admits_from("198.51.100.1, 192.0.2.7").await;
    game.is_full_for("127.0.0.1, 192.0.2.7").await;
}

#[tokio::test]
async fn all_who_cannot_be_read_are_one_address() {
    let game = Game::trusting(Trust::default(), few_connections()).await;
    let _first = game.admits_from("unknown").await;
    let _second = game.admits_from("203.0.113.9, _hidden").await;
    game.is_full_for("unix:").await;
    game.is_full_for("203.0.113.9,").await;
    drop(game.admits_from("203.0.113.9").await);
}

#[tokio::test]
async fn one_household_leaves_connections_to_others() {
    let limits = Limits {
        sessions_max: 4,
        ..Limits::default()
    };
    let game = Game::trusting(Trust::default(), limits).await;
    let _first = game.admits_from("2001:db8:1:200::1").await;
    let _second = game.admits_from("2001:db8:1:201::1").await;
    let _third = game.admits_from("2001:db8:1:2ff::1").await;
    game.is_full_for("2001:db8:1:202::1").await;
    drop(game.admits_from("203.0.113.9").await);
}

#[tokio::test]
async fn connections_over_those_of_a_peer_are_cut_off_at_once() {
    let limits = Limits {
        connections_per_address: 1,
        plain_max: 4,
        header_within: PATIENCE,
        ..Limits::default()
    };
    let game = Game::trusting(trusting_nobody(), limits).await;
    let mut held = Vec::new();
    for _ in 0..limits.connections_per_peer() {
        held.push(TcpStream::connect(game.address).await.expect("it listens"));
    }
    let mut refused = TcpStream::connect(game.address).await.expect("it listens");
    let end = timeout(PATIENCE, refused.read(&mut [0; 1]))
        .await
        .expect("in time");
    assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");
    let mut first = held.remove(0);
    let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    first.write_all(request).await.expect("it is open");
    let mut answer = [0; 12];
    first.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn an_address_has_so_many_requests_answered_at_once_and_others_have_theirs() {
    let limits = Limits {
        plain_max: 4,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut slow = TcpStream::connect(game.address).await.expect("it listens");
    let request = b"POST /api/claim HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\
        Content-Type: application/json\r\nContent-Length: 4000\r\n\
        Expect: 100-continue\r\n\r\n";
    slow.write_all(request).await.expect("it is open");
    let asked_from = async |address: &str| {
        let from = format!("X-Forwarded-For: {address}\r\n");
        game.ask("GET", "/api/rooms", &from).await.status
    };
    // The server says so once it waits for the body.
    let mut go_on = [0; 12];
    let told = timeout(PATIENCE, slow.read_exact(&mut go_on)).await;
    told.expect("in time").expect("it is open");
    assert_eq!(&go_on, b"HTTP/1.1 100");
    assert_eq!(asked_from("192.0.2.7").await, 429);
    assert_eq!(asked_from("192.0.2.8").await, 200);
    drop(slow);
    let answered = async { while asked_from("192.0.2.7").await != 200 {} };
    timeout(PATIENCE, answered).await.expect("it is answered");
}
