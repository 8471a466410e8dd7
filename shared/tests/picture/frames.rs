//! What frames change, and what goes on without them.

use asteroids_shared::picture::Correction;
use asteroids_shared::protocol::{Arrival, Badge, Detail, Event, Flags, Reason, Vanished, You};
use asteroids_shared::rules::BULLET_LIFE_TICKS;
use asteroids_shared::{Controls, Gear, Kind, Motion, PickupKind, Spread, Tick};

use crate::{
    BULLET, ROCK, SHIP, WORLD, anchor, bullet, clean, drifting, flown, frame, held, only_breach,
    picture_at, rock, ship, shot,
};

#[test]
fn a_ship_flies_on_as_predicted_while_nothing_is_said() {
    let mut picture = picture_at(1000);
    clean(picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::THRUST));
    })));
    picture.advance_to(1200);
    let expected = flown(drifting(), Kind::Ship, Controls::THRUST, 200);
    assert!(picture.entity(SHIP).unwrap().motion().same_bits(&expected));
    assert!(picture.motion_at(SHIP, 1200).unwrap().same_bits(&expected));
}

#[test]
fn a_frame_that_counts_no_ticks_comes_after_as_many_as_the_one_before() {
    let mut picture = picture_at(1000);
    for (ticks, tick) in [
        (None, 1000),
        (Some(3), 1003),
        (None, 1006),
        (None, 1009),
        (Some(5), 1014),
        (None, 1019),
    ] {
        let told = frame(0, |f| f.ticks = ticks);
        assert_eq!(picture.tick_of_next(&told), tick);
        clean(picture.apply(&told));
        assert_eq!(picture.tick(), tick);
    }
}

#[test]
fn a_key_pressed_in_the_past_bends_the_course_from_its_own_tick() {
    let mut picture = picture_at(1000);
    clean(picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
    })));
    picture.advance_to(1040);
    clean(picture.apply(&frame(20, |f| {
        f.controls = vec![held(1018, Controls::LEFT), held(1013, Controls::THRUST)];
    })));
    let at_1013 = flown(drifting(), Kind::Ship, Controls::NONE, 13);
    let at_1018 = flown(at_1013, Kind::Ship, Controls::THRUST, 5);
    let at_1040 = flown(at_1018, Kind::Ship, Controls::LEFT, 22);
    assert!(picture.entity(SHIP).unwrap().motion().same_bits(&at_1040));
    assert_eq!(picture.entity(SHIP).unwrap().controls(), Controls::LEFT);
}

#[test]
fn at_one_tick_anchors_come_before_controls_before_shots() {
    let mut picture = picture_at(480);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
    }));
    let moved = Motion::at(-20.0, 10.0);
    clean(picture.apply(&frame(20, |f| {
        f.shots = vec![shot(493, Spread::Left)];
        f.controls = vec![held(493, Controls::THRUST)];
        f.anchors = vec![anchor(SHIP, 493, moved)];
    })));
    let ship = flown(moved, Kind::Ship, Controls::THRUST, 7);
    let bullet = flown(
        moved.muzzle(Spread::Left, &WORLD),
        Kind::Bullet,
        Controls::NONE,
        7,
    );
    assert!(picture.entity(SHIP).unwrap().motion().same_bits(&ship));
    assert!(picture.entity(BULLET).unwrap().motion().same_bits(&bullet));
}

#[test]
fn a_bullet_vanishes_by_itself() {
    let mut picture = picture_at(300);
    clean(picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.shots = vec![shot(300, Spread::Straight)];
    })));
    let over = 300 + BULLET_LIFE_TICKS;
    picture.advance_to(over - 1);
    assert!(picture.entity(BULLET).is_some());
    picture.advance_to(over);
    assert!(picture.entity(BULLET).is_none());
    assert_eq!(picture.entities().count(), 1);
    assert!(picture.motion_at(BULLET, over).is_none());
}

#[test]
fn a_bullet_from_out_of_sight_flies_on_from_where_it_was_fired() {
    let mut picture = picture_at(300);
    clean(picture.apply(&frame(0, |f| f.arrivals.push(bullet(12)))));
    picture.advance_to(304);
    let flown = flown(
        drifting().muzzle(Spread::Straight, &WORLD),
        Kind::Bullet,
        Controls::NONE,
        16,
    );
    assert!(picture.entity(BULLET).unwrap().motion().same_bits(&flown));
    picture.advance_to(300 - 12 + BULLET_LIFE_TICKS);
    assert!(picture.entity(BULLET).is_none());
}

#[test]
fn a_bullet_may_hit_in_the_frame_that_ends_its_time() {
    let mut picture = picture_at(300);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.shots = vec![shot(300, Spread::Straight)];
    }));
    picture.advance_to(350);
    clean(picture.apply(&frame(40, |f| {
        f.vanished.push(Vanished {
            entity: BULLET,
            reason: Reason::Destroyed,
        });
    })));
}

#[test]
fn an_anchor_tells_how_wrong_the_picture_was() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| f.arrivals.push(rock(Motion::at(99.0, 0.0)))));
    let findings = picture.apply(&frame(10, |f| {
        f.anchors.push(anchor(ROCK, 108, Motion::at(-99.0, 0.0)));
    }));
    let across_the_seam = Correction {
        entity: ROCK,
        error_m: 2.0,
    };
    assert_eq!(findings.corrections, [across_the_seam]);
}

#[test]
fn a_jump_is_no_correction() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
    }));
    let findings = picture.apply(&frame(10, |f| {
        f.anchors.push(anchor(SHIP, 108, Motion::at(-50.0, 0.0)));
        f.events.push(Event::Jump {
            ship: SHIP,
            from_x_m: 95.0,
            from_y_m: 0.0,
        });
    }));
    assert_eq!(findings.corrections, []);
}

#[test]
fn a_jump_that_is_told_a_frame_before_its_anchor_is_no_correction_and_the_next_anchor_is() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.events.push(Event::Jump {
            ship: SHIP,
            from_x_m: 95.0,
            from_y_m: 0.0,
        });
    }));
    let jump = picture.apply(&frame(10, |f| {
        f.anchors.push(anchor(SHIP, 108, Motion::at(-50.0, 0.0)));
    }));
    assert_eq!(jump.corrections, []);
    let touch = picture.apply(&frame(10, |f| {
        f.anchors.push(anchor(SHIP, 118, Motion::at(-49.0, 0.0)));
    }));
    assert_eq!(touch.corrections.len(), 1);
}

#[test]
fn an_arrival_replaces_what_had_its_id() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| f.arrivals.push(rock(drifting()))));
    clean(picture.apply(&frame(10, |f| {
        f.arrivals.push(Arrival {
            entity: ROCK,
            motion: Motion::at(0.0, 0.0),
            detail: Detail::Pickup {
                gives: PickupKind::Shield,
                left_ticks: 50,
            },
        });
    })));
    assert_eq!(picture.entity(ROCK).unwrap().kind(), Kind::Pickup);
    assert_eq!(picture.entities().count(), 1);
}

#[test]
fn badges_and_own_state_are_kept() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.you = Some(You {
            ship: SHIP,
            lives: 3,
            ..You::default()
        });
    }));
    clean(picture.apply(&frame(2, |f| {
        f.acks = 4;
        f.badges.push(Badge {
            ship: SHIP,
            flags: Flags::SHIELD,
            bounty: 50,
            gear: Gear(3),
            look: 9,
        });
    })));
    assert_eq!((picture.you().ship, picture.you().lives), (SHIP, 3));
    assert_eq!(picture.ack(), 4);
    assert!(matches!(
        picture.entity(SHIP).unwrap().detail(),
        Detail::Ship {
            flags: Flags::SHIELD,
            bounty: 50,
            gear: Gear(3),
            look: 9,
            ..
        }
    ));
}

#[test]
fn ticks_and_inputs_are_counted_from_frame_to_frame() {
    let mut picture = picture_at(100);
    clean(picture.apply(&frame(3, |f| f.acks = 2)));
    clean(picture.apply(&frame(0, |f| f.acks = 1)));
    assert_eq!((picture.tick(), picture.ack()), (103, 3));
    only_breach(picture.apply(&frame(Tick::MAX, |_| {})), "out_of_range");
    let findings = picture.apply(&frame(1, |f| f.acks = u32::MAX));
    only_breach(findings, "out_of_range");
    assert_eq!((picture.tick(), picture.ack()), (103, 3));
}

#[test]
fn a_bullet_whose_time_is_over_leaves_its_id_to_the_next() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.shots.push(shot(100, Spread::Straight));
    }));
    let later = 100 + BULLET_LIFE_TICKS;
    clean(picture.apply(&frame(BULLET_LIFE_TICKS, |f| {
        f.shots.push(shot(later, Spread::Straight));
    })));
    assert!(picture.entity(BULLET).is_some());
}

#[test]
fn a_leap_of_years_does_not_hang_a_client() {
    let mut picture = picture_at(0);
    picture.apply(&frame(0, |f| f.arrivals.push(rock(drifting()))));
    clean(picture.apply(&frame(Tick::MAX, |_| {})));
    assert_eq!(picture.shown_tick(), Tick::MAX);
}
