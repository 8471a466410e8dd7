//! Two edges of a cluster: what is said and ordered at one holds at the other.

use asteroids_server::net::Limits;
use asteroids_shared::protocol::{CloseCode, Role};
use serde_json::json;
use tokio::time::timeout;

use crate::answer::{Answer, ask_raw};
use crate::arena::Arena;
use crate::eve::{EVES_COOKIE, store_eve};
use crate::game::PATIENCE;
use crate::moderator::{Moderator, folder};
use crate::player::Player;

const FIRST: &str = "wss://play.example/1/ws";

fn request(method: &str, path: &str, connection: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: {connection}\r\n\r\n")
}

/// Two edges, of the second of which there may be had so much.
fn two_edges_within(name: &str, limits: Limits) -> [Arena; 2] {
    let folders = ["a", "b"].map(|edge| folder(&format!("{name}-{edge}")));
    Arena::two_edges_within([&folders[0], &folders[1]], limits)
}

/// Asks until the answer is that: the first edge has to have told the second one of itself.
async fn at_last<T>(asked: impl AsyncFn() -> T, is_that: impl Fn(&T) -> bool) -> T {
    let asking = async {
        loop {
            let answer = asked().await;
            if is_that(&answer) {
                return answer;
            }
        }
    };
    timeout(PATIENCE, asking).await.expect("in time")
}

/// Whether somebody is sent to the first edge.
fn is_sent_on((code, reason): &(u16, String)) -> bool {
    *code == CloseCode::Elsewhere.code() && reason == FIRST
}

#[tokio::test]
async fn pages_may_go_to_edges_that_come_after_they_were_loaded_and_to_no_other_host() {
    let folders = ["a", "b"].map(|edge| folder(&format!("peers-policy-{edge}")));
    let policy = async |arena: &Arena| {
        let page = ask_raw(arena.address, request("GET", "/", "close")).await;
        let policy = page
            .header("content-security-policy")
            .expect("there is one");
        let connects = policy.split("; ").find(|it| it.starts_with("connect-src"));
        connects.map(str::to_owned)
    };
    let allowed = "connect-src 'self' wss://play.example:*";
    for edge in &Arena::two_edges([&folders[0], &folders[1]]) {
        assert_eq!(policy(edge).await.as_deref(), Some(allowed));
    }
    let alone = policy(&Arena::empty().await).await;
    assert_eq!(alone, None, "a server alone has nobody to send them to");
}

/// Two edges. Eve is known to the store, which the first one has.
fn two_edges(name: &str) -> [Arena; 2] {
    let folders = ["a", "b"].map(|edge| folder(&format!("{name}-{edge}")));
    store_eve(&folders[0]);
    Arena::two_edges([&folders[0], &folders[1]])
}

/// A moderator at the first edge, and the number of somebody's connection at the second.
async fn moderator_and_client(edges: &[Arena; 2], name: &str) -> (Moderator, u64) {
    let [moderator, there] = [0, 1].map(|edge| Moderator::at(edges[edge].address));
    let client = there.client(name).await;
    (moderator, client)
}

#[tokio::test]
async fn what_people_say_is_heard_at_every_edge_and_once() {
    let edges = two_edges("peers-chat");
    let mut ada = edges[0].join("Ada").await;
    let mut bob = edges[1].join("Bob").await;
    ada.talk("hello over there").await;
    assert_eq!(bob.hears().await, ("Ada".into(), "hello over there".into()));
    bob.talk("hello to you").await;
    assert_eq!(ada.hears().await, ("Ada".into(), "hello over there".into()));
    assert_eq!(ada.hears().await, ("Bob".into(), "hello to you".into()));
}

#[tokio::test]
async fn who_is_banned_at_one_edge_is_sent_away_from_all() {
    let edges = two_edges("peers-ban");
    let eves = [("cookie", EVES_COOKIE)];
    let mut eve = edges[1].join_with("Eve", &eves).await;
    let moderator = Moderator::at(edges[0].address);
    let ban = json!({ "name": "Eve", "reason": "cheating" });
    assert_eq!(moderator.order("bans", ban).await["name"], "Eve");
    let banned = CloseCode::Banned.code();
    assert_eq!(eve.player.closed().await, banned);
    for edge in &edges {
        assert_eq!(edge.sends_away(&eves).await.0, banned);
    }
    // It is lifted at the other one.
    let there = Moderator::at(edges[1].address);
    let bans = there.get("bans").await;
    let lift = format!("bans/{}", bans[0]["id"]);
    assert_eq!(there.ask("DELETE", &lift, "").await.0, 200);
    edges[1].join_with("Eve", &eves).await.plays_on().await;
}

#[tokio::test]
async fn a_moderator_kicks_and_mutes_who_is_at_another_edge() {
    let edges = two_edges("peers-orders");
    let mut bob = edges[1].join("Bob").await;
    let mut carol = edges[1].join("Carol").await;
    let (moderator, client) = moderator_and_client(&edges, "Bob").await;
    let mute = json!({ "client": client, "minutes": 5, "reason": "" });
    moderator.order("mute", mute).await;
    let there = Moderator::at(edges[1].address);
    let muted = async { while there.row("Bob").await["muted_s"] == 0 {} };
    timeout(PATIENCE, muted).await.expect("muted in time");
    bob.talk("can you hear me").await;
    assert!(bob.is_told().await.starts_with("a moderator has muted you"));
    moderator
        .order("kick", json!({ "client": client, "reason": "enough" }))
        .await;
    let (code, reason) = bob.player.sent_away().await;
    assert_eq!(code, CloseCode::Kicked.code());
    assert!(reason.ends_with("enough"), "{reason}");
    let whole_ban = json!({ "client": client, "minutes": 5 });
    let (status, why) = moderator.refused("bans", whole_ban).await;
    assert_eq!((status, why.contains("another edge")), (409, true), "{why}");
    carol.plays_on().await;
}

#[tokio::test]
async fn an_edge_whose_places_to_watch_are_taken_sends_who_wants_one_elsewhere() {
    let limits = Limits {
        spectators_max: 1,
        ..Limits::default()
    };
    let edges = two_edges_within("peers-watching", limits);
    let watcher = async || {
        let mut watcher = Player::connect(edges[1].address).await;
        watcher.hello(Role::Spectator, "").await;
        watcher
    };
    let mut first = watcher().await;
    first.welcomed().await;
    at_last(async || watcher().await.sent_away().await, is_sent_on).await;
    edges[1].join("Ada").await.plays_on().await;
}

#[tokio::test]
async fn an_edge_that_is_drained_sends_newcomers_elsewhere() {
    let edges = two_edges_within("peers-draining", Limits::default());
    let moderator = Moderator::at(edges[1].address);
    moderator.order("drain", json!({ "on": true })).await;
    at_last(async || edges[1].sends_away(&[]).await, is_sent_on).await;
}

#[tokio::test]
async fn an_edge_with_as_many_connections_as_it_may_have_says_where_there_are_more() {
    let limits = Limits {
        sessions_max: 1,
        ..Limits::default()
    };
    let edges = two_edges_within("peers-full", limits);
    let mut ada = edges[1].join("Ada").await;
    let upgrade = "upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    for request in [
        request("POST", "/api/origin", "close"),
        request("GET", "/ws", upgrade),
    ] {
        let answer = async || ask_raw(edges[1].address, &request).await;
        let knows = |answer: &Answer| answer.json()["elsewhere"] == FIRST;
        assert_eq!(at_last(answer, knows).await.status, 503);
    }
    ada.plays_on().await;
}
