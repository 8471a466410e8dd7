//! Who comes in is known, waits, or is told to come again, and is never
//! somebody else.

use std::sync::mpsc;

use asteroids_shared::protocol::{CloseCode, Role};

use crate::answer::ask_raw;
use crate::arena::Arena;
use crate::eve::{EVES_COOKIE, store_eve};
use crate::moderator::folder;
use crate::player::Player;

const EVE: [(&str, &str); 1] = [("cookie", EVES_COOKIE)];
/// As many as may look boards up at the same time, and more.
const READERS: usize = 600;

#[tokio::test]
async fn who_comes_in_waits_for_nobody_who_looks_at_boards() {
    let folder = folder("boards-are-slow");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let (go_on, wait) = mpsc::channel::<()>();
    let store = arena.store();
    let slow = tokio::spawn(async move {
        let reading = store.read(move |_| Ok(wait.recv()));
        reading.await
    });
    for _ in 0..READERS {
        let store = arena.store();
        tokio::spawn(async move { store.read(|_| Ok(())).await });
    }
    assert_eq!(arena.join_with("", &EVE).await.welcome.name, "Eve");
    drop(go_on);
    let read = slow.await.expect("it does not panic");
    assert!(read.is_ok(), "it was read in the end");
}

#[tokio::test]
async fn while_the_store_writes_players_are_recognised() {
    let folder = folder("writes-are-slow");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let (go_on, wait) = mpsc::channel::<()>();
    let store = arena.store();
    let slow = tokio::spawn(async move { store.call(move |_| Ok(wait.recv())).await });
    assert_eq!(arena.join_with("", &EVE).await.welcome.name, "Eve");
    drop(go_on);
    assert!(slow.await.expect("it does not panic").is_ok());
}

#[tokio::test]
async fn who_cannot_be_recognised_is_told_to_come_again_and_a_stranger_plays() {
    let folder = folder("no-store");
    store_eve(&folder);
    let mut arena = Arena::moderated(&folder);
    arena.lose_the_store();
    let mut eve = Player::ask(arena.address, &EVE).await.expect("it upgrades");
    eve.hello(Role::Pilot, "Eve").await;
    eve.is_closed_with(CloseCode::Busy).await;
    let stranger = arena.join("Eve").await;
    assert!(stranger.welcome.name.starts_with("Pilot-"));
}

#[tokio::test]
async fn who_shows_another_programs_cookie_too_is_nobody_else_while_the_store_is_busy() {
    let folder = folder("no-store-two-cookies");
    store_eve(&folder);
    let mut arena = Arena::moderated(&folder);
    arena.lose_the_store();
    let both = format!("{EVES_COOKIE}; player=00112233445566778899aabbccddeeff");
    for role in [Role::Pilot, Role::Spectator] {
        let two = [("cookie", &both[..])];
        let mut eve = Player::ask(arena.address, &two).await.expect("it upgrades");
        eve.hello(role, "Eve").await;
        eve.is_closed_with(CloseCode::Busy).await;
    }
}

#[tokio::test]
async fn who_has_claimed_a_name_is_told_so_though_boards_cannot_be_read() {
    let folder = folder("claims-meanwhile");
    let arena = Arena::moderated(&folder);
    let (go_on, wait) = mpsc::channel::<()>();
    let store = arena.store();
    let slow = tokio::spawn(async move { store.read(move |_| Ok(wait.recv())).await });
    let credentials = r#"{"name": "Ada", "password": "correct horse"}"#;
    let request = format!(
        "POST /api/claim HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{credentials}",
        credentials.len()
    );
    let answer = ask_raw(arena.address, &request).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.header("set-cookie").is_some());
    let told = answer.json();
    assert_eq!(
        (&told["name"], &told["claimed"]),
        (&"Ada".into(), &true.into())
    );
    drop(go_on);
    assert!(slow.await.expect("it does not panic").is_ok());
}

#[tokio::test]
async fn a_crowd_that_comes_at_once_is_recognised_to_the_last() {
    let folder = folder("crowd");
    store_eve(&folder);
    let arena = Arena::moderated(&folder);
    let (go_on, wait) = mpsc::channel::<()>();
    let store = arena.store();
    let slow = tokio::spawn(async move { store.look_up(move |_| Ok(wait.recv())).await });
    // More than may wait in line.
    let crowd = (0..READERS).map(|_| {
        let store = arena.store();
        tokio::spawn(async move { store.look_up(|_| Ok(())).await })
    });
    let crowd: Vec<_> = crowd.collect();
    tokio::task::yield_now().await;
    drop(go_on);
    for one in crowd {
        assert!(one.await.expect("it does not panic").is_ok());
    }
    assert!(slow.await.expect("it does not panic").is_ok());
}
