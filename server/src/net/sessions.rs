//! The registry of live WebSocket connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use asteroids_shared::protocol::Role;
use dashmap::DashMap;

use crate::room::ClientId;

/// What is known of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Where it comes from; behind a proxy, the proxy.
    pub peer: SocketAddr,
    /// Since when.
    pub since: Instant,
    /// The number of its room and how it takes part, once it has said hello.
    pub place: Option<(u32, Role)>,
}

/// The registry of live connections.
#[derive(Debug)]
pub struct Sessions {
    live: DashMap<ClientId, Session>,
    next: AtomicU64,
    max: usize,
}

impl Sessions {
    /// An empty registry for at most `max` connections.
    pub fn new(max: usize) -> Self {
        Self {
            live: DashMap::new(),
            next: AtomicU64::new(1),
            max,
        }
    }

    /// Registers a connection; `None` if there are too many.
    pub fn open(self: &Arc<Self>, peer: SocketAddr) -> Option<OpenSession> {
        if self.live.len() >= self.max {
            return None;
        }
        let client = self.next.fetch_add(1, Ordering::Relaxed);
        let session = Session {
            peer,
            since: Instant::now(),
            place: None,
        };
        self.live.insert(client, session);
        Some(OpenSession {
            sessions: Arc::clone(self),
            client,
        })
    }

    /// How many connections are open.
    pub fn count(&self) -> usize {
        self.live.len()
    }
}

/// A registered connection. Dropping it strikes it off.
#[derive(Debug)]
pub struct OpenSession {
    sessions: Arc<Sessions>,
    client: ClientId,
}

impl OpenSession {
    /// The connection's number.
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// Notes where the connection has found its place.
    pub fn placed(&self, room: u32, role: Role) {
        if let Some(mut session) = self.sessions.live.get_mut(&self.client) {
            session.place = Some((room, role));
        }
    }
}

impl Drop for OpenSession {
    fn drop(&mut self) {
        if let Some((client, session)) = self.sessions.live.remove(&self.client) {
            let Session { peer, since, place } = session;
            let seconds = since.elapsed().as_secs();
            tracing::debug!(client, %peer, ?place, seconds, "connection over");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: &str = "192.0.2.7:1234";

    #[test]
    fn connections_are_numbered_and_struck_off() {
        let sessions = Arc::new(Sessions::new(10));
        let peer = PEER.parse().expect("an address");
        let first = sessions.open(peer).expect("there is room");
        let second = sessions.open(peer).expect("there is room");
        assert_ne!(first.client(), second.client());
        drop(first);
        assert_eq!(sessions.count(), 1);
        let third = sessions.open(peer).expect("there is room");
        assert_ne!(second.client(), third.client());
    }

    #[test]
    fn too_many_connections_are_refused() {
        let sessions = Arc::new(Sessions::new(1));
        let peer = PEER.parse().expect("an address");
        let _one = sessions.open(peer).expect("there is room");
        assert!(sessions.open(peer).is_none());
    }
}
