//! Rooms that people open for themselves.

mod house;
mod owner;

use std::time::Duration;

use asteroids_shared::protocol::{CloseCode, Detail, Hello, Role, ToServer};
use asteroids_shared::{Controls, Team};
use serde_json::json;
use tokio::time::timeout;

use self::house::{House, PEOPLE_MAX, ROOMS_MAX};
use crate::answer::ask_raw;
use crate::game::{Game, PATIENCE};
use crate::moderator::{Moderator, folder};
use crate::pilot::Pilot;

/// As soon as it is looked.
const SOON: Duration = Duration::from_millis(200);
const ADAS: &str = "player=adadadadadadadadadadadadadadadad";
const BOBS: &str = "player=b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0";
const GONE: &str = "that room has ended, or there never was one";

fn full(reason: &str) -> (u16, String) {
    (CloseCode::Full.code(), reason.to_owned())
}

fn team(pilot: &Pilot) -> Option<Team> {
    match pilot.own_ship().expect("it flies").detail() {
        Detail::Ship { flags, .. } => flags.team(),
        _ => None,
    }
}

/// Turns and shoots until it has scored.
async fn scores(pilot: &mut Pilot) {
    let scored = async {
        while pilot.picture.you().score == 0 {
            let is_dead = pilot.own_ship().is_none();
            if is_dead {
                pilot.player.say(&ToServer::Respawn).await;
            }
            pilot
                .hold_from(0, Controls::LEFT.with(Controls::FIRE))
                .await;
            pilot.frame().await;
        }
    };
    timeout(PATIENCE, scored).await.expect("it hits something");
}

#[tokio::test]
async fn who_has_the_link_flies_or_watches_there_and_strangers_come_elsewhere() {
    let house = House::open();
    let own = house.opens(4, "").await;
    let ada = house.flies("Ada", &own.code, "").await;
    assert_eq!(u64::from(ada.welcome.room), own.room);
    let bob = house.flies("Bob", &own.code, "").await;
    assert_eq!(bob.welcome.room, ada.welcome.room);
    let eve = house.flies("Eve", "", "").await;
    assert_eq!(eve.welcome.room, 1);
    let watching = Hello::new(Role::Spectator, "", 20.0, 15.0);
    let path = format!("/ws?room={}", own.code);
    let mut carol = house.comes(&path, watching, &[]).await;
    assert_eq!(carol.welcomed().await.room, ada.welcome.room);
    // Its number leads nobody there.
    let number = own.room.to_string();
    let none = full("there is no room with that number here");
    assert_eq!(house.sends_away(&number, Role::Spectator, "").await, none);
    house.stop().await;
}

#[tokio::test]
async fn two_teams_fly_where_whoever_opened_the_room_wants_them() {
    let house = House::open();
    for (wanted, expected) in [
        (true, [Some(Team::Suns), Some(Team::Moons)]),
        (false, [None; 2]),
    ] {
        let wanted = json!({ "people": 4, "teams": wanted });
        let own = house.opens_like(wanted, "").await;
        let ada = house.flies("Ada", &own.code, "").await;
        let bob = house.flies("Bob", &own.code, "").await;
        assert_eq!([team(&ada), team(&bob)], expected);
    }
    house.stop().await;
}

#[tokio::test]
async fn a_private_room_is_in_nothing_that_strangers_see() {
    let house = House::open();
    let own = house
        .opens_like(json!({ "people": 4, "bots": 2 }), "")
        .await;
    let _ada = house.flies("Ada", &own.code, "").await;
    for list in ["/api/rooms", "/api/rooms/leaderboards"] {
        let (_, told) = house.get(list).await;
        let rooms = told.as_array().expect("a list");
        assert_eq!(rooms.len(), 1, "{list}: {told}");
        assert_eq!(rooms[0]["room"], 1, "{list}");
    }
    let number = own.room;
    for part in ["", "/players", "/events", "/activity", "/films", "/films/0"] {
        let path = format!("/api/rooms/{number}{part}");
        assert_eq!(house.get(&path).await.0, 404, "{path}");
    }
    let (status, roll) = house.get(&format!("/api/rooms/{}/players", own.code)).await;
    assert_eq!((status, &roll["players"][0]["name"]), (200, &json!("Ada")));
    // Nor does a stranger learn of it who asks for its pilot by name.
    let near = Hello::new(Role::Pilot, "Eve", 20.0, 15.0).near("Ada");
    let mut eve = house.flies_as(near, "", "").await;
    while eve.told.is_empty() {
        eve.hear().await;
    }
    assert_eq!(
        (eve.welcome.room, &eve.told[0][..]),
        (1, "Ada does not fly here now")
    );
    let (_, health) = house.get("/healthz").await;
    assert_eq!(
        health["rooms"].as_array().map(Vec::len),
        Some(2),
        "one that hangs is found"
    );
    house.stop().await;
}

#[tokio::test]
async fn who_comes_to_a_friend_in_the_same_room_appears_near_it() {
    let house = House::open();
    let own = house.opens(4, "").await;
    let _ada = house.flies("Ada", &own.code, "").await;
    let near = Hello::new(Role::Pilot, "Bob", 20.0, 15.0).near("Ada");
    let mut bob = house.flies_as(near, &own.code, "").await;
    while bob.told.is_empty() {
        bob.hear().await;
    }
    assert_eq!(bob.told[0], "you fly near Ada");
    house.stop().await;
}

#[tokio::test]
async fn a_code_of_no_room_leads_nowhere() {
    let house = House::open();
    for role in [Role::Pilot, Role::Spectator] {
        let told = house.sends_away("2345678923456", role, "").await;
        assert_eq!(told, full(GONE));
    }
    house.stop().await;
}

#[tokio::test]
async fn a_room_has_as_many_places_as_were_asked_for_whoever_takes_them() {
    let house = House::open();
    for people in [0, PEOPLE_MAX + 1] {
        assert_eq!(house.opens_none(json!({ "people": people }), "").await, 400);
    }
    let many_bots = json!({ "people": 2, "bots": 3 });
    assert_eq!(house.opens_none(many_bots, "").await, 400);
    let own = house.opens(2, "").await;
    let path = format!("/ws?room={}", own.code);
    let mut here = Vec::new();
    for name in ["Ada", "Bob"] {
        // Both of one household.
        let hello = Hello::new(Role::Pilot, name, 20.0, 15.0);
        let from = [("x-forwarded-for", "192.0.2.7")];
        let mut player = house.comes(&path, hello, &from).await;
        player.welcomed().await;
        here.push(player);
    }
    let told = house.sends_away(&own.code, Role::Pilot, "").await;
    assert_eq!(told, full("this room is full; you can watch"));
    house.stop().await;
}

#[tokio::test]
async fn rooms_are_bounded_in_number_for_all_and_for_a_household() {
    let house = House::open();
    let wanted = || json!({ "people": 2 });
    let from = |last: u32| format!("X-Forwarded-For: 192.0.2.{last}\r\n");
    for _ in 0..2 {
        house.opens(2, &from(7)).await;
    }
    assert_eq!(house.opens_none(wanted(), &from(7)).await, 429);
    for _ in 2..ROOMS_MAX {
        house.opens(2, &from(8)).await;
    }
    let body = wanted().to_string();
    let request = format!(
        "POST /api/rooms HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = ask_raw(house.address, request).await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (503, Some("60"))
    );
    house.stop().await;
}

#[tokio::test]
async fn a_home_opens_rooms_only_so_often() {
    const ENOUGH: &str = "your address has as many rooms of its own as it may have: leave one";
    let house = House::lasting(Duration::ZERO);
    let from = "X-Forwarded-For: 192.0.2.9\r\n";
    let mut again = tokio::time::interval(Duration::from_millis(20));
    let opened = async {
        let mut opened = 0;
        loop {
            let (status, told) = house
                .ask("POST", "/api/rooms", from, json!({ "people": 2 }))
                .await;
            match (status, told["error"].as_str()) {
                (201, None) => opened += 1,
                // The one before is about to end.
                (429, Some(ENOUGH)) => _ = again.tick().await,
                refused => return (opened, refused.0),
            }
        }
    };
    assert_eq!(timeout(PATIENCE, opened).await, Ok((4, 429)));
    house.stop().await;
}

#[tokio::test]
async fn a_room_ends_when_it_has_been_empty_for_a_while_and_its_place_is_free() {
    let house = House::lasting(SOON);
    let own = house.opens(2, "").await;
    let path = format!("/api/rooms/{}", own.code);
    let ada = house.flies("Ada", &own.code, "").await;
    let other = house.opens(2, "").await;
    house.until_over(&other).await;
    assert_eq!(house.get(&path).await.0, 200, "somebody flies");
    let watching = Hello::new(Role::Spectator, "", 20.0, 15.0);
    let mut carol = house
        .comes(&format!("/ws?room={}", own.code), watching, &[])
        .await;
    carol.welcomed().await;
    drop(ada);
    assert_eq!(
        house.get(&path).await.0,
        200,
        "somebody watches, and one may return"
    );
    drop(carol);
    drop(house.flies("Eve", "", "").await);
    // Ada's line broke: it may come back for a minute, and so long the room is there.
    assert_eq!(house.get(&path).await.0, 200);
    for _ in 1..ROOMS_MAX {
        let other = house.opens(2, "").await;
        house.until_over(&other).await;
    }
    house.stop().await;
}

#[tokio::test]
async fn a_room_that_nobody_comes_to_ends_and_so_does_one_that_all_have_left() {
    let house = House::lasting(SOON);
    let nobodys = house.opens(2, "").await;
    house.until_over(&nobodys).await;
    let own = house.opens(2, "").await;
    let mut ada = house.flies("Ada", &own.code, "").await;
    ada.player
        .send(tokio_tungstenite::tungstenite::Message::Close(None))
        .await;
    house.until_over(&own).await;
    assert_eq!(
        house.sends_away(&own.code, Role::Pilot, "").await,
        full(GONE)
    );
    house.stop().await;
}

#[tokio::test]
async fn who_is_cut_off_flies_on_there() {
    let house = House::open();
    let own = house.opens(2, "").await;
    let ada = house.flies("Ada", &own.code, "").await;
    let claim = ada.claim();
    drop(ada);
    let back = house.flies_on("Ada", &own.code, claim).await;
    assert!(back.is_resumed());
    house.stop().await;
}

#[tokio::test]
async fn what_is_earned_there_is_stored_nowhere() {
    let house = House::with_rocks(SOON);
    let own = house.opens_like(json!({ "people": 8 }), "").await;
    let mut ada = house.flies("Ada", &own.code, ADAS).await;
    scores(&mut ada).await;
    ada.player
        .send(tokio_tungstenite::tungstenite::Message::Close(None))
        .await;
    house.until_over(&own).await;
    let mut bob = house.flies("Bob", "", BOBS).await;
    scores(&mut bob).await;
    let me = |cookie| {
        let headers = format!("Cookie: {cookie}\r\n");
        let house = &house;
        async move { house.ask("GET", "/api/me", &headers, json!(null)).await.1 }
    };
    let mut again = tokio::time::interval(Duration::from_millis(50));
    let stored = async {
        while me(BOBS).await["career"]["score"] == 0 {
            again.tick().await;
        }
    };
    timeout(PATIENCE, stored)
        .await
        .expect("the store hears of Bob");
    let told = me(ADAS).await;
    assert_eq!(
        (&told["name"], &told["career"]["score"]),
        (&json!(null), &json!(0))
    );
    house.stop().await;
}

#[tokio::test]
async fn where_no_rooms_may_be_opened_there_is_no_way_to() {
    let game = Game::start().await;
    let body = json!({ "people": 2 }).to_string();
    let (status, _) = crate::moderator::ask(game.address, "POST", "/api/rooms", "", &body).await;
    assert_eq!(status, 404);
    let (_, me) = crate::moderator::ask(game.address, "GET", "/api/me", "", "").await;
    assert_eq!(me["room_people"], json!(null));
}

#[tokio::test]
async fn pages_of_other_sites_open_no_rooms() {
    let house = House::open();
    let origin = "Origin: https://evil.example\r\n";
    assert_eq!(house.opens_none(json!({ "people": 2 }), origin).await, 403);
    let (_, me) = house.get("/api/me").await;
    assert_eq!(me["room_people"], json!(PEOPLE_MAX));
    house.stop().await;
}

#[tokio::test]
async fn while_newcomers_are_kept_out_no_room_is_opened_and_nobody_comes_to_one() {
    let house = House::moderated(&folder("private-drained"));
    let own = house.opens(2, "").await;
    let moderator = Moderator::at(house.address);
    moderator.order("drain", json!({ "on": true })).await;
    assert_eq!(house.opens_none(json!({ "people": 2 }), "").await, 503);
    let (code, _) = house.sends_away(&own.code, Role::Pilot, "").await;
    assert_eq!(code, CloseCode::Full.code());
    house.stop().await;
}

#[tokio::test]
async fn the_servers_moderators_see_who_is_there_and_keep_order() {
    let house = House::moderated(&folder("private-moderated"));
    let own = house
        .opens_like(json!({ "people": 2, "chat": true }), "")
        .await;
    let mut ada = house.flies("Ada", &own.code, "").await;
    let moderator = Moderator::at(house.address);
    let row = moderator.row("Ada").await;
    assert_eq!(row["room"], json!(own.room));
    let here = json!([{ "room": own.room, "people": 1 }]);
    let mut again = tokio::time::interval(Duration::from_millis(20));
    let listed = async {
        while moderator.get("settings").await["private"] != here {
            again.tick().await;
        }
    };
    timeout(PATIENCE, listed).await.expect("it is listed");
    moderator.ban_network("192.0.2.66", None).await;
    let banned = "X-Forwarded-For: 192.0.2.66\r\n";
    let wanted = json!({ "people": 2 });
    assert_eq!(house.opens_none(wanted, banned).await, 403);
    moderator
        .order("announce", json!({ "text": "Good night" }))
        .await;
    moderator
        .order("kick", json!({ "client": row["client"] }))
        .await;
    assert_eq!(ada.player.closed().await, CloseCode::Kicked.code());
    house.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_ends_all_rooms_in_time() {
    let house = House::open();
    let own = house.opens(2, "").await;
    let mut ada = house.flies("Ada", &own.code, "").await;
    let rooms = house.rooms.clone();
    let handles = rooms.handles();
    house.stop().await;
    assert_eq!(ada.player.closed().await, CloseCode::Restarting.code());
    assert!(rooms.handles().is_empty() && handles.iter().all(|room| room.has_stopped()));
}
