//! What a flight was like, tick by tick.

use std::fmt::Write as _;

use anyhow::{Context, ensure};
use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::autopilot::{Flight, Flyer, Probe};
use asteroids_shared::rules::DT_S;
use asteroids_shared::{Controls, Motion, Tick};

use super::chart::{self, Curve};

/// What there is of every ship.
const OF_SHIP: [&str; 9] = [
    "seconds",
    "held",
    "x_m",
    "y_m",
    "vx_mps",
    "vy_mps",
    "cos",
    "sin",
    "spin_radps",
];
/// Curves in a picture at the most.
const CURVES_MAX: usize = 24;

/// What a flight was like: a row for each tick, of its ship and of all that its scopes
/// look at. What there was not, as no ship was there, is no number.
#[derive(Debug)]
pub struct Recording {
    columns: Vec<String>,
    numbers: Vec<f32>,
}

impl Recording {
    /// An empty one, of ships that fly so.
    pub fn of(flyer: &Flyer) -> Self {
        let ship = OF_SHIP.into_iter().map(str::to_owned);
        let scopes = scopes(flyer).flat_map(|scope| {
            let parts: &[&str] = match scope.signal() {
                Signal::Bool | Signal::Number => &[""],
                Signal::Vector => &[".x", ".y"],
            };
            let column = |part| format!("{}{part} [{}]", scope.path(), scope.unit());
            parts.iter().map(column).collect::<Vec<_>>()
        });
        Self {
            columns: ship.chain(scopes).collect(),
            numbers: Vec::new(),
        }
    }

    /// Notes a tick.
    pub fn note(
        &mut self,
        tick: Tick,
        held: Controls,
        ship: Option<&Motion>,
        flight: &Flight,
        has_decided: bool,
    ) {
        let seconds = (tick + 1) as f32 * DT_S;
        self.numbers.extend([seconds, f32::from(held.bits())]);
        let motion = ship.map(|it| {
            let (x, y) = it.position();
            [x, y, it.vx_mps, it.vy_mps, it.cos, it.sin, it.spin_radps]
        });
        self.numbers.extend(motion.unwrap_or([f32::NAN; 7]));
        for scope in scopes(flight.flyer()) {
            let seen = flight.scratch().seen(scope);
            let seen = if has_decided { seen } else { [f32::NAN; 2] };
            self.numbers.extend(&seen[..scope.signal().width()]);
        }
    }

    /// A line for each tick, as a spreadsheet wants it.
    pub fn csv(&self) -> String {
        let (ship, scopes) = self.columns.split_at(OF_SHIP.len());
        let quoted = scopes
            .iter()
            .map(|it| format!("\"{}\"", it.replace('"', "\"\"")));
        let titles: Vec<_> = ship.iter().cloned().chain(quoted).collect();
        let mut text = titles.join(",");
        for row in self.numbers.chunks(self.columns.len()) {
            for (column, number) in row.iter().enumerate() {
                text.push(if column == 0 { '\n' } else { ',' });
                if !number.is_nan() {
                    // A String takes all that is written to it.
                    let _ = write!(text, "{number}");
                }
            }
        }
        text + "\n"
    }

    /// A picture of these signals over time, one below the other; of all that scopes look
    /// at if none are named, or of the velocity if there are no scopes.
    pub fn svg(&self, title: &str, signals: &[String]) -> anyhow::Result<String> {
        let chosen: Vec<usize> = match signals {
            [] if self.columns.len() > OF_SHIP.len() => {
                (OF_SHIP.len()..self.columns.len()).collect()
            }
            [] => vec![4, 5],
            named => {
                let found = named.iter().map(|name| self.find(name));
                found.collect::<anyhow::Result<Vec<_>>>()?.concat()
            }
        };
        ensure!(
            chosen.len() <= CURVES_MAX,
            "{} signals are too many for a picture: choose up to {CURVES_MAX} by --signal",
            chosen.len()
        );
        let curves: Vec<_> = chosen.iter().map(|&column| self.curve(column)).collect();
        Ok(chart::svg(title, &curves))
    }

    /// The columns of a signal: that of the ship or the one or two of a scope.
    fn find(&self, name: &str) -> anyhow::Result<Vec<usize>> {
        let is_named = |column: &str| {
            let plain = column.split_once(" [").map_or(column, |(plain, _)| plain);
            let whole = plain.strip_suffix(".x").or(plain.strip_suffix(".y"));
            plain == name || whole == Some(name)
        };
        let found = self.columns.iter().enumerate().skip(1);
        let found: Vec<_> = found
            .filter(|(_, column)| is_named(column))
            .map(|(index, _)| index)
            .collect();
        let known = || {
            format!(
                "there is no signal \"{name}\"; there are: {}",
                self.columns[1..].join(", ")
            )
        };
        (!found.is_empty()).then_some(found).with_context(known)
    }

    fn curve(&self, column: usize) -> Curve<'_> {
        let rows = self.numbers.chunks(self.columns.len());
        Curve {
            title: &self.columns[column],
            points: rows.map(|row| (row[0], row[column])).collect(),
        }
    }
}

fn scopes(flyer: &Flyer) -> impl Iterator<Item = &Probe> {
    let probes = flyer.program().probes().iter();
    probes.filter(|probe| probe.check().is_none())
}
