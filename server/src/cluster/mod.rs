//! What carries a room's lines and proposals between edges: NATS with JetStream.
//!
//! Each room has a stream, to which a line is appended only right after the last line
//! that its writer knows; the server refuses all others. Proposals go by a subject that
//! all edges hear. Snapshots are in an object store. What pilots earn goes by a stream to
//! the keeper, the edge whose store counts, which answers the others.
//!
//! The client of NATS is in programs that are built with the feature `cluster`: without
//! it they are a third smaller.

#[cfg(feature = "cluster")]
mod carrier;
#[cfg(feature = "cluster")]
mod connection;
#[cfg(feature = "cluster")]
mod delivery;
#[cfg(feature = "cluster")]
mod handing_over;
#[cfg(feature = "cluster")]
pub mod history;
#[cfg(feature = "cluster")]
mod joining;
#[cfg(feature = "cluster")]
mod keeper;
#[cfg(feature = "cluster")]
mod peers;
#[cfg(feature = "cluster")]
mod points;
#[cfg(feature = "cluster")]
mod rooms;
mod settings;
#[cfg(feature = "cluster")]
mod snapshots;

#[cfg(feature = "cluster")]
use self::connection::refused;
#[cfg(feature = "cluster")]
pub use self::connection::{Cluster, ClusterError};
#[cfg(feature = "cluster")]
pub use self::delivery::Broken;
pub use self::settings::ClusterSettings;
