//! A frame with one of everything that it can have.

use asteroids_shared::kind::Layout;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Anchor, Arrival, Badge, ControlChange, Detail, Event, Flags, Frame, Pong, Reason, Shot,
    Vanished, Weapon, You,
};
use asteroids_shared::{Controls, Gear, Improvement, Kind, Motion, PickupKind, Spread};

use crate::samples::TICK;

pub fn frames() -> Vec<(String, Frame)> {
    let mut frames = parts();
    frames.extend(
        arrivals()
            .into_iter()
            .map(|(name, arrival)| (name, frame(|f| f.arrivals = vec![arrival]))),
    );
    frames.extend(
        events()
            .into_iter()
            .map(|(name, event)| (name.to_owned(), frame(|f| f.events = vec![event]))),
    );
    frames
}

/// A frame with each of its parts, and one with all.
fn parts() -> Vec<(String, Frame)> {
    let parts = [
        ("frame_empty", frame(|_| {})),
        (
            "frame_at_the_pace_of_the_one_before",
            frame(|f| f.ticks = None),
        ),
        ("frame_controls", frame(controls)),
        ("frame_shots", frame(shots)),
        ("frame_anchors", frame(anchors)),
        ("frame_left", frame(left)),
        ("frame_vanished", frame(vanished)),
        ("frame_badges", frame(badges)),
        ("frame_you", frame(you)),
        ("frame_pong", frame(pong)),
        (
            "frame_of_everything",
            frame(|f| {
                for fill in [controls, shots, left, vanished, badges, anchors, you, pong] {
                    fill(f);
                }
                f.arrivals = arrivals().into_iter().map(|(_, arrival)| arrival).collect();
                f.events = events().into_iter().map(|(_, event)| event).collect();
            }),
        ),
    ];
    parts.map(|(name, frame)| (name.to_owned(), frame)).to_vec()
}

/// A frame three ticks after the one before, with one more input taken.
fn frame(fill: impl FnOnce(&mut Frame)) -> Frame {
    let mut frame = Frame {
        ticks: Some(3),
        acks: 1,
        ..Frame::default()
    };
    fill(&mut frame);
    frame
}

fn motion(x_m: f32, y_m: f32) -> Motion {
    Motion {
        cos: 0.6,
        sin: -0.8,
        vx_mps: 3.25,
        vy_mps: -11.1,
        spin_radps: 0.7,
        ..Motion::at(x_m, y_m)
    }
}

fn controls(frame: &mut Frame) {
    let change = |ship, tick, controls| ControlChange {
        ship,
        tick: Tick3::of(tick),
        controls,
    };
    frame.controls = vec![
        change(17, TICK - 1, Controls::THRUST.with(Controls::LEFT)),
        change(300, TICK, Controls::NONE),
    ];
}

fn shots(frame: &mut Frame) {
    let shot = |bullet, spread| Shot {
        ship: 17,
        tick: Tick3::of(TICK - 1),
        bullet,
        spread,
    };
    frame.shots = Spread::ALL
        .into_iter()
        .zip(90..)
        .map(|(spread, bullet)| shot(bullet, spread))
        .collect();
}

fn anchors(frame: &mut Frame) {
    frame.anchors = vec![Anchor {
        entity: 17,
        tick: Tick3::of(TICK - 2),
        controls: Controls::BRAKE,
        motion: motion(399.75, -0.125),
    }];
}

fn left(frame: &mut Frame) {
    frame.left = vec![40, 300];
}

fn vanished(frame: &mut Frame) {
    let vanished = |entity, reason| Vanished { entity, reason };
    frame.vanished = vec![
        vanished(41, Reason::Destroyed),
        vanished(42, Reason::Gone),
        vanished(43, Reason::Taken),
    ];
}

fn badges(frame: &mut Frame) {
    frame.badges = vec![Badge {
        ship: 17,
        flags: Flags::SHIELD.with(Flags::SPREAD_SHOT),
        bounty: 150,
        gear: Gear::of(Improvement::QuickJump).with(Gear::of(Improvement::WideScoop)),
        look: 9,
    }];
}

fn you(frame: &mut Frame) {
    frame.you = Some(You {
        ship: 17,
        score: 12_340,
        lives: 3,
        streak: 4,
        rapid_fire_until: 0,
        spread_shot_until: TICK + 320,
        jump_ready: TICK + 100,
        respawn_ready: TICK - 500,
        offer: Gear::of(Improvement::LongHold).with(Gear::of(Improvement::MineLayer)),
    });
}

fn pong(frame: &mut Frame) {
    frame.pong = Some(Pong {
        nonce: 70_000,
        held_us: 18_250,
    });
}

/// One of each kind, and of what gives several things one for each.
fn arrivals() -> Vec<(String, Arrival)> {
    let samples = Kind::ALL.into_iter().flat_map(samples_of);
    let named = samples.zip(18..).map(|((name, motion, detail), entity)| {
        let arrival = Arrival {
            entity,
            motion,
            detail,
        };
        (format!("frame_arrival_{name}"), arrival)
    });
    named.collect()
}

fn samples_of(kind: Kind) -> Vec<(&'static str, Motion, Detail)> {
    let turning = motion(-20.5, 31.0);
    let still = Motion {
        vx_mps: 44.0,
        vy_mps: -2.5,
        ..Motion::at(1.5, -400.0)
    };
    let one = |motion, detail| vec![(kind.name(), motion, detail)];
    match kind.traits().layout {
        Layout::Ship => one(turning, ship()),
        Layout::Rock => {
            let seed = [65_535, 300, 0][kind as usize % 3];
            one(turning, Detail::Rock { kind, seed })
        }
        Layout::Plain => one(turning, Detail::Plain { kind }),
        Layout::Bullet => one(still, Detail::Bullet { age_ticks: 2 }),
        Layout::Pickup => PickupKind::ALL
            .map(|gives| {
                let left_ticks = 300;
                (name_of(gives), still, Detail::Pickup { gives, left_ticks })
            })
            .to_vec(),
        Layout::Warp => {
            let (seed, left_ticks) = (300, 50);
            one(turning, Detail::Warp { seed, left_ticks })
        }
    }
}

const fn name_of(gives: PickupKind) -> &'static str {
    match gives {
        PickupKind::RapidFire => "rapid_fire",
        PickupKind::SpreadShot => "spread_shot",
        PickupKind::Shield => "shield",
    }
}

fn ship() -> Detail {
    Detail::Ship {
        controls: Controls::THRUST.with(Controls::RIGHT),
        player: 300,
        name: "Bot Zoë".into(),
        flags: Flags::BOT.with(Flags::RAPID_FIRE),
        bounty: 50,
        gear: Gear::of(Improvement::SpareShield),
        look: 0,
    }
}

fn events() -> Vec<(&'static str, Event)> {
    let kill = |killer, killer_name: &str, weapon| Event::Kill {
        killer,
        killer_name: killer_name.into(),
        victim: 17,
        victim_name: "Ada".into(),
        weapon,
    };
    vec![
        ("frame_event_hit", Event::Hit { ship: 17 }),
        (
            "frame_event_score",
            Event::Score {
                points: 1_000,
                kind: Kind::SaucerSmall,
            },
        ),
        (
            "frame_event_kill",
            kill(300, "Bot Zoë", Weapon::Kind(Kind::Bullet)),
        ),
        (
            "frame_event_crash",
            kill(0, "", Weapon::Kind(Kind::RockLarge)),
        ),
        ("frame_event_lost_jump", kill(0, "", Weapon::Hyperspace)),
        (
            "frame_event_pickup",
            Event::Pickup {
                ship: 18,
                gives: PickupKind::Shield,
            },
        ),
        (
            "frame_event_jump",
            Event::Jump {
                ship: 18,
                from_x_m: -399.5,
                from_y_m: 0.1,
            },
        ),
    ]
}
