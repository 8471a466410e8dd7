//! Those who watch are shown what was a while ago, and nothing newer by any way.

use std::collections::HashMap;

use asteroids_shared::protocol::{CloseCode, Focus, Role, ToServer};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, Motion, Tick};

use super::table::{Seat, Table};

const DELAY_TICKS: Tick = 70;

/// Where a pilot's ship was at each tick.
#[derive(Default)]
struct Track(HashMap<Tick, Motion>);

impl Track {
    fn note(&mut self, table: &Table, pilot: Seat) {
        if table.has_ship(pilot) {
            self.0.insert(table.now(), *table.ship(pilot).motion);
        }
    }
}

/// What is copied, and takes in the same entries later, is what was, to the bit.
#[test]
fn the_past_is_what_was_to_the_bit() {
    let mut table = Table::of(100.0)
        .with_bots(60)
        .with_capacity(80)
        .shown_late_by(DELAY_TICKS);
    let pilots: Vec<Seat> = (0..4).map(|_| table.sit(Role::Pilot)).collect();
    let mut digests = Vec::new();
    let mut compared = 0;
    for tick in 0..seconds(30) {
        for (number, pilot) in (0u32..).zip(&pilots) {
            if (tick + 7 * number).is_multiple_of(13) {
                let bits = (tick.wrapping_mul(2_654_435_761) >> 20) as u8;
                table.hold(*pilot, Controls::from_bits(bits).with(Controls::THRUST));
            }
        }
        if tick % 200 == 150 {
            table.rebase();
        }
        table.tick();
        let (now, shown) = table.digests();
        digests.push((table.now(), now));
        if let Some((tick, then)) = table.shown_tick().zip(shown) {
            let was = digests.iter().find(|(at, _)| *at == tick);
            assert_eq!(was.map(|(_, digest)| *digest), Some(then), "tick {tick}");
            compared += u32::from(tick + DELAY_TICKS == table.now());
        }
    }
    assert!(compared > seconds(25), "{compared} ticks");
}

#[test]
fn who_watches_sees_a_pilot_where_it_was_and_the_pilot_where_it_is() {
    let mut table = Table::of(240.0).with_bots(20).shown_late_by(DELAY_TICKS);
    let pilot = table.sit(Role::Pilot);
    table.ticks(2 * DELAY_TICKS);
    let watcher = table.sit(Role::Spectator);
    table.ticks(2);
    let player = table.player(pilot);
    table.say(watcher, ToServer::Focus(Focus::Player(player)));
    let (mut track, mut compared) = (Track::default(), 0);
    for tick in 0..seconds(30) {
        table.hold(pilot, Controls::THRUST.with(Controls::LEFT));
        table.tick();
        track.note(&table, pilot);
        table.assert_picture_equals_world(pilot);
        assert!(table.told_tick(watcher) + DELAY_TICKS <= table.now());
        let shown_tick = table.shown_tick().expect("there is a past");
        assert_eq!(shown_tick + DELAY_TICKS, table.now());
        let then = track.0.get(&shown_tick).filter(|_| tick % 8 == 0);
        if let (Some(shown), Some(then)) = (table.shows_at(watcher, player), then) {
            let near_m = (shown.x_m - then.x_m).hypot(shown.y_m - then.y_m);
            // What it is told with the next frame may be a few ticks of thrust.
            let over_the_seam = near_m > 200.0;
            assert!(
                near_m < 1.0 || over_the_seam,
                "{near_m} m from where it was"
            );
            compared += 1;
        }
    }
    assert!(compared > 40, "seen {compared} times");
}

#[test]
fn nothing_is_shown_before_it_is_long_enough_ago() {
    let mut table = Table::of(240.0).with_bots(20).shown_late_by(DELAY_TICKS);
    let watcher = table.sit(Role::Spectator);
    for _ in 0..DELAY_TICKS {
        table.tick();
        assert_eq!(table.frames(watcher), 0);
        assert!(table.notables(watcher).is_none() && table.radar(watcher).is_none());
    }
    table.ticks(seconds(4));
    assert!(table.frames(watcher) > 0);
    assert!(table.notables(watcher).is_some() && table.radar(watcher).is_some());
    assert!(table.shown(watcher) > 0);
}

#[test]
fn neither_map_nor_notables_nor_radar_nor_roll_are_newer() {
    let mut table = Table::of(240.0).in_empty_space().shown_late_by(DELAY_TICKS);
    let watcher = table.sit(Role::Spectator);
    table.ticks(2 * DELAY_TICKS);
    table.say(
        watcher,
        ToServer::View {
            half_width_m: 1e9,
            half_height_m: 1e9,
        },
    );
    table.ticks(seconds(4));
    let pilot = table.sit(Role::Pilot);
    let came_at = table.now();
    let ships = |table: &Table| {
        let overview = table.overview(watcher).expect("it is told");
        overview.ships.0.iter().copied().map(u32::from).sum::<u32>()
    };
    while table.now() < came_at + DELAY_TICKS {
        let (flying, watching) = table.roll();
        if table.now() < came_at + DELAY_TICKS {
            assert_eq!((flying.len(), watching), (0, 1));
        }
        assert_eq!(ships(&table), 0);
        assert!(table.notables(watcher).is_some_and(|it| it.rows.is_empty()));
        let radar = table.radar(watcher).expect("it is told");
        assert!(radar.players == 0 && radar.action.is_none() && radar.leader.is_none());
    }
    table.ticks(seconds(5));
    assert_eq!(table.roll(), (vec![table.player(pilot)], 1));
    assert_eq!(ships(&table), 1);
    assert_eq!(table.notables(watcher).map(|it| it.rows.len()), Some(1));
    assert_eq!(table.radar(watcher).map(|it| it.players), Some(1));
}

#[test]
fn who_watches_a_room_that_is_shown_late_keeps_it_awake_until_it_takes_nothing() {
    let mut table = Table::of(240.0).with_bots(10).shown_late_by(DELAY_TICKS);
    let watcher = table.sit(Role::Spectator);
    table.ticks(2 * DELAY_TICKS);
    assert!(!table.is_deserted());
    table.stall(watcher, true);
    table.ticks(seconds(13));
    assert_eq!(table.closed(watcher), Some(CloseCode::TooSlow));
    assert!(table.is_deserted());
}
