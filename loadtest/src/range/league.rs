//! A league: all autopilots of a folder in many worlds.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use asteroids_shared::autopilot::files::format_of;
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::rules::seconds;
use asteroids_world::WorldSettings;
use clap::Args;

use super::game::{Entrant, Game, Tally};
use super::ladder::{self, Ladder, Played, Standing};
use crate::bots::autopilots::flyer;

/// What the pilot of the server's own bots is called in a ladder.
const PILOT: &str = "(the pilot of bots)";

/// How a league is played.
#[derive(Clone, Debug, Args)]
pub struct LeagueOptions {
    /// The folder with the files.
    pub dir: PathBuf,
    /// How many games.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub games: u32,
    /// How long each is, in minutes.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub minutes: u32,
    /// How many ships fly by each autopilot in a game.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub ships: u32,
    /// The seed of the first game; each further one has the next. `--games 1` with the seed
    /// of a game plays it again.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Leaves the pilot of the server's own bots out.
    #[arg(long)]
    pub without_pilot: bool,
    /// What a step of an autopilot may cost, in additions.
    #[arg(long, value_name = "PRICE", default_value_t = BUDGET)]
    pub autopilot_budget: u32,
    /// Where the ladder goes as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Where the ladder goes as a page, with all games and how to play each again.
    #[arg(long, value_name = "FILE")]
    pub page: Option<PathBuf>,
}

impl LeagueOptions {
    /// What plays a game of it again, but for the game's seed.
    fn again(&self) -> String {
        let mut command = format!(
            "asteroids-loadtest league {} --games 1 --minutes {} --ships {}",
            self.dir.display(),
            self.minutes,
            self.ships
        );
        if self.without_pilot {
            command += " --without-pilot";
        }
        if self.autopilot_budget != BUDGET {
            command += &format!(" --autopilot-budget {}", self.autopilot_budget);
        }
        command
    }
}

/// Those who fly, and how.
pub struct League {
    options: LeagueOptions,
    names: Vec<String>,
    entrants: Vec<Entrant>,
}

impl League {
    /// That of a folder. Every file there whose name is one of an autopilot's must fly.
    pub fn of(options: &LeagueOptions) -> anyhow::Result<Self> {
        let of_dir = || options.dir.display().to_string();
        let entries = fs::read_dir(&options.dir).with_context(of_dir)?;
        let paths = entries.map(|entry| entry.map(|it| it.path()));
        let mut paths: Vec<_> = paths.collect::<Result<_, _>>().with_context(of_dir)?;
        paths.retain(|path| format_of(&name(path)).is_ok());
        paths.sort();
        let mut names: Vec<_> = paths.iter().map(|path| name(path)).collect();
        let flyers = paths
            .iter()
            .map(|path| flyer(path, options.autopilot_budget));
        let flyers = flyers.map(|flyer| flyer.map(Entrant::Autopilot));
        let mut entrants: Vec<_> = flyers.collect::<anyhow::Result<_>>()?;
        if !options.without_pilot {
            names.push(PILOT.into());
            entrants.push(Entrant::Pilot);
        }
        ensure!(
            entrants.len() > 1,
            "{}: a league needs two autopilots, in files that end in .json, .msgpack or .toml",
            options.dir.display()
        );
        Ok(Self {
            options: options.clone(),
            names,
            entrants,
        })
    }

    /// Plays one game after the other, and says of each that it is over.
    pub fn play(&self, mut played: impl FnMut(u32)) -> Ladder {
        let games = (0..self.options.games).map(|number| {
            let tallies = self.game(self.options.seed.wrapping_add(u64::from(number)));
            played(number + 1);
            tallies
        });
        self.ladder(&games.collect::<Vec<_>>())
    }

    /// What all have done in the game with this seed.
    fn game(&self, seed: u64) -> Vec<Tally> {
        let ships = self.options.ships * self.entrants.len() as u32;
        let settings = WorldSettings::for_capacity(seed, ships);
        let mut game = Game::new(settings, &self.entrants, self.options.ships);
        for _ in 0..seconds(60 * self.options.minutes) {
            game.step();
        }
        game.tallies(self.entrants.len())
    }

    fn ladder(&self, games: &[Vec<Tally>]) -> Ladder {
        let (ratings, wins) = (ladder::ratings(games), ladder::wins(games));
        let LeagueOptions {
            games: count,
            minutes,
            ships,
            ..
        } = self.options;
        let minutes_flown = u64::from(count) * u64::from(minutes) * u64::from(ships);
        let standings = self.names.iter().enumerate().map(|(index, name)| {
            let mut sum = Tally::default();
            games.iter().for_each(|tallies| sum.add(&tallies[index]));
            let per_second = f64::from(sum.inputs) / (60 * minutes_flown) as f64;
            Standing {
                name: name.clone(),
                rating: ratings[index].rating.round() as i32,
                deviation: ratings[index].deviation.round() as i32,
                won: wins[index],
                points_per_minute: sum.points / minutes_flown,
                kills: sum.kills,
                deaths: sum.deaths,
                hit_percent: (100 * sum.hits).checked_div(sum.shots).unwrap_or(0),
                inputs_per_second: (10.0 * per_second).round() / 10.0,
            }
        });
        let mut standings: Vec<_> = standings.collect();
        standings.sort_by_key(|it| (-it.rating, it.name.clone()));
        Ladder {
            seed: self.options.seed,
            games: count,
            minutes,
            standings,
            played: self.played(games),
            again: self.options.again(),
        }
    }

    fn played(&self, games: &[Vec<Tally>]) -> Vec<Played> {
        let seeds = (0..).map(|number| self.options.seed.wrapping_add(number));
        let played = seeds.zip(games).map(|(seed, tallies)| {
            let points = tallies.iter().map(|tally| tally.points);
            let mut points: Vec<_> = self.names.iter().cloned().zip(points).collect();
            points.sort_by_key(|(name, points)| (Reverse(*points), name.clone()));
            Played { seed, points }
        });
        played.collect()
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into()
}
