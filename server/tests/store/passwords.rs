//! Passwords: how they are changed, typed and kept.

use asteroids_server::store::{Database, FILE_NAME, Secret, TokenHash};
use rusqlite::Connection;
use serde_json::json;
use tokio::time::timeout;

use crate::browser::{Browser, PATIENCE};
use crate::pilot::Pilot;
use crate::server::{Server, folder};

const PASSWORD: &str = "correct horse";

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
