//! What a room tells about itself.

use std::time::Instant;

use asteroids_shared::protocol::LeaderboardRow;
use asteroids_shared::{Kind, Tick};

use super::state::command::EdgeId;
use crate::log::LogState;

/// What a room tells about itself, every 8 ticks.
#[derive(Clone, Debug)]
pub struct RoomStatus {
    /// The number of the room, from 1.
    pub room: u32,
    /// The tick it is at.
    pub tick: Tick,
    /// Up to which tick those may see it who do not fly in it.
    pub shown_tick: Tick,
    /// By how much that is late at the least.
    pub watch_delay_ticks: Tick,
    /// When that was. A room that is well says so four times a second, unless it
    /// stands still.
    pub at: Instant,
    /// Whether nobody flies or watches, so that it makes no ticks until somebody
    /// comes.
    pub stands_still: bool,
    /// How long its ticks lately take, in microseconds; 0 before the first.
    pub tick_us: u32,
    /// How fast its time runs: 1 as it should, less when time dilates.
    pub time_rate: f32,
    /// How much it gives up to keep time, 0 for nothing: see [`super::Relief`].
    pub relief: u8,
    /// How many people may fly.
    pub capacity: u32,
    /// The length of the world's side in metres.
    pub side_m: f32,
    /// People who fly.
    pub players: u32,
    /// Bots that fly.
    pub bots: u32,
    /// The population that bots fill it to.
    pub bots_target: u32,
    /// People who watch by this process.
    pub spectators: u32,
    /// Entities by kind, in the order of the kinds' numbers.
    pub entities: [u32; Kind::COUNT],
    /// How its log does, if one is kept.
    pub log: Option<LogState>,
    /// How it takes part in the room, if it is one of many edges.
    pub membership: Option<Membership>,
    /// The best, best first.
    pub leaderboard: Vec<LeaderboardRow>,
}

/// How an edge of a cluster takes part in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The number of the edge.
    pub edge: EdgeId,
    /// The epoch that the room has come to.
    pub epoch: u32,
    /// Whether this edge closes its ticks.
    pub leads: bool,
    /// Whether no lines come, so that its time does not run.
    pub waits: bool,
    /// Whether its world differs from that of the others, or a line is missing: then it
    /// is about to end.
    pub is_astray: bool,
    /// Whether it is about to end because others have the room now.
    pub has_handed_over: bool,
    /// How many lines of the stream it has skipped since it began, of which rooms panic.
    pub skipped: u32,
    /// How many watch the room by other edges.
    pub spectators_elsewhere: u32,
    /// Its world after the last rebase, if there was one since it began: all edges have
    /// the same.
    pub rebased: Option<Rebased>,
}

/// A world right after all edges have rebased theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// At which tick.
    pub tick: Tick,
    /// What tells it from any other.
    pub digest: u64,
}

impl Membership {
    /// Whether it is about to end.
    pub fn is_over(&self) -> bool {
        self.is_astray || self.has_handed_over
    }
}

impl RoomStatus {
    /// How many watch, by whatever edge.
    pub fn spectators_in_all(&self) -> u32 {
        let elsewhere = self.membership.map_or(0, |edge| edge.spectators_elsewhere);
        self.spectators + elsewhere
    }
}
