//! What everybody in a room is told from time to time, wherever they look.

use std::cmp::Reverse;

use asteroids_shared::protocol::limits::LEADERBOARD_ROWS_MAX;
use asteroids_shared::protocol::{
    Leaderboard, LeaderboardRow, Occasion, Radar, Round, ToClient, Whereabouts,
};
use asteroids_shared::rules::seconds;
use asteroids_shared::{PlayerId, Team, Tick};

use crate::world::World;

/// Every how many ticks scores are sorted.
pub const SORT_EVERY_TICKS: Tick = seconds(1);
/// Every how many ticks a client gets the leaderboard, if it has changed.
pub const LEADERBOARD_EVERY_TICKS: Tick = seconds(10);
/// Every how many ticks a client gets the radar.
pub const RADAR_EVERY_TICKS: Tick = seconds(3);

/// What everybody in a room is told from time to time.
#[derive(Debug, Default)]
pub struct Boards {
    rows: Vec<LeaderboardRow>,
    /// Grows when the rows change, so that clients are told only then.
    version: u32,
    leaderboard: Vec<u8>,
    radar: Radar,
    /// By player number; 0 is no place.
    ranks: Vec<u32>,
    /// People before bots and those whom an autopilot has helped, then by score.
    order: Vec<(bool, Reverse<u32>, PlayerId)>,
}

impl Boards {
    /// Sorts the scores and looks where the action is.
    pub fn update(&mut self, world: &World, spectators: u32, tick_us: u32) {
        self.sort(world);
        let rows = self.best(world);
        if rows != self.rows || self.leaderboard.is_empty() {
            self.leaderboard = ToClient::Leaderboard(Leaderboard::new(rows.clone())).encode();
            self.rows = rows;
            self.version += 1;
        }
        let bots = world.players().filter(|player| player.bot).count() as u32;
        self.radar.bots = bots;
        self.radar.players = self.order.len() as u32 - bots;
        self.radar.spectators = spectators;
        self.radar.action = action(world);
        self.radar.leader = leader(world);
        self.radar.tick_us = tick_us;
        self.radar.occasion = occasion(world);
        self.radar.round = round(world);
    }

    fn sort(&mut self, world: &World) {
        self.order.clear();
        self.order.extend(
            world
                .players()
                .map(|it| (it.is_helped(), Reverse(it.score), it.id)),
        );
        self.order.sort_unstable();
        self.ranks.clear();
        self.ranks.resize(
            self.order
                .iter()
                .map(|&(.., player)| player as usize + 1)
                .max()
                .unwrap_or(0),
            0,
        );
        for (place, &(.., player)) in self.order.iter().enumerate() {
            self.ranks[player as usize] = place as u32 + 1;
        }
    }

    fn best(&self, world: &World) -> Vec<LeaderboardRow> {
        let best = self.order.iter().take(LEADERBOARD_ROWS_MAX);
        best.filter_map(|&(_, Reverse(score), player)| {
            let player = world.player(player)?;
            Some(LeaderboardRow {
                player: player.id,
                name: player.name.clone(),
                score,
                bot: player.is_helped(),
                team: player.team,
            })
        })
        .collect()
    }

    /// Whether scores have been sorted yet.
    pub fn are_ready(&self) -> bool {
        self.version > 0
    }

    /// The best people, best first, and after them the best bots.
    pub fn rows(&self) -> &[LeaderboardRow] {
        &self.rows
    }

    /// The leaderboard as a message, and its version.
    pub fn leaderboard(&self) -> (u32, &[u8]) {
        (self.version, &self.leaderboard)
    }

    /// The player's place by score, people before bots; 0 for a spectator and until scores are
    /// sorted next.
    pub fn rank(&self, player: PlayerId) -> u32 {
        self.ranks.get(player as usize).copied().unwrap_or(0)
    }

    /// Whose ship those who watch the action follow, 0 for nobody's.
    pub fn followed(&self) -> PlayerId {
        self.radar.action.map_or(0, |action| action.player)
    }

    /// The radar as a message for who has this place.
    pub fn radar(&self, rank: u32) -> Vec<u8> {
        let mut radar = self.radar;
        radar.rank = rank;
        ToClient::Radar(radar).encode()
    }

    /// People and bots that fly.
    pub fn population(&self) -> (u32, u32) {
        (self.radar.players, self.radar.bots)
    }
}

fn leader(world: &World) -> Option<Whereabouts> {
    let player = world.player(world.leader()?)?;
    let at = world.entity(player.ship?)?.motion.position();
    Some(whereabouts(player.id, at))
}

fn action(world: &World) -> Option<Whereabouts> {
    Some(whereabouts(world.followed()?, world.action()?))
}

fn occasion(world: &World) -> Option<Occasion> {
    let (occasion, at) = world.occasion()?;
    let (x_m, y_m) = whole_metres(at);
    Some(Occasion {
        kind: occasion.kind,
        x_m,
        y_m,
        begins_at: occasion.begins_at,
    })
}

fn round(world: &World) -> Option<Round> {
    let contest = world.contest()?;
    Some(Round {
        suns: contest.points(Team::Suns),
        moons: contest.points(Team::Moons),
        ends_at: contest.ends_at(),
        won: contest.won(),
    })
}

fn whereabouts(player: PlayerId, at: (f32, f32)) -> Whereabouts {
    let (x_m, y_m) = whole_metres(at);
    Whereabouts { player, x_m, y_m }
}

/// Worlds are far smaller than 32 km, so every coordinate fits.
pub fn whole_metres((x_m, y_m): (f32, f32)) -> (i16, i16) {
    (x_m.round() as i16, y_m.round() as i16)
}
