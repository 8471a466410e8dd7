//! The settings that say whom the edge believes and obeys, and what one client
//! may take.

use std::path::PathBuf;

use clap::Args;

use super::value::whole;
use super::{ConfigError, text_file};
use crate::net::Trust;
use crate::net::admin::{AdminKey, Moderation};
use crate::net::chat::Custom;
use crate::net::visitor::networks::Networks;
use crate::net::visitor::origin::Origins;

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

    /// WebSockets that an address, or an IPv6 /64, may have open, and seats of a room that it, or a /56, may take
    #[arg(long, env = "ASTEROIDS_CONNECTIONS_PER_ADDRESS", value_name = "COUNT", default_value = "500",
          value_parser = whole::<u32>(1..=1_000_000))]
    pub connections_per_address: u32,

    /// WebSockets that an address, or an IPv6 /56, may open at once, and as many again a minute
    #[arg(long, env = "ASTEROIDS_JOINS_PER_MINUTE", value_name = "COUNT", default_value = "600",
          value_parser = whole::<u32>(1..=1_000_000))]
    pub joins_per_minute: u32,

    /// Times that an address, or an IPv6 /56, may try a password or claim a name at once, and as many again in ten minutes
    #[arg(long, env = "ASTEROIDS_LOGINS_PER_ADDRESS", value_name = "COUNT", default_value = "50",
          value_parser = whole::<u32>(1..=1_000_000))]
    pub logins_per_address: u32,

    /// Networks whose addresses these caps do not hold for, or none
    #[arg(
        long,
        env = "ASTEROIDS_UNCAPPED",
        value_name = "NETWORKS",
        default_value = Networks::LOOPBACK
    )]
    pub uncapped: Networks,

    /// File with the token that opens /admin, of at least 16 characters
    /// [default: the service manager's credential `admin`; without it there is no /admin]
    #[arg(long, env = "ASTEROIDS_ADMIN_TOKEN_FILE", value_name = "FILE")]
    pub admin_token_file: Option<PathBuf>,

    /// The same token itself; better by the variable, since others on the machine see flags
    #[arg(
        long,
        env = "ASTEROIDS_ADMIN_TOKEN",
        value_name = "TOKEN",
        hide_env_values = true,
        conflicts_with = "admin_token_file"
    )]
    pub admin_token: Option<String>,
}

impl Guards {
    /// Reads what moderators are known by, if there are to be some.
    pub(super) fn admin_key(&self) -> Result<Option<AdminKey>, ConfigError> {
        let file = match &self.admin_token {
            Some(_) => None,
            None => self.admin_token_file.clone().or_else(credential),
        };
        let token = file.as_deref().map(text_file::read).transpose()?;
        let token = token.or_else(|| self.admin_token.clone());
        Ok(token.map(|token| AdminKey::new(&token)).transpose()?)
    }

    /// Whom the edge believes, whom it spares and obeys, and what may be said.
    pub fn trust(&self, moderation: Option<Moderation>, chat: Custom) -> Trust {
        Trust {
            proxies: self.trusted_proxies.clone(),
            uncapped: self.uncapped.clone(),
            origins: self.origins.clone().unwrap_or_default(),
            moderation,
            chat,
        }
    }
}

/// The file in which a service manager hands over the admin token, if it does.
fn credential() -> Option<PathBuf> {
    let folder = std::env::var_os("CREDENTIALS_DIRECTORY").filter(|it| !it.is_empty())?;
    let file = PathBuf::from(folder).join("admin");
    // What is there and cannot be read is an error, and not the same as nothing.
    file.symlink_metadata().is_ok().then_some(file)
}
