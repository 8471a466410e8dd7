//! What a screen says to an autopilot, to the bit, for programs in other languages.

use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::autopilot::cockpit::{Cockpit, Instruments};
use asteroids_shared::autopilot::{Autopilot, Model};
use asteroids_shared::pilot::{Seen, Sight, Skill};
use asteroids_shared::protocol::Flags;
use asteroids_shared::{Controls, Kind, Motion, PlayerId, Tick, Torus};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use serde_json::{Value, json};

use super::autopilot_traces::bench::{Bench, entry};

const FILE: &str = "sensors.json";
const README: &str = include_str!("../../autopilots/README.md");
const CASES: usize = 24;
const LISTS: [&str; 7] = [
    "rock", "ship", "saucer", "pickup", "bullet", "danger", "prey",
];
const OWN_PLAYER: PlayerId = 7;

/// Some sensors of a ship, as one program reads them: all are too many for one.
struct Panel {
    bench: Bench,
    cockpit: Cockpit,
    names: Vec<String>,
}

impl Panel {
    fn of(sensors: &[(String, Signal)]) -> Self {
        let blocks = sensors.iter().enumerate();
        let model = Model {
            blocks: blocks
                .map(|(index, (name, signal))| (format!("in {index}"), entry(name, *signal)))
                .collect(),
            wires: Vec::new(),
        };
        let bench = Bench::of(&Autopilot::of("Test", model));
        Self {
            cockpit: Cockpit::of(&bench.program).expect("every sensor is one"),
            names: sensors.iter().map(|(name, _)| name.clone()).collect(),
            bench,
        }
    }

    /// The bits of what each says.
    fn read(&mut self, scene: &Scene) -> Vec<u32> {
        let near = scene
            .near
            .iter()
            .zip(2..)
            .map(|(thing, id)| Seen { id, ..thing.seen() });
        let own = Seen {
            id: 1,
            ..scene.own.seen()
        };
        self.cockpit.read(
            &scene.sight(),
            &scene.instruments(),
            near.chain([own]),
            &mut self.bench.context,
        );
        let inputs = self.bench.program.inputs();
        let read = self.names.iter().flat_map(|name| {
            let input = inputs.iter().find(|it| it.name() == name);
            input.map(|it| it.range()).expect("it has its entry")
        });
        read.map(|at| self.bench.context[at].to_bits()).collect()
    }
}

/// Names and signals of a table of the description.
fn described() -> Vec<(String, Signal)> {
    let (_, after) = README.split_once("## Sensors").expect("it is there");
    let (sensors, _) = after.split_once("## Controls").expect("it is there");
    let rows = sensors.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let known = cells.filter_map(|row| Some((row[1], Signal::named(row.get(2)?)?)));
    let named = known.flat_map(|(names, signal)| {
        let names = names.split(", ").map(|it| it.trim_matches('`').to_owned());
        names.map(move |name| (name, signal))
    });
    named.collect()
}

/// All sensors: of the own ship, of whom it is to stay near, and of each place of each list.
fn panels() -> Vec<Panel> {
    let (own, fields): (Vec<_>, Vec<_>) = described()
        .into_iter()
        .partition(|(name, _)| name.contains('.') || name == "tick");
    let places = LISTS
        .iter()
        .flat_map(|list| (1..=4).map(move |place| format!("{list}.{place}")));
    let others = std::iter::once("friend".to_owned()).chain(places);
    let of = |thing: &String| {
        let sensors = fields.iter();
        let sensors: Vec<_> = sensors
            .map(|(field, signal)| (format!("{thing}.{field}"), *signal))
            .collect();
        Panel::of(&sensors)
    };
    let others: Vec<_> = others.collect();
    std::iter::once(Panel::of(&own))
        .chain(others.iter().map(of))
        .collect()
}

struct Thing {
    kind: Kind,
    motion: Motion,
    player: PlayerId,
    flags: Flags,
}

impl Thing {
    fn seen(&self) -> Seen<'_> {
        Seen {
            id: 0,
            kind: self.kind,
            motion: &self.motion,
            shooter: self.player,
            shielded: self.kind == Kind::Ship && self.flags.holds(Flags::SHIELD),
            skill: Some(Skill::FULL),
        }
    }

    fn told(&self) -> Value {
        let motion = self.motion.to_array().map(f32::to_bits);
        json!([self.kind as u8, motion, self.player, self.flags.0])
    }
}

/// A ship, and what is around it.
struct Scene {
    torus: Torus,
    tick: Tick,
    jump_ready: Tick,
    view_half_m: (f32, f32),
    score: u32,
    lives: u8,
    streak: u32,
    held: Controls,
    own: Thing,
    friend: Option<Motion>,
    near: Vec<Thing>,
}

impl Scene {
    /// Any one. In each third one all stands still, so that much of it is equally near.
    fn some(rng: &mut Pcg32, case: usize) -> Self {
        let torus = Torus {
            width_m: 240.0,
            height_m: 170.0,
        };
        let still = case.is_multiple_of(3);
        let own = Thing {
            kind: Kind::Ship,
            player: OWN_PLAYER,
            ..thing(rng, &torus, (0.0, 0.0), (120.0, 85.0), still)
        };
        let count = rng.random_range(0..50);
        let middle = own.motion.position();
        let near = (0..count).map(|_| thing(rng, &torus, middle, (45.0, 32.0), still));
        let near = near.collect();
        let tick = rng.random_range(0..4_000_000);
        Self {
            jump_ready: tick + rng.random_range(0..2),
            view_half_m: (
                rng.random_range(20.0..40.0),
                rng.random_range(12.0_f32..30.0),
            ),
            score: rng.random_range(0..100_000),
            lives: rng.random_range(1..6),
            streak: rng.random_range(0..9),
            held: Controls::from_bits(rng.random_range(0..64)),
            friend: (case % 2 == 1)
                .then(|| thing(rng, &torus, (0.0, 0.0), (120.0, 85.0), still).motion),
            torus,
            tick,
            own,
            near,
        }
    }

    fn sight(&self) -> Sight<'_> {
        Sight {
            tick: self.tick,
            torus: &self.torus,
            ship: 1,
            player: OWN_PLAYER,
            motion: &self.own.motion,
            can_jump: self.tick >= self.jump_ready,
            keeps_company_of: self.friend.as_ref(),
        }
    }

    const fn instruments(&self) -> Instruments {
        Instruments {
            view_half_m: self.view_half_m,
            flags: self.own.flags,
            score: self.score,
            lives: self.lives,
            streak: self.streak,
            held: self.held,
        }
    }

    fn told(&self, says: &[u32]) -> Value {
        let things = self.near.iter().map(Thing::told);
        let view = [self.view_half_m.0, self.view_half_m.1].map(f32::to_bits);
        json!({
            "torus": [self.torus.width_m, self.torus.height_m],
            "tick": self.tick,
            "jump_ready": self.jump_ready,
            "view_half": view,
            "score": self.score,
            "lives": self.lives,
            "streak": self.streak,
            "held": self.held.bits(),
            "own": self.own.told(),
            "friend": self.friend.map(|it| it.to_array().map(f32::to_bits)),
            "near": things.collect::<Vec<_>>(),
            "says": says,
        })
    }
}

/// Something within so many metres; what stands still stands on a grid.
fn thing(
    rng: &mut Pcg32,
    torus: &Torus,
    (x_m, y_m): (f32, f32),
    (wide_m, high_m): (f32, f32),
    still: bool,
) -> Thing {
    let mut up_to = |most: f32| rng.random_range(-most..most);
    let (mut x, mut y) = (x_m + up_to(wide_m), y_m + up_to(high_m));
    let (vx, vy, spin) = (up_to(30.0), up_to(30.0), up_to(4.0));
    let (cos, sin) = (up_to(1.0), 0.1 + up_to(1.0).abs());
    let length = (cos * cos + sin * sin).sqrt();
    if still {
        (x, y) = ((x / 4.0).round() * 4.0, (y / 4.0).round() * 4.0);
    }
    let (x_m, y_m) = torus.wrap(x, y);
    let moving = if still { 0.0 } else { 1.0 };
    Thing {
        kind: Kind::ALL[rng.random_range(0..Kind::COUNT)],
        motion: Motion {
            x_m,
            y_m,
            cos: cos / length,
            sin: sin / length,
            vx_mps: vx * moving,
            vy_mps: vy * moving,
            spin_radps: spin * moving,
        },
        player: OWN_PLAYER + rng.random_range(0..3),
        flags: Flags(rng.random_range(0..32)),
    }
}

#[test]
fn sensors_say_the_same_to_the_bit() {
    let mut rng = Pcg32::seed_from_u64(20);
    let mut panels = panels();
    let names: Vec<_> = panels.iter().flat_map(|it| it.names.clone()).collect();
    assert_eq!(names.len(), 22 + 9 * (1 + 4 * LISTS.len()));
    let cases = (0..CASES).map(|case| {
        let scene = Scene::some(&mut rng, case);
        let says: Vec<_> = panels.iter_mut().flat_map(|it| it.read(&scene)).collect();
        scene.told(&says)
    });
    let cases = Value::Array(cases.collect());
    let text = super::lines(&[
        ("radii", json!(Kind::ALL.map(|it| it.radius_m().to_bits()))),
        ("sensors", json!(names)),
        ("cases", cases),
    ]);
    super::check(FILE, &text);
}
