//! What people in a room say to each other.

use std::sync::Arc;

use asteroids_server::net::chat::{Custom, Manners, Words};
use asteroids_shared::Controls;
use asteroids_shared::protocol::limits::{CHAT_CHARS_MAX, CHAT_HISTORY_LINES};
use asteroids_shared::protocol::{CloseCode, ToServer};
use serde_json::json;
use tokio::time::{interval, timeout};

use crate::arena::Arena;
use crate::game::PATIENCE;
use crate::moderator::{Moderator, ask, folder};
use crate::pilot::Pilot;

fn talkative() -> Arena {
    Arena::where_people_talk(Custom::default())
}

fn with(manners: Manners) -> Arena {
    Arena::where_people_talk(Custom {
        manners,
        ..Custom::default()
    })
}

impl Pilot {
    pub async fn talk(&mut self, text: &str) {
        self.player.say(&ToServer::Say(text.to_owned())).await;
    }

    /// The next line that comes: who says it, and what.
    pub async fn hears(&mut self) -> (String, String) {
        self.hears_all(1).await.remove(0)
    }

    /// The next lines, in their order.
    async fn hears_all(&mut self, count: usize) -> Vec<(String, String)> {
        self.takes_in_until(|it| it.said.len() >= count).await;
        let lines = self.said.drain(..count);
        lines.map(|line| (line.name, line.text)).collect()
    }

    /// The next line that comes, or why none was said.
    async fn is_answered(&mut self) -> Result<(String, String), String> {
        self.takes_in_until(|it| !it.said.is_empty() || !it.told.is_empty())
            .await;
        let line = self.said.pop_front();
        line.map(|line| (line.name, line.text))
            .ok_or_else(|| self.told.pop_front().unwrap_or_default())
    }

    /// What the server answers to a line that is not said.
    pub async fn is_told(&mut self) -> String {
        self.takes_in_until(|it| !it.told.is_empty()).await;
        self.told.pop_front().unwrap_or_default()
    }

    async fn takes_in_until(&mut self, has_it: impl Fn(&Self) -> bool) {
        let all = async {
            while !has_it(self) {
                self.message().await;
            }
        };
        timeout(PATIENCE, all).await.expect("told in time");
    }
}

#[tokio::test]
async fn who_comes_to_a_friend_appears_near_it_and_is_told() {
    let arena = talkative();
    let ada = arena.join("Ada").await;
    for _ in 0..3 {
        let mut bob = arena.join_near("Bob", "  aDA ").await;
        assert_eq!(bob.is_told().await, "you fly near Ada");
        let torus = ada.welcome.torus;
        let distance_m = torus.distance_squared(ada.place(), bob.place()).sqrt();
        assert!((15.0..55.0).contains(&distance_m), "{distance_m} m");
    }
}

#[tokio::test]
async fn whose_friend_is_not_there_is_told_so_and_flies() {
    let arena = talkative();
    let mut bob = arena.join_near("Bob", "Ada").await;
    assert_eq!(bob.is_told().await, "Ada does not fly here now");
    assert!(bob.own_ship().is_some());
}

fn line(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[tokio::test]
async fn what_one_says_everybody_hears() {
    let arena = talkative();
    let (mut ada, mut bob) = (arena.join("Ada").await, arena.join("Bob").await);
    ada.talk("Who shot me?").await;
    for pilot in [&mut ada, &mut bob] {
        assert_eq!(pilot.hears().await, line("Ada", "Who shot me?"));
    }
    bob.talk("I did").await;
    assert_eq!(ada.hears().await, line("Bob", "I did"));
    let mut watcher = arena.watch(ada.welcome.player).await;
    assert_eq!(watcher.hears_all(2).await[1], line("Bob", "I did"));
}

#[tokio::test]
async fn who_watches_reads_and_is_told_to_fly() {
    let arena = talkative();
    let mut ada = arena.join("Ada").await;
    let mut watcher = arena.watch(ada.welcome.player).await;
    watcher.talk("Boo").await;
    assert!(watcher.is_told().await.contains("fly"));
    ada.talk("Hi").await;
    assert_eq!(
        ada.hears().await,
        line("Ada", "Hi"),
        "and nothing before it"
    );
    assert_eq!(watcher.hears().await, line("Ada", "Hi"));
}

#[tokio::test]
async fn newcomers_are_told_the_last_lines_and_no_more() {
    let arena = talkative();
    let speakers = CHAT_HISTORY_LINES / 5 + 1;
    let mut said = Vec::new();
    for number in 0..speakers {
        let name = format!("Pilot {number}");
        let mut pilot = arena.join(&name).await;
        pilot.hears_all(said.len().min(CHAT_HISTORY_LINES)).await;
        for count in 0..5 {
            said.push(line(&name, &format!("line {count}")));
            let mut again = interval(std::time::Duration::from_millis(100));
            // The whole room talks no faster than it may.
            loop {
                again.tick().await;
                pilot.talk(&format!("line {count}")).await;
                match pilot.is_answered().await {
                    Ok((speaker, _)) if speaker == name => break,
                    Ok(line) => panic!("nobody else talks: {line:?}"),
                    Err(told) => assert!(told.contains("everybody"), "{told}"),
                }
            }
        }
    }
    let mut late = arena.join("Late").await;
    let heard = late.hears_all(CHAT_HISTORY_LINES).await;
    assert_eq!(heard, said[said.len() - CHAT_HISTORY_LINES..]);
}

#[tokio::test]
async fn a_line_is_cut_and_cleaned() {
    let arena = talkative();
    let mut ada = arena.join("Ada").await;
    ada.talk("\u{202E}  a\u{200B}\n\tb\u{0336} ").await;
    assert_eq!(ada.hears().await.1, "a b");
    ada.talk(&"x".repeat(1_000)).await;
    assert_eq!(ada.hears().await.1, "x".repeat(CHAT_CHARS_MAX));
    ada.talk("\u{200B}\u{202E} ").await;
    ada.talk("after nothing").await;
    assert_eq!(ada.hears().await.1, "after nothing");
}

#[tokio::test]
async fn who_talks_too_much_is_told_to_wait_and_nobody_else_hears_it() {
    let arena = talkative();
    let (mut ada, mut bob) = (arena.join("Ada").await, arena.join("Bob").await);
    ada.talk("same").await;
    assert_eq!(ada.hears().await, line("Ada", "same"));
    ada.talk("same").await;
    assert_eq!(ada.is_told().await, "you have just said that");
    for number in 0..20 {
        ada.talk(&format!("line {number}")).await;
    }
    let mut refused = 0;
    for _ in 0..10 {
        refused += usize::from(ada.is_answered().await.is_err());
    }
    assert!(refused >= 5, "{refused} of 10");
    ada.player.say(&ToServer::Ping { nonce: 7 }).await;
    bob.talk("finally").await;
    let heard = bob.hears_all(6).await;
    assert_eq!(heard[5], line("Bob", "finally"));
    assert!(bob.told.is_empty(), "{:?}", bob.told);
}

#[tokio::test]
async fn a_flood_of_lines_ends_with_who_pours_it_and_others_fly_on() {
    let arena = talkative();
    let (mut eve, mut bob) = (arena.join("Eve").await, arena.join("Bob").await);
    let spam = ToServer::Say("spam".to_owned());
    eve.player.pours(&spam, 10_000).await;
    assert_eq!(eve.player.closed().await, CloseCode::Flood.code());
    bob.talk("Who was that?").await;
    let heard = bob.hears_all(2).await;
    assert_eq!(heard, [line("Eve", "spam"), line("Bob", "Who was that?")]);
    bob.hold_from(0, Controls::LEFT).await;
    bob.until_taken().await;
}

#[tokio::test]
async fn a_reader_that_stops_reading_holds_nobody_up() {
    let arena = talkative();
    let _deaf = arena.join("Deaf").await;
    let (mut ada, mut bob) = (arena.join("Ada").await, arena.join("Bob").await);
    for number in 0..5 {
        let text = format!("line {number}");
        ada.talk(&text).await;
        assert_eq!(bob.hears().await, line("Ada", &text));
    }
}

#[tokio::test]
async fn in_slow_mode_a_player_has_a_line_now_and_then() {
    let arena = with(Manners {
        slow_s: 60,
        ..Manners::default()
    });
    let mut ada = arena.join("Ada").await;
    ada.talk("one").await;
    assert_eq!(ada.hears().await, line("Ada", "one"));
    ada.talk("two").await;
    assert!(ada.is_told().await.starts_with("too fast: wait "));
}

#[tokio::test]
async fn coming_in_again_makes_nobody_faster_in_slow_mode() {
    let arena = with(Manners {
        slow_s: 60,
        ..Manners::default()
    });
    let browser = [("cookie", "player=adadadadadadadadadadadadadadadad")];
    let mut ada = arena.join_with("Ada", &browser).await;
    ada.talk("one").await;
    assert_eq!(ada.hears().await, line("Ada", "one"));
    drop(ada);
    let mut again = arena.join_with("Ada", &browser).await;
    assert_eq!(again.hears().await, line("Ada", "one"));
    again.talk("two").await;
    assert!(again.is_told().await.starts_with("too fast: wait "));
}

#[tokio::test]
async fn a_chat_that_is_off_says_so() {
    let arena = with(Manners {
        open: false,
        ..Manners::default()
    });
    let mut ada = arena.join("Ada").await;
    ada.talk("Hello?").await;
    assert_eq!(ada.is_told().await, "chat is off");
}

#[tokio::test]
async fn words_of_the_list_are_not_shown() {
    let arena = Arena::where_people_talk(Custom {
        words: Arc::new(Words::of("darn\n")),
        ..Custom::default()
    });
    let mut ada = arena.join("Ada").await;
    ada.talk("oh D4RN it").await;
    assert_eq!(ada.hears().await.1, "oh *** it");
}

#[tokio::test]
async fn a_moderator_mutes_slows_and_closes_the_chat() {
    let arena = Arena::moderated(&folder("chat"));
    let moderator = Moderator::at(arena.address);
    let (mut ada, mut eve) = (
        arena.join("Ada").await,
        arena.join_from("Eve", "203.0.113.7").await,
    );
    let client = moderator.client("Eve").await;
    let mute = json!({ "client": client, "minutes": 5, "reason": "spam" });
    moderator.order("mute", mute).await;
    eve.talk("spam").await;
    assert!(eve.is_told().await.starts_with("a moderator has muted you"));
    // Not by another cookie either.
    let other = [
        ("x-forwarded-for", "203.0.113.7"),
        ("cookie", "player=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"),
    ];
    for headers in [&other[..1], &other] {
        let mut again = arena.join_with("Eve", headers).await;
        again.talk("I am back").await;
        let told = again.is_told().await;
        assert!(told.starts_with("a moderator has muted you"), "{told}");
    }
    ada.talk("Thanks").await;
    assert_eq!(ada.hears().await, line("Ada", "Thanks"));
    let muted_s = |row: serde_json::Value| row["muted_s"].as_u64().expect("a number");
    assert!((290..=300).contains(&muted_s(moderator.row("Eve").await)));
    assert_eq!(muted_s(moderator.row("Ada").await), 0);
    let said = moderator.get("chat").await;
    assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(
        (&said[0]["name"], &said[0]["text"]),
        (&json!("Ada"), &json!("Thanks"))
    );

    let unmute = json!({ "client": client, "minutes": 0 });
    moderator.order("mute", unmute).await;
    eve.talk("Sorry").await;
    assert_eq!(ada.hears().await, line("Eve", "Sorry"));

    moderator.order("settings", json!({ "chat": false })).await;
    ada.talk("Hello?").await;
    assert_eq!(ada.is_told().await, "chat is off");
}

#[tokio::test]
async fn who_is_here_is_told_with_scores_and_pings() {
    let arena = talkative();
    let mut ada = arena.join("Ada").await;
    let _watcher = arena.watch(ada.welcome.player).await;
    let mut again = interval(std::time::Duration::from_millis(50));
    let known = async {
        loop {
            tokio::select! {
                _ = ada.frame() => {}
                _ = again.tick() => {
                    let (status, roll) = ask(arena.address, "GET", "/api/rooms/1/players", "", "").await;
                    assert_eq!(status, 200);
                    let rows = roll["players"].as_array().expect("a list").clone();
                    let own = rows.iter().find(|row| row["name"] == "Ada").expect("she is here");
                    if own["ping_ms"].is_u64() && rows.iter().any(|row| row["bot"] == true) {
                        return roll;
                    }
                }
            }
        }
    };
    let roll = timeout(PATIENCE, known).await.expect("a ping in time");
    assert_eq!(roll["spectators"], 1);
    assert_eq!(roll["more"], 0);
    for row in roll["players"].as_array().expect("a list") {
        assert_eq!(row["talks"] == true, row["name"] == "Ada", "{row}");
    }
    let (status, _) = ask(arena.address, "GET", "/api/rooms/9/players", "", "").await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn one_address_with_many_browsers_leaves_lines_to_others() {
    let arena = talkative();
    let mut crowd = Vec::new();
    for number in 10..40 {
        let cookie = format!("player={}", number.to_string().repeat(16));
        let headers = [("x-forwarded-for", "203.0.113.7"), ("cookie", &cookie)];
        crowd.push(arena.join_with("Eve", &headers).await);
    }
    for round in 0..5 {
        for eve in &mut crowd {
            eve.talk(&format!("spam {round}")).await;
        }
    }
    for eve in &mut crowd {
        // The answer to its last line, or that line.
        eve.hears_all(5).await;
    }
    for host in 1..=10 {
        let mut ada = arena.join_from("Ada", &format!("198.51.100.{host}")).await;
        let text = format!("Hello from {host}");
        ada.talk(&text).await;
        loop {
            let heard = ada.hears().await;
            assert_ne!(heard.0, "", "{}", heard.1);
            if heard == line("Ada", &text) {
                break;
            }
        }
    }
}

#[tokio::test]
async fn another_cookie_makes_nobody_faster_in_slow_mode() {
    let arena = with(Manners {
        slow_s: 60,
        ..Manners::default()
    });
    let from = |cookie| [("x-forwarded-for", "203.0.113.7"), ("cookie", cookie)];
    let first = from("player=adadadadadadadadadadadadadadadad");
    let mut eve = arena.join_with("Eve", &first).await;
    eve.talk("one").await;
    assert_eq!(eve.hears().await, line("Eve", "one"));
    let other = from("player=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
    let mut eve = arena.join_with("Eve", &other).await;
    assert_eq!(eve.hears().await, line("Eve", "one"));
    eve.talk("two").await;
    assert!(eve.is_told().await.starts_with("too fast: wait "));
}
