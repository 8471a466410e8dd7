//! Programs that say so fly as bots.

use serde_json::Value;

use crate::browser::Browser;
use crate::pilot::Pilot;
use crate::server::{Server, folder};

/// Who flies, as `name` and whether it is a bot.
async fn flying(browser: &mut Browser, server: &Server) -> Vec<(String, bool)> {
    let roll = browser.get(server.address, "/api/rooms/1/players").await;
    let rows = roll["players"].as_array().expect("rows").iter();
    let row = |row: &Value| (row["name"].as_str()?.to_owned(), row["bot"].as_bool()?).into();
    rows.filter_map(row).collect()
}

#[tokio::test]
async fn a_bot_is_shown_as_one_and_is_on_no_board_that_lasts() {
    let server = Server::start(&folder("bots"));
    let mut browser = Browser::at(server.address).await;
    let robot = Pilot::join_as_a_bot(server.address, &browser, "Robot").await;
    let shown = flying(&mut browser, &server).await;
    assert!(shown.contains(&("Robot".into(), true)), "{shown:?}");
    robot.play_until(100).await;

    // What came before the points of another one is stored when these are.
    let mut people = Browser::at(server.address).await;
    let ada = Pilot::join(server.address, &people, "Ada").await;
    let scored = ada.play_until(100).await;
    people.has_stored(server.address, scored).await;
    let mut names = Vec::new();
    while names.is_empty() {
        let board = people.get(server.address, "/api/leaderboard").await;
        let rows = board["rows"].as_array().expect("rows").iter();
        names = rows.map(|row| row["name"].clone()).collect();
    }
    assert_eq!(names, ["Ada"]);
    assert_eq!(
        browser.get(server.address, "/api/me").await["name"],
        Value::Null
    );
}

#[tokio::test]
async fn a_bot_that_comes_back_after_a_restart_is_still_one_and_flown_by_nobody_else() {
    let data = folder("bots-restart");
    let server = Server::start(&data);
    let mut browser = Browser::at(server.address).await;
    let robot = Pilot::join_as_a_bot(server.address, &browser, "Robot").await;
    let (claim, player) = (robot.claim, robot.player);
    let server = server.restart(&data);
    let robot = Pilot::come_back(server.address, &browser, claim).await;
    assert!(robot.is_resumed);
    assert_eq!(robot.player, player);
    let shown = flying(&mut browser, &server).await;
    assert_eq!(
        shown.iter().filter(|(name, _)| name == "Robot").count(),
        1,
        "{shown:?}"
    );
    assert!(shown.contains(&("Robot".into(), true)), "{shown:?}");
    assert!(robot.play_until(20).await >= 20, "its own keys fly it");
}
