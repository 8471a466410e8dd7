//! What watches the server finds out: health, rooms, metrics.

use std::time::{Duration, Instant};

use asteroids_server::net::Limits;
use asteroids_server::room::{Membership, Rebased};
use asteroids_shared::protocol::{LeaderboardRow, Role};
use serde_json::json;

use crate::game::Game;

const WELL: Membership = Membership {
    edge: 7,
    epoch: 3,
    leads: true,
    waits: false,
    is_astray: false,
    has_handed_over: false,
    skipped: 0,
    spectators_elsewhere: 0,
    rebased: None,
};

#[tokio::test]
async fn checks_that_ask_for_options_or_headers_are_answered() {
    let game = Game::start().await;
    let plain = game.ask_raw("OPTIONS /healthz HTTP/1.0\r\n\r\n").await;
    assert_eq!(plain.status, 200);
    for path in ["/healthz", "/", "/api/rooms", "*"] {
        let answer = game.ask("OPTIONS", path, "").await;
        assert!([200, 204].contains(&answer.status), "{path}");
        let allowed = answer.header("allow").expect("it says so");
        assert!(allowed.contains("GET"), "{path}: {allowed}");
    }
    assert_eq!(game.ask("HEAD", "/healthz", "").await.status, 200);
    let long_ago = Instant::now() - Duration::from_secs(6);
    game.status.send_modify(|status| status.at = long_ago);
    for method in ["OPTIONS", "HEAD"] {
        assert_eq!(game.ask(method, "/healthz", "").await.status, 503);
    }
}

#[tokio::test]
async fn a_server_whose_rooms_tick_is_healthy() {
    let game = Game::start().await;
    let health = game.get("/healthz").await;
    assert_eq!(health.status, 200);
    assert_eq!(health.json()["status"], "ok");
    assert_eq!(health.json()["rooms"][0]["ticking"], true);
}

#[tokio::test]
async fn a_room_that_ticks_no_more_makes_it_unhealthy() {
    let game = Game::start().await;
    let long_ago = Instant::now() - Duration::from_secs(6);
    game.status.send_modify(|status| status.at = long_ago);
    let health = game.get("/healthz").await;
    assert_eq!(health.status, 503);
    assert_eq!(health.json()["rooms"][0]["ticking"], false);
}

#[tokio::test]
async fn an_edge_whose_world_waits_or_differs_is_not_well_and_says_why() {
    let game = Game::start().await;
    let (mut waits, mut astray, mut leaves, mut skipped) = (WELL, WELL, WELL, WELL);
    (waits.waits, astray.is_astray) = (true, true);
    (leaves.has_handed_over, skipped.skipped) = (true, 2);
    for (membership, code, field, gauge) in [
        (
            WELL,
            200,
            "ticking",
            "asteroids_cluster_epoch{room=\"1\"} 3",
        ),
        (
            waits,
            503,
            "waiting",
            "asteroids_cluster_waiting{room=\"1\"} 1",
        ),
        (
            astray,
            503,
            "astray",
            "asteroids_cluster_astray{room=\"1\"} 1",
        ),
        (
            leaves,
            503,
            "astray",
            "asteroids_cluster_astray{room=\"1\"} 0",
        ),
        (
            skipped,
            200,
            "ticking",
            "asteroids_cluster_skipped_lines{room=\"1\"} 2",
        ),
    ] {
        let now = Instant::now();
        game.status.send_modify(|status| {
            (status.membership, status.at) = (Some(membership), now);
        });
        let health = game.get("/healthz").await;
        assert_eq!(health.status, code, "{field}");
        assert_eq!(health.json()["rooms"][0][field], true);
        let metrics = game.get("/metrics").await;
        assert!(metrics.text().contains(gauge), "{gauge}");
    }
}

#[tokio::test]
async fn edges_tell_the_digests_of_their_worlds_so_that_they_can_be_compared() {
    let game = Game::start().await;
    let room = &game.get("/healthz").await.json()["rooms"][0];
    assert!(room.get("rebased").is_none(), "it is alone: {room}");
    let rebased = Rebased {
        tick: 960,
        digest: 0xabc,
    };
    let membership = Membership {
        rebased: Some(rebased),
        ..WELL
    };
    game.status
        .send_modify(|status| status.membership = Some(membership));
    let room = &game.get("/healthz").await.json()["rooms"][0];
    let told = json!({ "tick": 960, "digest": "0000000000000abc" });
    assert_eq!(room["rebased"], told);
}

#[tokio::test]
async fn a_room_at_half_speed_is_slow_but_healthy() {
    let game = Game::start().await;
    let a_while_ago = Instant::now() - Duration::from_secs(2);
    game.status.send_modify(|status| status.at = a_while_ago);
    assert_eq!(game.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn rooms_and_leaderboards_can_be_read() {
    let game = Game::with(Limits::default(), 7).await;
    game.status.send_modify(|status| {
        status.leaderboard = vec![LeaderboardRow {
            player: 9,
            name: "Ada".to_owned(),
            score: 1200,
            bot: false,
            team: None,
        }];
    });
    let room = &game.get("/api/rooms").await.json()[0];
    for (field, value) in [("room", 1), ("capacity", 7), ("players", 3), ("bots", 2)] {
        assert_eq!(room[field], value, "{field}");
    }
    assert_eq!(
        game.get("/api/rooms/leaderboards").await.json(),
        json!([{ "room": 1, "rows": [
            { "player": 9, "name": "Ada", "score": 1200, "bot": false, "team": 0 }
        ] }])
    );
}

#[tokio::test]
async fn metrics_can_be_scraped() {
    let game = Game::start().await;
    let mut watcher = game.connect().await;
    watcher.hello(Role::Spectator, "").await;
    watcher.welcomed().await;
    let answer = game.get("/metrics").await;
    assert_eq!(answer.status, 200);
    for line in [
        "asteroids_players{room=\"1\"} 3",
        "asteroids_bots{room=\"1\"} 2",
        "asteroids_spectators{room=\"1\"} 1",
        "asteroids_entities{room=\"1\",kind=\"ship\"} 0",
        "# TYPE asteroids_decode_errors_total counter",
        "# TYPE asteroids_connections gauge",
        "# TYPE process_cpu_seconds_total counter",
    ] {
        assert!(answer.text().contains(line), "{line}\n{}", answer.text());
    }
}
