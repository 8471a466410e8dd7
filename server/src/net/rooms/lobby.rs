//! Which room a newcomer goes to.

use std::sync::{Mutex, MutexGuard, PoisonError};

use asteroids_shared::protocol::{Notice, Role, SessionClaim};
use tokio::sync::oneshot;

use super::place::Place;
use super::private::PrivateRooms;
use super::sizes::Sizes;
use super::wish::Wish;
use crate::room::{Household, Order, Request, RoomHandle, RoomStatus, Seats};

/// Places newcomers: pilots into the fullest room with a seat, so that people
/// meet; spectators into the fullest room, without a seat there; pilots who come
/// back to where they were. Nobody is placed into a room that has stopped.
#[derive(Debug)]
pub struct Lobby {
    /// Those that everybody may come to.
    rooms: Vec<RoomHandle>,
    private: PrivateRooms,
    at_start: Sizes,
    /// Places to watch, in all rooms together.
    watching: Seats,
    /// Held while a room is chosen and a seat there is taken.
    terms: Mutex<Terms>,
}

/// On what terms newcomers come in.
#[derive(Debug)]
struct Terms {
    sizes: Sizes,
    /// Whether no pilot comes in any more.
    draining: bool,
}

impl Lobby {
    /// A lobby before these rooms, of which there must be at least one, for so
    /// many spectators in all. From one address so many fly in a room, those who
    /// are cut off included, and so many watch.
    pub fn new(
        (rooms, private): (Vec<RoomHandle>, PrivateRooms),
        spectators_max: usize,
        per_address: usize,
    ) -> Self {
        assert!(!rooms.is_empty(), "a server has a room");
        let watching = Seats::new(u32::try_from(spectators_max).unwrap_or(u32::MAX));
        for seats in rooms.iter().map(RoomHandle::seats).chain([&watching]) {
            seats.limit_households(u32::try_from(per_address).unwrap_or(u32::MAX));
        }
        let capacities = rooms.iter().map(|room| room.status().capacity);
        let capacity = capacities.max().unwrap_or(0);
        let targets = rooms.iter().map(|room| room.status().bots_target);
        let sizes = Sizes {
            capacity,
            bots: targets.max().unwrap_or(0),
            spectators: spectators_max,
        };
        // A room has space for as many bots as people.
        let at_start = Sizes {
            bots: capacity,
            ..sizes
        };
        Self {
            rooms,
            private,
            at_start,
            watching,
            terms: Mutex::new(Terms {
                sizes,
                draining: false,
            }),
        }
    }

    /// How many may come in now.
    pub fn sizes(&self) -> Sizes {
        self.terms().sizes
    }

    /// How many may come in at the most: what the rooms are made for.
    pub fn sizes_at_start(&self) -> Sizes {
        self.at_start
    }

    /// Lets so many in from now on. Nobody has to leave.
    pub fn resize(&self, sizes: Sizes) {
        self.terms().sizes = sizes;
        let spectators = u32::try_from(sizes.spectators).unwrap_or(u32::MAX);
        self.watching.resize(spectators);
        for room in &self.rooms {
            room.seats().resize(sizes.capacity);
        }
    }

    /// Lets no pilot in from now on, or lets them in again.
    pub fn drain(&self, on: bool) {
        self.terms().draining = on;
    }

    /// Whether no pilot comes in.
    pub fn is_draining(&self) -> bool {
        self.terms().draining
    }

    /// Whether there are places to watch.
    pub fn may_be_watched(&self) -> bool {
        self.watching.are_left_to(None)
    }

    /// Whether there is a room with this number that everybody may come to.
    pub fn has(&self, number: u32) -> bool {
        self.rooms.iter().any(|room| room.status().room == number)
    }

    /// Whether somebody with this wish may know of who is in the room with this number.
    pub fn may_know(&self, wish: Wish, number: u32) -> bool {
        let is_meant = || match wish {
            Wish::Private(code) => self.private.reached_by(code),
            Wish::Any | Wish::Rather(_) | Wish::Only(_) => None,
        };
        self.has(number) || is_meant().is_some_and(|room| room.number == number)
    }

    /// The rooms that everybody may come to.
    pub fn rooms(&self) -> &[RoomHandle] {
        &self.rooms
    }

    /// The others.
    pub fn private(&self) -> &PrivateRooms {
        &self.private
    }

    /// All rooms.
    pub fn all(&self) -> Vec<RoomHandle> {
        let mut all = self.rooms.clone();
        all.extend(self.private.handles());
        all
    }

    /// Has every room that everybody may come to take as many people and bots.
    pub async fn order_sizes(&self, Sizes { capacity, bots, .. }: Sizes) {
        for room in &self.rooms {
            let order = Order::Resize { capacity, bots };
            // A room that has stopped has nobody any more.
            let _ = room.ask(Request::Moderate(order)).await;
        }
    }

    /// Has everybody in every room told.
    pub async fn announce(&self, notice: &Notice) {
        for room in self.all() {
            let order = Order::Announce(notice.clone());
            // The same.
            let _ = room.ask(Request::Moderate(order)).await;
        }
    }

    /// A place in a room for somebody from there, where it wishes to be; `None` if
    /// there is none for this role.
    pub fn place(&self, wish: Wish, role: Role, household: Option<Household>) -> Option<Place> {
        let among = |is_meant: &dyn Fn(u32) -> bool| {
            let rooms = self.rooms.iter();
            let meant = rooms.filter(|room| is_meant(room.status().room));
            self.place_among(meant, role, household)
        };
        match wish {
            Wish::Any => among(&|_| true),
            Wish::Rather(wished) => among(&|room| room == wished).or_else(|| among(&|_| true)),
            Wish::Only(wished) => among(&|room| room == wished),
            Wish::Private(code) => {
                let room = self.private.reached_by(code)?;
                // Who is invited may be of one household with all others.
                let counted = household.filter(|_| role == Role::Spectator);
                self.place_among(std::iter::once(&room.handle), role, counted)
            }
        }
    }

    fn place_among<'a>(
        &self,
        rooms: impl Iterator<Item = &'a RoomHandle>,
        role: Role,
        household: Option<Household>,
    ) -> Option<Place> {
        let terms = self.terms();
        let running = rooms.filter(|room| !room.has_stopped());
        let (room, seat) = match role {
            Role::Pilot if terms.draining => return None,
            Role::Pilot => {
                let room = fullest(running.filter(|room| room.seats().are_left_to(household)))?;
                (room, room.seats().take(household)?)
            }
            Role::Spectator => (fullest(running)?, self.watching.take(household)?),
        };
        Some(Place::of_newcomer(room, seat))
    }

    /// The place of a pilot who is absent and comes from where many others do,
    /// for somebody from there who may be in that room, when all are taken.
    pub async fn place_of_absent(&self, wish: Wish, household: Option<Household>) -> Option<Place> {
        if self.is_draining() {
            return None;
        }
        let allowed = { self.rooms.iter() }.filter(|room| wish.allows(room.status().room));
        for room in allowed.filter(|room| room.seats().are_due(household)) {
            let (answer, given_up) = oneshot::channel();
            let order = Order::GiveUpSeat {
                to: household,
                answer,
            };
            // A room that has stopped has no place for anybody.
            let _ = room.ask(Request::Moderate(order)).await;
            if let Ok(Some(seat)) = given_up.await {
                return Some(Place::of_newcomer(room, seat));
            }
        }
        None
    }

    /// The place of a pilot who was there before and may come back.
    pub async fn find(&self, claim: &SessionClaim) -> Option<Place> {
        let mut rooms = self.all().into_iter();
        let room = rooms.find(|room| room.status().room == claim.room)?;
        let (answer, answered) = oneshot::channel();
        let key = claim.key;
        room.ask(Request::Find { key, answer }).await.ok()?;
        let found = answered.await.ok()??;
        Some(Place {
            room,
            seat: None,
            recorded_as: found.recorded_as,
        })
    }

    fn terms(&self) -> MutexGuard<'_, Terms> {
        self.terms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The latest status of every room that everybody may come to.
    pub fn statuses(&self) -> Vec<RoomStatus> {
        self.rooms
            .iter()
            .map(|room| room.status().clone())
            .collect()
    }

    /// How long the ticks of the slowest room lately take, in microseconds.
    pub fn slowest_tick_us(&self) -> u32 {
        let rooms = self.all();
        let ticks = rooms.iter().map(|room| room.status().tick_us);
        ticks.max().unwrap_or(0)
    }

    /// Has every room let one in so many of those who watch it go.
    pub async fn thin(&self, one_in: u32) {
        for room in self.all() {
            let spectators = room.status().spectators.div_ceil(one_in) as usize;
            if spectators > 0 {
                // A room that has stopped has nobody any more.
                let _ = room.ask(Request::Thin { spectators }).await;
            }
        }
    }
}

/// The first of those rooms in which the most seats are taken.
fn fullest<'a>(rooms: impl Iterator<Item = &'a RoomHandle>) -> Option<&'a RoomHandle> {
    rooms.min_by_key(|room| std::cmp::Reverse(room.seats().taken()))
}

#[cfg(test)]
mod tests;
