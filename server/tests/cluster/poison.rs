//! A line of which rooms panic.

use asteroids_server::room::member::{Body, Line};
#[cfg(debug_assertions)]
use asteroids_server::room::state::command::Command;

use crate::sea::STEP;
use crate::{SECOND, assert_nobody_has_lost_anything, fly, with_people};

#[cfg(debug_assertions)]
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

#[test]
fn edges_begin_though_the_line_before_the_newest_snapshot_is_skipped() {
    let (mut sea, mut people) = with_people(3, 9, 22);
    fly(&mut sea, &mut people, 35 * SECOND);
    let before = sea.snapshots.newest().expect("there is one");
    while sea.snapshots.newest() == Some(before) {
        fly(&mut sea, &mut people, STEP);
    }
    assert_eq!(sea.snapshots.newest(), Some(sea.stream.len() as u64));
    // All who have taken it in are gone, as if others had panicked of it.
    for id in sea.edges.iter().map(|edge| edge.id).collect::<Vec<_>>() {
        sea.kill(id);
    }
    sea.skip_last();
    (0..3).for_each(|_| _ = sea.start_edge());
    for edge in &sea.edges {
        assert_eq!(edge.member.membership().skipped, 1);
    }
    assert_nobody_has_lost_anything(sea, people);
}
