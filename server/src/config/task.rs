//! What the binary does besides serving.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Subcommand;

use super::value::{copies, whole};
use super::{Clustering, DataFolder};

/// What the binary does besides serving.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Play the log of a room again and print the world's digests
    Replay {
        /// The folder of the log, as DIR/rooms/1
        log: PathBuf,
        /// The tick to begin at, or at the snapshot before it
        #[arg(long, value_name = "TICK", default_value = "0")]
        from: u32,
        /// The tick to end at [default: the last one]
        #[arg(long, value_name = "TICK")]
        to: Option<u32>,
    },
    /// Tell what is in a log of a room, or in a file of it, and whether it is whole
    Inspect {
        /// The folder of the log, as DIR/rooms/1, or one of its files
        path: PathBuf,
    },
    /// Print what happened in a room, from its log, as JSON: an event a line
    Export {
        /// The number of the room, or the folder of its log, as DIR/rooms/1
        #[arg(long, value_name = "ROOM|DIR")]
        events: PathBuf,
        /// The tick of the first event
        #[arg(long, value_name = "TICK", default_value = "0")]
        from: u32,
        /// The tick to end before [default: the last one]
        #[arg(long, value_name = "TICK")]
        to: Option<u32>,
        /// Where the room of a number is.
        #[command(flatten)]
        data: DataFolder,
    },
    /// Copy the players and scores as they are now, while the server runs or not
    Backup {
        /// The folder for the copy, created if missing
        to: PathBuf,
        /// Where they are.
        #[command(flatten)]
        data: DataFolder,
        /// Delete all but so many of the newest copies there [default: none]
        #[arg(long, value_name = "COUNT", allow_negative_numbers = true, value_parser = copies)]
        keep: Option<NonZeroUsize>,
    },
    /// Read the stream of a room of a cluster, and tell whether it is one history
    History {
        /// The number of the room
        #[arg(long, value_name = "NUMBER", default_value = "1",
              value_parser = whole::<u32>(1..=64))]
        room: u32,
        /// Which cluster.
        #[command(flatten)]
        clustering: Clustering,
    },
    /// Put a copy in the place of the players and scores, which are kept; the server must be stopped
    Restore {
        /// The copy, which is verified first
        from: PathBuf,
        /// Where they are.
        #[command(flatten)]
        data: DataFolder,
    },
}
