//! What clients say.

use std::fmt;
use std::num::NonZero;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::codec::{DecodeError, Tag, Take, finite, from_bytes, kind_of, take_from, to_bytes};
use super::session::SessionClaim;
use crate::numbered::numbered;
use crate::{Controls, Improvement, PlayerId, Tick};

numbered! {
    /// How a client takes part.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum Role {
        /// Flies a ship.
        Pilot = 0,
        /// Watches, without a ship and without taking a place.
        Spectator = 1,
    }
}

/// The first message of a connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    tag: Tag<0>,
    /// The protocol version that the client speaks.
    pub version: u32,
    /// How it takes part.
    pub role: Role,
    /// The wished name; the server cleans it, or gives one if nothing is left.
    pub name: String,
    /// Half the width of the wished view, in metres.
    #[serde(with = "finite")]
    pub half_width_m: f32,
    /// Half the height of the wished view, in metres.
    #[serde(with = "finite")]
    pub half_height_m: f32,
    /// Where a pilot was before, if it wants to go on there.
    pub session: Option<SessionClaim>,
    /// Whether a program flies.
    pub bot: bool,
    /// The name of the pilot near which a new pilot wants to appear; empty for nobody.
    pub friend: String,
    /// How the pilot's ships are to look.
    pub look: u8,
}

impl Hello {
    /// A hello in this version of the protocol.
    pub fn new(role: Role, name: &str, half_width_m: f32, half_height_m: f32) -> Self {
        Self {
            tag: Tag,
            version: super::VERSION,
            role,
            name: name.to_owned(),
            half_width_m,
            half_height_m,
            session: None,
            bot: false,
            friend: String::new(),
            look: 0,
        }
    }

    /// The same, of one who was there before and wants to go on.
    pub fn resuming(self, session: Option<SessionClaim>) -> Self {
        Self { session, ..self }
    }

    /// The same, of one that a program flies.
    pub fn of_a_bot(self) -> Self {
        Self { bot: true, ..self }
    }

    /// The same, of one who wants to be where a pilot of this name flies.
    pub fn near(self, friend: &str) -> Self {
        let friend = friend.to_owned();
        Self { friend, ..self }
    }

    /// The same, of one whose ships are to look like this.
    pub fn looking(self, look: u8) -> Self {
        Self { look, ..self }
    }

    /// The version that a hello speaks, whatever follows in that version.
    /// `None` if this is no hello.
    pub fn version_of(bytes: &[u8]) -> Option<u32> {
        match kind_of(bytes) {
            Ok(0) => rmp::decode::read_int(&mut &bytes[2..]).ok(),
            _ => None,
        }
    }
}

/// Where a spectator looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Focus {
    /// Where the action is.
    Action,
    /// At this player's ship, or at the action while it has none.
    Player(PlayerId),
    /// At a point of the world, in metres.
    Point(f32, f32),
    /// At a point of the world, in metres, which a director chooses: it is told which
    /// ships are worth a look.
    Directed(f32, f32),
}

/// Every message from a client.
#[derive(Clone, Debug, PartialEq)]
pub enum ToServer {
    /// Must be the first message, and comes once.
    Hello(Hello),
    /// What the pilot holds from `tick` on.
    Controls {
        /// Grows with each input of the connection, from 1.
        seq: u32,
        /// The tick from which on the controls are held. One in the past means
        /// now; one further ahead than [`INPUT_LEAD_TICKS_MAX`] means then.
        ///
        /// [`INPUT_LEAD_TICKS_MAX`]: super::limits::INPUT_LEAD_TICKS_MAX
        tick: Tick,
        /// What is held.
        controls: Controls,
    },
    /// Asks for a view of another size, in metres.
    View {
        /// Half the width.
        half_width_m: f32,
        /// Half the height.
        half_height_m: f32,
    },
    /// Turns a spectator's view. Ignored from pilots.
    Focus(Focus),
    /// Asks for a pong in the next frame.
    Ping {
        /// Comes back with the pong.
        nonce: u32,
    },
    /// Asks for a new ship after death, when the pause is over.
    Respawn,
    /// Says that nobody looks (a hidden tab), or that somebody does again.
    Away(bool),
    /// Says a line to the room.
    Say(String),
    /// Says that an autopilot flies the pilot's ship from now on, or does no longer.
    Autopilot(bool),
    /// Chooses one of the improvements that are offered after a death.
    Choose(Improvement),
}

/// The number of a focus, and of what it is on.
const FOCUS: u8 = 3;
const ON_ACTION: u8 = 0;
const ON_PLAYER: u8 = 1;
const ON_POINT: u8 = 2;
const ON_DIRECTED: u8 = 3;

type ControlsWire = (Tag<1>, u32, Tick, u8);
type ViewWire = (Tag<2>, Finite, Finite);
type FocusActionWire = (Tag<FOCUS>, Tag<ON_ACTION>);
type FocusPlayerWire = (Tag<FOCUS>, Tag<ON_PLAYER>, PlayerId);
type FocusPointWire = (Tag<FOCUS>, Tag<ON_POINT>, Finite, Finite);
type FocusDirectedWire = (Tag<FOCUS>, Tag<ON_DIRECTED>, Finite, Finite);
type PingWire = (Tag<4>, u32);
type RespawnWire = (Tag<5>,);
type AwayWire = (Tag<6>, bool);
type SayWire = (Tag<7>, String);
type AutopilotWire = (Tag<8>, bool);
type ChooseWire = (Tag<9>, Improvement);

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Finite(#[serde(with = "finite")] f32);

impl ToServer {
    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        match *self {
            Self::Hello(ref hello) => to_bytes(hello),
            Self::Controls {
                seq,
                tick,
                controls,
            } => to_bytes::<ControlsWire>(&(Tag, seq, tick, controls.bits())),
            Self::View {
                half_width_m,
                half_height_m,
            } => to_bytes::<ViewWire>(&(Tag, Finite(half_width_m), Finite(half_height_m))),
            Self::Focus(Focus::Action) => to_bytes::<FocusActionWire>(&(Tag, Tag)),
            Self::Focus(Focus::Player(player)) => to_bytes::<FocusPlayerWire>(&(Tag, Tag, player)),
            Self::Focus(Focus::Point(x, y)) => {
                to_bytes::<FocusPointWire>(&(Tag, Tag, Finite(x), Finite(y)))
            }
            Self::Focus(Focus::Directed(x, y)) => {
                to_bytes::<FocusDirectedWire>(&(Tag, Tag, Finite(x), Finite(y)))
            }
            Self::Ping { nonce } => to_bytes::<PingWire>(&(Tag, nonce)),
            Self::Respawn => to_bytes::<RespawnWire>(&(Tag,)),
            Self::Away(away) => to_bytes::<AwayWire>(&(Tag, away)),
            Self::Say(ref text) => to_bytes::<SayWire>(&(Tag, text.clone())),
            Self::Autopilot(flies) => to_bytes::<AutopilotWire>(&(Tag, flies)),
            Self::Choose(improvement) => to_bytes::<ChooseWire>(&(Tag, improvement)),
        }
    }

    /// Reads a message. Every number in it is finite; ranges of views and names
    /// are the server's to clamp.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(match kind_of(bytes)? {
            0 => Self::Hello(from_bytes(bytes)?),
            1 => {
                let (_, seq, tick, bits) = from_bytes::<ControlsWire>(bytes)?;
                Self::Controls {
                    seq,
                    tick,
                    controls: Controls::from_bits(bits),
                }
            }
            2 => {
                let (_, Finite(half_width_m), Finite(half_height_m)) =
                    from_bytes::<ViewWire>(bytes)?;
                Self::View {
                    half_width_m,
                    half_height_m,
                }
            }
            FOCUS => Self::Focus(from_bytes(bytes)?),
            4 => Self::Ping {
                nonce: from_bytes::<PingWire>(bytes)?.1,
            },
            5 => {
                from_bytes::<RespawnWire>(bytes)?;
                Self::Respawn
            }
            6 => Self::Away(from_bytes::<AwayWire>(bytes)?.1),
            7 => Self::Say(from_bytes::<SayWire>(bytes)?.1),
            8 => Self::Autopilot(from_bytes::<AutopilotWire>(bytes)?.1),
            9 => Self::Choose(from_bytes::<ChooseWire>(bytes)?.1),
            kind => return Err(DecodeError::UnknownKind(kind)),
        })
    }
}

/// The whole message: its fields depend on what it is on.
impl<'de> Deserialize<'de> for Focus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FocusVisitor;

        impl<'de> Visitor<'de> for FocusVisitor {
            type Value = Focus;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a focus")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Focus, A::Error> {
                let take = &mut take_from(&mut seq);
                let Tag::<FOCUS> = take.take()?;
                Ok(match take.take()? {
                    ON_ACTION => Focus::Action,
                    ON_PLAYER => Focus::Player(take.take::<NonZero<PlayerId>>()?.get()),
                    ON_POINT => {
                        let (Finite(x_m), Finite(y_m)) = (take.take()?, take.take()?);
                        Focus::Point(x_m, y_m)
                    }
                    ON_DIRECTED => {
                        let (Finite(x_m), Finite(y_m)) = (take.take()?, take.take()?);
                        Focus::Directed(x_m, y_m)
                    }
                    _ => return Err(A::Error::custom("nobody looks at such a thing")),
                })
            }
        }

        deserializer.deserialize_seq(FocusVisitor)
    }
}
