//! Which room a newcomer goes to.

use std::sync::{Mutex, MutexGuard, PoisonError};

use asteroids_shared::protocol::{Role, SessionClaim};
use tokio::sync::oneshot;

use super::place::Place;
use super::sizes::Sizes;
use super::wish::Wish;
use crate::room::{Household, Order, Request, RoomHandle, RoomStatus, Seats};

/// Places newcomers: pilots into the fullest room with a seat, so that people
/// meet; spectators into the fullest room, without a seat there; pilots who come
/// back to where they were. Nobody is placed into a room that has stopped.
#[derive(Debug)]
pub struct Lobby {
    rooms: Vec<RoomHandle>,
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
    pub fn new(rooms: Vec<RoomHandle>, spectators_max: usize, per_address: usize) -> Self {
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

    /// Whether there is a room with this number.
    pub fn has(&self, number: u32) -> bool {
        self.rooms.iter().any(|room| room.status().room == number)
    }

    /// The rooms.
    pub fn rooms(&self) -> &[RoomHandle] {
        &self.rooms
    }

    /// Has every room carry out an order.
    pub async fn order(&self, order: impl Fn() -> Order) {
        for room in &self.rooms {
            // A room that has stopped has nobody any more.
            let _ = room.ask(Request::Moderate(order())).await;
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
        let mut rooms = self.rooms.iter();
        let room = rooms.find(|room| room.status().room == claim.room)?;
        let (answer, answered) = oneshot::channel();
        let key = claim.key;
        room.ask(Request::Find { key, answer }).await.ok()?;
        let found = answered.await.ok()??;
        Some(Place {
            room: room.clone(),
            seat: None,
            recorded_as: found.recorded_as,
        })
    }

    fn terms(&self) -> MutexGuard<'_, Terms> {
        self.terms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The latest status of every room.
    pub fn statuses(&self) -> Vec<RoomStatus> {
        self.rooms
            .iter()
            .map(|room| room.status().clone())
            .collect()
    }

    /// How long the ticks of the slowest room lately take, in microseconds.
    pub fn slowest_tick_us(&self) -> u32 {
        let ticks = self.rooms.iter().map(|room| room.status().tick_us);
        ticks.max().unwrap_or(0)
    }

    /// Has every room let one in so many of those who watch it go.
    pub async fn thin(&self, one_in: u32) {
        for room in &self.rooms {
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
mod tests {
    use super::*;
    use asteroids_shared::Kind;
    use std::time::Instant;
    use tokio::sync::{mpsc, watch};

    const SPECTATORS_MAX: usize = 10;
    const PER_ADDRESS: usize = 4;

    /// What a room holds of its handle while it runs.
    type Running = (mpsc::Receiver<Request>, watch::Sender<RoomStatus>);

    /// A lobby, and its rooms, which run until they are dropped.
    fn lobby(capacities: &[u32]) -> (Lobby, Vec<Running>) {
        let room = |(index, capacity): (usize, &u32)| {
            let (handle, inbox, publish) = RoomHandle::new(RoomStatus {
                room: index as u32 + 1,
                tick: 0,
                shown_tick: 0,
                watch_delay_ticks: 0,
                at: Instant::now(),
                stands_still: false,
                tick_us: 0,
                time_rate: 1.0,
                relief: 0,
                capacity: *capacity,
                side_m: 800.0,
                players: 0,
                bots: 0,
                bots_target: 0,
                spectators: 0,
                entities: [0; Kind::COUNT],
                log: None,
                membership: None,
                leaderboard: Vec::new(),
            });
            (handle, (inbox, publish))
        };
        let (handles, running) = capacities.iter().enumerate().map(room).unzip();
        (Lobby::new(handles, SPECTATORS_MAX, PER_ADDRESS), running)
    }

    fn number(place: &Option<Place>) -> Option<u32> {
        place.as_ref().map(|place| place.room.status().room)
    }

    #[test]
    fn newcomers_meet_in_one_room_until_it_is_full() {
        let (lobby, _running) = lobby(&[2, 2]);
        let places: Vec<_> = (0..5)
            .map(|_| lobby.place(Wish::Any, Role::Pilot, None))
            .collect();
        let rooms: Vec<_> = places.iter().map(number).collect();
        assert_eq!(rooms, [Some(1), Some(1), Some(2), Some(2), None]);
    }

    #[test]
    fn a_seat_is_free_again_when_its_pilot_leaves() {
        let (lobby, _running) = lobby(&[1]);
        let first = lobby.place(Wish::Any, Role::Pilot, None);
        assert!(lobby.place(Wish::Any, Role::Pilot, None).is_none());
        drop(first);
        assert!(lobby.place(Wish::Any, Role::Pilot, None).is_some());
    }

    #[test]
    fn a_newcomer_joins_the_fuller_room() {
        let (lobby, _running) = lobby(&[2, 3]);
        let mut in_first: Vec<_> = (0..2)
            .map(|_| lobby.place(Wish::Any, Role::Pilot, None))
            .collect();
        let _in_second: Vec<_> = (0..2)
            .map(|_| lobby.place(Wish::Any, Role::Pilot, None))
            .collect();
        in_first.pop();
        assert_eq!(number(&lobby.place(Wish::Any, Role::Pilot, None)), Some(2));
    }

    #[test]
    fn spectators_take_no_seat_and_see_the_fullest_room() {
        let (lobby, _running) = lobby(&[1, 1]);
        let watching: Vec<_> = (0..9)
            .map(|_| lobby.place(Wish::Any, Role::Spectator, None))
            .collect();
        assert!(watching.iter().all(Option::is_some));
        let flying: Vec<_> = (0..2)
            .map(|_| lobby.place(Wish::Any, Role::Pilot, None))
            .collect();
        assert!(flying.iter().all(Option::is_some));
        assert!(lobby.place(Wish::Any, Role::Spectator, None).is_some());
    }

    #[test]
    fn so_many_may_watch_and_no_more() {
        let (lobby, _running) = lobby(&[1]);
        let mut watching: Vec<_> = (0..SPECTATORS_MAX)
            .map(|_| lobby.place(Wish::Any, Role::Spectator, None))
            .collect();
        assert!(watching.iter().all(Option::is_some));
        assert!(lobby.place(Wish::Any, Role::Spectator, None).is_none());
        watching.pop();
        assert!(lobby.place(Wish::Any, Role::Spectator, None).is_some());
    }

    #[test]
    fn no_address_has_all_places_to_watch_or_to_fly() {
        let (lobby, _running) = lobby(&[8]);
        let [eve, ada] = [Some(Household(1)), Some(Household(2))];
        for role in [Role::Pilot, Role::Spectator] {
            let eves = (0..10).filter_map(|_| lobby.place(Wish::Any, role, eve));
            let eves: Vec<_> = eves.collect();
            assert_eq!(eves.len(), PER_ADDRESS, "{role:?}");
            assert!(lobby.place(Wish::Any, role, ada).is_some(), "{role:?}");
        }
    }

    #[test]
    fn while_the_server_drains_pilots_stay_away_and_watchers_come() {
        let (lobby, _running) = lobby(&[2]);
        let flying = lobby.place(Wish::Any, Role::Pilot, None);
        lobby.drain(true);
        assert!(flying.is_some() && lobby.place(Wish::Any, Role::Pilot, None).is_none());
        assert!(lobby.place(Wish::Any, Role::Spectator, None).is_some());
        lobby.drain(false);
        assert!(lobby.place(Wish::Any, Role::Pilot, None).is_some());
    }

    #[test]
    fn a_smaller_lobby_sends_nobody_away_and_lets_fewer_in() {
        let (lobby, _running) = lobby(&[3]);
        let mut flying: Vec<_> = (0..2)
            .map(|_| lobby.place(Wish::Any, Role::Pilot, None))
            .collect();
        let sizes = lobby.sizes();
        lobby.resize(Sizes {
            capacity: 1,
            spectators: 0,
            ..sizes
        });
        assert!(lobby.place(Wish::Any, Role::Spectator, None).is_none());
        for _ in 0..2 {
            assert!(lobby.place(Wish::Any, Role::Pilot, None).is_none());
            flying.pop();
        }
        assert!(lobby.place(Wish::Any, Role::Pilot, None).is_some());
    }

    #[test]
    fn nobody_is_placed_into_a_room_that_has_stopped() {
        let (lobby, mut running) = lobby(&[9, 9]);
        let _pilot = lobby.place(Wish::Any, Role::Pilot, None);
        running.remove(0);
        assert_eq!(number(&lobby.place(Wish::Any, Role::Pilot, None)), Some(2));
        assert_eq!(
            number(&lobby.place(Wish::Any, Role::Spectator, None)),
            Some(2)
        );
        running.clear();
        assert!(lobby.place(Wish::Any, Role::Pilot, None).is_none());
    }

    #[test]
    fn who_asks_for_a_room_gets_that_one_or_none() {
        let (lobby, _running) = lobby(&[9, 1]);
        let _pilot = lobby.place(Wish::Any, Role::Pilot, None);
        let only = |room, role| number(&lobby.place(Wish::Only(room), role, None));
        assert_eq!(only(2, Role::Spectator), Some(2));
        let flying = lobby.place(Wish::Only(2), Role::Pilot, None);
        assert_eq!(number(&flying), Some(2));
        assert_eq!(only(2, Role::Pilot), None);
        assert_eq!(only(2, Role::Spectator), Some(2));
        let rather = lobby.place(Wish::Rather(2), Role::Pilot, None);
        assert_eq!(number(&rather), Some(1), "it is full");
        assert_eq!(only(3, Role::Spectator), None);
    }
}
