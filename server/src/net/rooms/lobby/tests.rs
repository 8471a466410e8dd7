//! Where newcomers go.

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
    let rooms = (handles, PrivateRooms::off());
    (Lobby::new(rooms, SPECTATORS_MAX, PER_ADDRESS), running)
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
