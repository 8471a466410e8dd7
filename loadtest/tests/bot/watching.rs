//! Those who watch, and where they look.

use std::time::Duration;

use asteroids_loadtest::bots::conduct::Conduct;
use asteroids_loadtest::bots::onlooker::{Gaze, Watching};
use asteroids_loadtest::bots::profile::Profile;
use asteroids_shared::protocol::{Cells, Focus, Frame, Overview, ToClient, ToServer};
use asteroids_shared::rules::seconds;

use crate::FIRST_TICK;
use crate::line::{Line, ship_of};

fn spectator(watching: Watching, seed: u64) -> Conduct {
    Conduct::of(Profile::Spectators, 1, seed, None, watching)
}

/// Somebody who watches a world with two ships for so long, and where it turned.
fn watched(watching: Watching, seconds_long: u32) -> (Line, Vec<Focus>) {
    let mut line = Line::of(spectator(watching, 1), 1, Duration::from_millis(20));
    let mut frame = ship_of(6, 2);
    frame.arrivals.append(&mut ship_of(7, 3).arrivals);
    line.run_from(frame, seconds(seconds_long));
    let turns = line.said.iter().filter_map(|(_, message)| match message {
        ToServer::Focus(focus) => Some(*focus),
        _ => None,
    });
    let turns = turns.collect();
    (line, turns)
}

#[test]
fn who_watches_the_action_turns_nowhere() {
    let (line, turns) = watched(Watching::Action, 60);
    assert_eq!((turns, line.stats.breaches.len()), (vec![], 0));
}

#[test]
fn who_watches_places_goes_from_one_to_the_next() {
    let (line, turns) = watched(Watching::Places, 300);
    assert!((10..=31).contains(&turns.len()), "{}", turns.len());
    for focus in &turns {
        assert!(
            matches!(focus, Focus::Point(x_m, y_m) if x_m.abs() <= 100.0 && y_m.abs() <= 100.0),
            "{focus:?}"
        );
    }
    assert!(turns.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(line.stats.breaches.is_empty());
}

#[test]
fn who_watches_players_follows_now_this_and_now_that_one() {
    let (_, turns) = watched(Watching::Players, 300);
    for player in [2, 3] {
        assert!(turns.contains(&Focus::Player(player)), "{turns:?}");
    }
    let follows = |focus: &&Focus| matches!(focus, Focus::Player(_));
    let followed = turns.iter().filter(follows).count();
    assert!((9..=31).contains(&followed), "{followed}");
}

#[test]
fn who_watches_players_looks_further_where_there_are_none() {
    let mut line = Line::of(spectator(Watching::Players, 1), 1, Duration::ZERO);
    line.run_from(Frame::default(), seconds(10));
    let points = line
        .said
        .iter()
        .filter(|(_, message)| matches!(message, ToServer::Focus(Focus::Point(..))));
    assert!((9..=11).contains(&points.count()));
}

#[test]
fn where_anybody_looks_there_is_somebody_for_each() {
    let gazes = (0..40).map(|seed| {
        let mut line = Line::of(spectator(Watching::Mixed, seed), seed, Duration::ZERO);
        line.run_from(ship_of(6, 2), seconds(5));
        let mut focus = line
            .said
            .iter()
            .rev()
            .filter_map(|(_, message)| match message {
                ToServer::Focus(focus) => Some(*focus),
                _ => None,
            });
        (spectator(Watching::Mixed, seed).gaze(), focus.next())
    });
    let gazes: Vec<_> = gazes.collect();
    for seen in [
        (Some(Gaze::World), None),
        (Some(Gaze::Action), None),
        (Some(Gaze::Action), Some(Focus::Player(2))),
    ] {
        assert!(gazes.contains(&seen), "{seen:?}");
    }
    let place = |(_, focus): &(_, _)| matches!(focus, Some(Focus::Point(..)));
    assert!(gazes.iter().any(place));
}

fn overview() -> Vec<u8> {
    let cells = Cells {
        corner_m: (-100.0, -100.0),
        cell_m: 200.0,
        columns: 1,
        rows: 1,
    };
    ToClient::Overview(Overview::new(cells, vec![3], vec![5])).encode()
}

#[test]
fn who_watches_from_above_is_told_nothing_one_by_one() {
    let mut line = Line::of(spectator(Watching::Map, 1), 1, Duration::ZERO);
    line.hear(&overview(), line.start);
    assert!(line.stats.breaches.is_empty());
    line.send(FIRST_TICK, ship_of(6, 2));
    let names: Vec<_> = line.stats.breaches.keys().collect();
    assert_eq!(names, [&"arrival_from_above"]);
}

#[test]
fn an_overview_for_who_looks_from_near_is_a_breach() {
    let mut line = Line::of(spectator(Watching::Places, 1), 1, Duration::ZERO);
    line.hear(&overview(), line.start);
    let names: Vec<_> = line.stats.breaches.keys().collect();
    assert_eq!(names, [&"overview_of_near"]);
}
