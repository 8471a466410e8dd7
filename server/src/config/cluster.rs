//! The settings of a cluster.

use std::path::PathBuf;

use clap::Args;

use super::value::whole;
use crate::cluster::ClusterSettings;
use crate::net::peers::{EdgeHost, PublicAddress};
use crate::room::member::WORLD_VERSION;

/// Which cluster this process is an edge of, if of any.
#[derive(Clone, Debug, Args)]
pub struct Clustering {
    /// Be an edge of the cluster of these NATS servers: nats://HOST:PORT, more after commas
    #[arg(
        long,
        env = "ASTEROIDS_CLUSTER",
        value_name = "URLS",
        value_delimiter = ','
    )]
    pub cluster: Vec<String>,

    /// What the cluster's streams begin with, so that several games can share NATS servers
    #[arg(long, env = "ASTEROIDS_CLUSTER_NAME", value_name = "NAME", default_value = "asteroids",
          value_parser = name)]
    pub cluster_name: String,

    /// How many NATS servers keep each line of a room, 1 to 5: 3 where there are three
    #[arg(long, env = "ASTEROIDS_CLUSTER_REPLICAS", value_name = "COUNT", default_value = "1",
          value_parser = whole::<u8>(1..=5))]
    pub cluster_replicas: u8,

    /// File with the credentials that the NATS servers want
    #[arg(long, env = "ASTEROIDS_CLUSTER_CREDENTIALS", value_name = "FILE")]
    pub cluster_credentials: Option<PathBuf>,

    /// File with the certificates that the NATS servers' are signed by; then all is encrypted
    #[arg(long, env = "ASTEROIDS_CLUSTER_CA", value_name = "FILE")]
    pub cluster_ca: Option<PathBuf>,

    /// Be the keeper of all players and scores when there is none, by the store in --data: a
    /// copy of the last keeper's, restored because that will not come back
    #[arg(long, env = "ASTEROIDS_CLUSTER_TAKE_OVER")]
    pub cluster_take_over: bool,

    /// Where clients reach this edge, as wss://HOST/PATH/ws: other edges that are full send
    /// newcomers there
    #[arg(long, env = "ASTEROIDS_CLUSTER_ADDRESS", value_name = "URL")]
    pub cluster_address: Option<PublicAddress>,

    /// Hosts of edges that are not at this edge's own: wss://HOST, or wss://*.DOMAIN for all
    /// within a domain, more after commas. Pages may go there, and nowhere else
    #[arg(
        long,
        env = "ASTEROIDS_CLUSTER_HOSTS",
        value_name = "HOSTS",
        value_delimiter = ','
    )]
    pub cluster_hosts: Vec<EdgeHost>,

    /// Ask the edges of an older version of the world to hand their rooms over, which is what
    /// a rolling update begins with
    #[arg(long, env = "ASTEROIDS_CLUSTER_HAND_OVER")]
    pub cluster_hand_over: bool,

    /// For tests: be of this version of the world
    #[cfg(debug_assertions)]
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = WORLD_VERSION)]
    pub cluster_world_version: u32,
}

impl Clustering {
    /// Whether there is to be one.
    pub fn is_any(&self) -> bool {
        !self.cluster.is_empty()
    }

    /// The cluster, if there is to be one.
    pub fn settings(&self) -> Option<ClusterSettings> {
        self.is_any().then(|| ClusterSettings {
            servers: self.cluster.clone(),
            name: self.cluster_name.clone(),
            replicas: self.cluster_replicas.into(),
            credentials: self.cluster_credentials.clone(),
            ca: self.cluster_ca.clone(),
            takes_over: self.cluster_take_over,
            asks_for_rooms: self.cluster_hand_over,
            #[cfg(debug_assertions)]
            world_version: self.cluster_world_version,
            #[cfg(not(debug_assertions))]
            world_version: WORLD_VERSION,
            address: self.cluster_address.clone(),
            hosts: self.cluster_hosts.clone(),
        })
    }
}

/// What may be a part of a subject and of a stream's name.
fn name(text: &str) -> Result<String, &'static str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match (1..=32).contains(&text.len()) && text.chars().all(is_plain) {
        true => Ok(text.to_owned()),
        false => Err("write 1 to 32 letters, digits, - or _"),
    }
}
