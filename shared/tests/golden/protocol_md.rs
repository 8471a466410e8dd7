//! What PROTOCOL.md shows is what the code does.

use asteroids_shared::protocol::limits::{
    INPUT_LEAD_TICKS_MAX, LEADERBOARD_ROWS_MAX, NAME_CHARS_MAX, SPECTATOR_VIEW_FACTOR,
    TO_CLIENT_BYTES_MAX, TO_SERVER_BYTES_MAX, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_MIN_M,
    VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::{CloseCode, VERSION};
use asteroids_shared::{Controls, Kind, Motion, Torus, outline};

use super::{samples, wire};

const PROTOCOL_MD: &str = include_str!("../../../PROTOCOL.md");

/// The fenced blocks of this language: the rest of the line that opens one,
/// and its lines.
fn blocks(language: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let fences: Vec<_> = PROTOCOL_MD.split("```").collect();
    let inside = fences.iter().skip(1).step_by(2);
    let blocks: Vec<_> = inside
        .filter_map(|block| block.split_once('\n'))
        .filter_map(|(head, body)| {
            let title = head.strip_prefix(language)?.trim();
            Some((title, body.lines().collect()))
        })
        .collect();
    assert!(!blocks.is_empty(), "PROTOCOL.md has no block of {language}");
    blocks
}

/// The bytes at the start of a line; what follows them is a comment.
fn bytes_of(line: &str) -> String {
    let is_byte = |word: &&str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_hexdigit());
    line.split(' ').take_while(is_byte).collect()
}

#[test]
fn the_worked_example_has_the_bytes_of_the_golden_messages() {
    let to_client = samples::to_client();
    let to_client = to_client.iter().map(|(name, m)| (*name, m.encode()));
    let to_server = samples::to_server();
    let to_server = to_server.iter().map(|(name, m)| (*name, m.encode()));
    let golden: Vec<_> = to_client.chain(to_server).collect();
    for (title, lines) in blocks("hex") {
        let shown: String = lines.iter().map(|line| bytes_of(line)).collect();
        let (_, bytes) = golden
            .iter()
            .find(|(name, _)| *name == title)
            .unwrap_or_else(|| panic!("no golden message is called {title}"));
        assert_eq!(shown, wire::hex(bytes), "{title}");
    }
}

#[test]
fn the_shown_flight_is_flown_to_the_bit() {
    for (controls, lines) in blocks("motion") {
        let controls = Controls::from_bits(controls.parse().expect("the controls' bits"));
        let states: Vec<[u32; 7]> = lines.iter().map(|line| bits_of(line)).collect();
        for pair in states.windows(2) {
            let mut motion = Motion::from_array(pair[0].map(f32::from_bits));
            motion.advance(controls, &Kind::Ship.dynamics(), &Torus::square(800.0));
            assert_eq!(motion.to_array().map(f32::to_bits), pair[1]);
        }
    }
}

fn bits_of(line: &str) -> [u32; 7] {
    let words = line.split(' ').map(|word| u32::from_str_radix(word, 16));
    let words: Result<Vec<_>, _> = words.collect();
    words
        .expect("words of bits")
        .try_into()
        .expect("seven numbers")
}

#[test]
fn the_shown_rock_is_the_one_with_that_seed() {
    for (title, lines) in blocks("rock") {
        let (seed, radius_m) = title.split_once(' ').expect("a seed and a radius");
        let rock = outline::rock(
            seed.parse().expect("a seed"),
            radius_m.parse().expect("a radius"),
        );
        let shown: Vec<(f32, f32)> = lines.iter().map(|line| corner_of(line)).collect();
        assert_eq!(shown, rock);
    }
}

fn corner_of(line: &str) -> (f32, f32) {
    let mut numbers = line.split_whitespace().map(str::parse);
    let mut number = || numbers.next().expect("two numbers").expect("a number");
    (number(), number())
}

#[test]
fn every_close_code_is_explained() {
    for code in CloseCode::ALL {
        let row = format!("| {} |", code.code());
        assert!(PROTOCOL_MD.contains(&row), "{code:?} is missing");
    }
}

#[test]
fn the_limits_are_those_of_the_code() {
    let claims = [
        format!("# The protocol, version {VERSION}\n"),
        format!(
            "At most {} bytes each.\n\n| message | fields |\n|---|---|\n| Hello |",
            thousands(TO_SERVER_BYTES_MAX)
        ),
        format!(
            "At most {} bytes each.\n\n| message | fields |\n|---|---|\n| Welcome |",
            thousands(TO_CLIENT_BYTES_MAX)
        ),
        format!(
            "a message over {} bytes came",
            thousands(TO_SERVER_BYTES_MAX)
        ),
        format!("each half at least {VIEW_HALF_MIN_M} m"),
        format!(
            "half the width at most {VIEW_HALF_WIDTH_MAX_M} m and half the height at most {VIEW_HALF_HEIGHT_MAX_M} m for a pilot"
        ),
        format!(
            "({} m, {} m) for a spectator",
            VIEW_HALF_WIDTH_MAX_M * SPECTATOR_VIEW_FACTOR,
            VIEW_HALF_HEIGHT_MAX_M * SPECTATOR_VIEW_FACTOR,
        ),
        format!("{NAME_CHARS_MAX} characters are kept"),
        format!("more than {INPUT_LEAD_TICKS_MAX} ticks ahead means {INPUT_LEAD_TICKS_MAX} ahead"),
        format!("up to {LEADERBOARD_ROWS_MAX} rows"),
    ];
    for claim in claims {
        assert!(
            PROTOCOL_MD.contains(&claim),
            "PROTOCOL.md does not say: {claim}"
        );
    }
}

fn thousands(count: usize) -> String {
    format!("{},{:03}", count / 1000, count % 1000)
}
