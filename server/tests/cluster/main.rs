//! A room of many edges: whatever a network and its machines do, there is one world, and
//! nobody loses a ship.

mod astray;
mod films;
mod people;
mod points;
mod poison;
#[path = "../scratch/mod.rs"]
mod scratch;
mod sea;
mod snapshots;
mod stream;
mod update;

use std::time::Duration;

use asteroids_server::room::member::{History, JITTER_MAX, Line, PATIENCE};
use asteroids_server::room::state::KeyHash;
use asteroids_server::room::{Request, edge_of};
use asteroids_shared::Controls;
use people::People;
use proptest::prelude::*;
use sea::{STEP, Sea};

const SECOND: Duration = Duration::from_secs(1);

/// The people fly for so long.
fn fly(sea: &mut Sea, people: &mut People, time: Duration) {
    let until = sea.now + time;
    while sea.now < until {
        sea.step();
        if (sea.now.duration_since(until - time).as_millis()).is_multiple_of(16) {
            people.act(sea);
        }
    }
}

/// Everybody comes.
fn with_people(edges: u32, count: u8, seed: u64) -> (Sea, People) {
    let (mut sea, mut people) = (Sea::of(edges, 8, seed), People::of(count));
    fly(&mut sea, &mut people, 2 * SECOND);
    assert!(people.all.iter().all(people::Person::flies));
    (sea, people)
}

fn assert_is_one_history(stream: &[Vec<u8>]) {
    let mut history = History::default();
    for (sequence, line) in (1..).zip(stream) {
        let line = Line::decode(line).expect("it is a line");
        let taken = history.take(&line);
        taken.unwrap_or_else(|forked| panic!("line {sequence}: {forked}"));
    }
}

/// All is well again, and everybody flies as whom it was.
fn assert_nobody_has_lost_anything(mut sea: Sea, mut people: People) {
    sea.is_gone = false;
    for edge in &mut sea.edges {
        (edge.is_cut, edge.stopped_until) = (false, None);
    }
    fly(&mut sea, &mut people, 6 * SECOND);
    people.rest(&mut sea);
    let before = sea.stream.len();
    sea.pass(SECOND);
    assert!(sea.stream.len() >= before + 30, "its time runs");
    assert_is_one_history(&sea.stream);
    let pilots = sea.edges[0].member.room().state().pilots();
    assert_eq!(pilots.count() as usize, people.all.len(), "one ship each");
    for person in &people.all {
        let player = person.player;
        assert!(person.flies(), "player {player} flies");
        assert_eq!(person.rebirths, 0, "player {player} is whom it was");
        assert_eq!(pilots.find(&KeyHash::of(person.key())), Some(player));
        let client = person.client().expect("it flies");
        assert_eq!(pilots.player_of(client), Some(player));
        let known = sea.edges[0].member.room().world().player(player);
        let known = known.expect("it is there");
        // Who has no ship holds nothing.
        if known.ship.is_some() {
            assert_eq!(known.controls, Controls::NONE, "player {player} rests");
        }
    }
}

#[test]
fn three_edges_have_one_world_and_one_of_them_leads() {
    let (mut sea, mut people) = with_people(3, 9, 1);
    fly(&mut sea, &mut people, 5 * SECOND);
    let leaders = sea.edges.iter().filter(|edge| edge.member.leads()).count();
    assert_eq!(leaders, 1);
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn when_the_leader_is_killed_another_one_goes_on_within_half_a_second() {
    let (mut sea, mut people) = with_people(3, 9, 2);
    let leader = sea.leader().expect("somebody leads");
    sea.kill(leader);
    let (killed_at, before) = (sea.now, sea.stream.len());
    // What was on its way comes.
    sea.pass(20 * STEP);
    let on_its_way = sea.stream.len();
    assert!(on_its_way <= before + 1);
    while sea.stream.len() == on_its_way {
        fly(&mut sea, &mut people, STEP);
    }
    let frozen = sea.now - killed_at;
    assert!(frozen <= PATIENCE + JITTER_MAX + 40 * STEP, "{frozen:?}");
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn pilots_of_an_edge_that_is_killed_fly_on_by_others() {
    let (mut sea, people) = with_people(3, 9, 3);
    let leader = sea.leader();
    let follower = { &sea.edges }
        .iter()
        .map(|edge| edge.id)
        .find(|id| Some(*id) != leader);
    sea.kill(follower.expect("there are three"));
    assert_nobody_has_lost_anything(sea, people);
}

/// Whether the ships of those who fly by an edge are sheltered, as the leader has it.
fn are_sheltered(sea: &mut Sea, edge: u32) -> Vec<bool> {
    let leader = sea.leader().expect("somebody leads");
    let state = sea.edge(leader).expect("it runs").member.room().state();
    let clients = state.pilots().clients();
    let players = clients.filter(|client| edge_of(*client) == edge);
    let players = players.filter_map(|client| state.pilots().player_of(client));
    let ships = players.filter_map(|player| state.world().player(player)?.ship);
    let ships = ships.filter_map(|ship| state.world().entity(ship)?.ship());
    ships.map(|ship| ship.sheltered).collect()
}

#[test]
fn nothing_harms_pilots_of_an_edge_that_may_be_gone_until_it_speaks() {
    let (mut sea, _people) = with_people(3, 12, 10);
    let leader = sea.leader();
    let mut ids = sea.edges.iter().map(|edge| edge.id);
    let silent = ids.find(|id| Some(*id) != leader).expect("three");
    assert!(are_sheltered(&mut sea, silent).contains(&false));
    sea.edge(silent).expect("it runs").is_cut = true;
    sea.pass(Duration::from_millis(1_000));
    assert!(!are_sheltered(&mut sea, silent).contains(&false));
    sea.edge(silent).expect("it runs").is_cut = false;
    sea.pass(Duration::from_millis(600));
    let sheltered = are_sheltered(&mut sea, silent);
    assert!(!sheltered.is_empty() && !sheltered.contains(&true));
}

#[test]
fn a_leader_that_was_stopped_for_a_while_finds_itself_refused_and_follows() {
    let (mut sea, mut people) = with_people(3, 9, 4);
    let leader = sea.leader().expect("somebody leads");
    let until = sea.now + 5 * SECOND;
    sea.edge(leader).expect("it runs").stopped_until = Some(until);
    fly(&mut sea, &mut people, 6 * SECOND);
    assert_ne!(sea.leader(), Some(leader));
    let edge = sea.edge(leader).expect("it runs");
    assert!(!edge.member.leads());
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn an_edge_that_is_cut_off_says_nothing_that_counts_and_comes_back() {
    let (mut sea, mut people) = with_people(3, 9, 5);
    let leader = sea.leader().expect("somebody leads");
    sea.edge(leader).expect("it runs").is_cut = true;
    fly(&mut sea, &mut people, 4 * SECOND);
    assert_ne!(sea.leader(), Some(leader));
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn while_the_stream_is_gone_the_world_waits_and_goes_on_where_it_was() {
    let (mut sea, mut people) = with_people(3, 9, 6);
    sea.is_gone = true;
    sea.pass(20 * STEP);
    let ticks: Vec<_> = { &sea.edges }
        .iter()
        .map(|edge| edge.member.room().world().tick())
        .collect();
    fly(&mut sea, &mut people, 10 * SECOND);
    assert!({ &sea.edges }.iter().all(|it| it.member.membership().waits));
    let told: Vec<_> = people.all.iter().map(people::Person::notices).collect();
    assert_eq!(told, [2; 9], "all are told, and again");
    let later = { &sea.edges }
        .iter()
        .map(|edge| edge.member.room().world().tick());
    assert!(later.eq(ticks), "time does not run");
    sea.is_gone = false;
    let before = sea.stream.len();
    fly(&mut sea, &mut people, SECOND);
    assert!(sea.stream.len() > before + 16, "and soon runs again");
    assert!(!{ &sea.edges }.iter().any(|it| it.member.membership().waits));
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn those_who_watch_by_any_edge_are_counted_at_every_one() {
    let (mut sea, _people) = with_people(3, 3, 11);
    let ids: Vec<_> = sea.edges.iter().map(|edge| edge.id).collect();
    let _goodbyes: Vec<_> = (0..)
        .zip([ids[0], ids[0], ids[1], ids[2]])
        .map(|(number, edge)| {
            let (watcher, goodbye) = people::watcher(edge, number);
            sea.ask(edge, vec![Request::Connect(Box::new(watcher))]);
            goodbye
        })
        .collect();
    let told = |sea: &Sea| -> Vec<_> {
        let rooms = sea.edges.iter().map(|edge| edge.member.room());
        rooms
            .map(|room| room.attendance().spectators + room.spectators_elsewhere())
            .collect()
    };
    sea.pass(SECOND);
    assert_eq!(told(&sea), [4, 4, 4]);
    sea.kill(ids[0]);
    sea.pass(3 * SECOND);
    assert_eq!(
        told(&sea),
        [2, 2],
        "those of an edge that is gone are not there"
    );
}

#[test]
fn an_edge_that_comes_later_begins_from_a_snapshot() {
    let (mut sea, mut people) = with_people(2, 5, 7);
    fly(&mut sea, &mut people, 35 * SECOND);
    let id = sea.start_edge();
    fly(&mut sea, &mut people, 2 * SECOND);
    let edge = sea.edge(id).expect("it runs");
    assert!(edge.member.room().world().tick() > 1_000);
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn a_room_without_anybody_rests_and_wakes_for_who_comes_by_any_edge() {
    let mut sea = Sea::of(3, 8, 8);
    sea.pass(8 * SECOND);
    let before = sea.stream.len();
    sea.pass(20 * SECOND);
    let lines = sea.stream.len() - before;
    assert!((3..=8).contains(&lines), "{lines} signs of life");
    let mut people = People::of(3);
    fly(&mut sea, &mut people, SECOND);
    assert!(people.all.iter().all(people::Person::flies));
    assert_nobody_has_lost_anything(sea, people);
}

#[test]
fn the_leader_of_a_room_that_rests_may_die_too() {
    let mut sea = Sea::of(3, 8, 9);
    sea.pass(8 * SECOND);
    let leader = sea.leader().expect("somebody leads");
    sea.kill(leader);
    let mut people = People::of(3);
    fly(&mut sea, &mut people, 2 * SECOND);
    assert!(people.all.iter().all(people::Person::flies));
    assert_nobody_has_lost_anything(sea, people);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// One after the other, at random moments: a leader or another edge is killed and
    /// another one comes, is stopped, is cut off, or the stream is gone for a while.
    #[test]
    fn whatever_happens_there_is_one_world(seed: u64, blows in prop::collection::vec(0u8..6, 1..8)) {
        let (mut sea, mut people) = with_people(3, 6, seed);
        for blow in blows {
            let ids: Vec<_> = sea.edges.iter().map(|edge| edge.id).collect();
            let any = ids[sea.chance.random_range(0..ids.len())];
            let leader = sea.leader().unwrap_or(any);
            let (now, pause) = (sea.now, sea.chance.random_range(100..5_000));
            let until = now + Duration::from_millis(pause);
            match blow {
                0 => sea.kill(leader),
                1 => sea.kill(any),
                2 => sea.edge(leader).expect("it runs").stopped_until = Some(until),
                3 => sea.edge(any).expect("it runs").is_cut = true,
                4 => sea.edge(leader).expect("it runs").is_cut = true,
                _ => sea.is_gone = true,
            }
            fly(&mut sea, &mut people, until - now);
            sea.is_gone = false;
            sea.edges.iter_mut().for_each(|edge| edge.is_cut = false);
            while sea.edges.len() < 3 {
                sea.start_edge();
            }
            fly(&mut sea, &mut people, 3 * SECOND);
        }
        assert_nobody_has_lost_anything(sea, people);
    }
}
