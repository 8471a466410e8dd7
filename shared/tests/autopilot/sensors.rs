//! An autopilot knows what its pilot's screen shows, and holds what a pilot can hold.

use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::autopilot::cockpit::{Cockpit, Instruments};
use asteroids_shared::autopilot::{Autopilot, Block, Model, Wire};
use asteroids_shared::pilot::{Seen, Sight, Skill};
use asteroids_shared::protocol::Flags;
use asteroids_shared::{Controls, Kind, Motion, Torus};

use crate::bench::{Bench, entry, exit};

const WORLD: Torus = Torus::square(200.0);
const SCREEN: (f32, f32) = (30.0, 17.0);

/// A ship at the right edge of the world whose nose points up, and what is around it.
struct Scene {
    ship: Motion,
    near: Vec<(Kind, Motion, u32)>,
    shielded: bool,
    skill: Option<Skill>,
    friend: Option<Motion>,
}

impl Scene {
    fn new() -> Self {
        Self {
            ship: Motion {
                cos: 0.0,
                sin: 1.0,
                vx_mps: 3.0,
                vy_mps: 4.0,
                spin_radps: 0.5,
                ..Motion::at(95.0, 0.0)
            },
            near: Vec::new(),
            shielded: false,
            skill: Some(Skill::FULL),
            friend: None,
        }
    }

    /// With something so far to the right and above.
    fn with(self, kind: Kind, right: f32, up: f32) -> Self {
        self.with_moving(kind, (right, up), (0.0, 0.0), 0)
    }

    fn with_moving(
        mut self,
        kind: Kind,
        (right, up): (f32, f32),
        (vx, vy): (f32, f32),
        shooter: u32,
    ) -> Self {
        let (x, y) = WORLD.wrap(self.ship.x_m + right, self.ship.y_m + up);
        let motion = Motion {
            vx_mps: vx,
            vy_mps: vy,
            ..Motion::at(x, y)
        };
        self.near.push((kind, motion, shooter));
        self
    }

    /// What the sensor says.
    fn says(&self, sensor: &str, signal: Signal) -> Vec<f32> {
        let mut it = Autopilot::of("Test", Model::default());
        let main = it.models.get_mut("main").expect("it is there");
        main.blocks.insert("in".into(), entry(sensor, signal));
        main.blocks.insert("out".into(), exit("seen", signal));
        main.wires.push(Wire("in.out".into(), "out.in".into()));
        let mut bench = Bench::of(&it);
        let cockpit = Cockpit::of(&bench.program).expect("there is one");
        let sight = Sight {
            tick: (1 << 20) + 7,
            torus: &WORLD,
            ship: 1,
            player: 1,
            motion: &self.ship,
            can_jump: true,
            keeps_company_of: self.friend.as_ref(),
        };
        let instruments = Instruments {
            view_half_m: SCREEN,
            flags: Flags::SHIELD,
            score: 1_234,
            lives: 3,
            streak: 2,
            held: Controls::THRUST.with(Controls::FIRE),
        };
        let own = Seen {
            id: 1,
            kind: Kind::Ship,
            motion: &self.ship,
            shooter: 0,
            shielded: false,
            skill: self.skill,
        };
        let seen = self
            .near
            .iter()
            .enumerate()
            .map(|(index, (kind, motion, shooter))| Seen {
                id: index as u32 + 2,
                kind: *kind,
                motion,
                shooter: *shooter,
                shielded: self.shielded && index == 0,
                skill: self.skill,
            });
        cockpit.read(
            &sight,
            &instruments,
            std::iter::once(own).chain(seen),
            &mut bench.context,
        );
        bench.step();
        bench.get("seen").to_vec()
    }

    fn number(&self, sensor: &str) -> f32 {
        self.says(sensor, Signal::Number)[0]
    }

    fn flag(&self, sensor: &str) -> bool {
        self.says(sensor, Signal::Bool)[0] != 0.0
    }

    fn vector(&self, sensor: &str) -> [f32; 2] {
        self.says(sensor, Signal::Vector)
            .try_into()
            .expect("two numbers")
    }
}

#[test]
fn it_knows_its_own_ship() {
    let scene = Scene::new();
    assert_eq!(scene.number("tick"), 7.0);
    assert_eq!(scene.vector("world.size"), [200.0, 200.0]);
    assert_eq!(scene.vector("view.half"), [30.0, 17.0]);
    assert_eq!(scene.vector("ship.position"), [95.0, 0.0]);
    assert_eq!(scene.vector("ship.velocity"), [3.0, 4.0]);
    assert_eq!(scene.vector("ship.heading"), [0.0, 1.0]);
    assert_eq!(scene.number("ship.angle"), std::f32::consts::FRAC_PI_2);
    assert_eq!(scene.number("ship.spin"), 0.5);
    assert_eq!(scene.number("ship.speed"), 5.0);
    assert_eq!(scene.number("ship.score"), 1_234.0);
    assert_eq!(scene.number("ship.lives"), 3.0);
    assert_eq!(scene.number("ship.streak"), 2.0);
    assert!(scene.flag("ship.shield") && scene.flag("ship.can_jump"));
    assert!(!scene.flag("ship.rapid_fire") && !scene.flag("ship.spread_shot"));
    assert!(scene.flag("held.thrust") && scene.flag("held.fire"));
    let idle = ["held.left", "held.right", "held.brake", "held.hyperspace"];
    assert!(!idle.iter().any(|sensor| scene.flag(sensor)));
}

#[test]
fn it_sees_a_rock_across_the_edge_of_the_world() {
    // Ten metres to the right of a ship that points up.
    let scene = Scene::new().with(Kind::RockSmall, 10.0, 0.0);
    assert!(scene.flag("rock.1.there"));
    assert_eq!(scene.vector("rock.1.at"), [10.0, 0.0]);
    assert_eq!(scene.vector("rock.1.drift"), [-3.0, -4.0]);
    assert_eq!(scene.number("rock.1.distance"), 10.0);
    assert_eq!(scene.number("rock.1.bearing"), -std::f32::consts::FRAC_PI_2);
    assert_eq!(scene.number("rock.1.closing"), 3.0);
    assert_eq!(scene.number("rock.1.radius"), 1.2);
    // It is nearest after 30/25 s, and is then at (6.4, -4.8).
    assert!((scene.number("rock.1.time") - 1.2).abs() < 1e-6);
    assert!((scene.number("rock.1.miss") - (8.0 - 2.5)).abs() < 1e-5);
}

#[test]
fn where_nothing_is_it_sees_what_the_table_says() {
    let scene = Scene::new();
    assert!(!scene.flag("rock.1.there"));
    assert_eq!(scene.vector("rock.1.at"), [0.0, 0.0]);
    let numbers = ["distance", "time", "miss", "bearing", "closing", "radius"];
    let said = numbers.map(|field| scene.number(&format!("rock.1.{field}")));
    assert_eq!(said, [1000.0, 1000.0, 1000.0, 0.0, 0.0, 0.0]);
}

#[test]
fn it_does_not_see_what_the_screen_does_not_show() {
    let scene = Scene::new()
        .with(Kind::RockSmall, 31.5, 0.0)
        .with(Kind::RockSmall, 0.0, 18.5);
    assert!(!scene.flag("rock.1.there"));
    assert!(
        Scene::new()
            .with(Kind::RockSmall, 31.0, 0.0)
            .flag("rock.1.there")
    );
}

#[test]
fn lists_are_in_their_order() {
    let scene = Scene::new()
        .with(Kind::RockSmall, 9.0, 0.0)
        .with(Kind::RockLarge, 6.0, 0.0)
        .with(Kind::Ship, 7.0, 0.0)
        .with(Kind::SaucerSmall, 8.0, 0.0)
        .with(Kind::Pickup, 5.0, 0.0);
    assert_eq!(scene.number("rock.1.distance"), 6.0);
    assert_eq!(scene.number("rock.2.distance"), 9.0);
    assert!(!scene.flag("rock.3.there"));
    assert_eq!(scene.number("ship.1.distance"), 7.0);
    assert_eq!(scene.number("saucer.1.distance"), 8.0);
    assert_eq!(scene.number("pickup.1.distance"), 5.0);
    // The saucer draws by eight metres, so it comes first; no pickup is prey.
    assert_eq!(scene.number("prey.1.distance"), 8.0);
    assert_eq!(scene.number("prey.2.distance"), 6.0);
    assert!(scene.flag("prey.4.there") && !scene.flag("pickup.2.there"));
}

#[test]
fn prey_ahead_comes_before_prey_behind_and_a_shield_puts_off() {
    let scene = Scene::new()
        .with(Kind::Ship, 0.0, -10.0)
        .with(Kind::Ship, 0.0, 12.0);
    assert_eq!(scene.number("prey.1.distance"), 12.0);
    let shielded = Scene {
        shielded: true,
        ..Scene::new()
            .with(Kind::Ship, 0.0, 5.0)
            .with(Kind::Ship, 0.0, 14.0)
    };
    assert_eq!(shielded.number("prey.1.distance"), 14.0);
    let spared = Scene {
        skill: None,
        ..Scene::new().with(Kind::Ship, 0.0, 5.0)
    };
    assert!(!spared.flag("prey.1.there") && spared.flag("danger.1.there"));
}

#[test]
fn bullets_that_come_are_listed_and_own_ones_are_not() {
    let at_the_ship = (-20.0, 0.0);
    let scene = Scene::new().with_moving(Kind::Bullet, (10.0, 0.0), at_the_ship, 2);
    assert!(scene.flag("bullet.1.there") && scene.flag("danger.1.there"));
    let own = Scene::new().with_moving(Kind::Bullet, (10.0, 0.0), at_the_ship, 1);
    assert!(!own.flag("bullet.1.there") && !own.flag("danger.1.there"));
    let leaving = Scene::new().with_moving(Kind::Bullet, (10.0, 0.0), (40.0, 0.0), 2);
    assert!(!leaving.flag("bullet.1.there"));
    let passing = Scene::new().with_moving(Kind::Bullet, (10.0, 9.0), at_the_ship, 2);
    assert!(!passing.flag("bullet.1.there"));
}

#[test]
fn the_danger_that_comes_is_before_the_one_that_is_near() {
    let scene = Scene::new()
        .with(Kind::RockSmall, 0.0, -6.0)
        .with_moving(Kind::RockSmall, (0.0, 12.0), (0.0, -10.0), 0)
        .with(Kind::Warp, 9.0, 0.0);
    assert_eq!(scene.number("danger.1.distance"), 12.0);
    assert!(scene.flag("danger.3.there"));
}

#[test]
fn it_knows_near_whom_it_is_to_stay_even_out_of_sight() {
    let scene = Scene {
        friend: Some(Motion::at(-50.0, 0.0)),
        ..Scene::new()
    };
    assert_eq!(scene.vector("friend.at"), [55.0, 0.0]);
    assert_eq!(scene.number("friend.radius"), 0.0);
    assert!(!Scene::new().flag("friend.there"));
}

fn refused(block: Block, wires: &[(&str, &str)]) -> String {
    let it = crate::bench::autopilot(&[("it", block), ("one", Block::of("constant"))], wires);
    let bench = Bench::of(&it);
    Cockpit::of(&bench.program)
        .expect_err("a fault")
        .to_string()
}

#[test]
fn what_no_ship_has_is_named() {
    assert_eq!(
        refused(entry("rock.5.at", Signal::Vector), &[]),
        "there is no sensor \"rock.5.at\"; shared/autopilots/README.md lists them"
    );
    for name in [
        "cat",
        "rock.0.at",
        "rock.01.at",
        "rock.at",
        "friend.1.at",
        ".1.at",
    ] {
        assert!(refused(entry(name, Signal::Vector), &[]).starts_with("there is no sensor"));
    }
    assert_eq!(
        refused(entry("rock.1.at", Signal::Number), &[]),
        "the sensor \"rock.1.at\" is a vector, and its entry is a number"
    );
    assert_eq!(
        refused(exit("fire", Signal::Number), &[("one.out", "it.in")]),
        "the control \"fire\" must be a bool"
    );
}

#[test]
fn every_sensor_of_the_description_is_there() {
    const README: &str = include_str!("../../autopilots/README.md");
    let (_, after) = README.split_once("## Sensors").expect("it is there");
    let (sensors, _) = after.split_once("## Controls").expect("it is there");
    let rows = sensors.lines().filter(|line| line.starts_with("| `"));
    let mut count = 0;
    for row in rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>()) {
        let Some(signal) = row.get(2).and_then(|it| Signal::named(it)) else {
            continue;
        };
        for name in row[1].split(", ").map(|it| it.trim_matches('`')) {
            let sensors = if name.contains('.') || name == "tick" {
                vec![name.to_owned()]
            } else {
                vec![format!("friend.{name}"), format!("danger.4.{name}")]
            };
            for sensor in sensors {
                Scene::new().says(&sensor, signal);
                count += 1;
            }
        }
    }
    assert_eq!(count, 22 + 2 * 9, "rows of the tables");
}

#[test]
fn a_pilot_holds_what_its_exits_say() {
    let exits = Controls::NAMED.map(|(name, control)| (name.to_ascii_lowercase(), control));
    for (name, control) in exits {
        let it = crate::bench::autopilot(
            &[
                ("yes", Block::of("flag")),
                ("out", exit(&name, Signal::Bool)),
            ],
            &[("yes.out", "out.in")],
        );
        let mut bench = Bench::of(&it);
        let cockpit = Cockpit::of(&bench.program).expect("there is one");
        assert_eq!(cockpit.controls(&bench.context), Controls::NONE);
        bench.step();
        assert_eq!(cockpit.controls(&bench.context), control, "{name}");
    }
}
