//! Clips that people share, and what somebody sends who means no good.

use std::fs;
use std::io::{Read, Write};

use asteroids_server::clips::{CLIP_BYTES_MAX, Clip};
use asteroids_server::films::FILM_TICKS;
use asteroids_server::room::RoomSettings;
use asteroids_shared::Tick;
use asteroids_shared::protocol::{ChatLine, Notice, Radar, Said, ToClient, VERSION};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::answer::{Answer, ask_raw};
use crate::films::{CLIPS_MAX, Cinema, EVE, settings};

const KIND: &str = "Content-Type: application/vnd.asteroids.film\r\n";

impl Cinema {
    async fn send(&self, clip: &[u8]) -> Answer {
        self.send_with(clip, KIND).await
    }

    async fn send_with(&self, clip: &[u8], headers: &str) -> Answer {
        let bytes = clip.len();
        let head = format!(
            "POST /api/clips HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {bytes}\r\n{headers}\r\n"
        );
        ask_raw(self.served.address, [head.as_bytes(), clip].concat()).await
    }

    /// Sends one that is taken, and gives what it is called.
    async fn share(&self, clip: &[u8]) -> String {
        let answer = self.send(clip).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let said = answer.json();
        assert_eq!(said["days"], 30);
        said["id"].as_str().expect("a name").to_owned()
    }

    async fn clip(&self, id: &str, headers: &str) -> Answer {
        let request = format!(
            "GET /api/clips/{id} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n"
        );
        ask_raw(self.served.address, &request).await
    }

    fn clips_kept(&self) -> usize {
        fs::read_dir(&self.clips).expect("it is there").count()
    }
}

fn unpacked(film: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = GzDecoder::new(film).read_to_end(&mut bytes);
    read.expect("it is gzip");
    bytes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).expect("there is memory");
    gzip.finish().expect("there is memory")
}

type Head = (u32, u32, u32, String, Tick, Tick);

/// The same film with another head.
fn with_head(film: &[u8], change: impl FnOnce(&mut Head)) -> Vec<u8> {
    let bytes = unpacked(film);
    let mut rest = &bytes[..];
    let mut head: Head = rmp_serde::from_read(&mut rest).expect("a head");
    change(&mut head);
    let mut changed = rmp_serde::to_vec(&head).expect("a head");
    changed.extend(rest);
    packed(&changed)
}

/// The same film with another message at its end.
fn with_message(film: &[u8], tick: Tick, message: &[u8]) -> Vec<u8> {
    let mut bytes = unpacked(film);
    rmp::encode::write_array_len(&mut bytes, 2).expect("there is memory");
    rmp::encode::write_uint(&mut bytes, tick.into()).expect("there is memory");
    rmp::encode::write_bin(&mut bytes, message).expect("there is memory");
    packed(&bytes)
}

#[tokio::test]
async fn a_clip_that_is_shared_is_there_for_whoever_has_the_link() {
    let cinema = Cinema::after("clip-shared", 1_400);
    let film = cinema.film(FILM_TICKS).await.body;
    let id = cinema.share(&film).await;
    assert_eq!(cinema.share(&film).await, id, "it is the same clip");
    assert_eq!(cinema.clips_kept(), 1);
    let clip = cinema.clip(&id, "").await;
    assert_eq!(clip.status, 200);
    assert_eq!(unpacked(&clip.body), unpacked(&film));
    let kind = clip.header("content-type");
    assert_eq!(kind, Some("application/vnd.asteroids.film"));
    let for_ever = "public, max-age=31536000, immutable";
    assert_eq!(clip.header("cache-control"), Some(for_ever));
    let etag = clip.header("etag").expect("it has one");
    let again = cinema
        .clip(&id, &format!("If-None-Match: {etag}\r\n"))
        .await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let index = cinema.get("1/films").await.json();
    assert_eq!(index["clip_days"], 30);
}

#[tokio::test]
async fn of_more_clips_than_may_be_those_stay_that_were_asked_for_last() {
    let cinema = Cinema::after("clip-many", 2_400);
    let mut ids = Vec::new();
    for number in 1..=CLIPS_MAX as Tick + 1 {
        let film = cinema.film(number * FILM_TICKS).await.body;
        ids.push(cinema.share(&film).await);
        assert_eq!(cinema.clip(&ids[0], "").await.status, 200);
    }
    assert_eq!(cinema.clips_kept(), CLIPS_MAX);
    let gone = cinema.clip(&ids[1], "").await;
    assert_eq!(gone.status, 404);
    assert!(gone.text().contains("not kept any more"));
}

#[tokio::test]
async fn what_may_not_be_seen_yet_is_in_no_clip() {
    let late = RoomSettings {
        watch_delay_ticks: 1_000,
        ..settings()
    };
    let cinema = Cinema::keeping("clip-late", 2_000, 10_000_000, late, CLIPS_MAX);
    let film = cinema.film(2 * FILM_TICKS).await.body;
    cinema.share(&film).await;
    let shown = cinema.get("1/films").await.json()["tick"].as_u64();
    let shown = shown.expect("a number") as Tick;
    let ahead = with_head(&film, |head| head.5 = shown + 640);
    let answer = cinema.send(&ahead).await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("may not be seen yet"));
    assert_eq!(cinema.clips_kept(), 1);
}

#[tokio::test]
async fn what_is_no_clip_of_this_server_is_refused_in_words() {
    let cinema = Cinema::after("clip-words", 1_400);
    let film = cinema.film(FILM_TICKS).await.body;
    let notice = ToClient::Notice(Notice::new("Buy this".to_owned())).encode();
    let said = ToClient::Said(Said::new(vec![ChatLine {
        player: 1,
        name: "Eve".to_owned(),
        text: "Buy this".to_owned(),
        age_s: 0,
    }]))
    .encode();
    let end = 2 * FILM_TICKS;
    let surplus = [&film[..], b"more"].concat();
    let twice = [&film[..], &film[..]].concat();
    let cases: [(&str, Vec<u8>, u16, &str); 17] = [
        ("nothing", vec![], 400, "damaged"),
        ("text", b"hello".to_vec(), 400, "damaged"),
        ("not packed", unpacked(&film), 400, "damaged"),
        ("packed nothing", packed(b""), 400, "damaged"),
        ("half", film[..film.len() / 2].to_vec(), 400, "damaged"),
        ("surplus", surplus, 400, "after its end"),
        ("twice", twice, 400, "after its end"),
        (
            "format",
            with_head(&film, |head| head.0 = 2),
            400,
            "damaged",
        ),
        (
            "version",
            with_head(&film, |head| head.1 = VERSION + 1),
            400,
            "of version",
        ),
        ("room", with_head(&film, |head| head.2 = 2), 400, "damaged"),
        (
            "world",
            with_head(&film, |head| head.3 = "../../etc".to_owned()),
            400,
            "damaged",
        ),
        (
            "other world",
            with_head(&film, |head| head.3 = "0".repeat(16)),
            404,
            "begun afresh",
        ),
        ("from", with_head(&film, |head| head.4 -= 1), 400, "damaged"),
        (
            "to",
            with_head(&film, |head| head.5 -= 1),
            400,
            "out of order",
        ),
        (
            "too long",
            with_head(&film, |head| head.5 += 6_000),
            400,
            "too long",
        ),
        (
            "a notice",
            with_message(&film, end, &notice),
            400,
            "no film has",
        ),
        (
            "a line",
            with_message(&film, end, &said),
            400,
            "no film has",
        ),
    ];
    for (case, file, status, words) in cases {
        // Each from somewhere else.
        let from = format!("{KIND}X-Forwarded-For: 203.0.113.{}\r\n", case.len());
        let answer = cinema.send_with(&file, &from).await;
        assert_eq!(answer.status, status, "{case}: {}", answer.text());
        assert!(answer.text().contains(words), "{case}: {}", answer.text());
    }
    let untold = cinema.send_with(&film, "").await;
    assert_eq!(untold.status, 400);
    let foreign = format!("{KIND}Origin: https://evil.example\r\n");
    assert_eq!(cinema.send_with(&film, &foreign).await.status, 403);
    assert_eq!(cinema.clips_kept(), 0);
}

/// Files that are small, and would keep a processor or the memory busy for long.
#[tokio::test]
async fn a_clip_that_is_far_more_than_it_looks_is_refused() {
    let cinema = Cinema::after("clip-bomb", 1_000);
    let film = cinema.film(FILM_TICKS).await.body;
    let plain = unpacked(&film);
    let end = 2 * FILM_TICKS;
    let many = |count: usize, message: &[u8]| {
        let one = &unpacked(&with_message(&film, end, message))[plain.len()..];
        packed(&[&plain[..], &one.repeat(count)].concat())
    };
    let radar = ToClient::Radar(Radar::default()).encode();
    let long = vec![0; 40 << 20];
    let cases = [
        ("messages", many(100_000, &radar), "too much in it"),
        ("bytes", with_message(&film, end, &long), "too much in it"),
        (
            "zeros",
            packed(&[&plain[..], &long].concat()),
            "no MessagePack",
        ),
    ];
    for (case, file, words) in cases {
        assert!(file.len() < CLIP_BYTES_MAX, "{case}: {}", file.len());
        let from = format!("{KIND}X-Forwarded-For: 203.0.113.{}\r\n", case.len());
        let answer = cinema.send_with(&file, &from).await;
        assert_eq!(answer.status, 400, "{case}: {}", answer.text());
        assert!(answer.text().contains(words), "{case}: {}", answer.text());
    }
    assert_eq!(cinema.clips_kept(), 0);
    assert_eq!(cinema.send(&many(10, &radar)).await.status, 201);
}

#[tokio::test]
async fn names_of_clips_lead_nowhere_else() {
    let cinema = Cinema::after("clip-paths", 700);
    let digits = "0123456789abcdef".repeat(2);
    let upper = digits.to_uppercase();
    for id in [
        "x",
        "..",
        "%2e%2e",
        "..%2f..%2fasteroids.db",
        "%00",
        "%ff",
        &digits,
        &upper,
        &format!("{digits}.film"),
        "clip.unfinished",
    ] {
        let answer = cinema.clip(id, "").await;
        assert_eq!(answer.status, 404, "{id}");
        assert!(answer.json()["error"].is_string(), "{id}");
    }
}

#[tokio::test]
async fn who_sends_too_much_or_too_often_is_refused_and_others_are_not() {
    let cinema = Cinema::after("clip-flood", 1_000);
    let film = cinema.film(FILM_TICKS).await.body;
    let huge = vec![0; CLIP_BYTES_MAX + 1];
    let head = format!(
        "POST /api/clips HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n{KIND}\r\n",
        huge.len()
    );
    let answer = ask_raw(cinema.served.address, &head).await;
    assert_eq!(answer.status, 413, "it need not be sent to be refused");
    let eve = format!("{KIND}{EVE}");
    let mut refused = None;
    for _ in 0..10 {
        let answer = cinema.send_with(&film, &eve).await;
        match answer.status {
            201 => {}
            429 => refused = Some(answer),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    let refused = refused.expect("so many are too many");
    assert!(refused.header("retry-after").is_some());
    let other = format!("{KIND}X-Forwarded-For: 198.51.100.7\r\n");
    assert_eq!(cinema.send_with(&film, &other).await.status, 201);
}

#[tokio::test]
async fn a_server_that_keeps_no_clips_says_so() {
    let cinema = Cinema::keeping("clip-off", 1_000, 10_000_000, settings(), 0);
    let film = cinema.film(FILM_TICKS).await.body;
    let answer = cinema.send(&film).await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("no clips"));
    let index: Value = cinema.get("1/films").await.json();
    assert_eq!(index["clip_days"], 0);
}

/// Damages a film in many ways, packed and unpacked: what is taken all the same is a
/// clip, whose file is taken again and is the same.
#[tokio::test]
async fn damaged_clips_break_nothing() {
    let cinema = Cinema::after("clip-fuzz", 1_000);
    let film = cinema.film(FILM_TICKS).await.body;
    let plain = unpacked(&film);
    let mut state = 0x2545_f491_u32;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % end
    };
    let mut taken = 0;
    for round in 0..400 {
        let is_packed = round % 4 == 0;
        let mut bytes = if is_packed {
            film.clone()
        } else {
            plain.clone()
        };
        // What comes early matters most.
        let within = [64, 600, bytes.len()][below(3)].min(bytes.len());
        for _ in 0..=below(3) {
            let at = below(within);
            match below(4) {
                0 => bytes[at] = below(256) as u8,
                1 => bytes[at] ^= 1 << below(8),
                2 => drop(bytes.drain(at..(at + 1 + below(9)).min(bytes.len()))),
                _ => bytes.insert(at, below(256) as u8),
            }
        }
        if below(8) == 0 {
            bytes.truncate(below(bytes.len()));
        }
        let file = if is_packed { bytes } else { packed(&bytes) };
        if let Ok(clip) = Clip::read(&file) {
            taken += 1;
            assert_eq!(Clip::read(&clip.content).expect("it is whole"), clip);
        }
    }
    assert!(taken < 300, "{taken} of 400 were taken");
}
