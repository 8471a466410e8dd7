//! The settings of rooms that people open for themselves.

use clap::Args;

use super::value::whole;
use super::{Config, ConfigError};
use crate::net::PrivateSettings;

/// How many there may be on a machine with several cores.
const ROOMS: u32 = 4;

/// What people may open for themselves.
#[derive(Clone, Debug, Args)]
pub struct Private {
    /// Rooms that people may open for themselves and whoever they send a link, at once, each on
    /// a thread of its own, 0 to 64 [default: 4, or 0 on a single core and in a cluster, where
    /// there are none]
    #[arg(long, env = "ASTEROIDS_PRIVATE_ROOMS", value_name = "COUNT",
          value_parser = whole::<u32>(0..=64))]
    pub private_rooms: Option<u32>,

    /// People who may fly in such a room at the most, and the population that bots may fill it
    /// to, 1 to 100
    #[arg(long, env = "ASTEROIDS_PRIVATE_CAPACITY", value_name = "PEOPLE", default_value = "16",
          value_parser = whole::<u32>(1..=100))]
    pub private_capacity: u32,
}

impl Config {
    /// Refuses what no server can offer: such rooms are of one process.
    pub(super) fn check_private(&self) -> Result<(), ConfigError> {
        let asked_for = self.private.private_rooms.is_some_and(|rooms| rooms > 0);
        match asked_for && self.clustering.is_any() {
            true => Err(ConfigError::PrivateInCluster),
            false => Ok(()),
        }
    }

    /// How many rooms people may open for themselves.
    pub fn private_rooms(&self) -> u32 {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let usual = if cores < 2 { 0 } else { ROOMS };
        match self.clustering.is_any() {
            true => 0,
            false => self.private.private_rooms.unwrap_or(usual),
        }
    }

    /// What these are like.
    pub fn private_settings(&self) -> PrivateSettings {
        let like = self.room_settings(self.seed()).swap_remove(0);
        let (rooms, capacity) = (self.private_rooms(), self.private.private_capacity);
        PrivateSettings::new(rooms as usize, capacity, like, self.rock_area)
    }
}
