//! Who is better than whom: Glicko-2, of all games in their order.

use std::fmt::Write as _;

use serde::Serialize;
use skillratings::Outcomes;
use skillratings::glicko2::{Glicko2Config, Glicko2Rating, glicko2_rating_period};

use super::game::Tally;

/// All entrants of a league, the best first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ladder {
    /// The seed of the first game; each further one has the next.
    pub seed: u64,
    /// How many games.
    pub games: u32,
    /// How long each, in minutes.
    pub minutes: u32,
    /// The entrants.
    pub standings: Vec<Standing>,
    /// The games, in their order.
    pub played: Vec<Played>,
    /// What plays one of them again, but for its seed.
    pub again: String,
}

/// A game that was played.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Played {
    /// Its seed, from which it can be played again.
    pub seed: u64,
    /// Points of each entrant, by name, the most first.
    pub points: Vec<(String, u64)>,
}

/// An entrant's place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// What it is called.
    pub name: String,
    /// Its rating, rounded.
    pub rating: i32,
    /// By how much that may be off, in two of three cases.
    pub deviation: i32,
    /// Games in which it had more points than anybody else.
    pub won: u32,
    /// Points a ship and minute.
    pub points_per_minute: u64,
    /// Ships that it destroyed.
    pub kills: u32,
    /// Ships that it lost.
    pub deaths: u32,
    /// Of a hundred shots so many hit.
    pub hit_percent: u32,
    /// Changes of keys a ship and second.
    pub inputs_per_second: f64,
}

/// The ratings after all games; each is what every entrant did in it.
pub fn ratings(games: &[Vec<Tally>]) -> Vec<Glicko2Rating> {
    let entrants = games.first().map_or(0, Vec::len);
    let mut ratings = vec![Glicko2Rating::new(); entrants];
    let config = Glicko2Config::new();
    for tallies in games {
        let before = ratings.clone();
        for (index, rating) in ratings.iter_mut().enumerate() {
            let others = (0..entrants).filter(|&other| other != index);
            let results = others.map(|other| {
                let outcome = match tallies[index].points.cmp(&tallies[other].points) {
                    std::cmp::Ordering::Greater => Outcomes::WIN,
                    std::cmp::Ordering::Equal => Outcomes::DRAW,
                    std::cmp::Ordering::Less => Outcomes::LOSS,
                };
                (before[other], outcome)
            });
            let results: Vec<_> = results.collect();
            *rating = glicko2_rating_period(&before[index], &results, &config);
        }
    }
    ratings
}

/// How often each had the most points, nobody else as many.
pub fn wins(games: &[Vec<Tally>]) -> Vec<u32> {
    let entrants = games.first().map_or(0, Vec::len);
    let mut wins = vec![0; entrants];
    for tallies in games {
        let most = tallies.iter().map(|it| it.points).max().unwrap_or(0);
        let mut best = (0..entrants).filter(|&index| tallies[index].points == most);
        if let (Some(winner), None) = (best.next(), best.next()) {
            wins[winner] += 1;
        }
    }
    wins
}

impl Ladder {
    /// As a table for a terminal.
    pub fn table(&self) -> String {
        let mut text = format!(
            "{} games of {} min, from seed {}\n\n{:<24} {:>12} {:>5} {:>10} {:>6} {:>6} {:>5} {:>7}\n",
            self.games,
            self.minutes,
            self.seed,
            "",
            "rating",
            "won",
            "points/min",
            "kills",
            "deaths",
            "hits",
            "keys/s",
        );
        for it in &self.standings {
            let rating = format!("{} ± {}", it.rating, it.deviation);
            // A String takes all that is written to it.
            let _ = writeln!(
                text,
                "{:<24} {rating:>12} {:>5} {:>10} {:>6} {:>6} {:>4}% {:>7.1}",
                it.name,
                it.won,
                it.points_per_minute,
                it.kills,
                it.deaths,
                it.hit_percent,
                it.inputs_per_second,
            );
        }
        text
    }
}
