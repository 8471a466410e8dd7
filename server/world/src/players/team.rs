//! Two teams, and the rounds in which they contend.

use asteroids_shared::rules::ROUND_TICKS;
use asteroids_shared::{PlayerId, Team, Tick};
use serde::{Deserialize, Serialize};

use crate::{Player, World};

/// How many more people a team may have because one wants to be near a friend.
const MORE_FOR_FRIENDS: usize = 1;

/// What the teams of a world have earned in this round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Points of each, in the order of [`Team::ALL`].
    points: [u32; 2],
    /// When the round is over.
    ends_at: Tick,
    /// Who has won the round before, if anybody has.
    won: Option<Team>,
}

impl Contest {
    /// Points of a team in this round.
    pub const fn points(&self, team: Team) -> u32 {
        self.points[team.index()]
    }

    /// When the round is over.
    pub const fn ends_at(&self) -> Tick {
        self.ends_at
    }

    /// Who has won the round before, if anybody has.
    pub const fn won(&self) -> Option<Team> {
        self.won
    }

    /// The team that is ahead, if one is.
    fn ahead(&self) -> Option<Team> {
        let [suns, moons] = self.points;
        match suns.cmp(&moons) {
            std::cmp::Ordering::Greater => Some(Team::Suns),
            std::cmp::Ordering::Less => Some(Team::Moons),
            std::cmp::Ordering::Equal => None,
        }
    }

    pub(crate) fn earn(&mut self, team: Team, points: u32) {
        let sum = &mut self.points[team.index()];
        *sum = sum.saturating_add(points);
    }
}

impl World {
    /// What the teams have earned in this round, if there are teams.
    pub fn contest(&self) -> Option<&Contest> {
        self.settings.teams.then_some(&self.contest)
    }

    /// A round begins, or is over and the next one begins. Nobody is harmed by it.
    pub(crate) fn hold_contest(&mut self) {
        if self.settings.teams && self.contest.ends_at <= self.tick {
            self.contest = Contest {
                points: [0; 2],
                ends_at: self.tick + ROUND_TICKS,
                won: self.contest.ahead(),
            };
        }
    }

    /// The team of a newcomer: the friend's, or else the one with fewer people, of equals
    /// the one with fewer ships, and then the one that is behind. Bots even ships out.
    pub(crate) fn team_of_newcomer(&self, bot: bool, near: PlayerId) -> Option<Team> {
        if !self.settings.teams {
            return None;
        }
        let people = self.members(|player| !player.bot);
        let friends = self.players.get(near).and_then(|friend| friend.team);
        let is_fair =
            |team: &Team| people[team.index()] <= people[team.other().index()] + MORE_FOR_FRIENDS;
        if let Some(team) = friends.filter(is_fair).filter(|_| !bot) {
            return Some(team);
        }
        let all = self.members(|_| true);
        let rank = |team: &Team| {
            let people = if bot { 0 } else { people[team.index()] };
            (people, all[team.index()], self.contest.points(*team))
        };
        Team::ALL.into_iter().min_by_key(rank)
    }

    /// The team with which a bot takes its next ship: the other one if that evens them out.
    pub(crate) fn team_of_next_ship(&self, player: &Player) -> Option<Team> {
        let team = player.team?;
        let all = self.members(|_| true);
        let is_large = all[team.index()] > all[team.other().index()] + 1;
        Some(if player.bot && is_large {
            team.other()
        } else {
            team
        })
    }

    /// How many of those who fly each team has, in the order of [`Team::ALL`].
    fn members(&self, counts: impl Fn(&Player) -> bool) -> [usize; 2] {
        let of = |team| {
            let all = self
                .players
                .iter()
                .filter(|player| player.team == Some(team));
            all.filter(|player| counts(player)).count()
        };
        Team::ALL.map(of)
    }

    /// Whether two players are not the same one, and in the same team.
    pub(crate) fn are_mates(&self, one: PlayerId, other: PlayerId) -> bool {
        let team = |id| self.players.get(id).and_then(|player| player.team);
        one != other && team(one).is_some() && team(one) == team(other)
    }
}
