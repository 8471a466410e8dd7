//! What a server must not say, and what becomes of it.

use asteroids_shared::protocol::{Badge, ControlChange, Flags, Frame, Reason, Vanished};
use asteroids_shared::rules::BULLET_LIFE_TICKS;
use asteroids_shared::{Controls, Gear, Motion, Spread};

use crate::{
    ROCK, SHIP, anchor, bullet, drifting, frame, held, only_breach, picture_at, rock, ship, shot,
};

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
fn what_concerns_an_unknown_entity_is_a_named_breach() {
    type Fill = fn(&mut Frame);
    let cases: [(&str, Fill); 6] = [
        ("unknown_in_anchors", |f| {
            f.anchors.push(anchor(SHIP, 100, Motion::at(0.0, 0.0)));
        }),
        ("unknown_in_controls", |f| {
            f.controls.push(held(100, Controls::LEFT));
        }),
        ("unknown_in_shots", |f| {
            f.shots.push(shot(100, Spread::Straight))
        }),
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
                gear: Gear::NONE,
                look: 0,
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
fn steering_a_rock_or_firing_a_bullet_twice_is_a_named_breach() {
    let mut picture = picture_at(100);
    picture.apply(&frame(0, |f| {
        f.arrivals = vec![rock(drifting()), ship(drifting(), Controls::NONE)];
        f.shots.push(shot(100, Spread::Straight));
    }));
    let findings = picture.apply(&frame(1, |f| {
        f.controls.push(ControlChange {
            ship: ROCK,
            ..held(101, Controls::LEFT)
        });
    }));
    only_breach(findings, "not_a_ship");
    let findings = picture.apply(&frame(0, |f| f.shots.push(shot(101, Spread::Straight))));
    only_breach(findings, "known_bullet");
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
