//! Clients that are slow, silent or gone without a word.

use std::collections::VecDeque;
use std::time::Duration;

use asteroids_server::net::{Limits, RESERVED};
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use asteroids_shared::protocol::{CloseCode, Role};
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::game::{Game, Heard, PATIENCE};
use crate::player::Player;

const SHORT: Duration = Duration::from_millis(150);
/// Longer than a busy machine keeps anybody from running.
const LONG: Duration = Duration::from_secs(6);

#[tokio::test]
async fn whoever_says_no_hello_is_closed() {
    let limits = Limits {
        hello_within: SHORT,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut silent = game.connect().await;
    silent.is_closed_with(CloseCode::HelloExpected).await;
}

#[tokio::test]
async fn whoever_answers_pings_stays() {
    let limits = Limits {
        ping_every: SHORT / 3,
        pong_within: LONG,
        ..Limits::default()
    };
    let mut game = Game::with(limits, 10).await;
    let mut ada = game.join("Ada").await;
    let (client, _) = game.newcomer().await;
    // Reading answers pings.
    let waits = timeout(LONG + SHORT, ada.receive()).await;
    assert!(waits.is_err(), "nothing but pings should have come");
    assert!(game.tell(client, b"still here"));
    assert_eq!(ada.receive().await, b"still here");
}

#[tokio::test]
async fn whoever_answers_no_ping_is_closed() {
    let limits = Limits {
        ping_every: SHORT / 3,
        pong_within: SHORT,
        ..Limits::default()
    };
    let mut game = Game::with(limits, 10).await;
    let mut frozen = game.join("Frozen").await;
    let (client, _) = game.newcomer().await;
    assert_eq!(game.heard().await, Heard::Left { client });
    assert_eq!(frozen.closed().await, CloseCode::PingTimeout.code());
}

#[tokio::test]
async fn whoever_takes_nothing_is_dropped_and_costs_little() {
    let limits = Limits {
        ping_every: SHORT,
        write_within: SHORT,
        ..Limits::default()
    };
    let mut game = Game::with(limits, 10).await;
    let mut ada = game.join("Ada").await;
    game.newcomer().await;
    let stalled = game.join("Stalled").await;
    let (client, _) = game.newcomer().await;
    let big = [0; 16 * 1024];
    let mut taken = 0;
    let left = loop {
        // What is not taken is not queued anywhere.
        while game.tell(client, &big) {
            taken += big.len();
        }
        if let Ok(heard) = timeout(SHORT / 10, game.heard()).await {
            break heard;
        }
    };
    assert_eq!(left, Heard::Left { client });
    assert!(taken < 1024 * 1024, "{taken} bytes went into the kernel");
    drop(stalled);
    ada.still_plays().await;
}

#[tokio::test]
async fn whoever_reads_slowly_gets_every_message_whole() {
    let limits = Limits {
        ping_every: SHORT / 6,
        pong_within: LONG,
        ..Limits::default()
    };
    let mut game = Game::with(limits, 10).await;
    let mut slow = Player::connect_narrowly(game.address).await;
    slow.hello(Role::Pilot, "Slow").await;
    slow.welcomed().await;
    let (client, _) = game.newcomer().await;
    let mut unread = VecDeque::new();
    let mut refused = 0;
    for number in 0..200 {
        let message = vec![number as u8; number * 997 % TO_CLIENT_BYTES_MAX];
        // Its answers, and the server's own pings, go between the messages.
        if number % 4 == 0 {
            slow.send(Message::Ping(Bytes::new())).await;
        }
        while !game.tell(client, &message) {
            refused += 1;
            let oldest: Option<Vec<u8>> = unread.pop_front();
            assert_eq!(Some(slow.receive().await), oldest);
        }
        unread.push_back(message);
    }
    for message in unread {
        assert_eq!(slow.receive().await, message);
    }
    assert!(refused > 100, "it was refused only {refused} times");
}

#[tokio::test]
async fn headers_that_trickle_are_cut_off() {
    let limits = Limits {
        header_within: LONG / 2,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut ada = game.join("Ada").await;
    let mut slow = TcpStream::connect(game.address).await.expect("it listens");
    slow.write_all(b"GET / HTTP/1.1\r\nX-")
        .await
        .expect("it is open");
    let silent = TcpStream::connect(game.address).await.expect("it listens");
    tokio::join!(is_cut_off(slow), is_cut_off(silent));
    ada.still_plays().await;
}

#[tokio::test]
async fn headers_that_never_end_are_cut_off_however_often_they_come() {
    let limits = Limits {
        header_within: LONG / 2,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut slow = TcpStream::connect(game.address).await.expect("it listens");
    slow.write_all(b"GET / HTTP/1.1\r\n")
        .await
        .expect("it is open");
    let trickle = async {
        while slow.write_all(b"X: y\r\n").await.is_ok() {
            sleep(SHORT).await;
        }
    };
    timeout(PATIENCE, trickle).await.expect("it is cut off");
}

#[tokio::test]
async fn a_body_that_trickles_is_not_waited_for() {
    let game = Game::start().await;
    let mut slow = TcpStream::connect(game.address).await.expect("it listens");
    let request = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\nx";
    slow.write_all(request).await.expect("it is open");
    let mut answer = [0; 12];
    slow.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 405");
    is_cut_off(slow).await;
}

#[tokio::test]
async fn whoever_hangs_up_half_way_is_gone() {
    let mut game = Game::start().await;
    let ada = game.join("Ada").await;
    let (client, _) = game.newcomer().await;
    let mut half_closed = ada.into_stream();
    half_closed.shutdown().await.expect("it is open");
    assert_eq!(game.heard().await, Heard::Left { client });
    is_cut_off(half_closed).await;
}

#[tokio::test]
async fn plain_connections_do_not_last() {
    let limits = Limits {
        http_life: SHORT,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut idle = TcpStream::connect(game.address).await.expect("it listens");
    let request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    idle.write_all(request).await.expect("it is open");
    is_cut_off(idle).await;
}

#[tokio::test]
async fn websockets_outlast_plain_connections() {
    let limits = Limits {
        http_life: LONG / 2,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut ada = game.join("Ada").await;
    assert!(timeout(LONG / 2 + SHORT, ada.receive()).await.is_err());
    ada.still_plays().await;
}

#[tokio::test]
async fn over_the_number_of_connections_the_next_are_told_so_and_how_the_server_is() {
    let limits = Limits {
        sessions_max: 1,
        plain_max: 1,
        header_within: PATIENCE,
        ..Limits::default()
    };
    let game = Game::with(limits, 10).await;
    let mut ada = game.join("Ada").await;
    let _idle = TcpStream::connect(game.address).await.expect("it listens");
    // They say nothing, and there are more than are served at once.
    let mut silent = Vec::new();
    for _ in 0..3 * RESERVED {
        silent.push(TcpStream::connect(game.address).await.expect("it listens"));
    }
    assert_eq!(game.get("/healthz").await.status, 200);
    assert_eq!(game.get("/metrics").await.status, 200);
    for path in ["/", "/api/rooms", "/ws"] {
        assert_eq!(game.get(path).await.status, 503, "{path}");
    }
    ada.still_plays().await;
}

/// Reads whatever comes until the server closes the connection.
async fn is_cut_off(mut stream: TcpStream) {
    let mut rest = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
    read.expect("in time").expect("an orderly end");
}
