//! The headers that keep browsers strict, and pages of other sites out.

use crate::answer::Answer;
use crate::game::Game;
use crate::page::script_path;

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
