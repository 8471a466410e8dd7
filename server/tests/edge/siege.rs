//! Attacks, and somebody who flies beside them and does not notice.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use asteroids_shared::protocol::limits::TO_SERVER_BYTES_MAX;
use asteroids_shared::protocol::{CloseCode, Role, ToServer};
use asteroids_shared::{Controls, Tick};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::arena::Arena;
use crate::game::PATIENCE;
use crate::pilot::Pilot;
use crate::player::Player;

/// How long she flies beside an attack.
const FLIGHT_TICKS: Tick = 64;

/// Whoever is thrown out keeps a seat for a while: on a fast machine many are.
const SEATS: u32 = 2_000;

/// Ada flies while `attack` goes on again and again. Every input of hers is
/// taken, and every tick is told.
async fn flies_beside<A: Future + Send>(attack: impl Fn(SocketAddr) -> A + Send + 'static) {
    let arena = Arena::open_to(SEATS).await;
    let mut ada = arena.join("Ada").await;
    let attacks = Arc::new(AtomicUsize::new(0));
    let address = arena.address;
    let count = Arc::clone(&attacks);
    let siege = tokio::spawn(async move {
        loop {
            attack(address).await;
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    let until = ada.picture.tick() + FLIGHT_TICKS;
    let flight = async {
        while ada.picture.tick() < until || attacks.load(Ordering::Relaxed) == 0 {
            is_obeyed(&mut ada).await;
        }
    };
    timeout(PATIENCE, flight).await.expect("in time");
    assert!(!siege.is_finished(), "the attack went on");
    siege.abort();
}

/// Asserts that what the pilot does is taken and told.
async fn is_obeyed(pilot: &mut Pilot) {
    for controls in [Controls::LEFT, Controls::RIGHT] {
        pilot.hold_from(0, controls).await;
        pilot.until_taken().await;
    }
}

#[tokio::test]
async fn who_flies_does_not_notice_ten_thousand_messages() {
    flies_beside(async |address| {
        let mut eve = Player::connect(address).await;
        eve.hello(Role::Pilot, "Eve").await;
        eve.pours(&ToServer::Ping { nonce: 1 }, 10_000).await;
        eve.is_closed_with(CloseCode::Flood).await;
    })
    .await;
}

#[tokio::test]
async fn who_flies_does_not_notice_messages_that_are_too_large() {
    flies_beside(async |address| {
        let mut eve = Player::connect(address).await;
        eve.hello(Role::Pilot, "Eve").await;
        eve.send_bytes(&[0; TO_SERVER_BYTES_MAX + 1]).await;
        assert_eq!(eve.closed().await, CloseCode::TooLarge.code());
    })
    .await;
}

#[tokio::test]
async fn who_flies_does_not_notice_a_flood_of_connections() {
    flies_beside(async |address| {
        let mut open = Vec::new();
        for _ in 0..200 {
            open.extend(TcpStream::connect(address).await);
        }
        assert!(open.len() > 100, "{} connections", open.len());
    })
    .await;
}

#[tokio::test]
async fn who_flies_does_not_notice_handshakes_that_stop_half_way() {
    flies_beside(async |address| {
        let mut half = Vec::new();
        for _ in 0..50 {
            let mut stream = TcpStream::connect(address).await.expect("it listens");
            let request = b"GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n";
            stream.write_all(request).await.expect("it is open");
            half.push(stream);
        }
    })
    .await;
}

#[tokio::test]
async fn who_flies_does_not_notice_crowds_that_say_no_hello() {
    flies_beside(async |address| {
        let mut silent = Vec::new();
        for _ in 0..50 {
            silent.extend(Player::try_connect(address).await);
        }
        assert!(!silent.is_empty(), "nobody came in");
    })
    .await;
}

#[tokio::test]
async fn who_flies_does_not_notice_requests_without_end() {
    flies_beside(async |address| {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let request = b"GET /api/rooms HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50);
        stream.write_all(&request).await.expect("it is open");
        let mut answers = [0; 50];
        stream.read_exact(&mut answers).await.expect("answers");
    })
    .await;
}
