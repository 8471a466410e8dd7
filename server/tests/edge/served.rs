//! A server on a free port, until it is stopped.

use std::net::SocketAddr;

use asteroids_server::clips::Clips;
use asteroids_server::films::Films;
use asteroids_server::metrics::Metrics;
use asteroids_server::net::peers::Peering;
use asteroids_server::net::{self, Game, Limits, PrivateRooms, RoomLost, Trust};
use asteroids_server::room::{EdgeId, RoomHandle, first_client_of};
use asteroids_server::store::Store;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::game::PATIENCE;

/// A server. One that is dropped unstopped ends with the test's runtime.
pub struct Served {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), RoomLost>>,
}

impl Served {
    /// One on this machine, before these rooms.
    pub fn before(rooms: Vec<RoomHandle>, store: Store, limits: Limits, trust: Trust) -> Self {
        Self::at("127.0.0.1:0", rooms, store, limits, trust)
    }

    pub fn at(
        address: &str,
        rooms: Vec<RoomHandle>,
        store: Store,
        limits: Limits,
        trust: Trust,
    ) -> Self {
        let films = Films::off();
        let game = Game {
            rooms,
            private: PrivateRooms::off(),
            store,
            films,
            clips: Clips::off(),
            first_client: 1,
            peering: None,
        };
        Self::of(address, game, limits, trust)
    }

    /// One that is this edge of a cluster, or 0 for one that stands alone.
    pub fn as_edge(
        (rooms, store): (Vec<RoomHandle>, Store),
        trust: Trust,
        limits: Limits,
        (edge, peering): (EdgeId, Option<Peering>),
    ) -> Self {
        let game = Game {
            rooms,
            private: PrivateRooms::off(),
            store,
            films: Films::off(),
            clips: Clips::off(),
            first_client: first_client_of(edge),
            peering,
        };
        Self::of("127.0.0.1:0", game, limits, trust)
    }

    /// One that has films too.
    pub fn of(address: &str, game: Game, limits: Limits, trust: Trust) -> Self {
        let any_port = address.parse().expect("an address");
        let listener = net::door::listener::bind(any_port).expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(net::serve(
            vec![listener],
            game,
            Metrics::install(),
            limits,
            trust,
            async {
                if stopped.await.is_err() {
                    std::future::pending().await
                }
            },
        ));
        Self {
            address,
            stop,
            task,
        }
    }

    /// Stops it and waits until it has ended, and no room with it.
    pub async fn stop(self) {
        self.stop.send(()).expect("the server runs");
        assert_eq!(ended(self.task).await, Ok(()));
    }

    /// What it ends with by itself.
    pub async fn ends(self) -> Result<(), RoomLost> {
        ended(self.task).await
    }
}

async fn ended(task: JoinHandle<Result<(), RoomLost>>) -> Result<(), RoomLost> {
    let ended = timeout(PATIENCE, task).await;
    ended.expect("in time").expect("without panic")
}
