//! The game's page and the files that belong to it.

use crate::game::Game;

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
pub async fn script_path(game: &Game) -> String {
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
