//! What those are told who watch from above, and those who have a director.

use asteroids_shared::protocol::{Focus, Marks, Notable, Role, ToServer};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, PlayerId, Tick};

use super::table::{Seat, Table};

/// What a second of an overview with notables may have, in bytes.
const BYTES_PER_SECOND_MAX: usize = 8_000;

fn ask_for(table: &mut Table, seat: Seat, half_width_m: f32, half_height_m: f32) {
    table.say(
        seat,
        ToServer::View {
            half_width_m,
            half_height_m,
        },
    );
}

fn notable(table: &Table, seat: Seat, player: PlayerId) -> Option<Notable> {
    let rows = &table.notables(seat)?.rows;
    rows.iter().find(|row| row.player == player).cloned()
}

#[test]
fn who_looks_at_all_of_the_room_is_told_counts_and_no_entity() {
    let mut table = Table::of(640.0).with_bots(200).with_capacity(300);
    let watcher = table.sit(Role::Spectator);
    table.ticks(seconds(3));
    assert!(table.shown(watcher) > 0);
    assert!(table.overview(watcher).is_none());
    ask_for(&mut table, watcher, 1e9, 1e9);
    table.ticks(seconds(1));
    assert_eq!(table.granted(watcher), (320.0, 320.0));
    assert_eq!(table.shown(watcher), 0, "what was known has left");
    let overview = table.overview(watcher).expect("it is told");
    let sum = |counts: &[u8]| counts.iter().copied().map(u32::from).sum::<u32>();
    assert_eq!((overview.columns, overview.rows), (40, 40));
    let ships = sum(&overview.ships.0) as usize;
    assert!((190..=200).contains(&ships), "{ships} ships");
    let rocks = sum(&overview.rocks.0) as usize;
    let now = table.rocks();
    assert!(rocks.abs_diff(now) <= now / 20, "{rocks} rocks, not {now}");
    // And back: as with one who has just come.
    ask_for(&mut table, watcher, 30.0, 17.0);
    table.ticks(seconds(1));
    table.forget_overview(watcher);
    for _ in 0..seconds(2) {
        table.tick();
        table.assert_picture_equals_world(watcher);
    }
    assert!(table.shown(watcher) > 0);
    assert!(table.overview(watcher).is_none());
}

#[test]
fn a_view_as_large_as_a_spectators_screen_is_still_told_one_by_one() {
    let mut table = Table::of(640.0).with_bots(100);
    let watcher = table.sit(Role::Spectator);
    table.ticks(2);
    for (half, is_overview) in [
        ((80.0, 60.0), false),
        ((80.5, 30.0), true),
        ((30.0, 60.5), true),
        ((80.0, 60.0), false),
    ] {
        ask_for(&mut table, watcher, half.0, half.1);
        table.ticks(4);
        table.forget_overview(watcher);
        table.ticks(seconds(1));
        assert_eq!(table.granted(watcher), half);
        assert_eq!(table.overview(watcher).is_some(), is_overview, "{half:?}");
        assert_eq!(table.shown(watcher) == 0, is_overview, "{half:?}");
    }
}

#[test]
fn a_pilot_sees_no_further_than_before() {
    let mut table = Table::of(640.0).with_bots(50);
    let pilot = table.sit(Role::Pilot);
    table.ticks(2);
    ask_for(&mut table, pilot, 1e9, 1e9);
    table.say(pilot, ToServer::Focus(Focus::Directed(0.0, 0.0)));
    table.ticks(seconds(3));
    assert_eq!(table.granted(pilot), (40.0, 30.0));
    assert!(table.overview(pilot).is_none());
    assert!(table.notables(pilot).is_none());
}

#[test]
fn an_overview_of_five_thousand_ships_fits_into_a_thin_line() {
    let mut table = Table::of(1_789.0).with_bots(5_000).with_capacity(5_000);
    let watchers: Vec<Seat> = (0..3).map(|_| table.sit(Role::Spectator)).collect();
    table.ticks(2);
    for (watcher, half) in watchers
        .iter()
        .zip([(1e9, 1e9), (290.0, 163.0), (81.0, 61.0)])
    {
        ask_for(&mut table, *watcher, half.0, half.1);
    }
    table.ticks(seconds(1));
    let before: Vec<usize> = watchers.iter().map(|seat| table.bytes(*seat)).collect();
    const SPAN_S: Tick = 2;
    table.ticks(seconds(SPAN_S));
    for (watcher, before) in watchers.iter().zip(before) {
        let bytes = (table.bytes(*watcher) - before) / SPAN_S as usize;
        assert!(bytes <= BYTES_PER_SECOND_MAX, "{bytes} bytes a second");
        assert!(bytes > 1_000, "{bytes} bytes a second");
        let rows = table.notables(*watcher).map_or(0, |it| it.rows.len());
        assert!(rows > 10, "{rows} notables");
    }
}

#[test]
fn who_watches_is_told_who_is_worth_a_look_and_who_has_turned_away_is_not() {
    let mut table = Table::of(240.0).with_bots(40);
    let watcher = table.sit(Role::Spectator);
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(2));
    let player = table.player(pilot);
    let row = notable(&table, watcher, player).expect("a person is notable");
    assert!(row.marks.holds(Marks::PERSON));
    assert_eq!(row.name, "pilot 1");
    for (focus, is_told) in [
        (Focus::Point(3.0, 4.0), false),
        (Focus::Directed(3.0, 4.0), true),
        (Focus::Player(player), false),
        (Focus::Action, true),
    ] {
        table.say(watcher, ToServer::Focus(focus));
        table.ticks(4);
        table.forget_notables(watcher);
        table.ticks(seconds(1));
        assert_eq!(table.notables(watcher).is_some(), is_told, "{focus:?}");
    }
    table.say(watcher, ToServer::Away(true));
    table.ticks(4);
    table.forget_notables(watcher);
    table.ticks(seconds(3));
    assert!(table.notables(watcher).is_none(), "nobody looks");
}

#[test]
fn notables_and_overviews_come_twice_a_second_and_half_as_often_under_load() {
    for (steps, most) in [(0, 20), (1, 10)] {
        let mut table = Table::of(240.0).with_bots(20).relieved_by(steps);
        let watcher = table.sit(Role::Spectator);
        table.ticks(seconds(4));
        ask_for(&mut table, watcher, 1e9, 1e9);
        table.ticks(seconds(2));
        let before = table.told_from_above(watcher);
        table.ticks(seconds(10));
        let told = table.told_from_above(watcher) - before;
        assert!(
            (most - 1..=most + 1).contains(&told),
            "{told} in ten seconds"
        );
    }
}

#[test]
fn who_shoots_and_who_is_shot_at_are_marked_and_each_others_rivals() {
    let mut table = Table::of(240.0).in_empty_space();
    let watcher = table.sit(Role::Spectator);
    let pilots = [table.sit(Role::Pilot), table.sit(Role::Pilot)];
    table.ticks(seconds(4));
    let players = pilots.map(|pilot| table.player(pilot));
    assert!(players.iter().all(|player| {
        let row = notable(&table, watcher, *player).expect("a person is notable");
        !row.marks.holds(Marks::FIRED) && !row.marks.holds(Marks::HIT) && row.rival == 0
    }));
    let mut met = false;
    for _ in 0..seconds(120) {
        if table.now().is_multiple_of(2) {
            table.aim(pilots[0], pilots[1]);
        }
        table.tick();
        let rows = players.map(|player| notable(&table, watcher, player));
        if let [Some(shooter), Some(target)] = rows
            && target.marks.holds(Marks::HIT)
        {
            assert!(shooter.marks.holds(Marks::FIRED));
            assert_eq!((shooter.rival, target.rival), (players[1], players[0]));
            met = true;
            break;
        }
    }
    assert!(met, "no shot has come near");
    table.hold(pilots[0], Controls::NONE);
    table.ticks(seconds(5));
    for player in players {
        let row = notable(&table, watcher, player).expect("a person is notable");
        assert!(!row.marks.holds(Marks::FIRED) && !row.marks.holds(Marks::HIT));
        assert_eq!(row.rival, 0);
    }
}
