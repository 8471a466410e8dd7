//! One autopilot in a world of its own: what it did, and every signal that its scopes
//! look at.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Flight, Flyer, Probe};
use asteroids_shared::rules::{DT_S, seconds};
use asteroids_shared::{Motion, Tick};
use asteroids_world::WorldSettings;
use clap::{Args, ValueEnum};

use super::game::{Entrant, Game, Tally};
use crate::bots::autopilots::flyer;

/// The side of the world, in metres.
const SIDE_M: f32 = 160.0;

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
        let settings = WorldSettings::of_side(seed, SIDE_M);
        match self {
            Self::Alone => WorldSettings {
                rocks: 0,
                saucers: false,
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
}

impl Trial {
    /// Flies.
    pub fn fly(options: &TrialOptions) -> anyhow::Result<Self> {
        let flyer = flyer(&options.file, options.autopilot_budget)?;
        let mut entrants = vec![Entrant::Autopilot(Arc::clone(&flyer))];
        entrants.extend((0..options.scenario.pilots()).map(|_| Entrant::Pilot));
        let mut game = Game::new(options.scenario.settings(options.seed), &entrants, 1);
        let mut csv = options.csv.is_some().then(|| header(&flyer));
        let mut broken: Vec<(String, String, u32)> = Vec::new();
        for tick in 0..seconds(options.seconds) {
            game.step();
            let Some(flight) = game.first_flight() else {
                continue;
            };
            note_broken(flight, tick, &mut broken);
            if let Some(csv) = &mut csv {
                let (ship, held) = game.first_ship();
                add_line(csv, tick, held.bits(), ship, flight);
            }
        }
        Ok(Self {
            tally: game.tallies(entrants.len())[0],
            price: flyer.program().price(),
            broken,
            csv,
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

fn scopes(flyer: &Flyer) -> impl Iterator<Item = &Probe> {
    let probes = flyer.program().probes().iter();
    probes.filter(|probe| probe.check().is_none())
}

fn header(flyer: &Flyer) -> String {
    let mut text = String::from("seconds,held,x_m,y_m,vx_mps,vy_mps,cos,sin,spin_radps");
    for scope in scopes(flyer) {
        let names = match scope.signal() {
            Signal::Bool | Signal::Number => vec![""],
            Signal::Vector => vec![".x", ".y"],
        };
        for name in names {
            let title = format!("{}{name} [{}]", scope.path(), scope.unit());
            // As a spreadsheet wants it.
            let _ = write!(text, ",\"{}\"", title.replace('"', "\"\""));
        }
    }
    text + "\n"
}

fn add_line(csv: &mut String, tick: Tick, held: u8, ship: Option<&Motion>, flight: &Flight) {
    // A String takes all that is written to it.
    let _ = write!(csv, "{},{held}", (tick + 1) as f32 * DT_S);
    match ship {
        Some(it) => {
            let _ = write!(
                csv,
                ",{},{},{},{},{},{},{}",
                it.x_m, it.y_m, it.vx_mps, it.vy_mps, it.cos, it.sin, it.spin_radps
            );
        }
        None => csv.push_str(",,,,,,,"),
    }
    for scope in scopes(flight.flyer()) {
        let seen = flight.scratch().seen(scope);
        for number in &seen[..scope.signal().width()] {
            let _ = write!(csv, ",{number}");
        }
    }
    csv.push('\n');
}
