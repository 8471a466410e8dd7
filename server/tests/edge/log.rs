//! What the log tells of clients.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio_tungstenite::tungstenite::Message;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;

use crate::game::Game;
use crate::player::Player;

/// Lines that a client may cause at once, and a second.
const LINES_AT_ONCE: usize = 60;

/// Everything that is logged on this test's thread, however fine.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn start() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        let bytes = self.0.lock().expect("nobody panicked");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The addresses in the lines about connections that were closed.
    fn addresses_of_closed(&self) -> Vec<String> {
        let address = |line: &str| {
            let (_, rest) = line.split_once(" address=")?;
            Some(rest.split(' ').next().unwrap_or_default().to_owned())
        };
        let text = self.text();
        let closed = text.lines().filter(|line| line.contains("closed: "));
        closed.filter_map(address).collect()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Someone from this address comes in, says what is wrong, and is closed.
async fn offends(game: &Game, address: &str) {
    let from = [("x-forwarded-for", address)];
    let mut eve = Player::ask(game.address, &from).await.expect("it upgrades");
    eve.send(Message::text("hello?")).await;
    eve.closed().await;
}

#[tokio::test]
async fn the_log_tells_who_is_the_same_but_not_who_it_is() {
    let (log, _guard) = Log::start();
    let game = Game::start().await;
    for address in ["203.0.113.77", "203.0.113.77", "203.0.113.78"] {
        offends(&game, address).await;
    }
    game.stop().await;
    let [first, again, other] = &log.addresses_of_closed()[..] else {
        panic!("three were closed:\n{}", log.text());
    };
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert!(!log.text().contains("203.0.113."), "{}", log.text());
}

#[tokio::test]
async fn a_crowd_of_offenders_does_not_fill_the_log() {
    let (log, _guard) = Log::start();
    let game = Game::start().await;
    let begins = Instant::now();
    for number in 0..3 * LINES_AT_ONCE {
        offends(&game, &format!("203.0.113.{}", number % 3)).await;
    }
    let lines = log.addresses_of_closed().len();
    let allowed = LINES_AT_ONCE + begins.elapsed().as_secs() as usize + 1;
    assert!(lines >= LINES_AT_ONCE, "{lines} lines");
    assert!(lines <= allowed, "{lines} lines");
}

#[tokio::test]
async fn a_refused_page_leaves_a_trace_and_many_leave_few() {
    let (log, _guard) = Log::start();
    let game = Game::start().await;
    let foreign = [("origin", "https://evil.example")];
    let begins = Instant::now();
    let odd = "Origin: https://odd.example/\u{9b}2J\r\n";
    assert_eq!(game.ask("POST", "/", odd).await.status, 403);
    for _ in 0..3 * LINES_AT_ONCE {
        let refused = Player::ask(game.address, &foreign).await;
        assert!(refused.is_err(), "it is no page of ours");
    }
    let text = log.text();
    let lines: Vec<_> = text
        .lines()
        .filter(|it| it.contains("another origin"))
        .collect();
    let allowed = LINES_AT_ONCE + begins.elapsed().as_secs() as usize + 1;
    assert!(
        (1..=allowed).contains(&lines.len()),
        "{} lines",
        lines.len()
    );
    assert!(lines[0].contains("--origins") && !lines[0].contains('\u{9b}'));
    assert!(
        lines[1].contains("origin=https://evil.example "),
        "{}",
        lines[1]
    );
    let metrics = game.get("/metrics").await;
    let counted = metrics
        .text()
        .lines()
        .find_map(|it| it.strip_prefix("asteroids_foreign_origins_total "));
    let counted: usize = counted.expect("it is counted").parse().expect("a number");
    assert!(counted >= 3 * LINES_AT_ONCE, "{counted}");
}

#[tokio::test]
async fn one_offender_leaves_lines_of_the_log_to_others() {
    let (log, _guard) = Log::start();
    let game = Game::start().await;
    for _ in 0..2 * LINES_AT_ONCE {
        offends(&game, "203.0.113.77").await;
    }
    offends(&game, "203.0.113.78").await;
    game.stop().await;
    let addresses = log.addresses_of_closed();
    let last = addresses.last().expect("there are lines");
    let of_last = addresses.iter().filter(|address| *address == last);
    assert_eq!(of_last.count(), 1, "{}", log.text());
}
