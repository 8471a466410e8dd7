//! Where a cluster is.

use std::path::PathBuf;

use async_nats::ServerAddr;

/// Where a cluster is, and how its streams are kept.
#[derive(Clone, Debug)]
pub struct ClusterSettings {
    /// NATS servers. One that answers is enough: it names the others.
    pub servers: Vec<ServerAddr>,
    /// What streams and subjects begin with, so that several games can share servers.
    pub name: String,
    /// How many servers keep each stream.
    pub replicas: usize,
    /// A file with credentials, if the servers want some.
    pub credentials: Option<PathBuf>,
    /// A file with certificates to trust: then everything is encrypted.
    pub ca: Option<PathBuf>,
}

impl ClusterSettings {
    /// The servers, as people write them.
    pub fn servers_in_words(&self) -> String {
        let servers: Vec<_> = { &self.servers }
            .iter()
            .map(|server| format!("{}:{}", server.host(), server.port()))
            .collect();
        servers.join(", ")
    }
}
