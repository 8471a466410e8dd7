//! A line of which every room panics.
#![cfg(debug_assertions)]

use asteroids_server::room::member::{Body, Line};
use asteroids_server::room::state::command::Command;

use crate::{SECOND, assert_nobody_has_lost_anything, fly, with_people};

#[test]
fn a_line_that_rooms_panic_of_is_skipped_by_all_alike() {
    let (mut sea, mut people) = with_people(3, 9, 21);
    fly(&mut sea, &mut people, 3 * SECOND);
    let leader = sea.leader().expect("somebody leads");
    let leader = sea.edge(leader).expect("it runs");
    leader.member.room_mut().command(Command::Panic);
    fly(&mut sea, &mut people, 3 * SECOND);
    let skips = |line: &Vec<u8>| {
        let line = Line::decode(line).expect("it is a line");
        matches!(line.body, Body::Skip)
    };
    assert_eq!(sea.stream.iter().filter(|line| skips(line)).count(), 1);
    assert_eq!(sea.edges.len(), 3, "all are back");
    for edge in &sea.edges {
        assert_eq!(edge.member.membership().skipped, 1, "and say so");
    }
    // Who comes later and begins with a snapshot of before decides alike.
    sea.start_edge();
    assert_nobody_has_lost_anything(sea, people);
}
