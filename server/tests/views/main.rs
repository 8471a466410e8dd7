//! What clients are told: enough, and no more.

mod above;
mod crowd;
mod late;
#[path = "../table/mod.rs"]
mod table;

use std::collections::HashMap;

use asteroids_shared::protocol::{CloseCode, Focus, Role, ToServer};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, EntityId, Tick};
use table::{Seat, Table};

/// Nothing in view is ever missing, nothing far out of it is kept, and what is
/// shown is where the world has it, to the bit.
fn assert_pictures_equal_the_world(mut table: Table) {
    let pilots: Vec<Seat> = (0..6).map(|_| table.sit(Role::Pilot)).collect();
    let watcher = table.sit(Role::Spectator);
    for tick in 0..seconds(30) {
        for (number, &pilot) in (0u32..).zip(&pilots) {
            if (tick + 5 * number).is_multiple_of(11) {
                table.hold(pilot, wild_controls(tick * 31 + number * 17));
            }
        }
        table.tick();
        for &seat in pilots.iter().chain([&watcher]) {
            table.assert_picture_equals_world(seat);
        }
    }
    assert!(pilots.iter().any(|&seat| table.shots_told(seat) > 0));
    assert!(
        pilots
            .iter()
            .any(|&seat| table.has_looked_over_the_seam(seat))
    );
}

#[test]
fn a_clients_picture_equals_the_world_at_every_tick() {
    for seed in 1..=4 {
        assert_pictures_equal_the_world(Table::of(200.0).with_bots(40).with_seed(seed));
    }
}

#[test]
fn so_it_does_when_frames_are_rare() {
    assert_pictures_equal_the_world(Table::of(200.0).with_bots(40).sending_every(6));
}

#[test]
fn so_it_does_whatever_the_server_gives_up_while_it_is_pressed() {
    for steps in 1..=6 {
        let mut table = Table::of(200.0).with_bots(40).relieved_by(steps);
        let early = table.sit(Role::Spectator);
        table.ticks(seconds(8));
        assert_eq!(table.relief_steps_taken(), steps);
        table.leave(early);
        assert_pictures_equal_the_world(table);
    }
}

#[test]
fn bots_fill_a_room_and_leave_as_people_come() {
    let mut table = Table::of(240.0).with_bots(5);
    let first = table.sit(Role::Pilot);
    table.ticks(20);
    assert_eq!((table.people(), table.bots()), (1, 4));
    let others: Vec<Seat> = (0..6).map(|_| table.sit(Role::Pilot)).collect();
    table.ticks(20);
    assert_eq!((table.people(), table.bots()), (7, 0));
    table.leave(first);
    (0..5).for_each(|seat| table.leave(others[seat]));
    table.ticks(20);
    assert_eq!((table.people(), table.bots()), (1, 4));
}

/// Without company a screen would have one other ship, and often none.
#[test]
fn whoever_flies_among_bots_has_company() {
    for seed in 0..3 {
        let mut table = Table::of(400.0).with_bots(80).with_seed(seed);
        let pilot = table.sit(Role::Pilot);
        let (mut looks, mut alone, mut others) = (0, 0, 0);
        for _ in 0..seconds(90) {
            table.say(pilot, ToServer::Respawn);
            table.tick();
            if let Some(ships) = table.ships_on_screen(pilot) {
                looks += 1;
                alone += u32::from(ships == 1);
                others += ships - 1;
            }
        }
        let mean = others as f32 / looks as f32;
        assert!((1.5..6.0).contains(&mean), "seed {seed}: {mean} others");
        let alone = alone as f32 / looks as f32;
        assert!(alone < 0.15, "seed {seed}: alone {alone} of the time");
    }
}

#[test]
fn a_pilot_feels_its_death_at_once_however_rare_frames_are() {
    let mut table = Table::of(120.0).with_bots(30).sending_every(32);
    let pilot = table.sit(Role::Pilot);
    table.ticks(2);
    let lived_ticks = (0..seconds(300)).find(|_| {
        table.tick();
        !table.has_ship(pilot)
    });
    assert!(
        lived_ticks.is_some(),
        "nobody shot a pilot that sat still for five minutes"
    );
    assert_eq!(table.told_tick(pilot), table.now());
}

/// So that it takes one byte, however many entities the world has.
#[test]
fn a_client_knows_what_it_sees_by_small_ids() {
    let mut table = Table::of(400.0).with_bots(250).with_capacity(300);
    let pilot = table.sit(Role::Pilot);
    for _ in 0..seconds(20) {
        table.tick();
        assert!(table.greatest_id_shown(pilot) < 128);
    }
    assert!(table.greatest_id_shown(pilot) > 0);
}

#[test]
fn a_long_quiet_entity_is_told_anew() {
    let mut table = Table::of(240.0)
        .in_empty_space()
        .with_heartbeats_every(seconds(5));
    let pilot = table.sit(Role::Pilot);
    table.ticks(2);
    let (mut told, mut since) = (table.anchors_told(pilot), table.now());
    for _ in 0..seconds(60) {
        table.tick();
        if table.anchors_told(pilot) > told {
            (told, since) = (table.anchors_told(pilot), table.now());
        }
        let silence_ticks = table.now() - since;
        assert!(silence_ticks <= seconds(5), "{silence_ticks} ticks");
    }
    assert!((12..=30).contains(&told), "{told} anchors in a minute");
}

#[test]
fn a_crowd_fits_into_frames_of_bounded_size_and_all_of_it_is_told() {
    let mut table = Table::of(64.0)
        .in_empty_space()
        .with_capacity(400)
        .with_bots(400);
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(20));
    table.assert_picture_equals_world(pilot);
    assert!(
        table.ships_shown(pilot) > 50,
        "{} ships",
        table.ships_shown(pilot)
    );
}

#[test]
fn a_crowd_costs_a_client_little_and_nothing_in_it_waits_for_over_a_second() {
    let mut table = Table::of(64.0)
        .in_empty_space()
        .with_capacity(500)
        .with_bots(500);
    let watcher = table.sit(Role::Spectator);
    table.ticks(seconds(20));
    let before = table.bytes(watcher);
    let mut outdated_since: HashMap<EntityId, Tick> = HashMap::new();
    for _ in 0..seconds(20) {
        table.tick();
        let outdated = table.outdated(watcher);
        outdated_since.retain(|id, _| outdated.contains(id));
        for id in outdated {
            let since = *outdated_since.entry(id).or_insert(table.now());
            let waited_ticks = table.now() - since;
            assert!(
                waited_ticks <= seconds(1),
                "{id} waits {waited_ticks} ticks"
            );
        }
    }
    let bytes_per_second = (table.bytes(watcher) - before) / 20;
    assert!(
        bytes_per_second <= 8_000,
        "{bytes_per_second} bytes a second"
    );
    assert!(table.ships_shown(watcher) > 50);
}

/// A client that takes nothing for a while costs no memory, and sees the world
/// as it is when it comes back.
#[test]
fn a_client_that_stalls_comes_back_to_a_correct_picture() {
    let mut table = Table::of(240.0).with_bots(30);
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(5));
    for stall_ticks in [3, 20, 100, 130, seconds(8)] {
        table.stall(pilot, true);
        table.ticks(stall_ticks);
        table.stall(pilot, false);
        table.ticks(6);
        for _ in 0..seconds(1) {
            table.tick();
            table.assert_picture_equals_world(pilot);
        }
    }
}

#[test]
fn a_client_that_takes_nothing_for_ten_seconds_is_let_go() {
    let mut table = Table::of(240.0).with_bots(40);
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(1));
    table.stall(pilot, true);
    table.ticks(seconds(12));
    assert_eq!(table.closed(pilot), Some(CloseCode::TooSlow));
    assert_eq!(table.people(), 1, "it may come back for a minute");
    table.ticks(seconds(60));
    assert_eq!(table.people(), 0);
}

#[test]
fn a_hidden_tab_gets_a_trickle_and_then_everything() {
    let mut table = Table::of(240.0).with_bots(30);
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(4));
    table.say(pilot, ToServer::Away(true));
    table.ticks(seconds(1));
    let before = table.frames(pilot);
    table.ticks(seconds(10));
    let trickle = table.frames(pilot) - before;
    assert!(
        (5..=15).contains(&trickle),
        "{trickle} frames in ten seconds"
    );
    table.say(pilot, ToServer::Away(false));
    table.ticks(2);
    table.assert_picture_equals_world(pilot);
}

#[test]
fn a_quiet_view_costs_nothing() {
    let mut table = Table::of(240.0).in_empty_space();
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(5));
    let before = table.frames(pilot);
    table.ticks(seconds(10));
    assert!(
        table.frames(pilot) - before <= 1,
        "{} frames",
        table.frames(pilot) - before
    );
}

#[test]
fn who_looks_again_gets_a_frame_at_once_however_quiet_it_is() {
    let mut table = Table::of(240.0).in_empty_space();
    let pilot = table.sit(Role::Pilot);
    table.ticks(seconds(5));
    for quiet_ticks in [1, 2, 7, 31, 64] {
        table.say(pilot, ToServer::Away(true));
        table.ticks(quiet_ticks);
        table.say(pilot, ToServer::Away(false));
        table.tick();
        assert_eq!(table.told_tick(pilot), table.now());
    }
}

#[test]
fn what_a_spectator_holds_is_ignored() {
    let mut table = Table::of(240.0).in_empty_space();
    let watcher = table.sit(Role::Spectator);
    table.ticks(4);
    table.hold(watcher, Controls::THRUST);
    table.ticks(seconds(1));
    assert_eq!(table.ack(watcher), 0);
}

/// Somebody else may write to the wire between the look at it and the frame.
#[test]
fn a_wire_that_is_clear_and_refuses_once_costs_nothing() {
    let mut table = Table::of(240.0).with_bots(30);
    let pilot = table.sit(Role::Pilot);
    table.refuse_next(pilot);
    let mut looks = 0;
    for tick in 0..seconds(20) {
        if tick % 5 == 0 {
            table.refuse_next(pilot);
        }
        table.tick();
        // What is refused comes with the next tick.
        if table.told_tick(pilot) == table.now() {
            table.assert_picture_equals_world(pilot);
            looks += 1;
        }
    }
    assert!(looks > 50, "{looks} frames came in time");
    assert_eq!(table.closed(pilot), None);
    assert!(table.frames(pilot) > 100);
}

#[test]
fn an_input_is_acknowledged_and_takes_effect_at_its_tick() {
    let mut table = Table::of(240.0).in_empty_space();
    let pilot = table.sit(Role::Pilot);
    table.ticks(4);
    let at = table.now() + 6;
    table.say(
        pilot,
        ToServer::Controls {
            seq: 1,
            tick: at,
            controls: Controls::THRUST,
        },
    );
    table.ticks(6);
    assert_eq!(
        table
            .ship(pilot)
            .motion
            .vx_mps
            .hypot(table.ship(pilot).motion.vy_mps),
        0.0
    );
    table.ticks(3);
    assert!(
        table
            .ship(pilot)
            .motion
            .vx_mps
            .hypot(table.ship(pilot).motion.vy_mps)
            > 0.0
    );
    assert_eq!(table.ack(pilot), 1);
    table.assert_picture_equals_world(pilot);
}

#[test]
fn a_view_is_granted_as_far_as_the_role_may_see() {
    let mut table = Table::of(240.0);
    let pilot = table.sit(Role::Pilot);
    let watcher = table.sit(Role::Spectator);
    table.ticks(2);
    for seat in [pilot, watcher] {
        table.say(
            seat,
            ToServer::View {
                half_width_m: 1e30,
                half_height_m: -5.0,
            },
        );
    }
    table.ticks(4);
    assert_eq!(table.granted(pilot), (40.0, 8.0));
    assert_eq!(table.granted(watcher), (120.0, 8.0));
}

#[test]
fn a_spectator_follows_whom_it_asks_for_and_takes_no_place() {
    let mut table = Table::of(240.0).with_capacity(1);
    let pilot = table.sit(Role::Pilot);
    let watcher = table.sit(Role::Spectator);
    let late = table.sit(Role::Pilot);
    table.ticks(2);
    assert_eq!(table.closed(late), Some(CloseCode::Full));
    let player = table.player(pilot);
    table.say(watcher, ToServer::Focus(Focus::Player(player)));
    table.ticks(4);
    assert!(table.sees_ship_of(watcher, pilot));
}

#[test]
fn a_newcomer_has_its_place_within_about_a_second() {
    let mut table = Table::of(240.0);
    let early = table.sit(Role::Pilot);
    table.ticks(20);
    let late = table.sit(Role::Pilot);
    table.ticks(5);
    assert_eq!(table.place_among(late), Some((0, 1)), "told at once");
    table.ticks(seconds(1));
    assert_eq!(table.place_among(late), Some((2, 2)));
    table.ticks(seconds(3));
    assert_eq!(table.place_among(early), Some((1, 2)));
}

fn wild_controls(mut state: u32) -> Controls {
    state = (state ^ 61 ^ (state >> 16)).wrapping_mul(9);
    state = (state ^ (state >> 4)).wrapping_mul(0x27d4_eb2d);
    Controls::from_bits((state >> 15) as u8).with(Controls::THRUST)
}
