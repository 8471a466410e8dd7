//! Where a cluster is.

use std::path::PathBuf;

use crate::net::peers::{EdgeHost, PublicAddress};

/// Where a cluster is, and how its streams are kept.
#[derive(Clone, Debug)]
pub struct ClusterSettings {
    /// Addresses of NATS servers. One that answers is enough: it names the others.
    pub servers: Vec<String>,
    /// What streams and subjects begin with, so that several games can share servers.
    pub name: String,
    /// How many servers keep each stream.
    pub replicas: usize,
    /// A file with credentials, if the servers want some.
    pub credentials: Option<PathBuf>,
    /// Whether the store of this edge is to be put in the place of the keeper's.
    pub takes_over: bool,
    /// Whether edges of an older version of the world are to hand their rooms over.
    pub asks_for_rooms: bool,
    /// The version of the world that this program steps.
    pub world_version: u32,
    /// Where clients reach this edge, for others that are full.
    pub address: Option<PublicAddress>,
    /// Hosts of other edges.
    pub hosts: Vec<EdgeHost>,
    /// A file with certificates to trust: then everything is encrypted.
    pub ca: Option<PathBuf>,
}
