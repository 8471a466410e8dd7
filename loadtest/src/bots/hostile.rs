//! Bots that attack the server. Whatever they do, it is to throw them out.

use std::io;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::limits::TO_SERVER_BYTES_MAX;
use asteroids_shared::protocol::{CloseCode, ToServer};
use rand::RngExt;
use rand_pcg::Pcg32;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::bots::conduct::Conduct;
use crate::bots::onlooker::Watching;
use crate::bots::profile::Profile;
use crate::crew::Crew;
use crate::measure::stats;
use crate::wire::link::{Farewell, Link, dial};
use crate::wire::websocket::{self, Opcode, ServerFrame};

/// A server that has not thrown an attacker out by then tolerates it.
const PATIENCE: Duration = Duration::from_secs(20);
/// From one blow of an attack to the next.
const BEAT: Duration = Duration::from_millis(100);
/// From one attack to the next.
const REST: Duration = Duration::from_millis(500);
const MASK: [u8; 4] = [0x3c, 0xa5, 0x0f, 0x96];

/// Ways to attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attack {
    /// Messages that are none.
    Garbage,
    /// A message that is too long.
    Oversize,
    /// Far too many messages.
    Flood,
    /// A message of fragments without an end.
    Fragments,
    /// A request that stops in its middle.
    HalfRequest,
    /// A request with ever more headers, slowly.
    SlowHeaders,
}

impl Attack {
    const ALL: [Self; 6] = [
        Self::Garbage,
        Self::Oversize,
        Self::Flood,
        Self::Fragments,
        Self::HalfRequest,
        Self::SlowHeaders,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Garbage => "garbage",
            Self::Oversize => "oversize",
            Self::Flood => "flood",
            Self::Fragments => "fragments",
            Self::HalfRequest => "half_request",
            Self::SlowHeaders => "slow_headers",
        }
    }

    /// The breach of a server that lets it happen.
    const fn tolerated(self) -> &'static str {
        match self {
            Self::Garbage => "tolerates_garbage",
            Self::Oversize => "tolerates_oversize",
            Self::Flood => "tolerates_flood",
            Self::Fragments => "tolerates_fragments",
            Self::HalfRequest => "tolerates_half_request",
            Self::SlowHeaders => "tolerates_slow_headers",
        }
    }

    /// Whether it is how a server that is well throws this attacker out.
    const fn expects(self, farewell: &Farewell) -> bool {
        const MALFORMED: u16 = CloseCode::Malformed.code();
        const TOO_LARGE: u16 = CloseCode::TooLarge.code();
        const FLOOD: u16 = CloseCode::Flood.code();
        match self {
            Self::Garbage => matches!(farewell, Farewell::Closed(MALFORMED)),
            Self::Oversize | Self::Fragments => matches!(farewell, Farewell::Closed(TOO_LARGE)),
            Self::Flood => matches!(farewell, Farewell::Closed(FLOOD)),
            Self::HalfRequest => matches!(farewell, Farewell::Closed(0)),
            // Hanging up on headers that nobody has read is a reset.
            Self::SlowHeaders => matches!(
                farewell,
                Farewell::Closed(0) | Farewell::Broken(io::ErrorKind::ConnectionReset)
            ),
        }
    }

    /// Whether it comes after a proper handshake and hello.
    const fn is_inside(self) -> bool {
        match self {
            Self::Garbage | Self::Oversize | Self::Flood | Self::Fragments => true,
            Self::HalfRequest | Self::SlowHeaders => false,
        }
    }

    /// What is sent first.
    fn opening(self) -> &'static [u8] {
        match self {
            Self::HalfRequest => b"GET /ws HTTP/1.1\r\nHost: a",
            Self::SlowHeaders => b"GET /ws HTTP/1.1\r\nHost: a\r\n",
            Self::Garbage | Self::Oversize | Self::Flood | Self::Fragments => b"",
        }
    }

    /// What is sent with each beat.
    fn blow(self, rng: &mut Pcg32) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Self::Garbage => {
                let noise: [u8; 32] = rng.random();
                websocket::put(&mut bytes, Opcode::Binary, &noise, MASK);
            }
            Self::Oversize => {
                let much = [0; TO_SERVER_BYTES_MAX + 1];
                websocket::put(&mut bytes, Opcode::Binary, &much, MASK);
            }
            Self::Flood => {
                let ping = ToServer::Ping { nonce: 1 }.encode();
                for _ in 0..200 {
                    websocket::put(&mut bytes, Opcode::Binary, &ping, MASK);
                }
            }
            Self::Fragments => {
                for _ in 0..200 {
                    websocket::put_fragment(&mut bytes, false, b"x", MASK);
                }
            }
            Self::HalfRequest => {}
            Self::SlowHeaders => bytes.extend_from_slice(b"A: b\r\n"),
        }
        bytes
    }
}

/// Attacks in turn until the run is over.
pub async fn live(number: u32, crew: &Crew, rng: &mut Pcg32) {
    let attacks = Attack::ALL.iter().cycle().skip(number as usize);
    for &attack in attacks {
        if crew.is_over(Instant::now()) {
            return;
        }
        let outcome = strike(attack, crew, number, rng).await;
        note(attack, outcome, crew);
        sleep(REST).await;
    }
}

fn note(attack: Attack, outcome: Result<Option<Farewell>, Farewell>, crew: &Crew) {
    let stats = &mut crew.stats.borrow_mut();
    match outcome {
        Ok(Some(farewell)) => {
            let disconnects = if attack.expects(&farewell) {
                &mut stats.expected_disconnects
            } else {
                &mut stats.disconnects
            };
            stats::count(disconnects, format!("{}, {farewell}", attack.name()));
        }
        Ok(None) if crew.is_over(Instant::now()) => {}
        Ok(None) => stats.count_breach(attack.tolerated()),
        Err(farewell) => stats::count(&mut stats.connect_failures, farewell.to_string()),
    }
}

/// Attacks until the server hangs up, and says how it did; none if it does not.
async fn strike(
    attack: Attack,
    crew: &Crew,
    number: u32,
    rng: &mut Pcg32,
) -> Result<Option<Farewell>, Farewell> {
    let door = &crew.plan.doors[crew.plan.door(number, 0)];
    let mut stream = dial(door.address, None).await?;
    let mut bytes = attack.opening().to_vec();
    if attack.is_inside() {
        stream = Link::upgrade(stream, &door.url, None).await?.into_stream();
        let conduct = Conduct::of(Profile::Hostile, number, 0, None, Watching::Action);
        let hello = conduct.hello(number, None, false).encode();
        websocket::put(&mut bytes, Opcode::Binary, &hello, MASK);
    }
    if attack == Attack::Fragments {
        websocket::put_fragment(&mut bytes, true, b"x", MASK);
    }
    let begins = Instant::now();
    while begins.elapsed() < PATIENCE && !crew.is_over(Instant::now()) {
        // What the kernel does not take is left out: it is an attack.
        let written = stream.try_write(&bytes);
        // Whoever hangs up may have said why before.
        if let Ok(farewell) = timeout(BEAT, hung_up(&stream)).await {
            return Ok(Some(farewell));
        }
        match written {
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => {
                return Ok(Some(error.into()));
            }
            Ok(_) | Err(_) => {}
        }
        bytes = attack.blow(rng);
    }
    Ok(None)
}

/// Waits until the server hangs up.
async fn hung_up(stream: &TcpStream) -> Farewell {
    let mut buffer = [0; 2048];
    loop {
        if let Err(error) = stream.readable().await {
            return error.into();
        }
        match stream.try_read(&mut buffer) {
            Ok(0) => return Farewell::Closed(0),
            Ok(length) => {
                if let Some(code) = close_code(&buffer[..length]) {
                    return Farewell::Closed(code);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return error.into(),
        }
    }
}

/// The code of a close frame among these, if they begin with a frame.
fn close_code(mut bytes: &[u8]) -> Option<u16> {
    while let Ok(Some(frame)) = ServerFrame::first_of(bytes, bytes.len()) {
        if frame.opcode == Opcode::Close {
            return Some(frame.close_code());
        }
        bytes = &bytes[frame.bytes..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_full_restarts_or_crashes_throws_nobody_out() {
        let otherwise = [
            Farewell::Closed(CloseCode::Full.code()),
            Farewell::Closed(CloseCode::Restarting.code()),
            Farewell::Closed(CloseCode::Internal.code()),
            Farewell::Broken(io::ErrorKind::BrokenPipe),
            Farewell::Refused(Some(503)),
        ];
        for attack in Attack::ALL {
            assert!(!otherwise.iter().any(|farewell| attack.expects(farewell)));
        }
    }

    #[test]
    fn who_is_inside_is_told_why() {
        for attack in Attack::ALL {
            let hangs_up = Farewell::Closed(0);
            assert_eq!(attack.expects(&hangs_up), !attack.is_inside(), "{attack:?}");
        }
    }
}
