//! Arbitrary bytes: they may mean anything, but never a panic, much memory or
//! a number that is not finite.

use std::time::Duration;

use asteroids_shared::Motion;
use asteroids_shared::Torus;
use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::{Focus, Frame, ToClient, ToServer, Welcome};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{allocation, arbitrary};

const TIME: Duration = Duration::from_secs(2);

/// An element of a list takes at most so many times its bytes on the wire, and
/// a growing list twice that.
const MEMORY_FACTOR: usize = 64;

/// Bytes and damage: positions, each with the byte to put there.
type Damage = Vec<(u16, u8)>;

#[test]
fn arbitrary_bytes_are_no_danger() {
    bolero::check!().with_test_time(TIME).for_each(read);
}

#[test]
fn damaged_messages_are_no_danger() {
    let messages = some_messages();
    bolero::check!()
        .with_type::<(u8, Damage)>()
        .with_test_time(TIME)
        .for_each(|(choice, damage)| {
            let mut bytes = messages[usize::from(*choice) % messages.len()].clone();
            for &(position, byte) in damage {
                let position = usize::from(position) % bytes.len();
                bytes[position] = byte;
            }
            read(&bytes);
        });
}

#[test]
fn an_announced_length_takes_no_memory() {
    const ARRAY_OF_MANY: [u8; 5] = [0xdd, 0xff, 0xff, 0xff, 0xff];
    const TEXT_OF_MANY: [u8; 5] = [0xdb, 0xff, 0xff, 0xff, 0xff];
    for message in some_messages() {
        for position in 1..message.len() {
            for lie in [ARRAY_OF_MANY, TEXT_OF_MANY] {
                read(&[&message[..position], &lie].concat());
            }
        }
    }
}

fn some_messages() -> Vec<Vec<u8>> {
    let mut runner = TestRunner::deterministic();
    let mut messages = Vec::new();
    for _ in 0..100 {
        let to_client = arbitrary::to_client().new_tree(&mut runner);
        messages.push(to_client.expect("any message").current().encode());
        let to_server = arbitrary::to_server().new_tree(&mut runner);
        messages.push(to_server.expect("any message").current().encode());
    }
    messages
}

fn read(bytes: &[u8]) {
    let memory_max = 1024 + MEMORY_FACTOR * bytes.len();
    let (to_server, largest) = allocation::largest_bytes(|| ToServer::decode(bytes));
    assert!(largest <= memory_max, "{largest} bytes for {bytes:02x?}");
    let (to_client, largest) = allocation::largest_bytes(|| ToClient::decode(bytes));
    assert!(largest <= memory_max, "{largest} bytes for {bytes:02x?}");
    if let Ok(message) = to_server {
        assert!(numbers_to_server(&message).iter().all(|n| n.is_finite()));
    }
    match to_client {
        Ok(ToClient::Frame(frame)) => {
            assert!(motions(&frame).all(|motion| motion.is_finite()));
            Picture::new(&Welcome::standard(Torus::square(100.0))).apply(&frame);
        }
        Ok(ToClient::Welcome(welcome)) => {
            let hints = welcome.kinds.iter().map(|kind| kind.dynamics());
            assert!(hints.into_iter().all(|d| d.thrust_mps2.is_finite()));
            assert!(welcome.torus.width_m > 0.0 && welcome.torus.height_m.is_finite());
        }
        Ok(ToClient::ViewGranted(view)) => {
            assert!(view.half_width_m.is_finite() && view.half_height_m.is_finite());
        }
        Ok(ToClient::Overview(overview)) => {
            let cells = (overview.columns * overview.rows) as usize;
            assert!(
                [&overview.ships, &overview.rocks]
                    .iter()
                    .all(|it| it.0.len() == cells)
            );
            assert!(overview.x_m.is_finite() && overview.y_m.is_finite() && overview.cell_m > 0.0);
        }
        Ok(
            ToClient::Leaderboard(_)
            | ToClient::Radar(_)
            | ToClient::Said(_)
            | ToClient::Session(_)
            | ToClient::Notice(_)
            | ToClient::Aside(_)
            | ToClient::Notables(_),
        )
        | Err(_) => {}
    }
}

fn numbers_to_server(message: &ToServer) -> [f32; 2] {
    match message {
        ToServer::Hello(hello) => [hello.half_width_m, hello.half_height_m],
        ToServer::View {
            half_width_m,
            half_height_m,
        } => [*half_width_m, *half_height_m],
        ToServer::Focus(Focus::Point(x, y) | Focus::Directed(x, y)) => [*x, *y],
        ToServer::Focus(Focus::Action | Focus::Player(_))
        | ToServer::Controls { .. }
        | ToServer::Ping { .. }
        | ToServer::Respawn
        | ToServer::Choose(_)
        | ToServer::Away(_)
        | ToServer::Autopilot(_)
        | ToServer::Say(_) => [0.0; 2],
    }
}

fn motions(frame: &Frame) -> impl Iterator<Item = &Motion> {
    let anchors = frame.anchors.iter().map(|anchor| &anchor.motion);
    anchors.chain(frame.arrivals.iter().map(|arrival| &arrival.motion))
}
