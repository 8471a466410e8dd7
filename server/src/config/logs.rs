//! The settings of the rooms' logs.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use asteroids_shared::rules::TICK_RATE_HZ;
use clap::Args;

use super::value::whole;
use crate::files;
use crate::log::{Keep, LogSettings};
use crate::room::RecorderSettings;

/// How rooms are kept on disk.
#[derive(Clone, Debug, Args)]
pub struct Logs {
    /// Seconds between snapshots of a room, 5 to 600: after a crash what has happened since one is played again
    #[arg(long, env = "ASTEROIDS_SNAPSHOT_SECONDS", value_name = "SECONDS", default_value = "30",
          value_parser = whole::<u32>(5..=600))]
    pub snapshot_seconds: u32,

    /// Milliseconds after which the disk is asked to keep what rooms have written, 100 to 60000: what a machine loses that is switched off
    #[arg(long, env = "ASTEROIDS_LOG_SYNC_MS", value_name = "MILLISECONDS", default_value = "1000",
          value_parser = whole::<u32>(100..=60_000))]
    pub log_sync_ms: u32,

    /// Minutes of play that the logs of rooms keep, 1 to 100000; what a restart needs is kept in any case
    #[arg(long, env = "ASTEROIDS_LOG_MINUTES", value_name = "MINUTES", default_value = "60",
          value_parser = whole::<u32>(1..=100_000))]
    pub log_minutes: u32,

    /// Megabytes that the logs of all rooms may take, 1 to 1000000; what a restart needs is kept in any case
    #[arg(long, env = "ASTEROIDS_LOG_MB", value_name = "MEGABYTES", default_value = "200",
          value_parser = whole::<u32>(1..=1_000_000))]
    pub log_mb: u32,
}

/// Where the logs of all rooms are, in the data folder.
const FOLDER: &str = "rooms";

impl Logs {
    /// Says whether the logs are in a folder of ours, if they are there yet.
    pub fn check(data: &Path) -> io::Result<()> {
        let folder = data.join(FOLDER);
        files::check_folder(&folder).map_err(files::about(&folder))
    }

    /// The folder of a room's log, in this data folder.
    pub fn folder_of_room(data: &Path, room: u32) -> PathBuf {
        data.join(FOLDER).join(room.to_string())
    }

    /// Where and how a room is kept, one of so many, in this data folder.
    pub fn of_room(&self, data: &Path, room: u32, rooms: u32) -> RecorderSettings {
        let keep = Keep {
            ticks: self.log_minutes * 60 * TICK_RATE_HZ,
            bytes: u64::from(self.log_mb) * 1_000_000,
        };
        RecorderSettings {
            folder: Self::folder_of_room(data, room),
            log: LogSettings {
                sync_every: Duration::from_millis(self.log_sync_ms.into()),
                keep: keep.shared_by(rooms),
            },
            snapshot_every_ticks: self.snapshot_seconds * TICK_RATE_HZ,
        }
    }
}
