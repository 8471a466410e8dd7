//! What PROTOCOL.md shows is what the code does.

use asteroids_shared::protocol::limits::{
    INPUT_LEAD_TICKS_MAX, LEADERBOARD_ROWS_MAX, NAME_CHARS_MAX, SPECTATOR_VIEW_FACTOR,
    TO_CLIENT_BYTES_MAX, TO_SERVER_BYTES_MAX, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_MIN_M,
    VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::{CloseCode, VERSION, code};
use asteroids_shared::{Controls, Kind, Motion, Torus, outline};

use super::hex_lines::{self, HexLine};
use super::samples;

const PROTOCOL_MD: &str = "../../PROTOCOL.md";

fn protocol_md() -> String {
    super::read(PROTOCOL_MD).expect("PROTOCOL.md can be read")
}

#[test]
fn the_examples_show_what_the_code_does() {
    let text = protocol_md();
    let mut fences = text.split("```");
    let mut renewed = fences.next().unwrap_or_default().to_owned();
    let mut shown = 0;
    while let Some(block) = fences.next() {
        let (head, body) = block
            .split_once('\n')
            .expect("a fence has a line to itself");
        let lines: Vec<_> = body.lines().collect();
        let example = match head.split_once(' ') {
            Some(("hex", title)) => Some(message_in_hex(title, &lines)),
            Some(("motion", controls)) => Some(flight(controls, &lines)),
            Some(("rock", title)) => Some(rock(title)),
            Some(_) | None => None,
        };
        shown += usize::from(example.is_some());
        let body = example.map_or_else(|| body.to_owned(), |lines| lines.join("\n") + "\n");
        let after = fences.next().unwrap_or_default();
        renewed.push_str(&format!("```{head}\n{body}```{after}"));
    }
    assert!(shown > 10, "only {shown} examples");
    super::check(PROTOCOL_MD, &with_the_table_of_kinds(&renewed));
}

/// The text with a row for each kind in the table of kinds.
fn with_the_table_of_kinds(text: &str) -> String {
    const HEAD: &str = "| number | kind | arrives as |\n|---|---|---|\n";
    let (before, after) = text.split_once(HEAD).expect("there is a table of kinds");
    let is_row = |line: &&str| line.starts_with('|');
    let after: String = after.split_inclusive('\n').skip_while(is_row).collect();
    let rows = Kind::ALL.map(row_of).concat();
    format!("{before}{HEAD}{rows}{after}")
}

fn row_of(kind: Kind) -> String {
    let name: Vec<_> = kind.name().rsplit('_').collect();
    let numbers = code::numbers_of(kind);
    let last = numbers.end - 1;
    let numbers = if numbers.start == last {
        last.to_string()
    } else {
        format!("{} to {last}", numbers.start)
    };
    format!("| {} | {} | {numbers} |\n", kind as u8, name.join(" "))
}

/// The golden message with this name, laid out as the lines are.
fn message_in_hex(title: &str, lines: &[&str]) -> Vec<String> {
    let to_client = samples::to_client().into_iter();
    let to_client = to_client.map(|(name, message)| (name, message.encode()));
    let to_server = samples::to_server().into_iter();
    let to_server = to_server.map(|(name, message)| (name.to_owned(), message.encode()));
    let (_, bytes) = to_client
        .chain(to_server)
        .find(|(name, _)| name == title)
        .unwrap_or_else(|| panic!("no golden message is called {title}"));
    let lines: Vec<_> = lines.iter().map(|line| HexLine::of(line)).collect();
    hex_lines::renewed(lines, &bytes)
}

/// The first state flown on, as often as there are lines.
fn flight(controls: &str, lines: &[&str]) -> Vec<String> {
    let controls = Controls::from_bits(controls.parse().expect("the controls' bits"));
    let mut motion = Motion::from_array(bits_of(lines[0]).map(f32::from_bits));
    let states = lines.iter().map(|_| {
        let bits = motion
            .to_array()
            .map(|number| format!("{:08x}", number.to_bits()));
        motion.advance(controls, &Kind::Ship.dynamics(), &Torus::square(800.0));
        bits.join(" ")
    });
    states.collect()
}

fn bits_of(line: &str) -> [u32; 7] {
    let words = line.split(' ').map(|word| u32::from_str_radix(word, 16));
    let words: Result<Vec<_>, _> = words.collect();
    words
        .expect("words of bits")
        .try_into()
        .expect("seven numbers")
}

/// The corners of the rock with this seed and radius.
fn rock(title: &str) -> Vec<String> {
    let (seed, radius_m) = title.split_once(' ').expect("a seed and a radius");
    let seed = seed.parse().expect("a seed");
    let radius_m = radius_m.parse().expect("a radius");
    let signed = |number: f32| {
        let sign = if number < 0.0 { "" } else { " " };
        format!("{sign}{number:?}")
    };
    let corners = outline::rock(seed, radius_m).into_iter();
    let lines = corners.map(|(x, y)| format!("{:<11}{}", signed(x), signed(y)));
    lines.collect()
}

#[test]
fn every_close_code_is_explained() {
    for code in CloseCode::ALL {
        let row = format!("| {} |", code.code());
        assert!(protocol_md().contains(&row), "{code:?} is missing");
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
            "more than twice a pilot's ({} m, {} m)",
            VIEW_HALF_WIDTH_MAX_M * SPECTATOR_VIEW_FACTOR,
            VIEW_HALF_HEIGHT_MAX_M * SPECTATOR_VIEW_FACTOR,
        ),
        format!("{NAME_CHARS_MAX} characters are kept"),
        format!("more than {INPUT_LEAD_TICKS_MAX} ticks ahead means {INPUT_LEAD_TICKS_MAX} ahead"),
        format!("up to {LEADERBOARD_ROWS_MAX} rows"),
    ];
    for claim in claims {
        assert!(
            protocol_md().contains(&claim),
            "PROTOCOL.md does not say: {claim}"
        );
    }
}

fn thousands(count: usize) -> String {
    format!("{},{:03}", count / 1000, count % 1000)
}
