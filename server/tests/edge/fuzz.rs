//! Arbitrary requests: they may be answered or cut off, but break nothing.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::game::{Game, PATIENCE};

const TIME: Duration = Duration::from_secs(2);
/// What all that can be asked begins with.
const ROUTES: [&str; 13] = [
    "/",
    "/ws",
    "/watch",
    "/healthz",
    "/metrics",
    "/api/rooms",
    "/api/rooms/1/players",
    "/api/leaderboard",
    "/api/players/Ada",
    "/api/me",
    "/api/me/export",
    "/api/admin/players",
    "/assets/",
];
/// What changes something, and takes a body.
const CHANGES: [(&str, &str); 6] = [
    ("POST", "/api/claim"),
    ("POST", "/api/login"),
    ("POST", "/api/logout"),
    ("POST", "/api/password"),
    ("DELETE", "/api/me"),
    ("POST", "/api/admin/kick"),
];
/// The headers that something of ours reads, or a proxy writes.
const HEADERS: [&str; 10] = [
    "Accept-Encoding",
    "Content-Length",
    "Cookie",
    "Forwarded",
    "Host",
    "If-None-Match",
    "Origin",
    "Sec-WebSocket-Key",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
];
const METHODS: [&str; 4] = ["GET", "HEAD", "POST", "OPTIONS"];

/// The numbers of a method and of a route, a query, and headers, each with the
/// number of its name.
type Asked = (u8, u8, Vec<u8>, Vec<(u8, Vec<u8>)>);

/// Sends the bytes and no more. What comes back has to be answers none of which
/// tells of a fault of the server, or nothing.
async fn is_no_danger(game: &Game, bytes: &[u8]) {
    let mut stream = TcpStream::connect(game.address).await.expect("it listens");
    // It may be cut off before all is sent, and what it is told then is lost.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = timeout(PATIENCE, read).await.expect("it ends in time");
    if !answer.is_empty() {
        assert!(answer.starts_with(b"HTTP/1.1 "), "{bytes:?}");
        assert_ne!(answer.get(9), Some(&b'5'), "{bytes:?}");
    }
}

/// Runs the check for a while with whatever comes to mind.
fn fuzz<T: bolero::TypeGenerator + std::fmt::Debug + 'static>(request: impl Fn(&T) -> Vec<u8>) {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().expect("it starts");
    let game = runtime.block_on(Game::start());
    let game = std::panic::AssertUnwindSafe(&game);
    let runtime = std::panic::AssertUnwindSafe(&runtime);
    let request = std::panic::AssertUnwindSafe(request);
    bolero::check!()
        .with_type::<T>()
        .with_test_time(TIME)
        .for_each(|input| runtime.block_on(is_no_danger(&game, &request(input))));
    runtime.block_on(async { game.join("Ada").await.still_plays().await });
}

#[test]
fn arbitrary_bytes_are_no_danger() {
    fuzz(|bytes: &Vec<u8>| bytes.clone());
}

#[test]
fn arbitrary_queries_and_headers_are_no_danger() {
    fuzz(|(method, route, query, headers): &Asked| {
        let method = METHODS[usize::from(*method) % METHODS.len()];
        let route = ROUTES[usize::from(*route) % ROUTES.len()];
        let mut bytes = format!("{method} {route}?").into_bytes();
        bytes.extend(query.iter().filter(|byte| byte.is_ascii_graphic()));
        bytes.extend(b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
        for (name, value) in headers {
            let name = HEADERS[usize::from(*name) % HEADERS.len()];
            bytes.extend(format!("{name}: ").bytes());
            bytes.extend(value.iter().filter(|byte| !byte.is_ascii_control()));
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"\r\n");
        bytes
    });
}

#[test]
fn arbitrary_bodies_and_cookies_are_no_danger() {
    fuzz(
        |(change, texts, bytes): &(u8, Option<[String; 4]>, Vec<u8>)| {
            let (method, route) = CHANGES[usize::from(*change) % CHANGES.len()];
            let body = match texts {
                Some([name, password, old, new]) => {
                    json!({ "name": name, "password": password, "old": old, "new": new })
                        .to_string()
                        .into_bytes()
                }
                None => bytes.clone(),
            };
            let cookie = bytes.iter().map(|byte| format!("{byte:02x}"));
            let head = format!(
                "{method} {route} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
             Cookie: player={}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                cookie.collect::<String>(),
                body.len()
            );
            [head.as_bytes(), &body].concat()
        },
    );
}

#[test]
fn arbitrary_names_of_players_are_no_danger() {
    fuzz(|name: &Vec<u8>| {
        let name: String = name.iter().map(|byte| format!("%{byte:02x}")).collect();
        format!("GET /api/players/{name} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            .into_bytes()
    });
}
