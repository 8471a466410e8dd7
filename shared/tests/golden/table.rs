//! The numbers of the wire for the browser client, as TypeScript.

use asteroids_shared::kind::Layout;
use asteroids_shared::protocol::event::EventKind;
use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::record::{SPREAD_WIDTH, Tick3};
use asteroids_shared::protocol::{
    CloseCode, Flags, Frame, Reason, Role, VERSION, Weapon, code, limits,
};
use asteroids_shared::{Controls, Kind, PickupKind, rules};

const FILE: &str = "../../client-web/src/protocol/table.ts";
const HEAD: &str = "\
// The numbers of the wire. The golden tests of shared/ write this file from the tables in Rust:
// UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden
";

#[test]
fn the_browser_client_has_the_numbers_of_the_wire() {
    let kinds = Kind::ALL.map(|kind| (kind.identifier(), kind as u32));
    let flags = Flags::NAMED.map(|(name, flag)| (name, u32::from(flag.0)));
    let controls = Controls::NAMED.map(|(name, held)| (name, u32::from(held.bits())));
    let gives = PickupKind::ALL.map(|gives| (gives.identifier(), gives as u32));
    let reasons = Reason::ALL.map(|reason| (reason.identifier(), reason as u32));
    let roles = Role::ALL.map(|role| (role.identifier(), role as u32));
    let events = EventKind::ALL.map(|kind| (kind.identifier(), kind as u32));
    let parts = Part::ALL.map(|part| (part.identifier(), 1 << part as u32));
    let codes = CloseCode::ALL.map(|code| (code.identifier(), code.code().into()));
    let text = [
        HEAD.into(),
        numbers(),
        object("What an entity is.", "Kind", &kinds),
        arrivals(),
        object("What shows on a ship, as bits.", "Flag", &flags),
        object("What a pilot holds, as bits.", "Control", &controls),
        object("What a pickup gives.", "Gives", &gives),
        object(
            "Why an entity is no longer in the world.",
            "Reason",
            &reasons,
        ),
        object("How a client takes part.", "Role", &roles),
        object("What sort of event one is.", "EventKind", &events),
        object("What a frame may have, as bits.", "Part", &parts),
        object("Why the server closes a connection.", "CloseCode", &codes),
    ];
    super::check(FILE, &text.join("\n"));
}

fn numbers() -> String {
    let numbers = [
        ("VERSION", VERSION),
        ("FRAME_KIND", u32::from(Frame::FIRST_KIND)),
        ("FIRST_PARTS", Part::FIRST_COUNT),
        ("PARTS", Part::COUNT as u32),
        ("TICK_SPAN", Tick3::SPAN_TICKS),
        ("STEERING_WIDTH", Controls::STEERING_WIDTH),
        ("SPREAD_WIDTH", SPREAD_WIDTH),
        ("HYPERSPACE_WEAPON", u32::from(Weapon::HYPERSPACE)),
        ("MUZZLE_STEPS_PER_M", rules::MUZZLE_STEPS_PER_M as u32),
        ("BULLET_STEPS_PER_MPS", rules::BULLET_STEPS_PER_MPS as u32),
        ("TO_CLIENT_BYTES_MAX", limits::TO_CLIENT_BYTES_MAX as u32),
        ("LEADERBOARD_ROWS_MAX", limits::LEADERBOARD_ROWS_MAX as u32),
        ("CHAT_LINES_MAX", limits::CHAT_LINES_MAX as u32),
        ("CHAT_CHARS_MAX", limits::CHAT_CHARS_MAX as u32),
        ("NOTICE_CHARS_MAX", limits::NOTICE_CHARS_MAX as u32),
    ];
    let lines = numbers.map(|(name, number)| format!("export const {name} = {number};\n"));
    lines.concat()
}

fn object(says: &str, name: &str, numbers: &[(&str, u32)]) -> String {
    let lines = numbers.iter();
    let lines: String = lines
        .map(|(key, number)| format!("  {key}: {number},\n"))
        .collect();
    format!(
        "/** {says} */\nexport const {name} = {{\n{lines}}} as const;\n\
         export type {name} = (typeof {name})[keyof typeof {name}];\n"
    )
}

fn arrivals() -> String {
    let layouts = Layout::ALL.map(|layout| format!("\"{}\"", layout.identifier()));
    let rows = Kind::ALL.map(|kind| {
        let numbers = code::numbers_of(kind);
        format!(
            "  {{ kind: Kind.{}, first: {}, end: {}, layout: \"{}\", solid: {} }},\n",
            kind.identifier(),
            numbers.start,
            numbers.end,
            kind.traits().layout.identifier(),
            kind.collides(),
        )
    });
    format!(
        "/** What an arrival says beyond its kind. */\nexport type Layout = {};\n\n\
         /** How each kind arrives: by which numbers, with what; and whether it collides. */\n\
         export const ARRIVALS: readonly {{ readonly kind: Kind; readonly first: number; \
         readonly end: number; readonly layout: Layout; readonly solid: boolean }}[] = [\n{}];\n",
        layouts.join(" | "),
        rows.concat(),
    )
}
