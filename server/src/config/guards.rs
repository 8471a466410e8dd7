//! The settings that say whom the edge believes, and what one client may take.

use clap::Args;

use crate::net::Trust;
use crate::net::networks::Networks;
use crate::net::origin::Origins;

/// Whom the edge believes, and what one client may take.
#[derive(Clone, Debug, Args)]
pub struct Guards {
    /// Networks of the proxies that are believed in X-Forwarded-For, Forwarded and X-Forwarded-Proto, or none
    #[arg(
        long,
        env = "ASTEROIDS_TRUSTED_PROXIES",
        value_name = "NETWORKS",
        default_value = Networks::LOOPBACK
    )]
    pub trusted_proxies: Networks,

    /// Sites besides our own whose pages may open a WebSocket or change something
    #[arg(long, env = "ASTEROIDS_ORIGINS", value_name = "ORIGINS")]
    pub origins: Option<Origins>,

    /// WebSockets that an address, or an IPv6 /64, may have open
    #[arg(long, env = "ASTEROIDS_CONNECTIONS_PER_ADDRESS", value_name = "COUNT", default_value = "500",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections_per_address: u32,

    /// WebSockets that an address, or an IPv6 /64, may open a minute
    #[arg(long, env = "ASTEROIDS_JOINS_PER_MINUTE", value_name = "COUNT", default_value = "600",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub joins_per_minute: u32,

    /// Networks whose addresses these caps do not hold for, or none
    #[arg(
        long,
        env = "ASTEROIDS_UNCAPPED",
        value_name = "NETWORKS",
        default_value = Networks::LOOPBACK
    )]
    pub uncapped: Networks,
}

impl Guards {
    /// Whom the edge believes, and whom it spares.
    pub fn trust(&self) -> Trust {
        Trust {
            proxies: self.trusted_proxies.clone(),
            uncapped: self.uncapped.clone(),
            origins: self.origins.clone().unwrap_or_default(),
        }
    }
}
