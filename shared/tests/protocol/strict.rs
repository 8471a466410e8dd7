use asteroids_shared::protocol::codec::to_bytes;
use asteroids_shared::protocol::overview::Counts;
use asteroids_shared::protocol::packed::Packed;
use asteroids_shared::protocol::{Hello, Role, ToClient, ToServer, Welcome, code};
use asteroids_shared::{Kind, Torus};
use proptest::prelude::*;

use super::arbitrary;

/// Both directions refuse these bytes.
#[track_caller]
fn refused(bytes: &[u8]) {
    if let Ok(message) = ToServer::decode(bytes) {
        panic!("the server takes {bytes:02x?} for {message:?}");
    }
    if let Ok(message) = ToClient::decode(bytes) {
        panic!("clients take {bytes:02x?} for {message:?}");
    }
}

/// The message with one more field than it has.
fn with_surplus_field(message: &[u8]) -> Vec<u8> {
    const FIXARRAY: u8 = 0x90;
    const FIXARRAY_LEN_MAX: u8 = 15;
    let len = message[0] - FIXARRAY;
    let mut bytes = if len < FIXARRAY_LEN_MAX {
        vec![message[0] + 1]
    } else {
        vec![0xdc, 0, len + 1]
    };
    bytes.extend_from_slice(&message[1..]);
    bytes.push(0);
    bytes
}

proptest! {
    #[test]
    fn a_surplus_field_is_refused(
        to_client in arbitrary::to_client(),
        to_server in arbitrary::to_server(),
    ) {
        // A frame with sections left out would read it as the next section,
        // which is an array.
        prop_assert!(ToClient::decode(&with_surplus_field(&to_client.encode())).is_err());
        prop_assert!(ToServer::decode(&with_surplus_field(&to_server.encode())).is_err());
    }

    #[test]
    fn a_byte_after_the_message_is_refused(
        to_client in arbitrary::to_client(),
        to_server in arbitrary::to_server(),
        byte: u8,
    ) {
        let follow = |mut bytes: Vec<u8>| {
            bytes.push(byte);
            bytes
        };
        prop_assert!(ToClient::decode(&follow(to_client.encode())).is_err());
        prop_assert!(ToServer::decode(&follow(to_server.encode())).is_err());
    }

    #[test]
    fn a_message_cut_short_is_refused(
        to_client in arbitrary::to_client(),
        to_server in arbitrary::to_server(),
        cut: prop::sample::Index,
    ) {
        let short = |bytes: Vec<u8>| bytes[..cut.index(bytes.len())].to_vec();
        prop_assert!(ToClient::decode(&short(to_client.encode())).is_err());
        prop_assert!(ToServer::decode(&short(to_server.encode())).is_err());
    }
}

#[test]
fn what_is_no_array_with_a_number_is_refused() {
    refused(&[]);
    refused(&[0x90]);
    refused(&[0x05]);
    refused(&[0xc0]);
    refused(b"\xa5hello");
    refused(&[0x91, 0xc0]);
    refused(&[0x91, 0xa1, b'5']);
    refused(&[0x81, 0x05, 0xc0]);
    refused(&[0x91, 0x91, 0x05]);
}

#[test]
fn a_kind_that_nobody_has_is_refused() {
    for kind in 10..64 {
        refused(&[0x91, kind]);
        refused(&[0x92, kind, 0]);
    }
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    let understood =
        |bytes: &[u8]| ToServer::decode(bytes).is_ok() || ToClient::decode(bytes).is_ok();
    assert!(messages_with(1.0).iter().all(|bytes| understood(bytes)));
    for number in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        messages_with(number)
            .iter()
            .for_each(|bytes| refused(bytes));
    }
}

/// Kinds of frames with one part, or with more bits after them.
const CONTROLS: u8 = 64 + 2;
const SHOTS: u8 = 64 + 4;
const ARRIVALS: u8 = 64 + 8;
const MORE: u8 = 64 + 32;
/// The bits after the kind.
const VANISHED: u8 = 2;
const EVENTS: u8 = 4;
const ANCHORS: u8 = 16;

/// One message for each place where a number may stand.
fn messages_with(number: f32) -> Vec<Vec<u8>> {
    let (cos, sin) = (1.0f32, 0.0f32);
    let anchor = (1u32, 0u8, Packed([5.0, 5.0, cos, sin, number, 0.0, 0.0]));
    let rock = (
        1u32,
        code::number_of(Kind::RockLarge, 0),
        Packed([5.0, 5.0, cos, sin, 0.0, 0.0, number]),
        5u16,
    );
    let pickup = (
        1u32,
        code::number_of(Kind::Pickup, 1),
        Packed([number, 5.0, 0.0, 0.0]),
        5u32,
    );
    let jump = (4u8, 1u32, number, 0.0f32);
    let mut welcome = Welcome::standard(Torus::square(800.0));
    welcome.kinds[Kind::Ship as usize].thrust_mps2 = number;
    let mut armed = Welcome::standard(Torus::square(800.0));
    armed.gun.muzzle_speed_mps = number;
    let mut wide = Welcome::standard(Torus::square(800.0));
    wide.view.0 = number;
    vec![
        ToServer::Hello(Hello::new(Role::Pilot, "Ada", number, 1.0)).encode(),
        to_bytes(&(2u8, 1.0f32, number)),
        to_bytes(&(3u8, 2u8, number, 1.0f32)),
        to_bytes(&(3u8, 3u8, 1.0f32, number)),
        overview(number, 20.0, 1, 1, &[1], &[1]),
        overview(-400.0, number, 1, 1, &[1], &[1]),
        to_bytes(&(ARRIVALS, rock)),
        to_bytes(&(ARRIVALS, pickup)),
        to_bytes(&(MORE, EVENTS, [jump])),
        to_bytes(&(MORE, ANCHORS, anchor)),
        to_bytes(&welcome),
        to_bytes(&armed),
        to_bytes(&wide),
    ]
}

#[test]
fn a_motion_of_more_or_fewer_numbers_is_refused() {
    let anchored = |motion: &[u8]| {
        let mut bytes = to_bytes(&(MORE, ANCHORS));
        bytes[0] += 1;
        bytes.extend([0x93, 1, 0, 0xc4, motion.len() as u8]);
        bytes.extend(motion);
        bytes
    };
    assert!(ToClient::decode(&anchored(&[0; 28])).is_ok());
    for length in [0, 16, 27, 29, 32] {
        refused(&anchored(&vec![0; length]));
    }
}

#[test]
fn a_number_too_large_for_single_precision_is_refused() {
    refused(&to_bytes(&(2u8, 1e300f64, 1.0f32)));
}

#[test]
fn a_welcome_to_a_world_without_extent_is_refused() {
    for side_m in [0.0, -800.0, f32::NAN, f32::INFINITY] {
        refused(&to_bytes(&Welcome::standard(Torus::square(side_m))));
    }
}

#[test]
fn values_out_of_their_range_are_refused() {
    let held = |held: u8| to_bytes(&(CONTROLS, [1u8, held]));
    assert!(ToClient::decode(&held(127)).is_ok());
    refused(&held(128));
    let shot = |packed: u8| to_bytes(&(SHOTS, [1u8, packed, 2]));
    assert!(ToClient::decode(&shot(30)).is_ok());
    refused(&shot(31));
    refused(&shot(32));
    let vanished = |reason: u8| to_bytes(&(MORE, VANISHED, [1u8, reason]));
    assert!(ToClient::decode(&vanished(2)).is_ok());
    refused(&vanished(3));
    refused(&to_bytes(&(0u8, 1u32, 2u8, "Ada", 30.0f32, 17.0f32)));
    refused(&to_bytes(&(4u8, u64::from(u32::MAX) + 1)));
    refused(&to_bytes(&(4u8, -1)));
    refused(&to_bytes(&(4u8, 1.5f32)));
    refused(&to_bytes(&(6u8, 1u8)));
    refused(&to_bytes(&(3u8, 4u8, 1.0f32, 1.0f32)));
}

fn overview(x_m: f32, cell_m: f32, columns: u32, rows: u32, ships: &[u8], rocks: &[u8]) -> Vec<u8> {
    let counts = |counts: &[u8]| Counts(counts.to_vec());
    let corner = (x_m, 0.0f32);
    let (ships, rocks) = (counts(ships), counts(rocks));
    to_bytes(&(8u8, corner.0, corner.1, cell_m, columns, rows, ships, rocks))
}

#[test]
fn cells_that_are_no_grid_are_refused() {
    let grid = |columns, rows, ships, rocks: usize| {
        overview(0.0, 20.0, columns, rows, &vec![1; ships], &vec![1; rocks])
    };
    assert!(ToClient::decode(&grid(48, 33, 1584, 1584)).is_ok());
    refused(&grid(49, 1, 49, 49));
    refused(&grid(1, 49, 49, 49));
    refused(&grid(48, 34, 1632, 1632));
    refused(&grid(0, 2, 0, 0));
    refused(&grid(2, 2, 4, 3));
    refused(&grid(2, 2, 5, 4));
    refused(&grid(65_536, 65_536, 0, 0));
    refused(&overview(0.0, 0.0, 1, 1, &[1], &[1]));
    refused(&overview(0.0, -20.0, 1, 1, &[1], &[1]));
}

#[test]
fn notables_beyond_their_bounds_are_refused() {
    let row = |x: i32, vx: i32, marks: u32| (7u8, "Ada", x, 0, vx, 0, marks, 0, 0);
    let told = |row, count| to_bytes(&(9u8, vec![row; count]));
    assert!(ToClient::decode(&told(row(-32_768, -128, 255), 24)).is_ok());
    refused(&told(row(0, 0, 0), 25));
    refused(&told(row(32_768, 0, 0), 1));
    refused(&told(row(0, 128, 0), 1));
    refused(&told(row(0, 0, 256), 1));
}

#[test]
fn a_flat_section_cut_within_a_record_is_refused() {
    refused(&to_bytes(&(CONTROLS, [1u32, 0, 1])));
}

#[test]
fn a_frame_has_the_parts_that_its_bits_name_and_no_others() {
    assert!(ToClient::decode(&to_bytes(&(MORE, VANISHED, [1u8, 0]))).is_ok());
    for more in [
        128,
        0x800 + u16::from(VANISHED),
        0xf800 + u16::from(VANISHED),
    ] {
        refused(&to_bytes(&(MORE, more, [1u8, 0])));
    }
    refused(&to_bytes(&(MORE,)));
    refused(&to_bytes(&(CONTROLS,)));
    refused(&to_bytes(&(CONTROLS, [1u8, 0], [1u8, 0])));
}

#[test]
fn an_arrival_of_no_kind_is_refused() {
    let plain = |number: u8| {
        let motion = Packed([5.0f32, 5.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        to_bytes(&(ARRIVALS, (1u8, number, motion)))
    };
    assert!(ToClient::decode(&plain(code::number_of(Kind::SaucerSmall, 0))).is_ok());
    let last = Kind::ALL[Kind::COUNT - 1];
    for number in code::numbers_of(last).end..=u8::MAX {
        refused(&plain(number));
    }
}

/// A client finds out what a message is by its first two bytes.
#[test]
fn no_message_has_outgrown_the_length_in_its_first_byte() {
    let welcome = Welcome::standard(Torus::square(800.0));
    let hello = Hello::new(Role::Pilot, "Ada", 30.0, 17.0);
    for bytes in [to_bytes(&welcome), to_bytes(&hello)] {
        assert_eq!(bytes[0] & 0xf0, 0x90, "at most 15 fields fit");
    }
}

#[test]
fn controls_that_nobody_knows_are_dropped() {
    let bytes = to_bytes(&(1u8, 1u32, 9u32, 0xffu8));
    let Ok(ToServer::Controls { controls, .. }) = ToServer::decode(&bytes) else {
        panic!("controls are understood");
    };
    assert_eq!(controls.bits(), 63);
}
