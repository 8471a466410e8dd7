//! What is asked in a wrong way, or for what is not there.

use serde_json::json;

use crate::game::Game;

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
        ("PUT", "/api/rooms", "", 405),
        ("POST", "/api/rooms", json, 404),
        ("GET", "/api/rooms/1", "", 404),
        ("GET", "/api/rooms/2345678923456", "", 404),
        ("POST", "/api/rooms/2345678923456/lock", json, 400),
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
    let answer = game.ask("PUT", "/api/rooms", "").await;
    assert_eq!(answer.header("allow"), Some("GET,HEAD,POST"));
}
