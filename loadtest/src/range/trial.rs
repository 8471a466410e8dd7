//! One autopilot in a world of its own: what it did, and every signal that its scopes
//! look at.

use std::path::PathBuf;
use std::sync::Arc;

use asteroids_shared::Tick;
use asteroids_shared::autopilot::Flight;
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::rules::{TRIAL_SIDE_M, seconds};
use asteroids_world::WorldSettings;
use clap::{Args, ValueEnum};

use super::game::{Entrant, Game, Tally};
use super::recording::Recording;
use crate::bots::autopilots::flyer;

/// What the autopilot meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    /// Nothing at all.
    Alone,
    /// Rocks, and saucers now and then.
    Field,
    /// The same, and a pilot as the server's bots have.
    Duel,
    /// The same, and eight of them.
    Crowd,
}

impl Scenario {
    fn settings(self, seed: u64) -> WorldSettings {
        let settings = WorldSettings::of_side(seed, TRIAL_SIDE_M);
        match self {
            Self::Alone => WorldSettings {
                rocks: 0,
                saucers: false,
                occasions: false,
                teams: false,
                ..settings
            },
            Self::Field | Self::Duel | Self::Crowd => settings,
        }
    }

    const fn pilots(self) -> usize {
        match self {
            Self::Alone | Self::Field => 0,
            Self::Duel => 1,
            Self::Crowd => 8,
        }
    }
}

/// What is flown.
#[derive(Clone, Debug, Args)]
pub struct TrialOptions {
    /// The autopilot's file.
    pub file: PathBuf,
    /// What it meets.
    #[arg(long, value_enum, default_value_t = Scenario::Field)]
    pub scenario: Scenario,
    /// For how many seconds.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=3_600))]
    pub seconds: u32,
    /// The same seed gives the same flight.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// What a step may cost, in additions.
    #[arg(long, value_name = "PRICE", default_value_t = BUDGET)]
    pub autopilot_budget: u32,
    /// Where a line for each tick goes: what is held, how the ship moves, what the scopes
    /// see.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Where a picture goes of what the scopes see over time, as SVG.
    #[arg(long, value_name = "FILE")]
    pub plot: Option<PathBuf>,
    /// What that picture shows instead: a scope, or a column of the CSV such as x_m. May be
    /// given several times.
    #[arg(long = "signal", value_name = "NAME", requires = "plot")]
    pub signals: Vec<String>,
}

impl TrialOptions {
    /// What a picture of it is called.
    fn title(&self) -> String {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let scenario = self.scenario.to_possible_value();
        let scenario = scenario.as_ref().map_or("", |it| it.get_name());
        format!("{name}, {scenario}, seed {}", self.seed)
    }
}

/// A flight that is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What it did.
    pub tally: Tally,
    /// What a step of it costs, in additions.
    pub price: u32,
    /// The assertions that did not hold: block, message, and the first step.
    pub broken: Vec<(String, String, u32)>,
    /// A line for each tick, if they were asked for.
    pub csv: Option<String>,
    /// A picture of its signals, if that was asked for.
    pub plot: Option<String>,
}

impl Trial {
    /// Flies.
    pub fn fly(options: &TrialOptions) -> anyhow::Result<Self> {
        let flyer = flyer(&options.file, options.autopilot_budget)?;
        let mut entrants = vec![Entrant::Autopilot(Arc::clone(&flyer))];
        entrants.extend((0..options.scenario.pilots()).map(|_| Entrant::Pilot));
        let mut game = Game::new(options.scenario.settings(options.seed), &entrants, 1);
        let is_recorded = options.csv.is_some() || options.plot.is_some();
        let mut recording = is_recorded.then(|| Recording::of(&flyer));
        let mut broken: Vec<(String, String, u32)> = Vec::new();
        for tick in 0..seconds(options.seconds) {
            // Without a ship there is nothing to decide.
            let has_decided = game.first_ship().0.is_some();
            game.step();
            let Some(flight) = game.first_flight() else {
                continue;
            };
            if has_decided {
                note_broken(flight, tick, &mut broken);
            }
            if let Some(recording) = &mut recording {
                let (ship, held) = game.first_ship();
                recording.note(tick, held, ship, flight, has_decided);
            }
        }
        Ok(Self {
            tally: game.tallies(entrants.len())[0],
            price: flyer.program().price(),
            broken,
            csv: recording
                .as_ref()
                .filter(|_| options.csv.is_some())
                .map(Recording::csv),
            plot: recording
                .filter(|_| options.plot.is_some())
                .map(|recording| recording.svg(&options.title(), &options.signals))
                .transpose()?,
        })
    }
}

/// A step is counted from the first on, whether or not there was a ship for it.
fn note_broken(flight: &Flight, tick: Tick, broken: &mut Vec<(String, String, u32)>) {
    for probe in flight.flyer().program().probes() {
        if let Some(check) = probe.check()
            && tick >= check.from_step
            && flight.scratch().seen(probe)[0] == 0.0
            && !broken.iter().any(|(path, _, _)| path == probe.path())
        {
            broken.push((probe.path().into(), check.message.clone(), tick));
        }
    }
}
