//! What clients must not send, and what it costs them: and nobody else.

use asteroids_server::net::Limits;
use asteroids_server::net::bounds::limits::Rate;
use asteroids_shared::protocol::limits::TO_SERVER_BYTES_MAX;
use asteroids_shared::protocol::{CloseCode, Hello, Role, ToServer};
use std::time::{Duration, Instant};
use tokio_tungstenite::tungstenite::Message;

use crate::game::{Game, Heard};
use crate::player::Player;

/// Eve plays and then sends these bytes. Ada plays on.
async fn is_malformed(bytes: &[u8]) {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    eve.send_bytes(bytes).await;
    eve.is_closed_with(CloseCode::Malformed).await;
    ada.still_plays().await;
}

#[tokio::test]
async fn what_is_no_message_is_malformed() {
    is_malformed(b"").await;
    is_malformed(b"\xc1\xff\xff").await;
    is_malformed(b"not MessagePack at all").await;
}

#[tokio::test]
async fn an_unknown_kind_is_malformed() {
    is_malformed(&[0x91, 99]).await;
}

#[tokio::test]
async fn missing_and_surplus_fields_are_malformed() {
    is_malformed(&[0x91, 4]).await;
    is_malformed(&[0x93, 4, 1, 1]).await;
}

#[tokio::test]
async fn bytes_after_a_message_are_malformed() {
    let mut bytes = ToServer::Respawn.encode();
    bytes.push(0);
    is_malformed(&bytes).await;
}

#[tokio::test]
async fn numbers_that_are_not_finite_are_malformed() {
    for number in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let view = ToServer::View {
            half_width_m: number,
            half_height_m: 10.0,
        };
        is_malformed(&view.encode()).await;
    }
}

#[tokio::test]
async fn a_second_hello_is_malformed() {
    let hello = ToServer::Hello(Hello::new(Role::Pilot, "Eve again", 20.0, 15.0));
    is_malformed(&hello.encode()).await;
}

#[tokio::test]
async fn text_is_refused() {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    eve.send(Message::text("hello?")).await;
    eve.is_closed_with(CloseCode::NotBinary).await;
    ada.still_plays().await;
}

#[tokio::test]
async fn text_that_is_no_unicode_is_refused_as_text() {
    let game = Game::start().await;
    let mut eve = game.join("Eve").await;
    // A masked text frame with the one byte 0xff, masked with zeros.
    eve.send_raw(&[0x81, 0x81, 0, 0, 0, 0, 0xff]).await;
    assert_eq!(eve.closed().await, CloseCode::NotBinary.code());
}

#[tokio::test]
async fn a_message_over_the_size_is_refused() {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    eve.send_bytes(&vec![0; TO_SERVER_BYTES_MAX + 1]).await;
    assert_eq!(eve.closed().await, CloseCode::TooLarge.code());
    ada.still_plays().await;
}

#[tokio::test]
async fn a_message_over_the_size_in_fragments_is_refused() {
    let game = Game::start().await;
    let mut eve = game.join("Eve").await;
    // Masked frames of 100 zeros each: the first begins a message, the others go on.
    let frame = |opcode: u8| [&[opcode, 0x80 | 100, 0, 0, 0, 0][..], &[0; 100]].concat();
    eve.send_raw(&frame(0x02)).await;
    for _ in 0..TO_SERVER_BYTES_MAX / 100 {
        eve.send_raw(&frame(0x00)).await;
    }
    assert_eq!(eve.closed().await, CloseCode::TooLarge.code());
}

#[tokio::test]
async fn a_message_of_empty_fragments_without_end_is_refused() {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    // Masked and empty: the first begins a message, the others go on.
    eve.send_raw(&[0x02, 0x80, 0, 0, 0, 0]).await;
    let more = [0x00, 0x80, 0, 0, 0, 0].repeat(2 * TO_SERVER_BYTES_MAX / 6);
    eve.send_raw(&more).await;
    assert_eq!(eve.closed().await, CloseCode::TooLarge.code());
    ada.still_plays().await;
}

/// Eve sends fragments without end, and after each few of them this frame.
async fn fragments_without_end_are_refused_between(other: &[u8]) {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    let fragments = [0x00, 0x80, 0, 0, 0, 0].repeat(40);
    eve.send_raw(&[0x02, 0x80, 0, 0, 0, 0]).await;
    // Fewer pings than the rate lets through.
    for _ in 0..2 * TO_SERVER_BYTES_MAX / fragments.len() + 1 {
        eve.send_raw(&[other, &fragments].concat()).await;
    }
    assert_eq!(eve.closed().await, CloseCode::TooLarge.code());
    ada.still_plays().await;
}

#[tokio::test]
async fn a_message_of_empty_fragments_without_end_is_refused_whatever_comes_between() {
    let whole = |opcode: u8, bytes: u8| {
        let head = [0x80 | opcode, 0x80 | bytes, 0, 0, 0, 0];
        [&head[..], &vec![0; usize::from(bytes)]].concat()
    };
    for opcode in [0x09, 0x0a] {
        for bytes in [0, 1, 125] {
            fragments_without_end_are_refused_between(&whole(opcode, bytes)).await;
        }
    }
}

#[tokio::test]
async fn who_says_nothing_but_answers_pings_stays() {
    let game = Game::start().await;
    let mut eve = game.join("Eve").await;
    let pong = [&[0x8a, 0x80 | 125, 0, 0, 0, 0][..], &[0; 125]].concat();
    // More bytes than may come before a message is complete.
    for _ in 0..2 * TO_SERVER_BYTES_MAX / pong.len() + 10 {
        eve.send_raw(&pong).await;
    }
    eve.still_plays().await;
}

#[tokio::test]
async fn a_message_in_fragments_between_pings_is_read() {
    let game = Game::start().await;
    let mut eve = game.join("Eve").await;
    let ping = ToServer::Ping { nonce: 4711 }.encode();
    let frame = |opcode: u8, byte: u8| [opcode, 0x81, 0, 0, 0, 0, byte];
    let (last, first) = ping.split_last().expect("it has bytes");
    for (index, byte) in first.iter().enumerate() {
        let opcode = if index == 0 { 0x02 } else { 0x00 };
        eve.send_raw(&frame(opcode, *byte)).await;
        eve.send_raw(&[0x89, 0x80, 0, 0, 0, 0]).await;
    }
    eve.send_raw(&frame(0x80, *last)).await;
    assert_eq!(eve.receive().await, ping);
}

#[tokio::test]
async fn a_message_of_just_the_size_is_read() {
    is_malformed(&[0; TO_SERVER_BYTES_MAX]).await;
}

/// Eve sends these bytes, which are no frame that a client may send. Ada plays on.
async fn breaks_the_websocket(frame: &[u8]) {
    let game = Game::start().await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    eve.send_raw(frame).await;
    assert_eq!(
        eve.closed().await,
        CloseCode::Protocol.code(),
        "{frame:02x?}"
    );
    ada.still_plays().await;
}

#[tokio::test]
async fn frames_that_are_not_masked_break_the_websocket() {
    for opcode in [0x82, 0x02, 0x81, 0x89, 0x8a, 0x88] {
        breaks_the_websocket(&[opcode, 0x02, 0x91, 5]).await;
    }
}

#[tokio::test]
async fn reserved_bits_break_the_websocket() {
    for bit in [0x40, 0x20, 0x10] {
        for opcode in [0x82, 0x89, 0x8a] {
            breaks_the_websocket(&[opcode | bit, 0x81, 0, 0, 0, 0, 0x90]).await;
        }
    }
}

#[tokio::test]
async fn opcodes_that_nobody_has_break_the_websocket() {
    for opcode in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] {
        breaks_the_websocket(&[0x80 | opcode, 0x80, 0, 0, 0, 0]).await;
    }
}

#[tokio::test]
async fn control_frames_in_fragments_or_over_125_bytes_break_the_websocket() {
    for opcode in [0x08, 0x09, 0x0a] {
        breaks_the_websocket(&[opcode, 0x80, 0, 0, 0, 0]).await;
        let head = [0x80 | opcode, 0x80 | 126, 0, 126, 0, 0, 0, 0];
        breaks_the_websocket(&[&head[..], &[0; 126]].concat()).await;
    }
}

#[tokio::test]
async fn fragments_out_of_order_break_the_websocket() {
    let goes_on_with_nothing = [0x80, 0x80, 0, 0, 0, 0];
    breaks_the_websocket(&goes_on_with_nothing).await;
    let begins_twice = [0x02, 0x80, 0, 0, 0, 0].repeat(2);
    breaks_the_websocket(&begins_twice).await;
}

#[tokio::test]
async fn a_close_that_says_nothing_sensible_breaks_the_websocket() {
    breaks_the_websocket(&[0x88, 0x81, 0, 0, 0, 0, 3]).await;
    for code in [0u16, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535] {
        let [high, low] = code.to_be_bytes();
        breaks_the_websocket(&[0x88, 0x82, 0, 0, 0, 0, high, low]).await;
    }
}

#[tokio::test]
async fn compression_is_never_agreed_on() {
    let game = Game::start().await;
    let offer = [(
        "sec-websocket-extensions",
        "permessage-deflate; client_max_window_bits",
    )];
    let mut eve = Player::ask(game.address, &offer)
        .await
        .expect("it upgrades");
    assert_eq!(eve.extensions(), None);
    eve.hello(Role::Pilot, "Eve").await;
    eve.welcomed().await;
    // A masked ping of one byte, marked as compressed.
    eve.send_raw(&[0xc2, 0x81, 0, 0, 0, 0, 0x90]).await;
    assert_eq!(eve.closed().await, CloseCode::Protocol.code());
}

#[tokio::test]
async fn whoever_speaks_before_hello_is_closed() {
    let game = Game::start().await;
    let mut eve = game.connect().await;
    eve.say(&ToServer::Respawn).await;
    eve.is_closed_with(CloseCode::HelloExpected).await;
}

#[tokio::test]
async fn another_version_is_refused_clearly() {
    let game = Game::start().await;
    let mut old = game.connect().await;
    let mut hello = Hello::new(Role::Pilot, "Old", 20.0, 15.0);
    hello.version = 0;
    old.say(&ToServer::Hello(hello)).await;
    old.is_closed_with(CloseCode::Version).await;
}

#[tokio::test]
async fn another_version_is_refused_clearly_whatever_its_hello_looks_like() {
    let game = Game::start().await;
    let mut new = game.connect().await;
    // [0, 1000, "so different"]
    new.send_bytes(b"\x93\x00\xcd\x03\xe8\xacso different")
        .await;
    new.is_closed_with(CloseCode::Version).await;
}

#[tokio::test]
async fn names_are_cleaned() {
    let mut game = Game::start().await;
    for (wished, called) in [
        ("  Ada \u{202E}Lovelace\u{0007} ", "Ada Lovelace"),
        ("<b>Bob</b>", "<b>Bob</b>"),
        (&"x".repeat(1000), "xxxxxxxxxxxxxxxx"),
    ] {
        let _player = game.join(wished).await;
        loop {
            if let Heard::Came { name, .. } = game.heard().await {
                assert_eq!(name, called);
                break;
            }
        }
    }
}

#[tokio::test]
async fn whoever_has_no_name_gets_one() {
    let mut game = Game::start().await;
    let _player = game.join("\u{200B} \n").await;
    let (client, name) = game.newcomer().await;
    assert_eq!(name, format!("Pilot-{client}"));
}

fn strict() -> Limits {
    let rate = Rate {
        sustained_hz: 0.001,
        burst: 20.0,
        flood: 50,
        flood_within: Duration::from_secs(60),
    };
    Limits {
        rate,
        ..Limits::default()
    }
}

#[tokio::test]
async fn what_is_too_much_is_ignored() {
    let mut game = Game::with(strict(), 10).await;
    let mut eve = game.join("Eve").await;
    let (client, _) = game.newcomer().await;
    // The hello was the first of twenty; thirty more than those are ignored.
    for number in 1..50 {
        eve.say(&ToServer::Away(number % 2 == 0)).await;
    }
    for _ in 1..20 {
        assert!(matches!(game.heard().await, Heard::Said { .. }));
    }
    eve.send(Message::Close(None)).await;
    assert_eq!(game.heard().await, Heard::Left { client });
}

#[tokio::test]
async fn a_flood_is_closed() {
    let game = Game::with(strict(), 10).await;
    let mut ada = game.join("Ada").await;
    let mut eve = game.join("Eve").await;
    for _ in 1..70 {
        eve.say(&ToServer::Respawn).await;
    }
    eve.is_closed_with(CloseCode::Flood).await;
    ada.still_plays().await;
}

#[tokio::test]
async fn of_ten_thousand_messages_the_room_hears_no_more_than_the_rate() {
    let mut game = Game::start().await;
    let mut ada = game.join("Ada").await;
    game.newcomer().await;
    let mut eve = game.join("Eve").await;
    let (client, _) = game.newcomer().await;
    let begins = Instant::now();
    eve.pours(&ToServer::Away(true), 10_000).await;
    eve.is_closed_with(CloseCode::Flood).await;
    let mut heard = 0;
    while game.heard().await != (Heard::Left { client }) {
        heard += 1;
    }
    let rate = Rate::default();
    let allowed = rate.burst + rate.sustained_hz * begins.elapsed().as_secs_f32();
    assert!(heard as f32 <= allowed, "{heard} of 10,000");
    ada.still_plays().await;
}

#[tokio::test]
async fn a_flood_of_pings_is_closed_too() {
    let game = Game::with(strict(), 10).await;
    let mut eve = game.join("Eve").await;
    for _ in 1..70 {
        eve.send(Message::Ping(Vec::new().into())).await;
    }
    eve.is_closed_with(CloseCode::Flood).await;
}
