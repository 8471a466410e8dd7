//! The settings of the films of rooms.

use std::path::{Path, PathBuf};

use clap::Args;

use super::value::whole;
use crate::clips::ClipSettings;
use crate::films::FilmSettings;

/// Which films of rooms are made.
#[derive(Clone, Debug, Args)]
pub struct Filming {
    /// Megabytes that films of what happened lately may take, 0 to 1000000, for those who watch it again; 0 for no films
    #[arg(long, env = "ASTEROIDS_FILMS_MB", value_name = "MEGABYTES", default_value = "64",
          value_parser = whole::<u32>(0..=1_000_000))]
    pub films_mb: u32,

    /// Hundredths of a processor that making films may take, 1 to 100, over time
    #[arg(long, env = "ASTEROIDS_FILMS_CPU_PERCENT", value_name = "PERCENT", default_value = "20",
          value_parser = whole::<u32>(1..=100))]
    pub films_cpu_percent: u32,

    /// Megabytes that clips may take which people share, 0 to 1000000; those that were asked for longest ago go first; 0 for none
    #[arg(long, env = "ASTEROIDS_CLIPS_MB", value_name = "MEGABYTES", default_value = "64",
          value_parser = whole::<u32>(0..=1_000_000))]
    pub clips_mb: u32,

    /// How many clips are kept that people share, 0 to 100000; 0 for none
    #[arg(long, env = "ASTEROIDS_CLIPS", value_name = "COUNT", default_value = "500",
          value_parser = whole::<u32>(0..=100_000))]
    pub clips: u32,

    /// For how many days a shared clip is kept at the most, 0 to 3650; 0 for none
    #[arg(long, env = "ASTEROIDS_CLIPS_DAYS", value_name = "DAYS", default_value = "30",
          value_parser = whole::<u32>(0..=3_650))]
    pub clips_days: u32,
}

/// Where films are kept, in the data folder.
const FOLDER: &str = "films";
/// Where clips are.
const CLIPS_FOLDER: &str = "clips";

impl Filming {
    /// The films of rooms, each with the folder of its log, in this data folder.
    pub(super) fn settings(&self, data: &Path, logs: Vec<(u32, PathBuf)>) -> FilmSettings {
        FilmSettings {
            folder: data.join(FOLDER),
            bytes_max: u64::from(self.films_mb) * 1_000_000,
            cpu_percent: self.films_cpu_percent,
            logs,
        }
    }

    /// The clips that are kept in this data folder.
    pub(super) fn clips(&self, data: &Path) -> ClipSettings {
        ClipSettings {
            folder: data.join(CLIPS_FOLDER),
            bytes_max: u64::from(self.clips_mb) * 1_000_000,
            count_max: self.clips as usize,
            days_max: self.clips_days,
        }
    }
}
