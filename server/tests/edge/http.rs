//! The pages and numbers that the server gives to browsers and scripts.

use std::time::{Duration, Instant};

use asteroids_server::net::Limits;
use asteroids_shared::protocol::{LeaderboardRow, Role};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::game::{Game, PATIENCE};

pub struct Answer {
    pub status: u16,
    /// With names in lower case.
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(&prefix))
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("it is JSON")
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("it is text")
    }
}

impl Game {
    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    /// Asks with these header lines, each ending in CRLF.
    pub async fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
        self.ask_raw(&request).await
    }

    /// Asks in these very words, after which the server is to hang up.
    pub async fn ask_raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.expect("it listens");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("it is open");
        let mut bytes = Vec::new();
        let read = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
        read.expect("in time").expect("an orderly end");
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a head")
            + 4;
        let head = String::from_utf8_lossy(&bytes[..end]).replace("\r\n", "\n");
        let status = head[9..12].parse().expect("a status");
        Answer {
            status,
            head,
            body: bytes.split_off(end),
        }
    }
}

#[tokio::test]
async fn the_page_is_there_to_play_and_to_watch() {
    let game = Game::start().await;
    let play = game.get("/").await;
    assert_eq!(play.status, 200);
    assert_eq!(
        play.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(play.header("cache-control"), Some("no-cache"));
    assert!(play.text().starts_with("<!doctype html>"));
    assert_eq!(game.get("/watch").await.body, play.body);
    let slashed = game.get("/watch/").await;
    assert_eq!(slashed.header("location"), Some("../watch"));
}

/// The address of the client's script, as the page names it.
async fn script_path(game: &Game) -> String {
    let page = game.get("/").await;
    let text = page.text();
    let start = text.find("./assets/").expect("the page names a file") + 1;
    let length = text[start..].find('"').expect("the name ends");
    text[start..start + length].to_owned()
}

#[tokio::test]
async fn files_with_a_hash_in_their_name_are_cached_for_ever() {
    let game = Game::start().await;
    let script = game.get(&script_path(&game).await).await;
    assert_eq!(script.status, 200);
    let cached = script.header("cache-control").expect("it says how long");
    assert!(cached.contains("immutable"), "{cached}");
}

#[tokio::test]
async fn files_are_compressed_for_those_who_can_read_it() {
    let game = Game::start().await;
    let path = script_path(&game).await;
    let plain = game.get(&path).await;
    let packed = game.ask("GET", &path, "Accept-Encoding: gzip\r\n").await;
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.header("vary"), Some("accept-encoding"));
    let mut unpacked = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(&packed.body[..]);
    std::io::Read::read_to_end(&mut decoder, &mut unpacked).expect("it is gzip");
    assert_eq!(unpacked, plain.body);
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let game = Game::start().await;
    let page = game.get("/").await;
    let etag = page.header("etag").expect("it has one");
    let again = game
        .ask("GET", "/", &format!("If-None-Match: {etag}\r\n"))
        .await;
    assert_eq!(again.status, 304);
    assert!(again.body.is_empty());
}

/// Sent with every answer, and what each has to say.
const STRICT_HEADERS: [(&str, &str); 10] = [
    ("content-security-policy", "default-src 'self'"),
    ("content-security-policy", "base-uri 'none'"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("content-security-policy", "object-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", "geolocation=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn assert_strict(answer: &Answer, what: &str) {
    for (name, says) in STRICT_HEADERS {
        let value = answer.header(name).expect(what);
        assert!(value.contains(says), "{what}: {name} is {value}");
        assert!(!value.contains("unsafe"), "{what}: {name} is {value}");
    }
    let shared = answer.header("access-control-allow-origin");
    assert_eq!(shared, None, "{what}");
}

#[tokio::test]
async fn every_answer_has_strict_headers() {
    let game = Game::start().await;
    let script = script_path(&game).await;
    for path in [
        "/",
        "/watch",
        &script,
        "/favicon.svg",
        "/healthz",
        "/metrics",
        "/api/rooms",
        "/api/leaderboard",
    ] {
        let answer = game.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_strict(&answer, path);
    }
}

#[tokio::test]
async fn every_refusal_has_strict_headers() {
    let game = Game::start().await;
    let fresh = game.get("/").await;
    let known = format!("If-None-Match: {}\r\n", fresh.header("etag").expect("one"));
    let upgrade = "Origin: https://evil.example\r\nUpgrade: websocket\r\n";
    for (method, path, headers, status) in [
        ("GET", "/", &known[..], 304),
        ("GET", "/ws", "", 400),
        ("GET", "/ws", upgrade, 403),
        ("GET", "/no/such/page", "", 404),
        ("POST", "/", "", 405),
        ("POST", "/", "Content-Length: 100000\r\n", 413),
    ] {
        let answer = game.ask(method, path, headers).await;
        assert_eq!(answer.status, status, "{method} {path} {headers}");
        assert_strict(&answer, &format!("{method} {path} {headers}"));
    }
}

#[tokio::test]
async fn who_came_by_tls_is_to_come_so_again() {
    let game = Game::start().await;
    let name = "strict-transport-security";
    for (path, headers) in [("/", ""), ("/nothing", ""), ("/ws", "Origin: null\r\n")] {
        let by_tls = format!("X-Forwarded-Proto: https\r\n{headers}");
        let answer = game.ask("GET", path, &by_tls).await;
        assert_eq!(answer.header(name), Some("max-age=31536000"), "{path}");
        assert_eq!(
            game.ask("GET", path, headers).await.header(name),
            None,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_page_has_no_script_or_style_of_its_own() {
    let game = Game::start().await;
    let page = game.get("/").await;
    for tag in page.text().split('<').skip(1) {
        let (tag, content) = tag.split_once('>').expect("tags end");
        let name = tag.split_whitespace().next().unwrap_or_default();
        assert_ne!(name, "style", "{tag}");
        if name == "script" {
            assert!(tag.contains(" src=\"./"), "{tag}");
            assert_eq!(content.trim(), "", "{tag}");
        }
        let handler = tag
            .split_whitespace()
            .find(|word| word.starts_with("on") && word.contains('='));
        assert_eq!(handler, None, "{tag}");
        assert!(!tag.contains(" style="), "{tag}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_can_read_nothing_and_change_nothing() {
    let game = Game::start().await;
    let evil = "Origin: https://evil.example\r\n";
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        assert_eq!(game.ask(method, "/", evil).await.status, 403, "{method}");
        let own = game.ask(method, "/", "Origin: http://a\r\n").await;
        assert_eq!(own.status, 405, "{method}");
    }
    let read = game.ask("GET", "/api/rooms", evil).await;
    assert_eq!(read.header("access-control-allow-origin"), None);
    let asked = game.ask("OPTIONS", "/api/rooms", evil).await;
    assert_eq!(asked.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let game = Game::start().await;
    for path in ["/nothing", "/assets/", "/../Cargo.toml", "/watch/more"] {
        let answer = game.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json(), json!({ "error": "not found" }));
    }
    let browser = "Accept: text/html,application/xhtml+xml\r\n";
    let page = game.ask("GET", "/nothing", browser).await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("To the game"), "{}", page.text());
}

#[tokio::test]
async fn only_reading_is_allowed() {
    let game = Game::start().await;
    assert_eq!(game.ask("POST", "/", "").await.status, 405);
    assert_eq!(game.ask("DELETE", "/api/rooms", "").await.status, 405);
    let large = game.ask("POST", "/", "Content-Length: 100000\r\n").await;
    assert_eq!(large.status, 413);
}

/// Whatever goes wrong, a program finds one line that says what.
#[tokio::test]
async fn every_error_is_told_as_an_error() {
    let game = Game::start().await;
    let json = "Content-Type: application/json\r\n";
    let large = format!("{json}Content-Length: 100000\r\n");
    for (method, path, headers, status) in [
        ("POST", "/api/rooms", "", 405),
        ("PATCH", "/api/me", "", 405),
        ("GET", "/api/claim", "", 405),
        ("DELETE", "/api/leaderboard", "", 405),
        ("POST", "/healthz", "", 405),
        ("POST", "/", "", 405),
        ("POST", "/api/claim", &large[..], 413),
        ("POST", "/api/claim", json, 400),
        ("POST", "/api/claim", "Content-Type: text/plain\r\n", 400),
        ("GET", "/api", "", 404),
        ("GET", "/api/", "", 404),
        ("GET", "/api/nothing", "", 404),
        ("GET", "/api/rooms/7/players", "", 404),
        ("GET", "/api/rooms/%ff/players", "", 404),
        ("GET", "/api/players/Nobody", "", 404),
        ("GET", "/api/players/%ff", "", 400),
        ("GET", "/api/players?name=Nobody", "", 404),
        ("GET", "/api/players?name=%ff", "", 404),
        ("GET", "/api/players", "", 400),
        ("GET", "/api/leaderboard?period=year", "", 400),
        ("GET", "/api/leaderboard?limit=-1", "", 400),
        ("GET", "/api/admin/players", "", 404),
        ("GET", "/ws", "", 400),
    ] {
        let answer = game.ask(method, path, headers).await;
        assert_eq!(answer.status, status, "{method} {path}");
        let told = answer.json();
        let error = told["error"].as_str().unwrap_or_default();
        assert!(
            !error.is_empty() && !error.contains('\n'),
            "{method} {path}: {told}"
        );
        assert_eq!(
            told.as_object().map(|told| told.len()),
            Some(1),
            "{method} {path}"
        );
    }
    // One whose length nobody announces.
    let chunk = format!("1388\r\n{}\r\n0\r\n\r\n", " ".repeat(5000));
    let chunked = format!("{json}Transfer-Encoding: chunked\r\n\r\n{chunk}");
    let answer = game.ask("POST", "/api/claim", &chunked).await;
    assert_eq!(answer.status, 413);
    assert!(answer.json()["error"].is_string());
    let answer = game.ask("POST", "/api/rooms", "").await;
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
}

#[tokio::test]
async fn checks_that_ask_for_options_or_headers_are_answered() {
    let game = Game::start().await;
    let plain = game.ask_raw("OPTIONS /healthz HTTP/1.0\r\n\r\n").await;
    assert_eq!(plain.status, 200);
    for path in ["/healthz", "/", "/api/rooms", "*"] {
        let answer = game.ask("OPTIONS", path, "").await;
        assert!([200, 204].contains(&answer.status), "{path}");
        let allowed = answer.header("allow").expect("it says so");
        assert!(allowed.contains("GET"), "{path}: {allowed}");
    }
    assert_eq!(game.ask("HEAD", "/healthz", "").await.status, 200);
    let long_ago = Instant::now() - Duration::from_secs(6);
    game.status.send_modify(|status| status.at = long_ago);
    for method in ["OPTIONS", "HEAD"] {
        assert_eq!(game.ask(method, "/healthz", "").await.status, 503);
    }
}

#[tokio::test]
async fn a_page_can_find_out_whether_it_may_play() {
    let game = Game::start().await;
    let own = game
        .ask("POST", "/api/origin", "Origin: http://a\r\n")
        .await;
    assert_eq!(own.status, 204);
    let evil = "Origin: https://evil.example\r\n";
    let foreign = game.ask("POST", "/api/origin", evil).await;
    assert_eq!(foreign.status, 403);
    assert!(foreign.json()["error"].is_string());
}

#[tokio::test]
async fn a_server_whose_rooms_tick_is_healthy() {
    let game = Game::start().await;
    let health = game.get("/healthz").await;
    assert_eq!(health.status, 200);
    assert_eq!(health.json()["status"], "ok");
    assert_eq!(health.json()["rooms"][0]["ticking"], true);
}

#[tokio::test]
async fn a_room_that_ticks_no_more_makes_it_unhealthy() {
    let game = Game::start().await;
    let long_ago = Instant::now() - Duration::from_secs(6);
    game.status.send_modify(|status| status.at = long_ago);
    let health = game.get("/healthz").await;
    assert_eq!(health.status, 503);
    assert_eq!(health.json()["rooms"][0]["ticking"], false);
}

#[tokio::test]
async fn a_room_at_half_speed_is_slow_but_healthy() {
    let game = Game::start().await;
    let a_while_ago = Instant::now() - Duration::from_secs(2);
    game.status.send_modify(|status| status.at = a_while_ago);
    assert_eq!(game.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn rooms_and_leaderboards_can_be_read() {
    let game = Game::with(Limits::default(), 7).await;
    game.status.send_modify(|status| {
        status.leaderboard = vec![LeaderboardRow {
            player: 9,
            name: "Ada".to_owned(),
            score: 1200,
            bot: false,
        }];
    });
    let room = &game.get("/api/rooms").await.json()[0];
    for (field, value) in [("room", 1), ("capacity", 7), ("players", 3), ("bots", 2)] {
        assert_eq!(room[field], value, "{field}");
    }
    assert_eq!(
        game.get("/api/rooms/leaderboards").await.json(),
        json!([{ "room": 1, "rows": [
            { "player": 9, "name": "Ada", "score": 1200, "bot": false }
        ] }])
    );
}

#[tokio::test]
async fn metrics_can_be_scraped() {
    let game = Game::start().await;
    let mut watcher = game.connect().await;
    watcher.hello(Role::Spectator, "").await;
    watcher.welcomed().await;
    let answer = game.get("/metrics").await;
    assert_eq!(answer.status, 200);
    for line in [
        "asteroids_players{room=\"1\"} 3",
        "asteroids_bots{room=\"1\"} 2",
        "asteroids_spectators{room=\"1\"} 1",
        "asteroids_entities{room=\"1\",kind=\"ship\"} 0",
        "# TYPE asteroids_decode_errors_total counter",
        "# TYPE asteroids_connections gauge",
        "# TYPE process_cpu_seconds_total counter",
    ] {
        assert!(answer.text().contains(line), "{line}\n{}", answer.text());
    }
}
