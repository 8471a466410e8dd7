//! The registry of live WebSocket connections.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use asteroids_shared::protocol::Role;
use dashmap::DashMap;

use super::headcount::{Counted, Headcount};
use super::limits::Limits;
use super::networks::Subnet;
use super::pseudonym::{Pseudonym, Pseudonyms};
use super::refusal::Refusal;
use crate::room::ClientId;

/// What is known of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Where it comes from.
    pub address: IpAddr,
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
    by_subnet: Arc<Headcount>,
    pseudonyms: Pseudonyms,
}

impl Sessions {
    /// An empty registry within these limits.
    pub fn new(limits: &Limits) -> Self {
        Self {
            live: DashMap::new(),
            next: AtomicU64::new(1),
            max: limits.sessions_max,
            by_subnet: Headcount::new(limits.connections_per_address),
            pseudonyms: Pseudonyms::default(),
        }
    }

    /// Registers a connection from this address, counted as one of the subnet
    /// if a cap holds for it.
    pub fn open(
        self: &Arc<Self>,
        address: IpAddr,
        subnet: Option<Subnet>,
    ) -> Result<OpenSession, Refusal> {
        if self.live.len() >= self.max {
            return Err(Refusal::Full);
        }
        let counted = subnet.map(|subnet| self.by_subnet.enter(subnet).ok_or(Refusal::SubnetFull));
        let counted = counted.transpose()?;
        let client = self.next.fetch_add(1, Ordering::Relaxed);
        let session = Session {
            address,
            since: Instant::now(),
            place: None,
        };
        self.live.insert(client, session);
        Ok(OpenSession {
            sessions: Arc::clone(self),
            client,
            pseudonym: self.pseudonyms.of(address),
            _counted: counted,
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
    pseudonym: Pseudonym,
    _counted: Option<Counted>,
}

impl OpenSession {
    /// The connection's number.
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// What stands in the log in place of its address.
    pub const fn pseudonym(&self) -> Pseudonym {
        self.pseudonym
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
            let seconds = session.since.elapsed().as_secs();
            let address = self.sessions.pseudonyms.of(session.address);
            let place = session.place;
            tracing::debug!(client, %address, ?place, seconds, "connection over");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions(sessions_max: usize, connections_per_address: usize) -> Arc<Sessions> {
        Arc::new(Sessions::new(&Limits {
            sessions_max,
            connections_per_address,
            ..Limits::default()
        }))
    }

    /// A connection that no cap for a single address holds for.
    fn open(sessions: &Arc<Sessions>) -> Result<OpenSession, Refusal> {
        sessions.open(address("127.0.0.1"), None)
    }

    fn open_from(sessions: &Arc<Sessions>, text: &str) -> Result<OpenSession, Refusal> {
        sessions.open(address(text), Some(Subnet::of(address(text))))
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn connections_are_numbered_and_struck_off() {
        let sessions = sessions(10, 1);
        let first = open(&sessions).expect("there is room");
        let second = open(&sessions).expect("there is room");
        assert_ne!(first.client(), second.client());
        drop(first);
        assert_eq!(sessions.count(), 1);
        let third = open(&sessions).expect("there is room");
        assert_ne!(second.client(), third.client());
    }

    #[test]
    fn too_many_connections_are_refused() {
        let sessions = sessions(1, 1);
        let _one = open(&sessions).expect("there is room");
        assert_eq!(open(&sessions).expect_err("no room"), Refusal::Full);
    }

    #[test]
    fn too_many_connections_from_one_address_are_refused_and_others_are_not() {
        let sessions = sessions(10, 1);
        let one = open_from(&sessions, "192.0.2.7").expect("there is room");
        let refused = open_from(&sessions, "192.0.2.7");
        assert_eq!(refused.expect_err("no room"), Refusal::SubnetFull);
        let _other = open_from(&sessions, "192.0.2.8").expect("there is room");
        drop(one);
        assert!(open_from(&sessions, "192.0.2.7").is_ok());
    }
}
