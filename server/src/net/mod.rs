//! The network edge, and the only async code: HTTP, WebSockets, and what
//! protects the rooms from both.

pub mod admin;
pub mod bounds;
pub mod chat;
pub mod client;
pub mod door;
mod http;
pub mod peers;
mod rooms;
pub mod visitor;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

pub use bounds::limits::Limits;
pub use door::reserve::RESERVED;
pub use rooms::private::PrivateRooms;
pub use rooms::private::settings::PrivateSettings;
pub use visitor::identity::check_randomness;
pub use visitor::known_bans::KnownBans;
pub use visitor::trust::Trust;

use crate::clips::Clips;
use crate::films::Films;
use crate::metrics::Metrics;
use crate::room::{ClientId, EdgeId, Request, RoomHandle, edge_of};
use crate::store::Store;
use bounds::headcount::Headcount;
use bounds::limiter::Limiter;
use bounds::log_limit::LogLimit;
use bounds::quota::Quota;
use door::admission::{Admission, Load};
use door::listener::{self, Door, Doorstep};
use door::memory::Memory;
use door::reserve::Reserve;
use http::routes;
use peers::{Heard, LENT_MAX, Loans, Others, Peering, Peers};
use rooms::company::Companies;
use rooms::lobby::Lobby;
use rooms::sessions::Sessions;
use visitor::bans::Bans;
use visitor::cookie::Cookie;
use visitor::hasher::Hasher;
use visitor::networks::{Home, Subnet};
use visitor::passwords::{Guesser, Passwords};

/// How often the metrics' histograms are drained.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);
/// How long whoever comes first waits for bans to be read.
const BANS_WITHIN: Duration = Duration::from_secs(1);
/// How many films are made for an address at once after a rest.
const FILMS_AT_ONCE: u32 = 16;
/// How long connections have to end when the server stops.
const STOP_WITHIN: Duration = Duration::from_secs(3);

/// What is served.
#[derive(Debug)]
pub struct Game {
    /// Where it is played.
    pub rooms: Vec<RoomHandle>,
    /// Where else, by who opens a room of its own.
    pub private: PrivateRooms,
    /// Who plays.
    pub store: Store,
    /// What has been played.
    pub films: Films,
    /// What people share of that.
    pub clips: Clips,
    /// The number of the first connection: each edge of a cluster has its own.
    pub first_client: ClientId,
    /// The other edges, if this is one of a cluster.
    pub peering: Option<Peering>,
}

/// What every connection shares.
struct Edge {
    lobby: Arc<Lobby>,
    sessions: Arc<Sessions>,
    store: Store,
    /// What browsers are known by.
    cookie: Cookie,
    passwords: Passwords,
    hasher: Hasher<Guesser>,
    bans: Bans,
    films: Films,
    clips: Clips,
    companies: Companies,
    /// The other edges, if this is one of a cluster.
    peers: Option<Peers>,
    /// What they tell of themselves.
    others: Others,
    /// What was asked of them, and what they are being lent.
    loans: Loans,
    lending: Arc<Headcount<()>>,
    /// Which edge this is; 0 if it stands alone.
    number: EdgeId,
    metrics: Metrics,
    limits: Arc<Limits>,
    trust: Trust,
    /// The requests of each subnet that are being answered.
    asking: Arc<Headcount<Subnet>>,
    /// How often WebSockets are opened from each home.
    joins: Limiter<Home>,
    /// How often somebody comes from each whom the store does not know.
    newcomers: Limiter<Home>,
    /// How often a film is made for each.
    film_orders: Limiter<Home>,
    /// How often each opens a room of its own.
    openings: Limiter<Home>,
    /// How often each shares a clip.
    clip_gifts: Limiter<Home>,
    /// Who is sending one.
    clip_senders: Arc<Headcount<()>>,
    clip_senders_by_address: Arc<Headcount<Subnet>>,
    /// One is checked at a time.
    clip_check: Arc<Semaphore>,
    /// Who listens to what happens.
    listening: Arc<Headcount<()>>,
    listening_by_address: Arc<Headcount<Subnet>>,
    /// What is logged of clients.
    log_limit: LogLimit,
    load: watch::Receiver<Load>,
    /// One for each connection that may be open.
    slots: Arc<Semaphore>,
    /// Becomes true when the server stops, which then waits until every clone
    /// of this receiver is gone, and with it every connection.
    stopping: watch::Receiver<bool>,
}

async fn read_bans(edge: Arc<Edge>) {
    let mut stopping = edge.stopping.clone();
    tokio::select! {
        () = edge.bans.read(&edge.store) => {}
        _ = stopping.wait_for(|stop| *stop) => {}
    }
}

/// A room ended though nobody had asked it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("room {room} ended unasked")]
pub struct RoomLost {
    /// The number of the room.
    pub room: u32,
}

impl Edge {
    /// What every connection before these rooms shares, what looks after memory, and what
    /// other edges tell.
    fn before(
        game: Game,
        metrics: Metrics,
        limits: Limits,
        trust: Trust,
        stopping: watch::Receiver<bool>,
    ) -> (Arc<Self>, Admission, Option<Heard>) {
        let Game {
            rooms,
            private,
            store,
            films,
            clips,
            first_client,
            peering,
        } = game;
        let (peers, heard, known_bans) = match peering {
            Some(Peering {
                peers,
                heard,
                known_bans,
            }) => (Some(peers), Some(heard), known_bans),
            None => (None, None, KnownBans::default()),
        };
        let numbers: Vec<_> = rooms.iter().map(|room| room.status().room).collect();
        let lobby = Arc::new(Lobby::new(
            (rooms, private),
            limits.spectators_max,
            limits.connections_per_address,
        ));
        let sessions = Arc::new(Sessions::new(&limits, first_client));
        let memory = Memory::new(limits.memory_bytes);
        let admission = Admission::new(memory, Arc::clone(&lobby), Arc::clone(&sessions));
        let (spare, present) = (Memory::new(limits.memory_bytes), Arc::clone(&sessions));
        let now = Instant::now();
        let edge = Self {
            lobby,
            sessions,
            cookie: Cookie::of(store.game()),
            store,
            passwords: Passwords::new(limits.logins_per_address),
            hasher: Hasher::new(move |bytes| spare.has_room(bytes, present.count())),
            bans: Bans::new(known_bans),
            films,
            clips,
            companies: Companies::new(numbers.into_iter(), &trust.chat, peers.as_ref(), now),
            peers,
            others: Others::default(),
            loans: Loans::default(),
            lending: Headcount::new(LENT_MAX),
            number: edge_of(first_client),
            metrics,
            asking: Headcount::new(limits.asks_per_address()),
            slots: Arc::new(Semaphore::new(limits.connections_max())),
            limits: Arc::new(limits),
            trust,
            joins: Limiter::new(Quota::per_minute(limits.joins_per_minute)),
            newcomers: Limiter::new(Quota::per_minute(limits.newcomers_per_minute)),
            film_orders: Limiter::new(
                Quota::per_minute(limits.films_per_minute).with_burst(FILMS_AT_ONCE),
            ),
            openings: Limiter::new(
                Quota::new(http::private::PER_HOUR, Duration::from_secs(3_600))
                    .with_burst(http::private::AT_ONCE),
            ),
            clip_gifts: Limiter::new(
                Quota::new(http::clips::PER_HOUR, Duration::from_secs(3_600))
                    .with_burst(http::clips::AT_ONCE),
            ),
            clip_senders: Headcount::new(http::clips::SENDERS_MAX),
            clip_senders_by_address: Headcount::new(http::clips::SENDERS_PER_ADDRESS),
            clip_check: Arc::new(Semaphore::new(1)),
            listening: Headcount::new(http::events::LISTENERS_MAX),
            listening_by_address: Headcount::new(http::events::LISTENERS_PER_ADDRESS),
            log_limit: LogLimit::new(now),
            load: admission.load(),
            stopping,
        };
        (Arc::new(edge), admission, heard)
    }

    /// The way in to all that.
    fn door(self: Arc<Self>) -> Door {
        let limits = *self.limits;
        Door {
            doorstep: Doorstep {
                slots: Arc::clone(&self.slots),
                peers: Headcount::new(limits.connections_per_peer()),
                trust: self.trust.clone(),
            },
            reserve: Reserve::default(),
            limits,
            stopping: self.stopping.clone(),
            reserve_router: routes::reserve_router(Arc::clone(&self)),
            router: routes::router(self),
        }
    }
}

/// Serves a game on the listeners until `shutdown` is done, or a room is
/// lost: whoever started the server is to start it anew. Then no connection is
/// accepted any more, the rooms are told to stop, and what is still open has
/// three seconds to end.
pub async fn serve(
    listeners: Vec<TcpListener>,
    game: Game,
    metrics: Metrics,
    limits: Limits,
    trust: Trust,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RoomLost> {
    let (stop, stopping) = watch::channel(false);
    let rooms = game.rooms.clone();
    let (edge, admission, heard) = Edge::before(game, metrics.clone(), limits, trust, stopping);
    // A store that says nothing keeps nobody from playing.
    let _ = timeout(BANS_WITHIN, tokio::spawn(read_bans(Arc::clone(&edge)))).await;
    admin::resume(&edge).await;
    let moderation = edge.trust.moderation.as_ref();
    let standing = moderation.map(|moderation| moderation.standing.clone());
    let hearing = peers::hear_out(Arc::clone(&edge), heard);
    let done = tokio::select! {
        () = listener::accept(listeners, edge.door()) => Ok(()),
        () = keep_up(metrics) => Ok(()),
        () = admin::keep_time(standing) => Ok(()),
        () = admission.keep_looking() => Ok(()),
        () = hearing => Ok(()),
        () = shutdown => Ok(()),
        lost = first_lost(&rooms) => Err(lost),
    };
    stop.send_replace(true);
    if timeout(STOP_WITHIN, end(&rooms, stop)).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    done
}

/// Stops the rooms, and waits until every connection has ended.
async fn end(rooms: &[RoomHandle], stop: watch::Sender<bool>) {
    for room in rooms {
        // A room that has stopped already is what we want.
        let _ = room.ask(Request::Stop).await;
    }
    stop.closed().await;
}

/// Waits until one of the rooms ends.
async fn first_lost(rooms: &[RoomHandle]) -> RoomLost {
    let mut ends: Vec<_> = rooms.iter().map(|room| Box::pin(room.stopped())).collect();
    poll_fn(|context| {
        let lost = rooms.iter().zip(&mut ends).find_map(|(room, end)| {
            let has_ended = end.as_mut().poll(context).is_ready();
            has_ended.then(|| room.status().room)
        });
        lost.map_or(Poll::Pending, |room| Poll::Ready(RoomLost { room }))
    })
    .await
}

async fn keep_up(metrics: Metrics) {
    let mut ticks = tokio::time::interval(UPKEEP_EVERY);
    loop {
        ticks.tick().await;
        metrics.upkeep();
    }
}
