//! Those who come back find what they have achieved.

use serde_json::Value;

use crate::browser::Browser;
use crate::pilot::Pilot;
use crate::server::{Server, folder};

#[tokio::test]
async fn who_comes_back_has_the_same_name_and_totals() {
    let data = folder("comes-back");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(200).await;
    browser.has_stored(server.address, scored).await;
    server.stop();

    let server = Server::start(&data);
    let me = browser.get(server.address, "/api/me").await;
    assert_eq!(me["name"], "Ada");
    assert_eq!(me["career"]["score"], scored);
    let again = Pilot::join(server.address, &browser, "").await;
    assert_eq!(again.name, "Ada");
}

#[tokio::test]
async fn a_career_tells_of_rocks_shots_and_time() {
    let server = Server::start(&folder("career"));
    let mut browser = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(500).await;
    browser.has_stored(server.address, scored).await;
    let profile = browser.get(server.address, "/api/players/Ada").await;
    let career = |field: &str| profile["career"][field].as_i64().expect("a number");
    let paid =
        20 * career("rocks_large") + 50 * career("rocks_medium") + 100 * career("rocks_small");
    assert!(paid > 0);
    assert!(paid <= scored, "{profile}");
    assert!(career("hits") > 0);
    assert!(career("hits") <= career("shots"), "{profile}");
    assert!(career("best_life") <= scored);
    assert!(career("flown_ticks") > 0);
}

#[tokio::test]
async fn two_tabs_of_one_player_both_count() {
    let server = Server::start(&folder("tabs"));
    let mut browser = Browser::at(server.address).await;
    let one = Pilot::join(server.address, &browser, "Ada").await;
    let other = Pilot::join(server.address, &browser, "Ada").await;
    let (one, other) = tokio::join!(one.play_until(100), other.play_until(100));
    browser.has_stored(server.address, one + other).await;
}

#[tokio::test]
async fn boards_show_the_best_first_and_who_asks() {
    let server = Server::start(&folder("boards"));
    let mut ada = Browser::at(server.address).await;
    let mut bob = Browser::at(server.address).await;
    let played = Pilot::join(server.address, &ada, "Ada").await;
    let hers = played.play_until(600).await;
    ada.has_stored(server.address, hers).await;
    let played = Pilot::join(server.address, &bob, "Bob").await;
    let his = played.play_until(20).await;
    bob.has_stored(server.address, his).await;

    for period in ["day", "week", "all"] {
        let path = format!("/api/leaderboard?period={period}&limit=10");
        let board = bob.get(server.address, &path).await;
        let mut expected = [("Ada", hers), ("Bob", his)];
        expected.sort_by_key(|(_, score)| -score);
        let rows = board["rows"].as_array().expect("rows");
        let shown: Vec<_> = rows
            .iter()
            .map(|row| (&row["name"], &row["score"]))
            .collect();
        let expected = expected.map(|(name, score)| (Value::from(name), Value::from(score)));
        assert_eq!(
            shown,
            expected.each_ref().map(|(name, score)| (name, score))
        );
        assert_eq!(board["own"]["name"], "Bob");
    }
}

#[tokio::test]
async fn who_only_looks_or_keeps_no_cookie_is_not_stored() {
    let server = Server::start(&folder("strangers"));
    let stranger = Browser::default();
    let pilot = Pilot::join(server.address, &stranger, "Nobody").await;
    pilot.play_until(50).await;
    let mut browser = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let scored = ada.play_until(50).await;
    browser.has_stored(server.address, scored).await;
    let board = browser
        .get(server.address, "/api/leaderboard?period=all")
        .await;
    assert_eq!(board["rows"].as_array().map(Vec::len), Some(1), "{board}");
}

#[tokio::test]
async fn of_too_many_new_browsers_from_one_address_nothing_is_kept() {
    let settings = ["--newcomers-per-minute", "1"];
    let server = Server::start_with(&folder("newcomers"), &settings);
    let mut first = Browser::from(server.address, "192.0.2.7").await;
    let mut second = Browser::from(server.address, "192.0.2.7").await;
    let mut elsewhere = Browser::from(server.address, "192.0.2.8").await;
    let ada = Pilot::join(server.address, &first, "Ada").await;
    let mut bob = Pilot::join(server.address, &second, "Bob").await;
    bob.is_told("your scores are not kept").await;
    let cid = Pilot::join(server.address, &elsewhere, "Cid").await;
    let told = second.get(server.address, "/api/me").await;
    assert_eq!(told["unkept"], true, "{told}");
    let told = first.get(server.address, "/api/me").await;
    assert_eq!(told["unkept"], false, "{told}");
    let (ada, _, cid) = tokio::join!(ada.play_until(50), bob.play_until(50), cid.play_until(50));
    first.has_stored(server.address, ada).await;
    elsewhere.has_stored(server.address, cid).await;
    let again = Pilot::join(server.address, &first, "Ada").await;
    let more = again.play_until(50).await;
    first.has_stored(server.address, ada + more).await;
    second.has_stored(server.address, 0).await;
}

#[tokio::test]
async fn a_new_player_whose_line_breaks_goes_on_being_recorded() {
    let settings = ["--newcomers-per-minute", "1"];
    let server = Server::start_with(&folder("newcomer-back"), &settings);
    let mut browser = Browser::from(server.address, "192.0.2.7").await;
    let mut ada = Pilot::join(server.address, &browser, "Ada").await;
    for _ in 0..3 {
        let claim = ada.claim;
        drop(ada);
        ada = Pilot::come_back(server.address, &browser, claim).await;
        assert!(ada.is_resumed);
    }
    let told = browser.get(server.address, "/api/me").await;
    assert_eq!(told["unkept"], false, "{told}");
    let scored = ada.play_until(50).await;
    browser.has_stored(server.address, scored).await;
}

#[tokio::test]
async fn who_comes_back_as_another_counts_as_another() {
    let settings = ["--newcomers-per-minute", "1"];
    let server = Server::start_with(&folder("newcomer-other"), &settings);
    let browser = Browser::from(server.address, "192.0.2.7").await;
    let mut other = Browser::from(server.address, "192.0.2.7").await;
    let ada = Pilot::join(server.address, &browser, "Ada").await;
    let claim = ada.claim;
    drop(ada);
    let mut ada = Pilot::come_back(server.address, &other, claim).await;
    assert!(ada.is_resumed);
    ada.is_told("your scores are not kept").await;
    let told = other.get(server.address, "/api/me").await;
    assert_eq!(told["unkept"], true, "{told}");
}
