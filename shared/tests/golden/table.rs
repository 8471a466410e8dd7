//! The numbers of the wire for the browser client, as TypeScript.

use std::collections::BTreeMap;

use asteroids_shared::kind::Layout;
use asteroids_shared::protocol::event::EventKind;
use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::record::{SPREAD_WIDTH, Tick3};
use asteroids_shared::protocol::session::SESSION_KEY_BYTES;
use asteroids_shared::protocol::{
    AsideKind, CloseCode, Flags, Frame, Marks, Reason, Role, ToClient, ToServer, VERSION, Weapon,
    code, limits,
};
use asteroids_shared::{Controls, Improvement, Kind, OccasionKind, PickupKind, Team, look, rules};

use super::samples;

const FILE: &str = "../../client-web/src/protocol/table.ts";
const HEAD: &str = "\
// The numbers of the wire. The golden tests of shared/ write this file from the tables in Rust:
// UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden
";

#[test]
fn the_browser_client_has_the_numbers_of_the_wire() {
    let kinds = Kind::ALL.map(|kind| (kind.identifier(), kind as u32));
    let flags = Flags::NAMED.map(|(name, flag)| (name, u32::from(flag.0)));
    let marks = Marks::NAMED.map(|(name, mark)| (name, u32::from(mark.0)));
    let controls = Controls::NAMED.map(|(name, held)| (name, u32::from(held.bits())));
    let gives = PickupKind::ALL.map(|gives| (gives.identifier(), gives as u32));
    let improvements = Improvement::ALL.map(|it| (it.identifier(), it as u32));
    let occasions = OccasionKind::ALL.map(|kind| (kind.identifier(), kind as u32));
    let teams = Team::ALL.map(|team| (team.identifier(), team as u32));
    let asides = AsideKind::ALL.map(|kind| (kind.identifier(), kind as u32));
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
        object("Why a ship is worth a look, as bits.", "Mark", &marks),
        object("What a pilot holds, as bits.", "Control", &controls),
        object("What a pickup gives.", "Gives", &gives),
        object(
            "What a ship can grow in a run.",
            "Improvement",
            &improvements,
        ),
        object("For what people meet.", "OccasionKind", &occasions),
        object("A team.", "Team", &teams),
        object("What an aside says.", "AsideKind", &asides),
        object(
            "Why an entity is no longer in the world.",
            "Reason",
            &reasons,
        ),
        object("How a client takes part.", "Role", &roles),
        object("What sort of event one is.", "EventKind", &events),
        object("What a frame may have, as bits.", "Part", &parts),
        object("Why the server closes a connection.", "CloseCode", &codes),
        comebacks(),
        object(
            "What the server says, but for frames.",
            "Heard",
            &numbers_of(samples::to_client().into_iter().filter_map(heard)),
        ),
        object(
            "What a client says.",
            "Saying",
            &numbers_of(samples::to_server().into_iter().map(saying)),
        ),
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
        ("NOTABLES_MAX", limits::NOTABLES_MAX as u32),
        ("OVERVIEW_SIDE_CELLS_MAX", limits::OVERVIEW_SIDE_CELLS_MAX),
        ("OVERVIEW_CELLS_MAX", limits::OVERVIEW_CELLS_MAX),
        (
            "VIEW_HALF_WIDTH_MAX_M",
            limits::VIEW_HALF_WIDTH_MAX_M as u32,
        ),
        (
            "VIEW_HALF_HEIGHT_MAX_M",
            limits::VIEW_HALF_HEIGHT_MAX_M as u32,
        ),
        (
            "SPECTATOR_VIEW_FACTOR",
            limits::SPECTATOR_VIEW_FACTOR as u32,
        ),
        ("LOOK_SHAPES", u32::from(look::SHAPES)),
        ("LOOK_HUES", u32::from(look::HUES)),
        ("NAME_CHARS_MAX", limits::NAME_CHARS_MAX as u32),
        ("SESSION_KEY_BYTES", SESSION_KEY_BYTES as u32),
        ("CHAT_LINES_MAX", limits::CHAT_LINES_MAX as u32),
        ("CHAT_CHARS_MAX", limits::CHAT_CHARS_MAX as u32),
        ("NOTICE_CHARS_MAX", limits::NOTICE_CHARS_MAX as u32),
    ];
    let lines = numbers.map(|(name, number)| format!("export const {name} = {number};\n"));
    lines.concat()
}

/// A kind of message, and a message of it.
type Sample = (&'static str, Vec<u8>);

/// The numbers of these kinds, in their order.
fn numbers_of(samples: impl Iterator<Item = Sample>) -> Vec<(&'static str, u32)> {
    // The number of a message stands behind the length of its array.
    let numbers = samples.map(|(name, bytes)| (u32::from(bytes[1]), name));
    let numbers: BTreeMap<u32, &str> = numbers.collect();
    let numbers = numbers.into_iter();
    numbers.map(|(number, name)| (name, number)).collect()
}

fn heard((_, message): (String, ToClient)) -> Option<Sample> {
    let name = match &message {
        ToClient::Welcome(_) => "Welcome",
        ToClient::Frame(_) => return None,
        ToClient::ViewGranted(_) => "ViewGranted",
        ToClient::Leaderboard(_) => "Leaderboard",
        ToClient::Radar(_) => "Radar",
        ToClient::Session(_) => "Session",
        ToClient::Said(_) => "Said",
        ToClient::Notice(_) => "Notice",
        ToClient::Overview(_) => "Overview",
        ToClient::Notables(_) => "Notables",
        ToClient::Aside(_) => "Aside",
    };
    Some((name, message.encode()))
}

fn saying((_, message): (&'static str, ToServer)) -> Sample {
    let name = match &message {
        ToServer::Hello(_) => "Hello",
        ToServer::Controls { .. } => "Controls",
        ToServer::View { .. } => "View",
        ToServer::Focus(_) => "Focus",
        ToServer::Ping { .. } => "Ping",
        ToServer::Respawn => "Respawn",
        ToServer::Away(_) => "Away",
        ToServer::Autopilot(_) => "Autopilot",
        ToServer::Choose(_) => "Choose",
        ToServer::Say(_) => "Say",
    };
    (name, message.encode())
}

fn comebacks() -> String {
    let codes = CloseCode::ALL.into_iter().filter(|it| it.may_come_back());
    let codes: Vec<_> = codes
        .map(|code| format!("CloseCode.{}", code.identifier()))
        .collect();
    format!(
        "/** After these a pilot may come back and go on with its run. */\n\
         export const COMEBACK_CODES: readonly CloseCode[] = [{}];\n",
        codes.join(", ")
    )
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
