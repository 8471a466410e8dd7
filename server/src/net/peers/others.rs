//! The other edges of a cluster, as they tell of themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use asteroids_shared::Tick;
use asteroids_shared::protocol::Role;
use serde::{Deserialize, Serialize};

use super::{Peers, PublicAddress, Reach};
use crate::net::Edge;
use crate::net::door::admission::Load;
use crate::room::EdgeId;

/// How often an edge tells of itself.
pub(super) const TOLD_EVERY: Duration = Duration::from_secs(1);
/// One that has told nothing for so long is not there any more.
const THERE_FOR: Duration = Duration::from_secs(4);

/// What an edge tells the others of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Presence {
    /// Which edge it is.
    pub edge: EdgeId,
    /// Where clients reach it, if that is known.
    pub address: Option<PublicAddress>,
    /// Whether another pilot may come in there.
    pub takes_pilots: bool,
    /// Whether one more may watch there.
    pub takes_spectators: bool,
    /// From which tick on it has films of which room.
    pub films: Vec<(u32, Tick)>,
}

impl Presence {
    fn takes(&self, role: Role) -> bool {
        match role {
            Role::Pilot => self.takes_pilots,
            Role::Spectator => self.takes_spectators,
        }
    }
}

/// The other edges of a cluster.
#[derive(Debug, Default)]
pub struct Others(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    edges: BTreeMap<EdgeId, (Presence, Instant)>,
    /// How many were sent to one of them.
    sent: usize,
}

impl Others {
    /// One tells of itself. Says whether it was not there before.
    pub fn hear(&self, presence: Presence, now: Instant) -> bool {
        let mut told = self.told();
        let is_there = |at: Instant| now < at + THERE_FOR;
        told.edges.retain(|_, (_, at)| is_there(*at));
        let before = told.edges.insert(presence.edge, (presence, now));
        before.is_none()
    }

    /// Where somebody finds a place, by turns, if anywhere within reach.
    pub fn place_for(&self, role: Role, reach: &Reach, now: Instant) -> Option<PublicAddress> {
        let mut told = self.told();
        let places: Vec<_> = { told.there(now) }
            .filter(|presence| presence.takes(role))
            .filter_map(|presence| presence.address.clone())
            .filter(|address| reach.includes(address))
            .collect();
        told.sent += usize::from(!places.is_empty());
        let turn = told.sent.checked_rem(places.len())?;
        places.into_iter().nth(turn)
    }

    /// From which tick on any of them has films of a room.
    pub fn films_from(&self, room: u32, now: Instant) -> Option<Tick> {
        let told = self.told();
        let films = told.there(now).flat_map(|presence| &presence.films);
        let of_room = films.filter(|(of, _)| *of == room);
        of_room.map(|(_, from)| *from).min()
    }

    /// Which edges are there.
    pub fn edges(&self, now: Instant) -> BTreeSet<EdgeId> {
        self.told().there(now).map(|it| it.edge).collect()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    fn there(&self, now: Instant) -> impl Iterator<Item = &Presence> {
        let edges = self.edges.values();
        let there = edges.filter(move |(_, at)| now < *at + THERE_FOR);
        there.map(|(presence, _)| presence)
    }
}

impl Edge {
    /// What this edge tells the others of itself.
    pub(super) fn presence(&self) -> Presence {
        let load = *self.load.borrow();
        let rooms = self.lobby.statuses();
        let goes_on =
            !{ rooms.iter() }.any(|room| room.membership.is_some_and(|edge| edge.is_over()));
        let films = rooms.iter().filter_map(|room| {
            let (first, next) = self.films.range(room.log.as_ref(), room.shown_tick);
            (first < next).then_some((room.room, first))
        });
        let has_space = goes_on && self.has_space();
        Presence {
            edge: self.number,
            address: self.peers.as_ref().and_then(|peers| peers.address.clone()),
            takes_pilots: has_space && load < Load::High && !self.lobby.is_draining(),
            takes_spectators: has_space && load < Load::Over && self.lobby.may_be_watched(),
            films: films.collect(),
        }
    }

    /// Whether there may be one more connection.
    pub(in crate::net) fn has_space(&self) -> bool {
        self.sessions.count() < self.limits.sessions_max && self.slots.available_permits() > 0
    }

    /// Another edge tells of itself.
    pub(super) fn hear_of(&self, presence: Presence) {
        let (edge, address) = (presence.edge, presence.address.clone());
        let is_new = self.others.hear(presence, Instant::now());
        let reach = self.peers.as_ref().map(Peers::reach);
        if let Some(address) = address.filter(|_| is_new)
            && !reach.is_some_and(|reach| reach.includes(&address))
        {
            tracing::warn!(edge, %address, "nobody is sent to an edge at another host: pages may not go there, unless --cluster-hosts names it");
        }
    }

    /// Another edge, that has a place for somebody, whose page may go there.
    pub(in crate::net) fn elsewhere(&self, role: Role) -> Option<PublicAddress> {
        let reach = self.peers.as_ref()?.reach();
        self.others.place_for(role, reach, Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presence(edge: EdgeId, takes_pilots: bool) -> Presence {
        let address = format!("wss://example.org/{edge}/ws");
        Presence {
            edge,
            address: Some(address.parse().expect("an address")),
            takes_pilots,
            takes_spectators: true,
            films: vec![(1, 320 * edge)],
        }
    }

    #[test]
    fn those_who_are_sent_on_find_a_place_by_turns_where_there_is_one() {
        let (others, now) = (Others::default(), Instant::now());
        let here = "wss://example.org/0/ws".parse().expect("an address");
        let reach = Reach::new(Some(&here), Vec::new());
        let place_for = |now| others.place_for(Role::Pilot, &reach, now);
        assert_eq!(place_for(now), None);
        for (edge, takes_pilots) in [(1, true), (2, false), (3, true)] {
            assert!(others.hear(presence(edge, takes_pilots), now), "it is new");
            assert!(!others.hear(presence(edge, takes_pilots), now));
        }
        let places: Vec<_> = (0..4)
            .filter_map(|_| Some(place_for(now)?.to_string()))
            .collect();
        let [one, three] = [1, 3].map(|edge| format!("wss://example.org/{edge}/ws"));
        assert_eq!(places, [&three, &one, &three, &one].map(String::clone));
        assert_eq!(others.films_from(1, now), Some(320));
        assert_eq!(others.edges(now), BTreeSet::from([1, 2, 3]));
        let later = now + THERE_FOR;
        assert_eq!(place_for(later), None, "all are gone");
    }

    #[test]
    fn nobody_is_sent_to_where_its_page_may_not_go() {
        let (others, now) = (Others::default(), Instant::now());
        others.hear(presence(1, true), now);
        let elsewhere = "wss://elsewhere.example.org/ws"
            .parse()
            .expect("an address");
        let reach = Reach::new(Some(&elsewhere), Vec::new());
        assert_eq!(others.place_for(Role::Pilot, &reach, now), None);
        let hosts = vec!["wss://example.org".parse().expect("a host")];
        let reach = Reach::new(Some(&elsewhere), hosts);
        assert!(others.place_for(Role::Pilot, &reach, now).is_some());
    }
}
