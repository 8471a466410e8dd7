//! The settings that say for how long what the server keeps is kept.

use clap::Args;

use super::value::whole;
use crate::store::Keeping;

/// For how long players are kept that nobody has claimed.
#[derive(Clone, Debug, Args)]
pub struct Upkeep {
    /// Days of service after which a player is forgotten that has no password and does not come back, 8 to 3650
    #[arg(long, env = "ASTEROIDS_UNCLAIMED_DAYS", value_name = "DAYS", default_value = "90",
          value_parser = whole::<u32>(8..=3_650))]
    pub unclaimed_days: u32,

    /// Players without a password that are kept in all, those with the most points, 1000 to 10000000; each takes half a kilobyte
    #[arg(long, env = "ASTEROIDS_UNCLAIMED_MAX", value_name = "COUNT", default_value = "100000",
          value_parser = whole::<u32>(1_000..=10_000_000))]
    pub unclaimed_max: u32,

    /// New browsers from an address, or an IPv6 /56, whose scores are kept, at once, and as many again a minute; others play too, and nothing is kept
    #[arg(long, env = "ASTEROIDS_NEWCOMERS_PER_MINUTE", value_name = "COUNT", default_value = "30",
          value_parser = whole::<u32>(1..=1_000_000))]
    pub newcomers_per_minute: u32,
}

impl Upkeep {
    /// The same, as the store takes it.
    pub fn keeping(&self) -> Keeping {
        Keeping {
            unclaimed_days: self.unclaimed_days,
            unclaimed_max: self.unclaimed_max,
        }
    }
}
