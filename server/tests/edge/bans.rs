//! Who is banned stays out, and nobody else.

use asteroids_server::store::questions::{AllBans, Lifting};
use asteroids_server::store::{BANS_MAX, BanTarget, Database, FILE_NAME, Stamp};
use asteroids_shared::protocol::{CloseCode, Role};
use serde_json::json;

use crate::arena::Arena;
use crate::eve::{EVES_COOKIE, store_eve};
use crate::game::keeper;
use crate::moderator::folder;
use crate::player::Player;

const BANNED: u16 = CloseCode::Banned.code();

#[tokio::test]
async fn a_banned_player_is_sent_away_and_stays_out_wherever_it_comes_from() {
    let folder = folder("ban-player");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let mut eve = arena.join_with("Eve", &[("cookie", EVES_COOKIE)]).await;
    let moderator = arena.moderator();
    let client = moderator.client("Eve").await;
    let ban = json!({ "client": client, "minutes": 60, "reason": "cheating" });
    assert_eq!(moderator.order("bans", ban).await["name"], "Eve");
    let (code, reason) = eve.player.sent_away().await;
    assert_eq!(code, BANNED);
    assert!(reason.starts_with("banned until "), "{reason}");
    assert!(reason.ends_with(" GMT: cheating"), "{reason}");
    let elsewhere = [("cookie", EVES_COOKIE), ("x-forwarded-for", "203.0.113.9")];
    assert_eq!(arena.sends_away(&elsewhere).await, (code, reason));
    arena.join("Ada").await.plays_on().await;
}

#[tokio::test]
async fn who_clears_its_cookies_stays_out_where_its_address_is_banned_too() {
    let folder = folder("ban-both");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let at_home = ("x-forwarded-for", "203.0.113.9");
    let eves = [("cookie", EVES_COOKIE), at_home];
    let mut eve = arena.join_with("Eve", &eves).await;
    let mut neighbour = arena.join_from("Bob", "203.0.113.9").await;
    let mut ada = arena.join_from("Ada", "198.51.100.7").await;
    let moderator = arena.moderator();
    let row = moderator.row("Eve").await;
    assert_eq!(row["others_there"], 1);
    let ban = json!({ "client": row["client"], "reason": "spam", "address_minutes": 60 });
    assert_eq!(moderator.order("bans", ban).await["name"], "Eve");
    assert_eq!(eve.player.closed().await, BANNED);
    assert_eq!(neighbour.player.closed().await, BANNED);
    let (code, told) = arena.sends_away(&[at_home]).await;
    assert_eq!(code, BANNED);
    assert!(told.starts_with("banned until "), "{told}");
    let (code, told) = arena.sends_away(&[("cookie", EVES_COOKIE)]).await;
    assert_eq!((code, &told[..]), (BANNED, "banned for good: spam"));
    let bans = moderator.get("bans").await;
    let bans = bans.as_array().expect("a list");
    assert_eq!(bans.len(), 2);
    assert_eq!(bans[0]["network"], "203.0.113.9/32");
    let lasts_s =
        bans[0]["ends_s"].as_i64().expect("it ends") - bans[0]["made_s"].as_i64().expect("a time");
    assert_eq!(lasts_s, 3600);
    ada.plays_on().await;
}

#[tokio::test]
async fn however_often_a_player_is_here_from_one_address_the_others_are_banned_too() {
    let folder = folder("ban-addresses");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let watch_from = async |address: &str| {
        let eves = [("cookie", EVES_COOKIE), ("x-forwarded-for", address)];
        let mut eve = Player::ask(arena.address, &eves).await.expect("a place");
        eve.hello(Role::Spectator, "").await;
        eve.welcomed().await;
        eve
    };
    let mut eves = Vec::new();
    for _ in 0..60 {
        eves.push(watch_from("203.0.113.7").await);
    }
    eves.push(watch_from("203.0.113.8").await);
    let moderator = arena.moderator();
    let ban = json!({ "name": "Eve", "address_minutes": 60 });
    moderator.order("bans", ban).await;
    let bans = moderator.get("bans").await;
    let bans = bans.as_array().expect("a list").iter();
    let mut networks: Vec<_> = bans.filter_map(|ban| ban["network"].as_str()).collect();
    networks.sort_unstable();
    assert_eq!(networks, ["203.0.113.7/32", "203.0.113.8/32"]);
    let record = moderator.audit().await;
    assert_eq!(record[2][1], "Eve, for good");
    assert!(
        record[0][1].ends_with("/32, for 60 min"),
        "{}",
        record[0][1]
    );
}

#[tokio::test]
async fn a_banned_player_goes_though_its_address_cannot_be_banned() {
    let folder = folder("ban-in-part");
    store_eve(&folder);
    let mut store = Database::open(&folder.join(FILE_NAME)).expect("it is there");
    let elsewhere = BanTarget::Network("192.0.2.7/32".parse().expect("a network"));
    for _ in 1..BANS_MAX {
        let made = store.ban(&elsewhere, "", Stamp::now(), None);
        made.expect("there are not too many");
    }
    drop(store);
    let arena = Arena::moderated(&folder);
    let eves = [("cookie", EVES_COOKIE), ("x-forwarded-for", "203.0.113.9")];
    let mut eve = arena.join_with("Eve", &eves).await;
    let moderator = arena.moderator();
    let ban = json!({ "name": "Eve", "address_minutes": 60 });
    let (status, why) = moderator.refused("bans", ban).await;
    assert_eq!(status, 409);
    assert!(
        why.contains("not for all addresses: there are too many bans"),
        "{why}"
    );
    assert_eq!(eve.player.closed().await, BANNED);
}

#[tokio::test]
async fn at_a_proxys_address_nobody_else_is_banned_along() {
    let folder = folder("ban-both-proxy");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let mut eve = arena.join_with("Eve", &[("cookie", EVES_COOKIE)]).await;
    let mut ada = arena.join("Ada").await;
    let moderator = arena.moderator();
    assert_eq!(moderator.row("Eve").await["others_there"], json!(null));
    let ban = json!({ "name": "Eve", "address_minutes": 60 });
    moderator.order("bans", ban).await;
    assert_eq!(eve.player.closed().await, BANNED);
    ada.plays_on().await;
}

#[tokio::test]
async fn a_ban_by_name_is_for_who_is_stored_under_it() {
    let folder = folder("ban-name");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let moderator = arena.moderator();
    moderator.order("bans", json!({ "name": "Eve" })).await;
    let (code, reason) = arena.sends_away(&[("cookie", EVES_COOKIE)]).await;
    assert_eq!((code, &reason[..]), (BANNED, "banned for good"));
    let (status, _) = moderator.refused("bans", json!({ "name": "Nobody" })).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_player_without_a_cookie_is_banned_by_its_address() {
    let arena = Arena::moderated(&folder("ban-address"));
    let mut eve = arena.join_from("Eve", "2001:db8:1:2::7").await;
    let moderator = arena.moderator();
    let client = moderator.client("Eve").await;
    let ban = moderator.order("bans", json!({ "client": client })).await;
    assert_eq!(ban["network"], "2001:db8:1:2::/64");
    assert_eq!(eve.player.closed().await, BANNED);
    let at_home = [("x-forwarded-for", "2001:db8:1:2::8")];
    assert_eq!(arena.sends_away(&at_home).await.0, BANNED);
    arena.join_from("Ada", "2001:db8:1:3::7").await;
}

#[tokio::test]
async fn nobody_bans_a_proxy_by_mistake() {
    let arena = Arena::moderated(&folder("ban-proxy"));
    let mut eve = arena.join("Eve").await;
    let moderator = arena.moderator();
    let client = moderator.client("Eve").await;
    let (status, why) = moderator.refused("bans", json!({ "client": client })).await;
    assert_eq!(status, 409);
    assert!(why.contains("a proxy's address"), "{why}");
    eve.plays_on().await;
}

#[tokio::test]
async fn a_banned_network_stays_out_over_a_restart_until_the_ban_is_lifted() {
    let folder = folder("ban-network");
    let arena = Arena::moderated(&folder);
    let mut eve = arena.join_from("Eve", "203.0.113.7").await;
    let mut ada = arena.join_from("Ada", "198.51.100.7").await;
    let ban = arena.moderator().ban_network("203.0.113.0/24", None).await;
    assert_eq!(eve.player.closed().await, BANNED);
    ada.plays_on().await;

    drop((eve, ada));
    arena.stop().await;
    let arena = Arena::moderated(&folder);
    let from_there = [("x-forwarded-for", "203.0.113.200")];
    let (code, reason) = arena.sends_away(&from_there).await;
    assert_eq!((code, &reason[..]), (BANNED, "banned for good: spam"));

    let moderator = arena.moderator();
    let lift = format!("bans/{}", ban["id"]);
    assert_eq!(moderator.ask("DELETE", &lift, "").await.0, 200);
    assert_eq!(moderator.get("bans").await, json!([]));
    arena.join_from("Eve", "203.0.113.7").await;
    assert_eq!(moderator.ask("DELETE", &lift, "").await.0, 404);
}

#[tokio::test]
async fn an_edge_that_is_started_again_while_the_keeper_is_away_keeps_the_banned_out() {
    let (folder, keepers) = (folder("ban-known"), keeper());
    let arena = Arena::edge(&folder, Some(keepers.store.clone()));
    let moderator = arena.moderator();
    moderator.ban_network("203.0.113.0/24", None).await;
    let lifted = moderator.ban_network("192.0.2.0/24", None).await;
    let lift = format!("bans/{}", lifted["id"]);
    assert_eq!(moderator.ask("DELETE", &lift, "").await.0, 200);
    arena.stop().await;
    let arena = Arena::edge(&folder, None);
    let from_there = [("x-forwarded-for", "203.0.113.200")];
    let (code, reason) = arena.sends_away(&from_there).await;
    assert_eq!((code, &reason[..]), (BANNED, "banned for good: spam"));
    arena.join_from("Ada", "192.0.2.7").await;
    arena.stop().await;
    // What was lifted while it was not there holds no longer than until it hears of it.
    let ids = { keepers.store.ask(AllBans {}).await }.expect("it answers");
    for ban in ids {
        let lifting = Lifting { id: ban.id };
        let _ = keepers.store.ask(lifting).await;
    }
    let arena = Arena::edge(&folder, Some(keepers.store.clone()));
    arena.join_from("Eve", "203.0.113.7").await;
}

#[tokio::test]
async fn those_who_only_watch_are_banned_too() {
    let arena = Arena::moderated(&folder("ban-watcher"));
    let from = [("x-forwarded-for", "203.0.113.7")];
    let mut watcher = Player::ask(arena.address, &from)
        .await
        .expect("it upgrades");
    watcher.hello(Role::Spectator, "").await;
    watcher.welcomed().await;
    arena.moderator().ban_network("203.0.113.7", Some(1)).await;
    assert_eq!(watcher.closed().await, BANNED);
}
