//! What happened in a room, for those who look back and those who listen.

use std::time::Instant;

use asteroids_server::room::annals::{AnnalsRecord, Scribe};
use asteroids_server::room::{Room, RoomSettings, RoomStatus};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::game::{Game, PATIENCE};

/// A room of bots that is played in no time, behind a server.
struct Played {
    game: Game,
    room: Room,
    scribe: Scribe,
}

impl Played {
    async fn begin() -> Self {
        let game = Game::start().await;
        let room = Room::new(RoomSettings {
            room: 1,
            capacity: 40,
            bots: 40,
            world: WorldSettings::of_side(7, 150.0),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
        });
        let scribe = Scribe::of(AnnalsRecord::default(), game.room.annals().clone());
        Self { game, room, scribe }
    }

    /// So long is played, and told.
    fn play(&mut self, ticks: Tick) {
        for _ in 0..ticks {
            self.room.tick([], Instant::now(), 0);
            self.scribe.note(self.room.state());
        }
        let tick = self.room.world().tick();
        self.game
            .status
            .send_modify(|status| status.shown_tick = tick);
    }

    async fn moments(&self, query: &str) -> Vec<Value> {
        let answer = self.game.get(&format!("/api/rooms/1/films{query}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["moments"].as_array().expect("a list").clone()
    }

    async fn activity(&self, query: &str) -> Value {
        let path = format!("/api/rooms/1/activity{query}");
        let answer = self.game.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), Some("public, max-age=10"));
        answer.json()
    }

    /// Somebody who listens, with these headers.
    async fn listen(&self, headers: &str) -> Listener {
        let mut stream = TcpStream::connect(self.game.address)
            .await
            .expect("it listens");
        let request = format!("GET /api/rooms/1/events HTTP/1.1\r\nHost: a\r\n{headers}\r\n");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("it is open");
        let mut listener = Listener {
            stream,
            text: String::new(),
        };
        listener.until("\r\n\r\n").await;
        listener
    }
}

struct Listener {
    stream: TcpStream,
    text: String,
}

impl Listener {
    /// What it has heard by the time that it has heard this.
    async fn until(&mut self, word: &str) -> &str {
        let hears = async {
            while !self.text.contains(word) {
                let mut bytes = [0; 4096];
                let read = self.stream.read(&mut bytes).await.expect("it is open");
                assert!(read > 0, "it ended after {}", self.text);
                self.text.push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        };
        timeout(PATIENCE, hears).await.expect("in time");
        &self.text
    }

    /// The number of the first event that it has heard.
    async fn first_number(&mut self) -> u64 {
        let text = self.until("data: {").await;
        let number = text.lines().find_map(|line| line.strip_prefix("id: "));
        number
            .expect("events have numbers")
            .parse()
            .expect("a number")
    }
}

#[tokio::test]
async fn what_is_worth_a_look_is_marked() {
    let mut played = Played::begin().await;
    played.play(seconds(90));
    let moments = played.moments("").await;
    assert!(moments.len() > 3, "{moments:?}");
    let tick_of = |moment: &Value| moment["tick"].as_u64().expect("a tick");
    assert!(moments.is_sorted_by_key(tick_of));
    for moment in &moments {
        let kind = moment["kind"].as_str().expect("a kind");
        assert!(
            ["streak", "leader"].contains(&kind),
            "{kind}: only bots fly"
        );
        assert!(!moment["name"].as_str().expect("a name").is_empty());
        assert!(moment["x"].as_i64().expect("a place").abs() <= 75);
        let count = moment["count"].as_u64().expect("a number");
        assert_eq!(kind == "streak", count >= 3, "{moment}");
    }
    let middle = tick_of(&moments[moments.len() / 2]);
    let later = played.moments(&format!("?since={middle}")).await;
    assert!(!later.is_empty() || tick_of(&moments[moments.len() - 1]) == middle);
    assert!(later.iter().all(|moment| tick_of(moment) > middle));
    let wrong = played.game.get("/api/rooms/1/films?since=x").await;
    assert_eq!(wrong.status, 400);
}

#[tokio::test]
async fn nothing_is_told_before_its_time() {
    let mut played = Played::begin().await;
    played.play(seconds(60));
    let all = played.moments("").await.len();
    played
        .game
        .status
        .send_modify(|status| status.shown_tick = 1);
    let early = played.moments("").await.len();
    assert!(early < all, "{early} of {all}");
}

#[tokio::test]
async fn how_much_went_on_is_told_by_slices_and_not_before_its_time() {
    let mut played = Played::begin().await;
    let empty = played.activity("").await;
    assert_eq!(empty["kills"].as_array().map(Vec::len), Some(0));
    played.play(2_000);
    let told = played.activity("").await;
    assert_eq!((&told["from"], &told["to"]), (&json!(0), &json!(1_920)));
    assert_eq!(told["slice_ticks"], 320);
    for of in ["ships", "shots", "hits", "kills"] {
        let slices = told[of].as_array().expect("a list");
        assert_eq!(slices.len(), 6, "{of}");
        assert!(slices.iter().any(|count| count.as_u64() > Some(0)), "{of}");
    }
    let part = played.activity("?from=700&to=1300").await;
    assert_eq!((&part["from"], &part["to"]), (&json!(640), &json!(1_280)));
    let slices = told["shots"].as_array().expect("a list");
    assert_eq!(part["shots"], json!(slices[2..4]));
    let shown = |status: &mut RoomStatus| status.shown_tick = 1_000;
    played.game.status.send_modify(shown);
    for query in ["", "?to=1900", "?from=640&to=4294967295"] {
        assert_eq!(played.activity(query).await["to"], 960, "{query}");
    }
    assert_eq!(played.activity("?from=960").await["kills"], json!([]));
}

#[tokio::test]
async fn what_is_wrong_with_a_span_of_time_is_told() {
    let game = Game::start().await;
    let wrong = [
        "from=x",
        "from=-1",
        "to=1.5",
        "to=4294967296",
        "from=1&from=2",
    ];
    for query in wrong {
        let answer = game.get(&format!("/api/rooms/1/activity?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["error"], "?from= and ?to= are ticks");
    }
    for room in ["2", "x", "-1", "..%2f1"] {
        let answer = game.get(&format!("/api/rooms/{room}/activity")).await;
        assert_eq!(answer.status, 404, "{room}");
    }
}

#[tokio::test]
async fn who_listens_hears_what_happens_and_goes_on_after_a_break() {
    let mut played = Played::begin().await;
    played.play(seconds(60));
    let mut listener = played.listen("").await;
    let head = listener.until("retry: ").await.to_lowercase();
    assert!(head.contains("content-type: text/event-stream"), "{head}");
    assert!(head.contains("access-control-allow-origin: *"), "{head}");
    assert!(!head.contains("data: "), "it hears nothing of before");
    played.play(seconds(60));
    let number = listener.first_number().await;
    let text = listener.until("}\n\n").await;
    assert!(text.contains("event: "), "{text}");
    drop(listener);
    let heard = format!("Last-Event-ID: {number}\r\n");
    let mut again = played.listen(&heard).await;
    assert_eq!(again.first_number().await, number + 1);
}

#[tokio::test]
async fn only_so_many_listen_from_an_address() {
    let played = Played::begin().await;
    let eve = "X-Forwarded-For: 203.0.113.7\r\n";
    let mut listening = Vec::new();
    for _ in 0..8 {
        let mut listener = played.listen(eve).await;
        listener.until("200 OK").await;
        listening.push(listener);
    }
    let mut refused = played.listen(eve).await;
    refused.until("429 Too Many Requests").await;
    let mut other = played.listen("X-Forwarded-For: 198.51.100.7\r\n").await;
    other.until("200 OK").await;
}

#[tokio::test]
async fn nobody_listens_to_a_room_that_is_not_there() {
    let game = Game::start().await;
    for room in ["2", "x", "-1", "99999999999", "..%2f1"] {
        let answer = game.get(&format!("/api/rooms/{room}/events")).await;
        assert_eq!(answer.status, 404, "{room}");
    }
}
