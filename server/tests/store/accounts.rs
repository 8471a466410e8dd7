//! Names and passwords.

use asteroids_server::store::{Database, FILE_NAME, Secret, TokenHash};
use rusqlite::Connection;
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
async fn a_wrong_password_and_an_unknown_name_are_answered_alike_and_not_too_often() {
    let server = Server::start(&folder("guesses"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let mut thief = Browser::default();
    let wrong = thief.log_in(server.address, "Ada", "wrong horse").await;
    let unknown = thief.log_in(server.address, "Bob", "wrong horse").await;
    assert_eq!((wrong.status, &wrong.body), (401, &unknown.body));
    assert_eq!(unknown.status, 401);
    assert_eq!(thief.cookie, None);
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(
            thief
                .log_in(server.address, "Ada", "wrong horse")
                .await
                .status,
        );
    }
    assert_eq!(answers.last(), Some(&429), "{answers:?}");
}

#[tokio::test]
async fn a_strangers_guesses_keep_nobody_else_out() {
    let server = Server::start(&folder("lockout"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let mut thief = Browser {
        address: Some("203.0.113.7".to_owned()),
        ..Browser::default()
    };
    while thief
        .log_in(server.address, "Ada", "wrong horse")
        .await
        .status
        != 429
    {}
    assert_eq!(
        thief.log_in(server.address, "Ada", PASSWORD).await.status,
        429
    );
    ada.address.clone_from(&thief.address);
    assert_eq!(
        ada.log_in(server.address, "Ada", PASSWORD).await.status,
        200,
        "her own browser, at the same address"
    );
    let mut away = Browser {
        address: Some("198.51.100.1".to_owned()),
        ..Browser::default()
    };
    assert_eq!(
        away.log_in(server.address, "Ada", PASSWORD).await.status,
        200
    );
}

#[tokio::test]
async fn a_home_full_of_networks_keeps_no_owner_out_on_a_new_device() {
    let server = Server::start(&folder("homes"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let at = |address: String| Browser {
        address: Some(address),
        ..Browser::default()
    };
    let mut wrong = Vec::new();
    for network in 0..11 {
        for _ in 0..10 {
            let mut thief = at(format!("2001:db8:1:{network:x}::1"));
            let answer = thief.log_in(server.address, "Ada", "wrong horse").await;
            wrong.push(answer.status);
        }
    }
    let checked = wrong.iter().filter(|&&status| status == 401).count();
    assert_eq!(checked, 10, "they are one home: {wrong:?}");
    for address in ["2001:db8:2::1", "203.0.113.7"] {
        let mut away = at(address.to_owned());
        let answer = away.log_in(server.address, "Ada", PASSWORD).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_new_password_logs_other_browsers_out() {
    let server = Server::start(&folder("password"));
    let mut home = Browser::at(server.address).await;
    home.claim(server.address, "Ada", PASSWORD).await;
    let mut away = Browser::default();
    away.log_in(server.address, "Ada", PASSWORD).await;
    let change = |old: &str| json!({ "old": old, "new": "battery staple" });
    let wrong = home
        .post(server.address, "/api/password", change("wrong horse"))
        .await;
    assert_eq!(wrong.status, 401);
    let right = home
        .post(server.address, "/api/password", change(PASSWORD))
        .await;
    assert_eq!(right.status, 200);
    assert!(away.get(server.address, "/api/me").await["name"].is_null());
    assert_eq!(
        away.log_in(server.address, "Ada", PASSWORD).await.status,
        401
    );
    assert_eq!(
        away.log_in(server.address, "Ada", "battery staple")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn only_who_has_a_password_changes_it() {
    let server = Server::start(&folder("no-password"));
    let change = || json!({ "old": "", "new": "battery staple" });
    let mut bob = Browser::at(server.address).await;
    let invented = bob.post(server.address, "/api/password", change()).await;
    assert_eq!(invented.status, 401, "{}", invented.body);
    let pilot = Pilot::join(server.address, &bob, "Bob").await;
    let scored = pilot.play_until(10).await;
    bob.has_stored(server.address, scored).await;
    let unclaimed = bob.post(server.address, "/api/password", change()).await;
    let words = "this player has no password yet: claim it first";
    assert_eq!(
        (unclaimed.status, &unclaimed.body["error"]),
        (409, &json!(words))
    );
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

/// The same letters as they are typed here and there.
const COMPOSED: &str = "pass\u{e9}-partout";
const APART: &str = "passe\u{301}-partout";

#[tokio::test]
async fn a_password_is_the_same_on_every_system() {
    let server = Server::start(&folder("forms"));
    for (name, here, there) in [("Ada", COMPOSED, APART), ("Bob", APART, COMPOSED)] {
        let mut home = Browser::at(server.address).await;
        let claimed = home.claim(server.address, name, here).await;
        assert_eq!(claimed.status, 200, "{}", claimed.body);
        let mut away = Browser::default();
        let answer = away.log_in(server.address, name, there).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let answer = away.log_in(server.address, name, "passe-partout").await;
        assert_eq!(answer.status, 401, "{}", answer.body);
        let change = json!({ "old": here, "new": there });
        let answer = home.post(server.address, "/api/password", change).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

#[tokio::test]
async fn a_password_of_before_opens_as_it_was_typed_and_is_renewed() {
    let data = folder("forms-before");
    let path = data.join(FILE_NAME);
    let secret_of = |store: &Database| {
        let ada = store.account_of_name("Ada").expect("it reads");
        ada.expect("she is claimed").secret
    };
    let mut blocks = vec![argon2::Block::new(); Secret::blocks_for_new()];
    let old = Secret::new(APART, [7; 16], &mut blocks).expect("it is made");
    let mut store = Database::open(&path).expect("it opens");
    store
        .claim((None, None), &TokenHash([1; 32]), ("Ada", &old), 0)
        .expect("it is free");
    drop(store);
    let server = Server::start(&data);
    // Three hashes are made, which takes longer than an answer may where others
    // work. What there is no time to renew is renewed at the next login.
    let by_hand = Connection::open(&path).expect("it opens");
    let is_old = || {
        let query = "SELECT secret FROM players";
        let stored = by_hand.query_row(query, [], |row| row.get::<_, Secret>(0));
        stored.expect("it is read") == old
    };
    let renewed = async {
        while is_old() {
            let answer = Browser::default()
                .log_in(server.address, "Ada", COMPOSED)
                .await;
            let (status, body) = (answer.status, answer.body);
            assert!([200, 503].contains(&status), "{body}");
        }
    };
    timeout(PATIENCE, renewed).await.expect("it is renewed");
    let answer = Browser::default()
        .log_in(server.address, "Ada", APART)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    server.stop();
    let store = Database::open(&path).expect("it opens");
    let renewed = secret_of(&store);
    assert!(renewed != old && renewed.is_current());
    let opened = renewed.opens_with(COMPOSED, &mut blocks);
    assert!(opened.expect("it is read"));
}
