//! Which room a newcomer goes to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use asteroids_shared::protocol::Role;

use crate::room::{RoomHandle, RoomStatus};

/// Places newcomers: pilots into the fullest room with a seat, so that people
/// meet; spectators into the fullest room, without a seat.
#[derive(Debug)]
pub struct Lobby {
    rooms: Vec<RoomHandle>,
    taken: Mutex<Vec<u32>>,
}

impl Lobby {
    /// A lobby before these rooms, of which there must be at least one.
    pub fn new(rooms: Vec<RoomHandle>) -> Self {
        assert!(!rooms.is_empty(), "a server has a room");
        let taken = Mutex::new(vec![0; rooms.len()]);
        Self { rooms, taken }
    }

    /// A place in a room; `None` if every room is full.
    pub fn place(self: &Arc<Self>, role: Role) -> Option<Place> {
        let mut taken = self.taken();
        let room = match role {
            Role::Pilot => {
                let with_seat = (0..self.rooms.len())
                    .filter(|room| taken[*room] < self.rooms[*room].status().capacity);
                let room = fullest(with_seat, &taken)?;
                taken[room] += 1;
                room
            }
            Role::Spectator => fullest(0..self.rooms.len(), &taken)?,
        };
        Some(Place {
            lobby: Arc::clone(self),
            room,
            role,
        })
    }

    /// The latest status of every room.
    pub fn statuses(&self) -> Vec<RoomStatus> {
        self.rooms
            .iter()
            .map(|room| room.status().clone())
            .collect()
    }

    fn taken(&self) -> MutexGuard<'_, Vec<u32>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The first of those rooms in which the most seats are taken.
fn fullest(rooms: impl Iterator<Item = usize>, taken: &[u32]) -> Option<usize> {
    rooms.min_by_key(|room| std::cmp::Reverse(taken[*room]))
}

/// A place in a room. Dropping it frees the seat.
#[derive(Debug)]
pub struct Place {
    lobby: Arc<Lobby>,
    room: usize,
    role: Role,
}

impl Place {
    /// The room.
    pub fn room(&self) -> &RoomHandle {
        &self.lobby.rooms[self.room]
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.role == Role::Pilot {
            self.lobby.taken()[self.room] -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asteroids_shared::Kind;
    use std::time::Instant;

    fn lobby(capacities: &[u32]) -> Arc<Lobby> {
        let room = |(index, capacity): (usize, &u32)| {
            RoomHandle::new(RoomStatus {
                room: index as u32 + 1,
                tick: 0,
                at: Instant::now(),
                capacity: *capacity,
                side_m: 800.0,
                players: 0,
                bots: 0,
                spectators: 0,
                entities: [0; Kind::ALL.len()],
                leaderboard: Vec::new(),
            })
            .0
        };
        Arc::new(Lobby::new(
            capacities.iter().enumerate().map(room).collect(),
        ))
    }

    fn number(place: &Option<Place>) -> Option<u32> {
        place.as_ref().map(|place| place.room().status().room)
    }

    #[test]
    fn newcomers_meet_in_one_room_until_it_is_full() {
        let lobby = lobby(&[2, 2]);
        let places: Vec<_> = (0..5).map(|_| lobby.place(Role::Pilot)).collect();
        let rooms: Vec<_> = places.iter().map(number).collect();
        assert_eq!(rooms, [Some(1), Some(1), Some(2), Some(2), None]);
    }

    #[test]
    fn a_seat_is_free_again_when_its_pilot_leaves() {
        let lobby = lobby(&[1]);
        let first = lobby.place(Role::Pilot);
        assert!(lobby.place(Role::Pilot).is_none());
        drop(first);
        assert!(lobby.place(Role::Pilot).is_some());
    }

    #[test]
    fn a_newcomer_joins_the_fuller_room() {
        let lobby = lobby(&[2, 3]);
        let mut in_first: Vec<_> = (0..2).map(|_| lobby.place(Role::Pilot)).collect();
        let _in_second: Vec<_> = (0..2).map(|_| lobby.place(Role::Pilot)).collect();
        in_first.pop();
        assert_eq!(number(&lobby.place(Role::Pilot)), Some(2));
    }

    #[test]
    fn spectators_take_no_seat_and_see_the_fullest_room() {
        let lobby = lobby(&[1, 1]);
        let watching: Vec<_> = (0..9).map(|_| lobby.place(Role::Spectator)).collect();
        assert!(watching.iter().all(Option::is_some));
        let flying: Vec<_> = (0..2).map(|_| lobby.place(Role::Pilot)).collect();
        assert!(flying.iter().all(Option::is_some));
        assert!(lobby.place(Role::Spectator).is_some());
    }
}
