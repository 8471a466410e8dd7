//! What who has opened a room may do there.

use asteroids_shared::protocol::{CloseCode, Role, ToServer};
use serde_json::json;

use super::house::House;
use super::{ADAS, BOBS, full};
use crate::moderator::{Moderator, folder};

const EVES: &str = "player=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

#[tokio::test]
async fn nobody_new_comes_into_a_locked_room_but_who_flew_there_and_its_owner() {
    let house = House::open();
    let own = house.opens(4, &format!("Cookie: {ADAS}\r\n")).await;
    let bob = house.flies("Bob", &own.code, BOBS).await;
    assert_eq!(house.orders(&own, "lock", json!({ "on": true })).await, 200);
    let (_, told) = house.get(&format!("/api/rooms/{}", own.code)).await;
    assert_eq!(
        (&told["locked"], &told["capacity"]),
        (&json!(true), &json!(4))
    );
    for role in [Role::Pilot, Role::Spectator] {
        let told = house.sends_away(&own.code, role, EVES).await;
        assert_eq!(told, full("that room is locked"));
    }
    let claim = bob.claim();
    drop(bob);
    assert!(house.flies_on("Bob", &own.code, claim).await.is_resumed());
    let ada = house.flies("Ada", &own.code, ADAS).await;
    assert_eq!(u64::from(ada.welcome.room), own.room);
    assert_eq!(
        house.orders(&own, "lock", json!({ "on": false })).await,
        200
    );
    house.flies("Eve", &own.code, EVES).await;
    house.stop().await;
}

#[tokio::test]
async fn who_is_kicked_stays_away_from_that_room_alone() {
    let house = House::open();
    let own = house.opens(4, "").await;
    let mut eve = house.flies("Eve", &own.code, EVES).await;
    let mut bob = house.flies("Bob", &own.code, BOBS).await;
    let player = eve.welcome.player;
    assert_eq!(
        house
            .orders(&own, "kick", json!({ "player": player }))
            .await,
        200
    );
    let why = (
        CloseCode::Kicked.code(),
        "removed by who opened the room".to_owned(),
    );
    assert_eq!(eve.player.sent_away().await, why);
    for role in [Role::Pilot, Role::Spectator] {
        assert_eq!(house.sends_away(&own.code, role, EVES).await, why);
    }
    bob.plays_on().await;
    assert_eq!(
        house
            .orders(&own, "kick", json!({ "player": player }))
            .await,
        404
    );
    assert_eq!(
        house.orders(&own, "kick", json!({ "player": 0 })).await,
        404
    );
    house.flies("Eve", "", EVES).await;
    let other = house.opens(4, "").await;
    house.flies("Eve", &other.code, EVES).await;
    house.stop().await;
}

#[tokio::test]
async fn who_has_no_cookie_is_kept_out_by_its_household() {
    let house = House::open();
    let own = house.opens(4, "X-Forwarded-For: 192.0.2.1\r\n").await;
    let path = format!("/ws?room={}", own.code);
    let hello = || asteroids_shared::protocol::Hello::new(Role::Pilot, "Eve", 20.0, 15.0);
    let from = [("x-forwarded-for", "192.0.2.9")];
    let mut eve = house.comes(&path, hello(), &from).await;
    let player = eve.welcomed().await.player;
    assert_eq!(
        house
            .orders(&own, "kick", json!({ "player": player }))
            .await,
        200
    );
    assert_eq!(eve.closed().await, CloseCode::Kicked.code());
    let mut again = house.comes(&path, hello(), &from).await;
    assert_eq!(again.closed().await, CloseCode::Kicked.code());
    let elsewhere = [("x-forwarded-for", "192.0.2.10")];
    house
        .comes(&path, hello(), &elsewhere)
        .await
        .welcomed()
        .await;
    house.stop().await;
}

#[tokio::test]
async fn a_room_obeys_its_owner_alone() {
    let house = House::open();
    let [own, other] = [house.opens(4, "").await, house.opens(4, "").await];
    let path = format!("/api/rooms/{}/lock", own.code);
    for key in [&other.key, "", &own.key[1..], &own.code] {
        let headers = format!("Authorization: Bearer {key}\r\n");
        let (status, _) = house
            .ask("POST", &path, &headers, json!({ "on": true }))
            .await;
        assert_eq!(status, 401, "{key}");
    }
    let (_, told) = house.get(&format!("/api/rooms/{}", own.code)).await;
    assert_eq!(told["locked"], json!(false));
    assert!(!told.to_string().contains(&own.key), "{told}");
    house.stop().await;
}

#[tokio::test]
async fn people_talk_in_a_room_among_themselves_or_not_at_all() {
    let house = House::open();
    let own = house.opens(4, "").await;
    let mut ada = house.flies("Ada", &own.code, "").await;
    let mut bob = house.flies("Bob", &own.code, "").await;
    let mut eve = house.flies("Eve", "", "").await;
    ada.player.say(&ToServer::Say("psst".to_owned())).await;
    while bob.said.is_empty() {
        bob.hear().await;
    }
    eve.plays_on().await;
    assert!(eve.said.is_empty());
    let silent = house
        .opens_like(json!({ "people": 2, "chat": false }), "")
        .await;
    let mut carol = house.flies("Carol", &silent.code, "").await;
    carol.player.say(&ToServer::Say("hello".to_owned())).await;
    while carol.told.is_empty() {
        carol.hear().await;
    }
    assert_eq!(carol.told[0], "chat is off");
    house.stop().await;
}

#[tokio::test]
async fn who_is_muted_is_so_in_a_room_that_is_opened_later() {
    let house = House::moderated(&folder("private-muted"));
    let eve = house.flies("Eve", "", EVES).await;
    let moderator = Moderator::at(house.address);
    let mute = json!({ "client": moderator.client("Eve").await, "minutes": 5 });
    moderator.order("mute", mute).await;
    drop(eve);
    let own = house.opens(2, "").await;
    let mut eve = house.flies("Eve", &own.code, EVES).await;
    eve.player.say(&ToServer::Say("hello".to_owned())).await;
    while eve.told.is_empty() {
        eve.hear().await;
    }
    assert!(eve.told[0].contains("muted"), "{}", eve.told[0]);
    house.stop().await;
}
