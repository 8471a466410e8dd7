import { describe, expect, test } from "vitest";
import { Flight } from "../src/autopilot/bench/flight";
import { Cockpit } from "../src/autopilot/cockpit/cockpit";
import { BLANK, type Block } from "../src/autopilot/document/diagram";
import { SENSORS } from "../src/autopilot/document/sensors";
import { Program } from "../src/autopilot/program/program";
import { bounce, strike } from "../src/autopilot/sandbox/meeting";
import { FIRE_COOLDOWN_TICKS, LIVES_AT_START, RESPAWN_PAUSE_TICKS, SPAWN_SHIELD_TICKS, TRAITS } from "../src/autopilot/sandbox/rules";
import { SCENARIOS, fitting, type ScenarioName } from "../src/autopilot/sandbox/scenario";
import { sightOf } from "../src/autopilot/sandbox/sight";
import { SIDE_M, motionAt, way } from "../src/autopilot/sandbox/space";
import type { Thing } from "../src/autopilot/sandbox/thing";
import { World } from "../src/autopilot/sandbox/world";
import { Control, Kind } from "../src/protocol/table";
import { chance, shipped } from "./diagrams";

const EVERY_KEY = 64;

/** A world in which all keys are pressed by chance for so many ticks. */
function played(scenario: ScenarioName, seed: number, ticks: number): World {
  const world = new World(scenario, seed);
  const roll = chance(seed);
  for (let tick = 0; tick < ticks; tick++) world.step(roll(EVERY_KEY));
  return world;
}

function rockAt(id: number, x: number, vx: number): Thing {
  return { id, kind: Kind.RockLarge, motion: motionAt([x, 0], [vx, 0]), endsAt: Infinity };
}

/** A world with nothing in it but a rock before the ship. */
function withRock(): World {
  const world = new World("alone", 1);
  world.rocks.add(rockAt(1000, 12, 0));
  return world;
}

describe("the sandbox", () => {
  test.each(Object.keys(SCENARIOS) as ScenarioName[])("is the same for a seed, and other for another: %s", (scenario) => {
    expect(played(scenario, 4, 700)).toEqual(played(scenario, 4, 700));
    if (scenario !== "alone") expect([...played(scenario, 4, 9).rocks]).not.toEqual([...played(scenario, 5, 9).rocks]);
  });

  test.each(Object.keys(SCENARIOS) as ScenarioName[])("keeps all within the world, as numbers of single precision: %s", (scenario) => {
    const { ships, rocks, bullets, saucers, pickups } = played(scenario, 11, 2000);
    for (const { motion } of [...ships, ...rocks, ...bullets, ...saucers, ...pickups]) {
      for (const number of [motion.x, motion.y, motion.vx, motion.vy, motion.cos, motion.sin, motion.spin]) expect(number).toBe(Math.fround(number));
      expect(Math.max(Math.abs(motion.x), Math.abs(motion.y))).toBeLessThanOrEqual(SIDE_M / 2);
    }
  });

  test("a rock is shot in two, pays, and its parts move on as it did", () => {
    const world = withRock();
    world.step(0);
    while (world.pilot.hits === 0 && world.tick < 200) world.step(Control.Fire);
    expect(world.pilot).toMatchObject({ hits: 1, score: TRAITS[Kind.RockLarge].points, deaths: 0 });
    const rocks = [...world.rocks];
    expect(rocks.map(({ kind }) => kind)).toEqual([Kind.RockMedium, Kind.RockMedium]);
    expect(rocks.reduce((sum, { motion }) => sum + motion.vx, 0)).toBeCloseTo(0, 5);
    expect(world.bursts.length).toBeGreaterThan(0);
  });

  test("who holds the trigger from the start does not fire, and who fires has no shield", () => {
    const world = new World("alone", 1);
    world.step(Control.Fire);
    expect(world.bullets.size).toBe(0);
    world.step(0);
    expect(world.pilot.ship?.isShielded(world.tick)).toBe(true);
    world.step(Control.Fire);
    expect(world.bullets.size).toBe(1);
    expect(world.pilot.ship?.isShielded(world.tick)).toBe(false);
    for (let tick = 1; tick < FIRE_COOLDOWN_TICKS; tick++) world.step();
    expect(world.bullets.size).toBe(1);
    world.step();
    expect(world.bullets.size).toBe(2);
  });

  test("a ship without a shield ends at a rock, comes back, and has a life less until the run is over", () => {
    const world = new World("alone", 1);
    for (let deaths = 1; deaths <= LIVES_AT_START; deaths++) {
      for (let tick = 0; tick < SPAWN_SHIELD_TICKS; tick++) world.step(0);
      const { ship } = world.pilot;
      if (ship === null) throw new Error("there is no ship");
      world.rocks.add({ ...rockAt(1000 + deaths, 0, 0), motion: { ...ship.motion } });
      world.step(0);
      expect(world.pilot).toMatchObject({ ship: null, deaths, lives: LIVES_AT_START - deaths });
      expect(world.rocks.size).toBe(2);
      world.rocks.clear();
      for (let tick = 0; tick <= RESPAWN_PAUSE_TICKS; tick++) world.step(0);
      expect(world.pilot.ship).not.toBeNull();
    }
    expect(world.pilot).toMatchObject({ lives: LIVES_AT_START, score: 0 });
  });

  test("a shield takes a hit, and the ship bounces off", () => {
    const world = new World("alone", 1);
    world.rocks.add(rockAt(1000, 6, -8));
    for (let tick = 0; tick < 32; tick++) world.step(0);
    expect(world.pilot.deaths).toBe(0);
    expect(world.pilot.ship?.isShielded(world.tick)).toBe(false);
    expect(world.pilot.ship?.motion.vx).toBeLessThan(-1);
  });

  test("no bullet is too fast to hit, and none hits what it passes by", () => {
    const bullet = (y: number): Thing => ({ id: 1, kind: Kind.Bullet, motion: motionAt([3, y], [400, 0]), endsAt: 9 });
    const target: Thing = { ...rockAt(2, 0, 0), kind: Kind.RockSmall };
    expect(strike(bullet(0), target)).toBeCloseTo(1 - 3 / 12.5, 5);
    expect(strike(bullet(1.3), target)).toBeNull();
  });

  test("a bounce keeps the momentum", () => {
    const [one, other] = [rockAt(1, 0, 3), { ...rockAt(2, 5, -2), kind: Kind.RockSmall } as Thing];
    const momentum = (): number => [one, other].reduce((sum, { kind, motion }) => sum + TRAITS[kind].mass * motion.vx, 0);
    const before = momentum();
    bounce(one, other);
    expect(momentum()).toBeCloseTo(before, 4);
    expect(other.motion.vx - one.motion.vx).toBeCloseTo(0.8 * 5, 4);
  });

  test("a rival hunts, and can be shot down", () => {
    const world = new World("duel", 3);
    const distances: number[] = [];
    for (let tick = 0; tick < 640; tick++) {
      world.step(0);
      const [ship, rival] = [world.pilot.ship, world.rivals[0]?.ship];
      if (ship && rival) distances.push(Math.hypot(...way(ship.motion, rival.motion)));
    }
    expect(Math.min(...distances)).toBeLessThan(40);
    expect(world.rivals[0]?.shots).toBeGreaterThan(0);
  });
});

/** What a cockpit reads in this world, by the names of sensors. */
function readings(world: World, names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const { ship } = world.pilot;
  if (ship === null) throw new Error("there is no ship");
  const entry = (name: string): Block => ({ kind: "entry", params: { name, signal: SENSORS.get(name) ?? "number" } });
  const blocks = Object.fromEntries(names.map((name, index) => [`in ${index}`, entry(name)]));
  const program = new Program({ ...BLANK, models: { main: { blocks, wires: [] } } });
  new Cockpit(program).decide(sightOf(world, ship));
  return new Map(names.map((name, index) => [name, [...(program.probe(`in ${index}`, "out") ?? [])]]));
}

describe("sensors", () => {
  test("say something sound, whatever there is", () => {
    for (const scenario of Object.keys(SCENARIOS) as ScenarioName[]) {
      for (const ticks of [0, 100, 500]) {
        const world = played(scenario, 2, ticks);
        if (world.pilot.ship === null) continue;
        for (let from = 0; from < SENSORS.size; from += 50) {
          for (const [name, numbers] of readings(world, [...SENSORS.keys()].slice(from, from + 50))) {
            expect(numbers.every(Number.isFinite), name).toBe(true);
            expect(numbers.length, name).toBe(SENSORS.get(name) === "vector" ? 2 : 1);
            if (SENSORS.get(name) === "bool") expect([0, 1], name).toContain(numbers[0]);
          }
        }
      }
    }
  });

  test("have the nearest first, across the seam as well, and own bullets are no danger", () => {
    const world = new World("alone", 1);
    Object.assign(world.pilot.ship?.motion ?? {}, { x: SIDE_M / 2 - 1, y: 0 });
    world.rocks.add(rockAt(1000, SIDE_M / 2 - 16, 0));
    world.rocks.add(rockAt(1001, -SIDE_M / 2 + 9, 0));
    const read = (...names: readonly string[]): number[] => [...readings(world, names).values()].flat();
    expect(read("rock.1.distance", "rock.2.distance", "rock.3.there", "ship.1.there")).toEqual([10, 15, 0, 0]);
    world.rocks.clear();
    world.step(0);
    world.step(Control.Fire);
    expect(world.bullets.size).toBe(1);
    expect(read("danger.1.there", "bullet.1.there", "held.fire", "ship.can_jump", "friend.there")).toEqual([0, 0, 1, 1, 1]);
  });
});

describe("a flight", () => {
  test("of the miner breaks rocks, and its recording knows when it had no ship", () => {
    const flight = new Flight();
    flight.scenario = "field";
    flight.restart(shipped("miner.json"));
    while (flight.world.pilot.deaths === 0 && flight.recording.steps < 3000) flight.step();
    const { recording } = flight;
    expect(flight.world.pilot.hits).toBeGreaterThan(3);
    expect(recording.at("world.hits", recording.steps - 1)).toBe(flight.world.pilot.hits);
  });

  test("has something to look at if it looks", () => {
    expect(["heading.json", "arrive.json", "hunter.json", "dodger.json"].map((name) => fitting(shipped(name)))).toEqual(["alone", "alone", "field", "field"]);
  });
});
