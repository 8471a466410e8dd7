use asteroids_shared::protocol::KindHints;
use asteroids_shared::rules::{DT_S, SUBSTEPS};
use asteroids_shared::{Controls, Kind, Motion, Spread, Tick, Torus};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use serde_json::{Value, json};

const WORLD: Torus = Torus {
    width_m: 240.0,
    height_m: 170.0,
};
const FLIGHT_TICKS: Tick = 3_000;
const EVERY_TICKS: Tick = 100;

#[test]
fn motions_go_as_the_golden_file_says() {
    let text = super::lines(&[
        ("torus", json!([WORLD.width_m, WORLD.height_m])),
        ("dt", json!(DT_S)),
        ("substeps", json!(SUBSTEPS)),
        ("kinds", Kind::ALL.map(hints).to_vec().into()),
        ("cases", cases().into()),
        ("muzzle", muzzles().into()),
    ]);
    assert!(text.len() < 300_000, "{} bytes", text.len());
    super::check("motion.json", &text);
}

fn hints(kind: Kind) -> Value {
    let hints = KindHints::of(kind);
    json!([
        hints.linear_damping,
        hints.angular_damping,
        hints.brake_damping,
        hints.thrust_mps2,
        hints.turn_radps2,
        hints.radius_m,
    ])
}

fn cases() -> Vec<Value> {
    let mut rng = Pcg32::seed_from_u64(1);
    let mut cases = Vec::new();
    for kind in Kind::ALL {
        let edge = Motion {
            vx_mps: -25.0,
            vy_mps: 25.0,
            ..Motion::at(-WORLD.width_m / 2.0, WORLD.height_m.next_down() / 2.0)
        };
        cases.push(case(kind, edge, &[(FLIGHT_TICKS, Controls::NONE)]));
        cases.push(case(
            kind,
            somewhere(&mut rng),
            &[(FLIGHT_TICKS, Controls::NONE)],
        ));
    }
    for steering in 0..16 {
        let first = (200, Controls::from_bits(steering));
        let controls = any_controls(&mut rng, first);
        cases.push(case(Kind::Ship, somewhere(&mut rng), &controls));
    }
    cases
}

/// A motion anywhere, with any heading; fast enough to cross both seams.
fn somewhere(rng: &mut Pcg32) -> Motion {
    let (x, y) = (
        rng.random_range(-1.0f32..1.0),
        rng.random_range(0.1f32..1.0),
    );
    let length = (x * x + y * y).sqrt();
    Motion {
        x_m: rng.random_range(-120.0..120.0),
        y_m: rng.random_range(-85.0..85.0),
        cos: x / length,
        sin: y / length,
        vx_mps: rng.random_range(-30.0..30.0),
        vy_mps: rng.random_range(-30.0..30.0),
        spin_radps: rng.random_range(-4.0..4.0),
    }
}

/// After the first controls any others, some for as short as a tick.
fn any_controls(rng: &mut Pcg32, first: (Tick, Controls)) -> Vec<(Tick, Controls)> {
    let mut left_ticks = FLIGHT_TICKS - first.0;
    let mut controls = vec![first];
    while left_ticks > 0 {
        let ticks = rng.random_range(1..120).min(left_ticks);
        controls.push((ticks, Controls::from_bits(rng.random_range(0..64))));
        left_ticks -= ticks;
    }
    controls
}

fn case(kind: Kind, start: Motion, controls: &[(Tick, Controls)]) -> Value {
    let mut motion = start;
    let mut states = Vec::new();
    let mut tick = 0;
    for &(ticks, held) in controls {
        for _ in 0..ticks {
            motion.advance(held, &kind.dynamics(), &WORLD);
            tick += 1;
            if tick % EVERY_TICKS == 0 {
                states.push(bits(&motion));
            }
        }
    }
    assert_eq!(tick, FLIGHT_TICKS);
    let controls: Vec<_> = controls
        .iter()
        .map(|(ticks, held)| (ticks, held.bits()))
        .collect();
    json!({
        "kind": kind as u8,
        "start": bits(&start),
        "controls": controls,
        "every": EVERY_TICKS,
        "states": states,
    })
}

fn muzzles() -> Vec<Value> {
    let mut rng = Pcg32::seed_from_u64(2);
    let edge = Motion {
        vx_mps: 3.0,
        ..Motion::at(WORLD.width_m.next_down() / 2.0, 0.0)
    };
    let shooters: Vec<_> = std::iter::once(edge)
        .chain(std::iter::repeat_with(|| somewhere(&mut rng)).take(7))
        .collect();
    let shots = shooters
        .iter()
        .flat_map(|shooter| Spread::ALL.map(|spread| (shooter, spread)));
    shots
        .map(|(shooter, spread)| {
            json!({
                "motion": bits(shooter),
                "spread": spread.side(),
                "bullet": bits(&shooter.muzzle(spread, &WORLD)),
            })
        })
        .collect()
}

fn bits(motion: &Motion) -> [u32; 7] {
    motion.to_array().map(f32::to_bits)
}
