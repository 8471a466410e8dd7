//! The edges of another version of the world come to have the room.

use asteroids_server::room::member::WORLD_VERSION;

use crate::people::People;
use crate::sea::{STEP, Sea};
use crate::snapshots::Loses;
use crate::{SECOND, assert_nobody_has_lost_anything, fly, with_people};

const NEXT: u32 = WORLD_VERSION + 1;

/// Edges of the next version ask for the room until they have it.
fn ask_for_room(sea: &mut Sea, people: &mut People) {
    let begun_at = sea.now;
    while !sea.is_for(NEXT) {
        assert!(sea.now < begun_at + 8 * SECOND, "it is soon handed over");
        sea.ask_for_room(NEXT);
        fly(sea, people, 50 * STEP);
    }
    fly(sea, people, 50 * STEP);
    assert!(sea.edges.is_empty(), "those of before have ended");
    sea.version = NEXT;
}

#[test]
fn a_room_is_handed_over_to_edges_of_another_version_with_ships_and_scores() {
    for loses in [Loses::None, Loses::OfHandOvers] {
        let (mut sea, mut people) = with_people(3, 9, 31);
        fly(&mut sea, &mut people, 3 * SECOND);
        sea.snapshots.loses = loses;
        ask_for_room(&mut sea, &mut people);
        (0..3).for_each(|_| _ = sea.start_edge());
        fly(&mut sea, &mut people, 4 * SECOND);
        assert!(sea.leader().is_some());
        assert_nobody_has_lost_anything(sea, people);
    }
}

#[test]
fn a_room_whose_snapshots_are_not_kept_is_handed_over_once_they_are() {
    let (mut sea, mut people) = with_people(3, 9, 34);
    sea.snapshots.loses = Loses::All;
    let before = sea.stream.len();
    for _ in 0..120 {
        sea.ask_for_room(NEXT);
        fly(&mut sea, &mut people, 50 * STEP);
    }
    assert!(sea.is_for(WORLD_VERSION), "or it would be nobody's");
    assert!(sea.stream.len() > before + 180, "and its time runs");
    sea.snapshots.loses = Loses::None;
    ask_for_room(&mut sea, &mut people);
    sea.start_edge();
    fly(&mut sea, &mut people, 4 * SECOND);
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
#[should_panic(expected = "does not follow")]
fn an_edge_of_the_version_before_does_not_follow_any_more() {
    let (mut sea, mut people) = with_people(2, 3, 32);
    ask_for_room(&mut sea, &mut people);
    sea.start_edge();
    fly(&mut sea, &mut people, SECOND);
    sea.version = WORLD_VERSION;
    sea.start_edge();
}

#[test]
fn whoever_asks_no_more_gets_no_room_and_an_older_version_never_does() {
    let (mut sea, mut people) = with_people(3, 3, 33);
    sea.ask_for_room(WORLD_VERSION - 1);
    fly(&mut sea, &mut people, 3 * SECOND);
    assert!(sea.is_for(WORLD_VERSION));
    assert_nobody_has_lost_anything(sea, people);
}
