//! The settings of autopilots.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Flyer, files};
use clap::Args;

use super::value::whole;
use super::{ConfigError, text_file};
use crate::room::fleet::{Fleet, Share};

/// What stands for the pilot that bots have anyhow.
const PILOT: &str = "pilot";

/// Who may fly by an autopilot, and which bots do.
#[derive(Clone, Debug, Args)]
pub struct Autopilots {
    /// Let no autopilot fly for people: who tries is told so
    #[arg(long, env = "ASTEROIDS_NO_AUTOPILOTS")]
    pub no_autopilots: bool,

    /// Fly bots by the autopilots in these files; `pilot` is the one that they have
    /// anyhow, and a weight how many fly so beside others [default: pilot]
    #[arg(
        long = "autopilot",
        env = "ASTEROIDS_AUTOPILOT",
        value_name = "FILE[=WEIGHT]",
        value_delimiter = ',',
        value_parser = weighted
    )]
    pub files: Vec<Weighted>,

    /// What a step of such an autopilot may cost, in additions, 1 to 1000000
    #[arg(long, env = "ASTEROIDS_AUTOPILOT_BUDGET", value_name = "PRICE",
          default_value_t = BUDGET, value_parser = whole::<u32>(1..=1_000_000))]
    pub autopilot_budget: u32,

    /// Those in the files. They are read once.
    #[arg(skip)]
    pub fleet: Fleet,
}

/// A file, or `pilot`, and its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    path: PathBuf,
    weight: f64,
}

fn weighted(text: &str) -> Result<Weighted, String> {
    let (path, weight) = text.rsplit_once('=').unwrap_or((text, "1"));
    match weight.parse() {
        Ok(weight) if weight > 0.0 && f64::is_finite(weight) && !path.is_empty() => Ok(Weighted {
            path: path.into(),
            weight,
        }),
        Ok(_) | Err(_) => {
            Err("write a file and perhaps a weight above 0, like hunter.json=2".into())
        }
    }
}

impl Autopilots {
    /// Reads the files. Each must fly.
    pub(super) fn load(&mut self) -> Result<(), ConfigError> {
        let shares = self.files.iter().map(|it| {
            Ok(Share {
                flyer: match it.path.to_str() {
                    Some(PILOT) => None,
                    Some(_) | None => Some(flyer(&it.path, self.autopilot_budget)?),
                },
                weight: it.weight,
            })
        });
        let shares: Vec<_> = shares.collect::<Result<_, ConfigError>>()?;
        self.fleet = Fleet::of(shares);
        Ok(())
    }
}

/// The autopilot in a file, ready to fly.
fn flyer(path: &Path, budget: u32) -> Result<Arc<Flyer>, ConfigError> {
    let wrong = |problem: String| ConfigError::WrongInFile {
        path: path.to_owned(),
        problem,
    };
    let bytes = text_file::bytes(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let program = files::load(&name, &bytes, budget).map_err(|fault| wrong(fault.to_string()))?;
    let flyer = Flyer::new(program).map_err(|fault| wrong(fault.to_string()))?;
    Ok(Arc::new(flyer))
}
