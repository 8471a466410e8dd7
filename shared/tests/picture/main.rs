//! What a client knows after it has applied frames.

mod breaches;
mod frames;

use asteroids_shared::picture::{Breach, Findings, Picture};
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Anchor, Arrival, ControlChange, Detail, Flags, Frame, Shot, Welcome,
};
use asteroids_shared::{Controls, EntityId, Gear, Kind, Motion, Spread, Tick, Torus};

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
            gear: Gear::NONE,
            look: 0,
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

fn shot(tick: Tick, spread: Spread) -> Shot {
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

fn bullet(age_ticks: Tick) -> Arrival {
    Arrival {
        entity: BULLET,
        motion: drifting().muzzle(Spread::Straight, &WORLD),
        detail: Detail::Bullet { age_ticks },
    }
}
