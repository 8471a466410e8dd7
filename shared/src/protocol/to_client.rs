//! What the server says.

use serde::{Deserialize, Serialize};

use super::aside::Aside;
use super::codec::{DecodeError, Tag, finite, from_bytes, grown, kind_of, to_bytes};
use super::frame::Frame;
use super::notables::Notables;
use super::overview::Overview;
use super::said::Said;
use super::session::Session;
use super::welcome::Welcome;
use crate::{OccasionKind, PlayerId, Team, Tick, team};

/// Every message from the server.
#[derive(Clone, Debug, PartialEq)]
pub enum ToClient {
    /// Comes first, and once.
    Welcome(Box<Welcome>),
    /// What has changed in the view.
    Frame(Box<Frame>),
    /// The size of the view, in answer to a request.
    ViewGranted(ViewGranted),
    /// The best of the room.
    Leaderboard(Leaderboard),
    /// What is beyond the view.
    Radar(Radar),
    /// What a pilot comes back with. Follows its welcome.
    Session(Session),
    /// What people in the room say.
    Said(Said),
    /// What those who run the server have to say.
    Notice(Notice),
    /// A view too wide for entities.
    Overview(Overview),
    /// Ships that are worth a look.
    Notables(Notables),
    /// What the server says to this client alone.
    Aside(Aside),
}

/// The size of the view that the server grants.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewGranted {
    tag: Tag<2>,
    /// Half its width, in metres.
    #[serde(with = "finite")]
    pub half_width_m: f32,
    /// Half its height, in metres.
    #[serde(with = "finite")]
    pub half_height_m: f32,
}

impl ViewGranted {
    /// A granted view.
    pub const fn new(half_width_m: f32, half_height_m: f32) -> Self {
        Self {
            tag: Tag,
            half_width_m,
            half_height_m,
        }
    }
}

/// The best of the room, best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaderboard {
    tag: Tag<3>,
    /// At most [`super::limits::LEADERBOARD_ROWS_MAX`] rows.
    #[serde(deserialize_with = "grown")]
    pub rows: Vec<LeaderboardRow>,
}

impl Leaderboard {
    /// A leaderboard of these rows.
    pub const fn new(rows: Vec<LeaderboardRow>) -> Self {
        Self { tag: Tag, rows }
    }
}

/// One row of a leaderboard. On the wire an array of its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderboardRow {
    /// Who.
    pub player: PlayerId,
    /// The name.
    pub name: String,
    /// Points of this run.
    pub score: u32,
    /// Whether it is a bot, or a person for whom an autopilot has flown in this run.
    pub bot: bool,
    /// Its team, in a room that has teams.
    #[serde(with = "team::or_none")]
    pub team: Option<Team>,
}

/// What is beyond the view. Positions are whole metres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Radar {
    tag: Tag<4>,
    /// Your place among all players by score, from 1; 0 for a spectator, and
    /// for a newcomer until scores are sorted next.
    pub rank: u32,
    /// People who fly.
    pub players: u32,
    /// Bots that fly.
    pub bots: u32,
    /// People who watch.
    pub spectators: u32,
    /// Whose ship those who watch the action follow, and where it is; its wreck for
    /// a moment.
    pub action: Option<Whereabouts>,
    /// The player with the highest score and where its ship is.
    pub leader: Option<Whereabouts>,
    /// How long the server lately takes for a tick, in microseconds.
    pub tick_us: u32,
    /// For what people meet, from its announcement until it is over.
    pub occasion: Option<Occasion>,
    /// How the two teams stand, in a room that has teams.
    pub round: Option<Round>,
}

/// How two teams stand. On the wire an array of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Points of the [`Suns`](Team::Suns) in this round.
    pub suns: u32,
    /// Points of the [`Moons`](Team::Moons) in this round.
    pub moons: u32,
    /// When it is over and the next one begins.
    pub ends_at: Tick,
    /// Who has won the round before, if anybody has.
    #[serde(with = "team::or_none")]
    pub won: Option<Team>,
}

/// Something for which people meet. On the wire an array of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// What it is.
    pub kind: OccasionKind,
    /// Where it is, or will begin, in metres.
    pub x_m: i16,
    /// Where it is, or will begin, in metres.
    pub y_m: i16,
    /// When it begins, or has begun.
    pub begins_at: Tick,
}

/// A player, and where its ship is. On the wire an array of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Who.
    pub player: PlayerId,
    /// Where its ship is, in metres.
    pub x_m: i16,
    /// Where its ship is, in metres.
    pub y_m: i16,
}

/// What those who run the server have to say to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    tag: Tag<7>,
    /// At most [`super::limits::NOTICE_CHARS_MAX`] characters.
    pub text: String,
}

impl Notice {
    /// A notice with this text.
    pub const fn new(text: String) -> Self {
        Self { tag: Tag, text }
    }
}

impl ToClient {
    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Welcome(welcome) => to_bytes(welcome),
            Self::Frame(frame) => frame.encode(),
            Self::ViewGranted(view) => to_bytes(view),
            Self::Leaderboard(board) => to_bytes(board),
            Self::Radar(radar) => to_bytes(radar),
            Self::Session(session) => to_bytes(session),
            Self::Said(said) => to_bytes(said),
            Self::Notice(notice) => to_bytes(notice),
            Self::Overview(overview) => to_bytes(overview),
            Self::Notables(notables) => to_bytes(notables),
            Self::Aside(aside) => to_bytes(aside),
        }
    }

    /// Reads a message.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(match kind_of(bytes)? {
            0 => Self::Welcome(Box::new(from_bytes(bytes)?)),
            kind if Frame::KINDS.contains(&kind) => Self::Frame(Box::new(from_bytes(bytes)?)),
            2 => Self::ViewGranted(from_bytes(bytes)?),
            3 => Self::Leaderboard(from_bytes(bytes)?),
            4 => Self::Radar(from_bytes(bytes)?),
            5 => Self::Session(from_bytes(bytes)?),
            6 => Self::Said(from_bytes(bytes)?),
            7 => Self::Notice(from_bytes(bytes)?),
            8 => Self::Overview(from_bytes(bytes)?),
            9 => Self::Notables(from_bytes(bytes)?),
            10 => Self::Aside(from_bytes(bytes)?),
            kind => return Err(DecodeError::UnknownKind(kind)),
        })
    }
}
