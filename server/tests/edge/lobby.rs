//! Coming, going, and the seats between.

use std::time::Duration;

use asteroids_server::net::{Limits, RoomLost};
use asteroids_server::room::Request;
use asteroids_shared::protocol::{CloseCode, Role};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::game::{Game, Heard};
use crate::player::Player;

#[tokio::test]
async fn a_full_server_says_so_and_lets_people_watch() {
    let game = Game::with(Limits::default(), 1).await;
    let mut ada = game.join("Ada").await;
    let mut bob = game.connect().await;
    bob.hello(Role::Pilot, "Bob").await;
    bob.is_closed_with(CloseCode::Full).await;
    let mut bob = game.connect().await;
    bob.hello(Role::Spectator, "Bob").await;
    bob.welcomed().await;
    ada.still_plays().await;
}

#[tokio::test]
async fn those_who_watch_keep_nobody_from_flying() {
    let limits = Limits {
        spectators_max: 2,
        sessions_max: 4,
        ..Limits::default()
    };
    let game = Game::with(limits, 1).await;
    let mut watching = Vec::new();
    for _ in 0..2 {
        let mut watcher = game.connect().await;
        watcher.hello(Role::Spectator, "").await;
        watcher.welcomed().await;
        watching.push(watcher);
    }
    let mut one_more = game.connect().await;
    one_more.hello(Role::Spectator, "").await;
    one_more.is_closed_with(CloseCode::Full).await;
    game.join("Ada").await.still_plays().await;
}

#[tokio::test]
async fn a_server_that_loses_a_room_tells_everyone_and_ends_with_an_error() {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    game.room.ask(Request::Stop).await.expect("the room runs");
    ada.is_closed_with(CloseCode::Restarting).await;
    assert_eq!(game.ends().await, Err(RoomLost { room: 1 }));
}

#[tokio::test]
async fn a_seat_is_free_again_however_its_pilot_went() {
    let mut game = Game::with(Limits::default(), 1).await;
    let mut ada = game.join("Ada").await;
    ada.send(Message::Close(None)).await;
    has_left(&mut game).await;

    let bob = game.join("Bob").await;
    drop(bob);
    has_left(&mut game).await;

    let mut eve = game.join("Eve").await;
    eve.send(Message::text("boo")).await;
    has_left(&mut game).await;

    game.join("Zoe").await;
}

/// Waits until the one newcomer has left.
async fn has_left(game: &mut Game) {
    let (client, _) = game.newcomer().await;
    assert_eq!(game.heard().await, Heard::Left { client });
}

#[tokio::test]
async fn spectators_have_no_name() {
    let mut game = Game::start().await;
    let mut watcher = game.connect().await;
    watcher.hello(Role::Spectator, "Peeping Tom").await;
    watcher.welcomed().await;
    assert_eq!(game.newcomer().await.1, "");
}

#[tokio::test]
async fn too_many_connections_are_refused_before_they_become_websockets() {
    let limits = Limits {
        sessions_max: 1,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut ada = game.join("Ada").await;
    is_refused(&game).await;
    ada.still_plays().await;
}

#[tokio::test]
async fn where_ticks_take_long_newcomers_may_only_watch() {
    let game = Game::with_ticks_of(Duration::from_millis(26)).await;
    let mut ada = game.connect().await;
    ada.hello(Role::Pilot, "Ada").await;
    ada.is_closed_with(CloseCode::Full).await;
    let mut bob = game.connect().await;
    bob.hello(Role::Spectator, "").await;
    bob.welcomed().await;
}

#[tokio::test]
async fn where_ticks_take_too_long_nobody_comes_in_and_those_who_watch_are_thinned() {
    let mut game = Game::with_ticks_of(Duration::ZERO).await;
    let mut ada = game.join("Ada").await;
    game.newcomer().await;
    game.status.send_modify(|status| {
        status.tick_us = 30_000;
        status.spectators = 33;
    });
    assert_eq!(game.heard().await, Heard::Thin { spectators: 3 });
    is_refused(&game).await;
    ada.still_plays().await;
}

#[tokio::test]
async fn where_memory_is_short_nobody_comes_in() {
    let limits = Limits {
        memory_bytes: Some(1),
        ..Limits::default()
    };
    is_refused(&Game::with(limits, 10).await).await;
}

/// Asserts that nobody gets as far as a WebSocket.
async fn is_refused(game: &Game) {
    match Player::try_connect(game.address).await {
        Err(Error::Http(response)) => assert_eq!(response.status(), 503),
        other => panic!("it should have been refused, but: {:?}", other.err()),
    }
}

#[tokio::test]
async fn what_the_room_sends_arrives_in_order() {
    let mut game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let (client, _) = game.newcomer().await;
    for number in 0..3 {
        assert!(game.tell(client, &[number]));
    }
    for number in 0..3 {
        assert_eq!(ada.receive().await, [number]);
    }
}

#[tokio::test]
async fn the_room_can_close_a_connection() {
    let mut game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut bob = game.join("Bob").await;
    let (client, _) = game.newcomer().await;
    game.close(client, CloseCode::TooSlow);
    ada.is_closed_with(CloseCode::TooSlow).await;
    bob.still_plays().await;
}

#[tokio::test]
async fn a_server_that_stops_tells_everyone() {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut silent = game.connect().await;
    let address = game.address;
    let ((), (), ()) = tokio::join!(
        game.stop(),
        ada.is_closed_with(CloseCode::Restarting),
        silent.is_closed_with(CloseCode::Restarting),
    );
    assert!(Player::try_connect(address).await.is_err());
}
