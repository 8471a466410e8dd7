//! A connection to a cluster, as one of its edges.

use std::time::Duration;

use async_nats::jetstream::{self, stream};
use async_nats::{Client, ConnectOptions, Event, ServerAddr};

use super::delivery::Broken;
use super::settings::ClusterSettings;
use crate::room::member::Astray;
use crate::room::state::command::EdgeId;

/// How long the cluster has for an answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// How many edges are remembered, so that none has the number of another.
const EDGES_KEPT: i64 = 1_000;

/// A connection to a cluster, as one of its edges.
#[derive(Clone, Debug)]
pub struct Cluster {
    pub(super) client: Client,
    pub(super) jetstream: jetstream::Context,
    pub(super) settings: ClusterSettings,
    pub(super) edge: EdgeId,
}

/// Why this process is no edge of a cluster.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No NATS server answers.
    #[error("no NATS server answers at {servers}: start one, or say with --cluster where it is")]
    Unreachable {
        /// Those that were asked.
        servers: String,
        /// What happened.
        #[source]
        error: async_nats::ConnectError,
    },
    /// An address is none.
    #[error("{address} is no address of a NATS server, like nats://10.0.0.1:4222")]
    Address {
        /// What was given.
        address: String,
        /// What is wrong.
        #[source]
        error: std::io::Error,
    },
    /// The credentials cannot be used.
    #[error("cannot use the file of --cluster-credentials")]
    Credentials(#[source] std::io::Error),
    /// JetStream refuses something.
    #[error("JetStream refuses to {what}")]
    Refused {
        /// What it was to do.
        what: &'static str,
        /// Why it does not.
        #[source]
        error: async_nats::Error,
    },
    /// The stream of a room begins in its middle, and there is no snapshot.
    #[error("the stream of room {room} begins with line {first}, and no snapshot leads there")]
    NoWay {
        /// Which room.
        room: u32,
        /// The first line that is left.
        first: u64,
    },
    /// The stream of a room cannot be followed.
    #[error("cannot follow the stream of room {room}")]
    Broken {
        /// Which room.
        room: u32,
        /// Why not.
        #[source]
        error: Broken,
    },
    /// A room is for another version of the world.
    #[error(
        "room {room} is for version {theirs} of the world, and this program's is {ours}: install the program that the other edges are of"
    )]
    Outdated {
        /// Which room.
        room: u32,
        /// Its version.
        theirs: u32,
        /// That of this program.
        ours: u32,
    },
    /// This edge cannot follow a room.
    #[error("cannot go on with room {room}")]
    Astray {
        /// Which room.
        room: u32,
        /// Why not.
        #[source]
        error: Astray,
    },
    /// The first line of a stream is something else.
    #[error("the stream of room {room} does not begin with a foundation")]
    Unfounded {
        /// Which room.
        room: u32,
    },
    /// The data folder does not say whether its store was the keeper's.
    #[error("cannot use the file keeper.generation of the data folder")]
    Mark(#[source] std::io::Error),
    /// A snapshot cannot be read.
    #[error("cannot read a snapshot of room {room}")]
    Snapshot {
        /// Which room.
        room: u32,
        /// Why not.
        #[source]
        error: async_nats::Error,
    },
}

pub(super) fn refused<E: Into<async_nats::Error>>(
    what: &'static str,
) -> impl FnOnce(E) -> ClusterError {
    move |error| ClusterError::Refused {
        what,
        error: error.into(),
    }
}

impl Cluster {
    /// Joins a cluster as an edge that has never been there.
    pub async fn join(settings: ClusterSettings) -> Result<Self, ClusterError> {
        let client = connect(&settings).await?;
        let mut jetstream = jetstream::new(client.clone());
        jetstream.set_timeout(ANSWER_WITHIN);
        let edge = number(&jetstream, &settings).await?;
        tracing::info!(
            edge,
            cluster = settings.name,
            "this process is an edge of a cluster"
        );
        Ok(Self {
            client,
            jetstream,
            settings,
            edge,
        })
    }

    /// The number of this edge.
    pub fn edge(&self) -> EdgeId {
        self.edge
    }
}

async fn connect(settings: &ClusterSettings) -> Result<Client, ClusterError> {
    let mut options = ConnectOptions::new()
        .name("asteroids-server")
        .connection_timeout(ANSWER_WITHIN)
        .ping_interval(Duration::from_secs(2))
        .reconnect_delay_callback(|attempts| {
            Duration::from_millis(if attempts < 2 { 0 } else { 250 })
        })
        .event_callback(|event| async move { log(&event) });
    if let Some(path) = &settings.credentials {
        let with = options.credentials_file(path).await;
        options = with.map_err(ClusterError::Credentials)?;
    }
    if let Some(path) = &settings.ca {
        options = options
            .add_root_certificates(path.clone())
            .require_tls(true);
    }
    let servers: Result<Vec<ServerAddr>, _> =
        settings.servers.iter().map(|it| address(it)).collect();
    let connected = options.connect(servers?.as_slice()).await;
    connected.map_err(|error| ClusterError::Unreachable {
        servers: settings.servers.join(", "),
        error,
    })
}

fn address(text: &str) -> Result<ServerAddr, ClusterError> {
    text.parse().map_err(|error| ClusterError::Address {
        address: text.to_owned(),
        error,
    })
}

fn log(event: &Event) {
    match event {
        Event::Connected => tracing::info!("connected to NATS"),
        Event::Disconnected => tracing::warn!("not connected to NATS any more"),
        other => tracing::debug!("NATS: {other}"),
    }
}

/// A number that no other edge of the cluster has or had: the place of a line in a stream.
async fn number(
    jetstream: &jetstream::Context,
    settings: &ClusterSettings,
) -> Result<EdgeId, ClusterError> {
    let subject = format!("{}.edges", settings.name);
    let stream = stream::Config {
        name: format!("{}-edges", settings.name),
        subjects: vec![subject.clone()],
        max_messages: EDGES_KEPT,
        num_replicas: settings.replicas,
        ..stream::Config::default()
    };
    let made = jetstream.get_or_create_stream(stream).await;
    made.map_err(refused("keep the numbers of edges"))?;
    let version = env!("CARGO_PKG_VERSION").into();
    let told = jetstream.publish(subject, version).await;
    let told = told.map_err(refused("give this edge a number"))?.await;
    let sequence = told.map_err(refused("give this edge a number"))?.sequence;
    // Numbers begin again after four billion starts.
    Ok(sequence as EdgeId)
}
