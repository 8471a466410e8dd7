//! Names that are claimed, and who is logged in.

use serde_json::json;
use tokio::time::timeout;

use crate::browser::{Browser, PATIENCE};
use crate::pilot::Pilot;
use crate::server::{Server, folder};

const PASSWORD: &str = "correct horse";

#[tokio::test]
async fn the_cookie_is_hidden_from_scripts_and_other_sites() {
    let server = Server::start(&folder("cookie"));
    let answer = Browser::default()
        .ask(server.address, "GET", "/api/me", None)
        .await;
    let lines: Vec<_> = answer.head.lines().collect();
    let cookie = lines.iter().find(|line| line.starts_with("set-cookie"));
    let cookie = cookie.expect("a cookie");
    for part in ["player-", "Path=/", "HttpOnly", "SameSite=Lax", "Max-Age="] {
        assert!(cookie.contains(part), "{part} is not in {cookie}");
    }
    assert!(lines.contains(&"cache-control: no-store"));
    let mut other = Browser::at(server.address).await;
    let mine = other.cookie.clone();
    other.get(server.address, "/api/me").await;
    assert_eq!(other.cookie, mine, "who has a cookie keeps it");
}

#[tokio::test]
async fn a_claimed_player_logs_in_elsewhere_and_out_again() {
    let server = Server::start(&folder("claim"));
    let mut home = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &home, "Ada").await;
    let scored = ada.play_until(100).await;
    home.has_stored(server.address, scored).await;
    assert_eq!(
        home.claim(server.address, "Ada", PASSWORD).await.status,
        200
    );

    let mut away = Browser::default();
    let answer = away.log_in(server.address, "ADA", PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["name"], "Ada");
    assert_eq!(answer.body["career"]["score"], scored);
    let pilot = Pilot::join(server.address, &away, "Somebody").await;
    assert_eq!(pilot.name, "Ada");

    let spent = away.cookie.clone();
    let out = away.post(server.address, "/api/logout", json!({})).await;
    assert_eq!(out.status, 200);
    assert_eq!(away.cookie, None);
    away.cookie = spent;
    assert!(away.get(server.address, "/api/me").await["name"].is_null());
    assert_eq!(home.get(server.address, "/api/me").await["name"], "Ada");
}

#[tokio::test]
async fn nobody_else_flies_under_or_claims_a_claimed_name() {
    let server = Server::start(&folder("reserved"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let mut other = Browser::at(server.address).await;
    let answer = other.claim(server.address, "aDA", PASSWORD).await;
    assert_eq!(
        (answer.status, &answer.body["error"]),
        (409, &json!("that name is taken: choose another"))
    );
    let pilot = Pilot::join(server.address, &other, "ADA").await;
    assert!(pilot.name.starts_with("Pilot-"), "{}", pilot.name);
    let again = ada.claim(server.address, "Eve", PASSWORD).await;
    assert_eq!(again.status, 409);
}

#[tokio::test]
async fn who_planted_the_cookie_of_a_browser_gains_nothing_when_the_name_is_claimed() {
    let server = Server::start(&folder("planted"));
    let mut thief = Browser::at(server.address).await;
    let mut ada = Browser {
        cookie: thief.cookie.clone(),
        ..Browser::default()
    };
    let pilot = Pilot::join(server.address, &ada, "Ada").await;
    let scored = pilot.play_until(100).await;
    ada.has_stored(server.address, scored).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    assert_eq!(ada.get(server.address, "/api/me").await["name"], "Ada");
    let spent = thief.cookie.clone();
    assert!(thief.get(server.address, "/api/me").await["name"].is_null());
    thief.cookie = spent;
    let pilot = Pilot::join(server.address, &thief, "Ada").await;
    assert!(pilot.name.starts_with("Pilot-"), "{}", pilot.name);
    pilot.play_until(100).await;
    ada.has_stored(server.address, scored).await;
}

#[tokio::test]
async fn flights_end_when_their_browser_is_logged_out() {
    let server = Server::start(&folder("flights"));
    let mut home = Browser::at(server.address).await;
    home.claim(server.address, "Ada", PASSWORD).await;
    let mut away = Browser::default();
    away.log_in(server.address, "Ada", PASSWORD).await;
    let mut at_home = Pilot::join(server.address, &home, "").await;
    let stolen = Pilot::join(server.address, &away, "").await;
    let new = json!({ "old": PASSWORD, "new": "battery staple" });
    home.post(server.address, "/api/password", new).await;
    let ended = timeout(PATIENCE, stolen.play()).await;
    ended.expect("the one of the other browser ends");
    at_home.fly_until(10).await;
    home.post(server.address, "/api/logout", json!({})).await;
    let ended = timeout(PATIENCE, at_home.play()).await;
    ended.expect("and then the own one");
}

#[tokio::test]
async fn who_flew_under_a_name_before_it_was_claimed_flies_under_another() {
    let server = Server::start(&folder("before"));
    let mut bob = Browser::at(server.address).await;
    let pilot = Pilot::join(server.address, &bob, "Ada").await;
    let scored = pilot.play_until(10).await;
    bob.has_stored(server.address, scored).await;
    let mut ada = Browser::at(server.address).await;
    assert_eq!(ada.claim(server.address, "Ada", PASSWORD).await.status, 200);
    let again = Pilot::join(server.address, &bob, "").await;
    assert!(again.name.starts_with("Pilot-"), "{}", again.name);
}

#[tokio::test]
async fn a_player_takes_its_data_along_and_is_forgotten() {
    let server = Server::start(&folder("forgotten"));
    let mut ada = Browser::at(server.address).await;
    let pilot = Pilot::join(server.address, &ada, "Ada").await;
    let scored = pilot.play_until(50).await;
    ada.has_stored(server.address, scored).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let export = ada.get(server.address, "/api/me/export").await;
    assert_eq!(export["days"][0]["tally"]["score"], scored);

    let body = |password: &str| Some(json!({ "password": password }));
    let refused = ada
        .ask(server.address, "DELETE", "/api/me", body("wrong horse"))
        .await;
    assert_eq!(refused.status, 401);
    let deleted = ada
        .ask(server.address, "DELETE", "/api/me", body(PASSWORD))
        .await;
    assert_eq!((deleted.status, ada.cookie.clone()), (200, None));
    let gone = ada
        .ask(server.address, "GET", "/api/players/Ada", None)
        .await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn other_sites_pages_change_nothing() {
    let server = Server::start(&folder("origins"));
    let mut ada = Browser::at(server.address).await;
    ada.origin = Some("https://evil.example".to_owned());
    assert_eq!(ada.claim(server.address, "Ada", PASSWORD).await.status, 403);
    ada.origin = Some(format!("http://{}", server.address));
    assert_eq!(ada.claim(server.address, "Ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_said() {
    let server = Server::start(&folder("wrong"));
    let mut ada = Browser::at(server.address).await;
    for (path, body, status) in [
        ("/api/claim", json!({ "name": "Ada" }), 400),
        (
            "/api/claim",
            json!({ "name": "", "password": PASSWORD }),
            400,
        ),
        (
            "/api/claim",
            json!({ "name": "Ada", "password": "short" }),
            400,
        ),
        ("/api/login", json!("Ada"), 400),
        ("/api/logout", json!({}), 409),
    ] {
        let answer = ada.post(server.address, path, body).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.body["error"].is_string(), "{path}");
    }
    let board = "/api/leaderboard?period=year";
    assert_eq!(
        ada.ask(server.address, "GET", board, None).await.status,
        400
    );
}

/// Browsers take `.` and `..` out of a path, and a slash is no part of one.
#[tokio::test]
async fn whoever_is_called_so_has_a_profile() {
    let server = Server::start(&folder("dots"));
    for name in [".", "..", "a/b", "100%", "?&=+#"] {
        let mut browser = Browser::at(server.address).await;
        let claimed = browser.claim(server.address, name, "long enough").await;
        assert_eq!(claimed.status, 200, "{name}: {}", claimed.body);
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/api/players?name={encoded}");
        assert_eq!(browser.get(server.address, &path).await["name"], name);
    }
}
