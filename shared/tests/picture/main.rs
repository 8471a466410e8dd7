//! What a client knows after it has applied frames.

use asteroids_shared::picture::{Breach, Correction, Findings, Picture};
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Anchor, Arrival, Badge, ControlChange, Detail, Event, Flags, Frame, Reason, Shot, Vanished,
    Welcome, You,
};
use asteroids_shared::rules::BULLET_LIFE_TICKS;
use asteroids_shared::{Controls, EntityId, Kind, Motion, PickupKind, Tick, Torus};

const SHIP: EntityId = 1;
const ROCK: EntityId = 2;
const BULLET: EntityId = 3;
const WORLD: Torus = Torus::square(200.0);

fn picture_at(tick: Tick) -> Picture {
    let mut welcome = Welcome::standard(WORLD);
    welcome.tick = tick;
    Picture::new(&welcome)
}

/// A frame so many ticks after the one before.
fn frame(ticks: Tick, fill: impl FnOnce(&mut Frame)) -> Frame {
    let mut frame = Frame {
        ticks: Some(ticks),
        ..Frame::default()
    };
    fill(&mut frame);
    frame
}

fn ship(motion: Motion, controls: Controls) -> Arrival {
    Arrival {
        entity: SHIP,
        motion,
        detail: Detail::Ship {
            controls,
            player: 9,
            name: "Ada".into(),
            flags: Flags::default(),
            bounty: 0,
        },
    }
}

fn rock(motion: Motion) -> Arrival {
    Arrival {
        entity: ROCK,
        motion,
        detail: Detail::Rock {
            kind: Kind::RockLarge,
            seed: 7,
        },
    }
}

fn held(tick: Tick, controls: Controls) -> ControlChange {
    ControlChange {
        ship: SHIP,
        tick: Tick3::of(tick),
        controls,
    }
}

fn anchor(entity: EntityId, tick: Tick, motion: Motion) -> Anchor {
    Anchor {
        entity,
        tick: Tick3::of(tick),
        controls: Controls::NONE,
        motion,
    }
}

fn shot(tick: Tick, spread: i8) -> Shot {
    Shot {
        ship: SHIP,
        tick: Tick3::of(tick),
        bullet: BULLET,
        spread,
    }
}

fn drifting() -> Motion {
    Motion {
        vx_mps: 5.0,
        vy_mps: -3.0,
        spin_radps: 0.5,
        ..Motion::at(95.0, 0.0)
    }
}

fn flown(mut motion: Motion, kind: Kind, controls: Controls, ticks: Tick) -> Motion {
    for _ in 0..ticks {
        motion.advance(controls, &kind.dynamics(), &WORLD);
    }
    motion
}

#[track_caller]
fn clean(findings: &Findings) {
    assert!(findings.breaches.is_empty(), "{:?}", findings.breaches);
}

#[track_caller]
fn only_breach(findings: &Findings, name: &str) {
    let names: Vec<_> = findings.breaches.iter().map(Breach::name).collect();
    assert_eq!(names, [name]);
}

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
        f.shots = vec![shot(493, 1)];
        f.controls = vec![held(493, Controls::THRUST)];
        f.anchors = vec![anchor(SHIP, 493, moved)];
    })));
    let ship = flown(moved, Kind::Ship, Controls::THRUST, 7);
    let bullet = flown(moved.muzzle(1, &WORLD), Kind::Bullet, Controls::NONE, 7);
    assert!(picture.entity(SHIP).unwrap().motion().same_bits(&ship));
    assert!(picture.entity(BULLET).unwrap().motion().same_bits(&bullet));
}

#[test]
fn a_bullet_vanishes_by_itself() {
    let mut picture = picture_at(300);
    clean(picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.shots = vec![shot(300, 0)];
    })));
    let over = 300 + BULLET_LIFE_TICKS;
    picture.advance_to(over - 1);
    assert!(picture.entity(BULLET).is_some());
    picture.advance_to(over);
    assert!(picture.entity(BULLET).is_none());
    assert_eq!(picture.entities().count(), 1);
    assert!(picture.motion_at(BULLET, over).is_none());
}

fn bullet(age_ticks: Tick) -> Arrival {
    Arrival {
        entity: BULLET,
        motion: drifting().muzzle(0, &WORLD),
        detail: Detail::Bullet { age_ticks },
    }
}

#[test]
fn a_bullet_from_out_of_sight_flies_on_from_where_it_was_fired() {
    let mut picture = picture_at(300);
    clean(picture.apply(&frame(0, |f| f.arrivals.push(bullet(12)))));
    picture.advance_to(304);
    let flown = flown(
        drifting().muzzle(0, &WORLD),
        Kind::Bullet,
        Controls::NONE,
        16,
    );
    assert!(picture.entity(BULLET).unwrap().motion().same_bits(&flown));
    picture.advance_to(300 - 12 + BULLET_LIFE_TICKS);
    assert!(picture.entity(BULLET).is_none());
}

#[test]
fn a_bullet_older_than_any_is_a_named_breach() {
    let mut picture = picture_at(300);
    let findings = picture.apply(&frame(0, |f| {
        f.arrivals.push(bullet(BULLET_LIFE_TICKS + 1));
    }));
    only_breach(findings, "impossible_motion");
    let mut picture = picture_at(5);
    let findings = picture.apply(&frame(0, |f| f.arrivals.push(bullet(6))));
    only_breach(findings, "impossible_motion");
}

#[test]
fn a_bullet_may_hit_in_the_frame_that_ends_its_time() {
    let mut picture = picture_at(300);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.shots = vec![shot(300, 0)];
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
        });
    })));
    assert_eq!((picture.you().ship, picture.you().lives), (SHIP, 3));
    assert_eq!(picture.ack(), 4);
    assert!(matches!(
        picture.entity(SHIP).unwrap().detail(),
        Detail::Ship {
            flags: Flags::SHIELD,
            bounty: 50,
            ..
        }
    ));
}

#[test]
fn what_concerns_an_unknown_entity_is_a_named_breach() {
    type Fill = fn(&mut Frame);
    let cases: [(&str, Fill); 6] = [
        ("unknown_in_anchors", |f| {
            f.anchors.push(anchor(SHIP, 100, Motion::at(0.0, 0.0)));
        }),
        ("unknown_in_controls", |f| {
            f.controls.push(held(100, Controls::LEFT));
        }),
        ("unknown_in_shots", |f| f.shots.push(shot(100, 0))),
        ("unknown_in_left", |f| f.left.push(SHIP)),
        ("unknown_in_vanished", |f| {
            f.vanished.push(Vanished {
                entity: SHIP,
                reason: Reason::Gone,
            });
        }),
        ("unknown_in_badges", |f| {
            f.badges.push(Badge {
                ship: SHIP,
                flags: Flags::BOT,
                bounty: 0,
            });
        }),
    ];
    for (name, fill) in cases {
        only_breach(picture_at(90).apply(&frame(10, fill)), name);
    }
}

#[test]
fn what_is_older_than_the_last_that_was_told_comes_late() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
    }));
    let findings = picture.apply(&frame(2, |f| f.controls.push(held(99, Controls::LEFT))));
    only_breach(findings, "late");
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
fn steering_a_rock_or_firing_a_bullet_twice_is_a_named_breach() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals = vec![rock(drifting()), ship(drifting(), Controls::NONE)];
        f.shots.push(shot(100, 0));
    }));
    let findings = picture.apply(&frame(1, |f| {
        f.controls.push(ControlChange {
            ship: ROCK,
            ..held(101, Controls::LEFT)
        });
    }));
    only_breach(findings, "not_a_ship");
    let findings = picture.apply(&frame(0, |f| f.shots.push(shot(101, 0))));
    only_breach(findings, "known_bullet");
}

#[test]
fn a_bullet_whose_time_is_over_leaves_its_id_to_the_next() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals.push(ship(drifting(), Controls::NONE));
        f.shots.push(shot(100, 0));
    }));
    let later = 100 + BULLET_LIFE_TICKS;
    clean(picture.apply(&frame(BULLET_LIFE_TICKS, |f| {
        f.shots.push(shot(later, 0));
    })));
    assert!(picture.entity(BULLET).is_some());
}

#[test]
fn a_motion_out_of_this_world_is_a_named_breach() {
    for motion in [
        Motion::at(101.0, 0.0),
        Motion {
            cos: 0.5,
            ..Motion::at(0.0, 0.0)
        },
    ] {
        let findings_of = |f: &mut Frame| f.arrivals.push(rock(motion));
        only_breach(
            picture_at(100).apply(&frame(100, findings_of)),
            "impossible_motion",
        );
    }
}

#[test]
fn a_leap_of_years_does_not_hang_a_client() {
    let mut picture = picture_at(0);
    picture.apply(&frame(0, |f| f.arrivals.push(rock(drifting()))));
    clean(picture.apply(&frame(Tick::MAX, |_| {})));
    assert_eq!(picture.shown_tick(), Tick::MAX);
}
