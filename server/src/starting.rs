//! What a server needs before anybody comes in: rooms, the store, sockets, descriptors.

use std::io;

use anyhow::Context;
#[cfg(feature = "cluster")]
use asteroids_server::cluster::Cluster;
use asteroids_server::config::{Config, Logs};
#[cfg(feature = "cluster")]
use asteroids_server::net::KnownBans;
use asteroids_server::net::admin::{AdminKey, Audit, Moderation, Standing};
use asteroids_server::net::door::listener::{self, NotListening};
use asteroids_server::net::peers::Peering;
use asteroids_server::net::{self, Limits};
use asteroids_server::room::{self, ClientId, RoomSettings, RoomThread};
use asteroids_server::store::{self, Store, StoreThread};
use tokio::net::TcpListener;

/// What somebody is told who wants a cluster of a program that knows none.
#[cfg(not(feature = "cluster"))]
pub const NO_CLUSTERS: &str =
    "this program was built without clusters: build it with --features cluster";
/// What moderators do is recorded there, in the data folder.
const AUDIT_FILE: &str = "audit.jsonl";
/// What older programs left of their rooms.
const OLD_SNAPSHOT: &str = "rooms.snapshot";
/// File descriptors besides those of connections that have a place.
const DESCRIPTORS_OF_OUR_OWN: u64 = 64 + net::RESERVED as u64;
/// The limit of file descriptors where it cannot even be asked for.
const DESCRIPTORS_USUAL: u64 = 1024;

fn start_rooms(config: &Config, store: &Store) -> anyhow::Result<Vec<RoomThread>> {
    let seed = config.seed();
    tracing::info!(
        seed,
        rooms = config.rooms,
        capacity = config.capacity,
        "starting"
    );
    let settings = config.room_settings(seed);
    let data = &config.data.path;
    Logs::check(data)?;
    if data.join(OLD_SNAPSHOT).exists() {
        tracing::warn!(
            "{OLD_SNAPSHOT} is of an older version: its rooms begin afresh, and all scores are kept"
        );
    }
    let spawn = |settings: RoomSettings| {
        let room = settings.room;
        let place = config.logs.of_room(data, room, config.rooms);
        let folder = place.folder.clone();
        let started = room::spawn(settings, store.reporter(), Some(place));
        started.with_context(|| {
            let folder = folder.display();
            format!("cannot start room {room} with its log in {folder}")
        })
    };
    settings.into_iter().map(spawn).collect()
}

/// The rooms of this server, or its part in those of a cluster.
pub struct Begun {
    pub rooms: Vec<RoomThread>,
    /// The number of the first connection.
    pub first_client: ClientId,
    /// The store that counts.
    pub store: Store,
    /// The other edges, if there are any.
    pub peering: Option<Peering>,
}

impl Begun {
    /// Of a server that stands alone.
    fn alone(config: &Config, store: Store) -> anyhow::Result<Self> {
        Ok(Self {
            rooms: start_rooms(config, &store)?,
            first_client: room::first_client_of(0),
            store,
            peering: None,
        })
    }
}

#[cfg(feature = "cluster")]
pub async fn begin_rooms(config: &Config, store: Store) -> anyhow::Result<Begun> {
    let Some(settings) = config.clustering.settings() else {
        return Begun::alone(config, store);
    };
    let takes_over = settings.takes_over;
    let cluster = Cluster::join(settings).await?;
    let data = &config.data.path;
    let known_bans = KnownBans::open(data)?;
    let (store, reporter) = cluster.share_store(store, data, takes_over).await?;
    let rooms = config.room_settings(config.seed());
    Logs::check(data)?;
    let kept = |room| config.logs.of_room(data, room, config.rooms);
    let rooms = cluster.start_rooms(rooms, kept, &reporter).await?;
    Ok(Begun {
        rooms,
        first_client: room::first_client_of(cluster.edge()),
        store,
        peering: Some(cluster.join_peers(known_bans)),
    })
}

/// The same of a program that was built without clusters.
#[cfg(not(feature = "cluster"))]
pub async fn begin_rooms(config: &Config, store: Store) -> anyhow::Result<Begun> {
    anyhow::ensure!(config.clustering.settings().is_none(), NO_CLUSTERS);
    Begun::alone(config, store)
}

/// Opens the store, however long that takes, and holds nothing else up.
pub async fn open_store(config: &Config) -> anyhow::Result<StoreThread> {
    let path = config.data.path.join(store::FILE_NAME);
    let keeping = config.upkeep.keeping();
    let opened = tokio::task::spawn_blocking(move || StoreThread::open(&path, keeping));
    Ok(opened.await??)
}

/// What moderators are known by and where what they do is recorded, if there
/// are to be some.
pub fn moderation(config: &Config, key: Option<AdminKey>) -> anyhow::Result<Option<Moderation>> {
    let Some(key) = key else {
        return Ok(None);
    };
    let path = config.data.path.join(AUDIT_FILE);
    let audit = Audit::open(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let standing = Standing::open(&config.data.path)?;
    Ok(Some(Moderation {
        key,
        audit,
        standing,
    }))
}

/// What clients come in by: what the service manager has opened, or else the
/// address of the settings.
pub fn listen(
    config: &Config,
    handed_over: Vec<std::net::TcpListener>,
) -> anyhow::Result<Vec<TcpListener>> {
    if handed_over.is_empty() {
        let listener = listener::bind(config.listen);
        let listener = listener.map_err(|error| NotListening {
            address: config.listen,
            error,
        })?;
        return Ok(vec![listener]);
    }
    let adopted = handed_over.into_iter().map(listener::adopt);
    let adopted: io::Result<_> = adopted.collect();
    adopted.context("cannot use the sockets of the service manager")
}

/// Every connection takes a file descriptor. Their limit is raised as far as it
/// goes; beyond that fewer may watch, so that no connection fails for want of one.
pub fn limits_within_descriptors(limits: Limits) -> anyhow::Result<Limits> {
    let wanted = limits.connections_max() as u64 + DESCRIPTORS_OF_OUR_OWN;
    let descriptors = rlimit::increase_nofile_limit(wanted).unwrap_or(DESCRIPTORS_USUAL);
    if descriptors < wanted {
        tracing::warn!(
            descriptors,
            wanted,
            "fewer may watch than the settings allow: raise `ulimit -n`"
        );
    }
    let for_connections = descriptors.saturating_sub(DESCRIPTORS_OF_OUR_OWN);
    anyhow::ensure!(
        for_connections > 0,
        "{descriptors} file descriptors are too few: raise `ulimit -n`"
    );
    Ok(limits.within(for_connections as usize))
}
