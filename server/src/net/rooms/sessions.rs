//! The registry of live WebSocket connections.

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use asteroids_shared::protocol::Role;
use dashmap::DashMap;
use tokio::sync::oneshot;

use crate::net::bounds::headcount::{Counted, Headcount};
use crate::net::bounds::limits::Limits;
use crate::net::chat::Voices;
use crate::net::client::farewell::Farewell;
use crate::net::client::refusal::Refusal;
use crate::net::client::round_trip::RoundTrip;
use crate::net::visitor::networks::Subnet;
use crate::net::visitor::pseudonym::{Pseudonym, Pseudonyms};
use crate::room::{ClientId, Household};
use crate::store::TokenHash;

/// What is known of whoever holds a connection.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The connection.
    pub client: ClientId,
    /// Where it comes from.
    pub address: IpAddr,
    /// What stands in the log in place of that.
    pub pseudonym: Pseudonym,
    /// Whose browser it is, if it has a cookie.
    pub token: Option<TokenHash>,
    /// Since when.
    pub since: Instant,
    /// The number of its room and how it takes part, once it has said hello.
    pub place: Option<(u32, Role)>,
    /// What it is called; empty for a spectator.
    pub name: String,
    /// Whether it flies as somebody new of too many from its address, and nothing
    /// is kept of what it earns.
    pub is_unkept: bool,
    /// What it is known by in the chat, if it may talk.
    pub voices: Option<Voices>,
    /// How far away it is.
    pub round_trip: RoundTrip,
}

/// As the audit log calls it.
impl fmt::Display for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            client,
            pseudonym,
            name,
            ..
        } = self;
        let name = if name.is_empty() { "a spectator" } else { name };
        write!(f, "{name} (client {client}, address {pseudonym})")
    }
}

#[derive(Debug)]
struct Session {
    guest: Guest,
    /// Sends it away; none once that is done.
    dismiss: Option<oneshot::Sender<Farewell>>,
}

impl Session {
    /// Says whether it was still to be sent away.
    fn dismiss(&mut self, farewell: Farewell) -> bool {
        let dismiss = self.dismiss.take();
        dismiss.is_some_and(|dismiss| dismiss.send(farewell).is_ok())
    }
}

/// The registry of live connections.
#[derive(Debug)]
pub struct Sessions {
    live: DashMap<ClientId, Session>,
    next: AtomicU64,
    /// All, by one key.
    all: Arc<Headcount<()>>,
    by_subnet: Arc<Headcount<Subnet>>,
    by_household: Arc<Headcount<Household>>,
    pseudonyms: Pseudonyms,
}

impl Sessions {
    /// An empty registry within these limits, which numbers connections from there on.
    pub fn new(limits: &Limits, first: ClientId) -> Self {
        Self {
            live: DashMap::new(),
            next: AtomicU64::new(first),
            all: Headcount::new(limits.sessions_max),
            by_subnet: Headcount::new(limits.connections_per_address),
            by_household: Headcount::new(limits.sessions_per_household()),
            pseudonyms: Pseudonyms::default(),
        }
    }

    /// Registers a connection from this address, counted as one of the subnet
    /// if a cap holds for it, of the browser with this token if it has one.
    pub fn open(
        self: &Arc<Self>,
        address: IpAddr,
        subnet: Option<Subnet>,
        token: Option<TokenHash>,
    ) -> Result<OpenSession, Refusal> {
        // Counted and let in at once, however many come at the same time.
        let one_of_all = self.all.enter(()).ok_or(Refusal::Full)?;
        let counted = subnet.map(|subnet| self.enter(subnet).ok_or(Refusal::SubnetFull));
        let counted = counted.transpose()?;
        let client = self.next.fetch_add(1, Ordering::Relaxed);
        let pseudonym = self.pseudonyms.of(address);
        let round_trip = RoundTrip::default();
        let guest = Guest {
            client,
            address,
            pseudonym,
            token,
            since: Instant::now(),
            place: None,
            name: String::new(),
            is_unkept: false,
            voices: None,
            round_trip: round_trip.clone(),
        };
        let (dismiss, dismissal) = oneshot::channel();
        let dismiss = Some(dismiss);
        self.live.insert(client, Session { guest, dismiss });
        Ok(OpenSession {
            sessions: Arc::clone(self),
            client,
            address,
            pseudonym,
            round_trip,
            dismissal,
            _one_of_all: one_of_all,
            _counted: counted,
        })
    }

    fn enter(&self, subnet: Subnet) -> Option<(Counted<Subnet>, Counted<Household>)> {
        let household = self.by_household.enter(subnet.household())?;
        Some((self.by_subnet.enter(subnet)?, household))
    }

    /// Who holds this connection, while it is open.
    pub fn guest(&self, client: ClientId) -> Option<Guest> {
        Some(self.live.get(&client)?.guest.clone())
    }

    /// Everybody of this kind who holds a connection.
    pub fn guests(&self, kind: impl Fn(&Guest) -> bool) -> Vec<Guest> {
        let guests = self.live.iter().filter(|session| kind(&session.guest));
        guests.map(|session| session.guest.clone()).collect()
    }

    /// Whether anybody is in the room with this number.
    pub fn any_in(&self, room: u32) -> bool {
        let mut places = self.live.iter().filter_map(|session| session.guest.place);
        places.any(|(number, _)| number == room)
    }

    /// Whether the browser with this token flies, and nothing is kept of what it
    /// earns.
    pub fn is_unkept(&self, token: &TokenHash) -> bool {
        let mut live = self.live.iter();
        live.any(|session| session.guest.is_unkept && session.guest.token == Some(*token))
    }

    /// How many connections there are from each subnet.
    pub fn by_subnet(&self) -> HashMap<Subnet, usize> {
        let mut counts = HashMap::new();
        for session in &self.live {
            *counts.entry(Subnet::of(session.guest.address)).or_insert(0) += 1;
        }
        counts
    }

    /// The last round trip to a client in milliseconds, if there has been one.
    pub fn round_trip_ms(&self, client: ClientId) -> Option<u32> {
        self.live.get(&client)?.guest.round_trip.last_ms()
    }

    /// Notes what somebody is called from now on.
    pub fn rename(&self, client: ClientId, name: &str) {
        if let Some(mut session) = self.live.get_mut(&client) {
            name.clone_into(&mut session.guest.name);
        }
    }

    /// Sends somebody away. Says whether it was here.
    pub fn dismiss(&self, client: ClientId, farewell: Farewell) -> bool {
        let session = self.live.get_mut(&client);
        session.is_some_and(|mut session| session.dismiss(farewell))
    }

    /// Sends everybody away for whom there is a farewell.
    pub fn dismiss_all(&self, farewell: impl Fn(&Guest) -> Option<Farewell>) {
        for mut session in self.live.iter_mut() {
            if let Some(farewell) = farewell(&session.guest) {
                session.dismiss(farewell);
            }
        }
    }

    /// What stands in the log in place of an address.
    pub fn pseudonym_of(&self, address: IpAddr) -> Pseudonym {
        self.pseudonyms.of(address)
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
    address: IpAddr,
    pseudonym: Pseudonym,
    round_trip: RoundTrip,
    dismissal: oneshot::Receiver<Farewell>,
    _one_of_all: Counted<()>,
    _counted: Option<(Counted<Subnet>, Counted<Household>)>,
}

impl OpenSession {
    /// The connection's number.
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// Where it comes from.
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// What stands in the log in place of its address.
    pub const fn pseudonym(&self) -> Pseudonym {
        self.pseudonym
    }

    /// Notes where the connection has found its place.
    pub fn placed(&self, room: u32, role: Role) {
        if let Some(mut session) = self.sessions.live.get_mut(&self.client) {
            session.guest.place = Some((room, role));
        }
    }

    /// Notes whether nothing is kept of what it earns.
    pub fn earns_for_nothing(&self, is_unkept: bool) {
        if let Some(mut session) = self.sessions.live.get_mut(&self.client) {
            session.guest.is_unkept = is_unkept;
        }
    }

    /// Notes what it is known by in the chat.
    pub fn may_talk(&self, voices: Voices) {
        if let Some(mut session) = self.sessions.live.get_mut(&self.client) {
            session.guest.voices = Some(voices);
        }
    }

    /// Notes what it is called.
    pub fn named(&self, name: &str) {
        self.sessions.rename(self.client, name);
    }

    /// What it is called by now.
    pub fn name(&self) -> String {
        let guest = self.sessions.guest(self.client);
        guest.map_or_else(String::new, |guest| guest.name)
    }

    /// Where its round trips are noted.
    pub fn round_trip(&self) -> RoundTrip {
        self.round_trip.clone()
    }

    /// Waits until it is sent away. Not to be asked again after that.
    pub async fn dismissed(&mut self) -> Farewell {
        let farewell = (&mut self.dismissal).await;
        farewell.expect("the registry keeps the other end until this is dropped")
    }
}

impl Drop for OpenSession {
    fn drop(&mut self) {
        if let Some((client, Session { guest, .. })) = self.sessions.live.remove(&self.client) {
            let seconds = guest.since.elapsed().as_secs();
            let (address, place) = (guest.pseudonym, guest.place);
            tracing::debug!(client, %address, ?place, seconds, "connection over");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions(sessions_max: usize, connections_per_address: usize) -> Arc<Sessions> {
        let limits = Limits {
            sessions_max,
            connections_per_address,
            ..Limits::default()
        };
        Arc::new(Sessions::new(&limits, 1))
    }

    /// A connection that no cap for a single address holds for.
    fn open(sessions: &Arc<Sessions>) -> Result<OpenSession, Refusal> {
        sessions.open(address("127.0.0.1"), None, None)
    }

    fn open_from(sessions: &Arc<Sessions>, text: &str) -> Result<OpenSession, Refusal> {
        let subnet = Some(Subnet::of(address(text)));
        sessions.open(address(text), subnet, None)
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
    fn of_a_crowd_that_comes_at_once_as_many_are_let_in_as_may_be() {
        for _ in 0..50 {
            let sessions = sessions(7, 1);
            let gate = std::sync::Barrier::new(8);
            let come = || {
                gate.wait();
                let opened = (0..3).map(|_| open(&sessions).ok());
                opened.flatten().collect::<Vec<_>>()
            };
            let inside: Vec<OpenSession> = std::thread::scope(|scope| {
                let crowd: Vec<_> = (0..8).map(|_| scope.spawn(come)).collect();
                let inside = crowd.into_iter().map(|one| one.join().expect("it ends"));
                inside.flatten().collect()
            });
            assert_eq!((inside.len(), sessions.count()), (7, 7));
            drop(inside);
            assert!(open(&sessions).is_ok(), "all have got their places back");
        }
    }

    #[test]
    fn no_household_has_all_connections() {
        let sessions = sessions(4, 4);
        let of_household = |net| open_from(&sessions, &format!("2001:db8:1:2{net}::1"));
        let _three: Vec<_> = (10..13)
            .map(|net| of_household(net).expect("a place"))
            .collect();
        assert_eq!(of_household(13).expect_err("no room"), Refusal::SubnetFull);
        assert!(open_from(&sessions, "192.0.2.8").is_ok());
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
