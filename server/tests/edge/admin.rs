//! Keeping order: what moderators do, as players see it.

use asteroids_shared::picture::Entity;
use asteroids_shared::protocol::{CloseCode, Detail, Role, ToClient};
use serde_json::json;
use tokio::time::timeout;

use crate::arena::Arena;
use crate::eve::{EVES_COOKIE, store_eve};
use crate::game::{Game, PATIENCE};
use crate::moderator::{Moderator, TOKEN, ask, folder};
use crate::pilot::Pilot;
use crate::player::Player;

const KICKED: u16 = CloseCode::Kicked.code();

impl Arena {
    async fn health(&self) -> String {
        let (status, health) = ask(self.address, "GET", "/healthz", "", "").await;
        assert_eq!(status, 200);
        health["status"].as_str().expect("it says").to_owned()
    }
}

impl Pilot {
    /// Waits for the next notice.
    async fn notice(&mut self) -> String {
        let next = async {
            loop {
                if let ToClient::Notice(notice) = self.message().await {
                    return notice.text;
                }
            }
        };
        timeout(PATIENCE, next).await.expect("a notice in time")
    }

    /// Waits until a ship of this name is in sight.
    async fn sees(&mut self, name: &str) {
        let seen = async {
            while !self.names_in_sight().any(|it| it == name) {
                self.frame().await;
            }
        };
        timeout(PATIENCE, seen).await.expect("seen in time");
    }

    fn names_in_sight(&self) -> impl Iterator<Item = &str> {
        self.picture.entities().filter_map(name_of)
    }
}

fn name_of(entity: &Entity) -> Option<&str> {
    if let Detail::Ship { name, .. } = entity.detail() {
        Some(name)
    } else {
        None
    }
}

#[tokio::test]
async fn where_no_token_is_set_there_are_no_moderators() {
    let game = Game::start().await;
    let bearer = format!("Authorization: Bearer {TOKEN}\r\n");
    for path in [
        "/admin",
        "/api/admin/players",
        "/api/admin/bans",
        "/api/admin/audit",
    ] {
        let (status, told) = ask(game.address, "GET", path, &bearer, "").await;
        assert_eq!(status, 404, "{path}");
        let error = told["error"].as_str().unwrap_or_default();
        assert!(error.contains("--admin-token-file"), "{path}: {told}");
    }
    for path in ["/api/admin/kick", "/api/admin/drain", "/api/admin/bans"] {
        let (status, _) = ask(game.address, "POST", path, &bearer, "{}").await;
        assert_eq!(status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_wrong_token_opens_nothing_and_is_not_tried_for_long() {
    let arena = Arena::moderated(&folder("wrong-token"));
    let guesser = Moderator::with_token(arena.address, "not the token, but long");
    for _ in 0..10 {
        assert_eq!(guesser.ask("GET", "players", "").await.0, 401);
    }
    assert_eq!(guesser.ask("GET", "players", "").await.0, 429);
    let right_but_late = arena.moderator();
    assert_eq!(right_but_late.ask("GET", "players", "").await.0, 429);
    arena.moderator().from("198.51.100.2").get("players").await;
}

#[tokio::test]
async fn wrong_tokens_of_who_cannot_be_read_lock_nobody_else_out() {
    let arena = Arena::moderated(&folder("unreadable-token"));
    for from in ["\u{e9}", "unknown", "203.0.113.7, \u{e9}", ""] {
        let headers =
            format!("Authorization: Bearer not the token, but long\r\nX-Forwarded-For: {from}\r\n");
        for _ in 0..5 {
            ask(arena.address, "GET", "/api/admin/players", &headers, "").await;
        }
        let (status, _) = ask(arena.address, "GET", "/api/admin/players", &headers, "").await;
        assert!([401, 429].contains(&status), "{from}: {status}");
    }
    let here = format!("Authorization: Bearer {TOKEN}\r\n");
    let (status, _) = ask(arena.address, "GET", "/api/admin/players", &here, "").await;
    assert_eq!(status, 200);
    let unreadable = format!("{here}X-Forwarded-For: \u{e9}\r\n");
    let (status, _) = ask(arena.address, "GET", "/api/admin/players", &unreadable, "").await;
    assert_eq!(status, 429, "they have used up their own tries");
}

#[tokio::test]
async fn a_page_of_another_site_orders_nothing() {
    let arena = Arena::moderated(&folder("foreign"));
    let headers = format!("Authorization: Bearer {TOKEN}\r\nOrigin: https://evil.example\r\n");
    let (status, _) = ask(
        arena.address,
        "POST",
        "/api/admin/drain",
        &headers,
        "{\"on\":true}",
    )
    .await;
    assert_eq!(status, 403);
    assert_eq!(arena.health().await, "ok");
}

#[tokio::test]
async fn moderators_see_who_is_here_and_from_where() {
    let folder = folder("players");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let _ada = arena.join_from("Ada", "203.0.113.7").await;
    let _eve = arena.join_with("Eve", &[("cookie", EVES_COOKIE)]).await;
    let ada = arena.moderator().row("Ada").await;
    for (field, value) in [
        ("room", json!(1)),
        ("role", json!("pilot")),
        ("address", json!("203.0.113.7")),
        ("stored", json!(null)),
    ] {
        assert_eq!(ada[field], value, "{field}");
    }
    let eve = arena.moderator().row("Eve").await;
    assert_eq!(eve["stored"], json!({ "name": "Eve", "claimed": false }));
}

#[tokio::test]
async fn nobody_looks_like_a_stranger_to_moderators_because_the_store_says_nothing() {
    let folder = folder("players-unknown");
    store_eve(&folder);
    let mut arena = Arena::moderated(&folder);
    let _eve = arena.join_with("Eve", &[("cookie", EVES_COOKIE)]).await;
    arena.moderator().row("Eve").await;
    arena.lose_the_store();
    let (status, said) = arena.moderator().ask("GET", "players", "").await;
    assert_eq!(status, 503, "{said}");
    assert_eq!(
        said["error"],
        "the store takes nothing now: try again later"
    );
}

#[tokio::test]
async fn a_kicked_player_is_told_why_and_may_come_back() {
    let arena = Arena::moderated(&folder("kick"));
    let (mut eve, mut ada) = (arena.join("Eve").await, arena.join("Ada").await);
    let moderator = arena.moderator();
    let client = moderator.client("Eve").await;
    let kick = json!({ "client": client, "reason": "language" });
    moderator.order("kick", kick.clone()).await;
    let (code, reason) = eve.player.sent_away().await;
    assert_eq!(code, KICKED);
    assert_eq!(reason, "removed by a moderator: language");
    ada.plays_on().await;
    arena.join("Eve").await.plays_on().await;
    let (status, why) = moderator.refused("kick", kick).await;
    assert_eq!((status, &why[..6]), (404, "nobody"));
}

#[tokio::test]
async fn what_moderators_set_holds_over_a_restart_until_they_change_it() {
    let folder = folder("standing");
    store_eve(&folder);
    let eves = [("cookie", EVES_COOKIE), ("x-forwarded-for", "203.0.113.9")];
    let arena = Arena::moderated(&folder);
    let moderator = arena.moderator();
    let _eve = arena.join_with("Eve", &eves).await;
    let _bob = arena.join_from("Bob", "203.0.113.10").await;
    for name in ["Eve", "Bob"] {
        let client = moderator.client(name).await;
        moderator
            .order("mute", json!({ "client": client, "minutes": 10 }))
            .await;
    }
    let settings = json!({ "chat": false, "chat_slow_s": 9, "capacity": 20, "bots": 3 });
    let set = moderator.order("settings", settings).await;
    moderator.order("drain", json!({ "on": true })).await;
    arena.stop().await;

    let arena = Arena::moderated(&folder);
    let moderator = arena.moderator();
    assert_eq!(arena.health().await, "draining: no newcomers");
    let held = moderator.get("settings").await;
    assert_eq!(held["now"], set["now"]);
    assert_eq!(held["chat"], json!({ "open": false, "slow_s": 9 }));
    moderator.order("drain", json!({ "on": false })).await;
    let _eve = arena.join_with("Eve", &eves).await;
    let _bob = arena.join_from("Bob", "203.0.113.10").await;
    for name in ["Eve", "Bob"] {
        let muted_s = moderator.row(name).await["muted_s"].as_u64();
        let muted_s = muted_s.expect("a number");
        assert!((1..=600).contains(&muted_s), "{name}: {muted_s}");
    }
    let client = moderator.client("Eve").await;
    moderator
        .order("mute", json!({ "client": client, "minutes": 0 }))
        .await;
    arena.stop().await;

    let arena = Arena::moderated(&folder);
    assert_eq!(arena.health().await, "ok");
    let _eve = arena.join_with("Eve", &eves).await;
    assert_eq!(arena.moderator().row("Eve").await["muted_s"], 0);
}

#[tokio::test]
async fn what_moderators_had_set_and_is_damaged_is_put_aside_each_time() {
    let folder = folder("standing-odd");
    let file = folder.join("moderation.json");
    for (aside, damaged) in [
        ("moderation.json.damaged", "{\"draining\": tr"),
        ("moderation.json.damaged-2", ""),
    ] {
        std::fs::write(&file, damaged).expect("the folder takes it");
        let arena = Arena::moderated(&folder);
        assert_eq!(arena.health().await, "ok");
        arena.stop().await;
        let aside = std::fs::read_to_string(folder.join(aside));
        assert_eq!(aside.expect("it is put aside"), damaged);
    }
}

#[tokio::test]
async fn a_renamed_pilot_flies_on_under_its_new_name_and_others_see_it() {
    let arena = Arena::moderated(&folder("rename"));
    let mut eve = arena.join("Rude").await;
    let mut ada = arena.watch(eve.welcome.player).await;
    ada.sees("Rude").await;
    let moderator = arena.moderator();
    let client = moderator.client("Rude").await;
    let rename = json!({ "client": client, "name": " Polite " });
    moderator.order("rename", rename).await;
    eve.sees("Polite").await;
    assert_eq!(eve.own_ship().and_then(name_of), Some("Polite"));
    eve.plays_on().await;
    ada.sees("Polite").await;
    assert_eq!(moderator.client("Polite").await, client);
}

#[tokio::test]
async fn who_is_here_reads_an_announcement_and_who_comes_later_does_not() {
    let arena = Arena::moderated(&folder("announce"));
    let (mut ada, mut bob) = (arena.join("Ada").await, arena.join("Bob").await);
    let moderator = arena.moderator();
    let said = json!({ "text": " Restart in\n5 minutes \u{202e}" });
    moderator.order("announce", said).await;
    assert_eq!(ada.notice().await, "Restart in 5 minutes");
    assert_eq!(bob.notice().await, "Restart in 5 minutes");
    let mut eve = arena.join("Eve").await;
    moderator.order("announce", json!({ "text": "Now" })).await;
    assert_eq!(eve.notice().await, "Now");
    let (status, _) = moderator.refused("announce", json!({ "text": "\n" })).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn while_the_server_drains_who_flies_flies_on_and_newcomers_may_watch() {
    let arena = Arena::moderated(&folder("drain"));
    let mut ada = arena.join("Ada").await;
    let moderator = arena.moderator();
    moderator.order("drain", json!({ "on": true })).await;
    assert_eq!(arena.health().await, "draining: no newcomers");
    let (code, reason) = arena.sends_away(&[]).await;
    assert_eq!(code, CloseCode::Full.code());
    assert!(reason.starts_with("no newcomers for now"), "{reason}");
    let mut watcher = Player::connect(arena.address).await;
    watcher.hello(Role::Spectator, "").await;
    watcher.welcomed().await;
    ada.plays_on().await;
    moderator.order("drain", json!({ "on": false })).await;
    assert_eq!(arena.health().await, "ok");
    arena.join("Bob").await;
}

#[tokio::test]
async fn bots_and_places_change_while_people_play() {
    let arena = Arena::moderated(&folder("settings"));
    let mut ada = arena.join("Ada").await;
    let moderator = arena.moderator();
    let settings = moderator
        .order("settings", json!({ "bots": 4, "capacity": 1 }))
        .await;
    assert_eq!(settings["now"]["bots"], 4);
    assert_eq!(settings["most"]["capacity"], 50);
    assert_eq!(arena.sends_away(&[]).await.0, CloseCode::Full.code());
    let bots_come = async {
        while ask(arena.address, "GET", "/api/rooms", "", "").await.1[0]["bots"] != 3 {
            ada.frame().await;
        }
    };
    timeout(PATIENCE, bots_come).await.expect("bots in time");
    let (status, _) = moderator
        .refused("settings", json!({ "capacity": 51 }))
        .await;
    assert_eq!(status, 400);
    ada.plays_on().await;
}

#[tokio::test]
async fn orders_that_make_no_sense_are_refused_in_words_and_not_recorded() {
    let moderator = Arena::moderated(&folder("nonsense")).moderator();
    for (path, body, why) in [
        ("kick", json!({ "client": "Eve" }), 400),
        ("kick", json!({ "client": 4711 }), 404),
        ("bans", json!({}), 400),
        ("bans", json!({ "name": "Eve", "network": "::1" }), 400),
        ("bans", json!({ "network": "192.0.2.0/33" }), 400),
        ("bans", json!({ "network": "::1", "minutes": 0 }), 400),
        ("settings", json!({ "gravity": 1 }), 400),
    ] {
        let (status, _) = moderator.refused(path, body.clone()).await;
        assert_eq!(status, why, "{path} {body}");
    }
    for (method, path, why) in [("DELETE", "bans/x", 404), ("GET", "audit?limit=x", 400)] {
        let (status, answer) = moderator.ask(method, path, "").await;
        assert_eq!(status, why, "{path}");
        assert!(answer["error"].is_string(), "{path}");
    }
    assert!(moderator.audit().await.is_empty());
}
