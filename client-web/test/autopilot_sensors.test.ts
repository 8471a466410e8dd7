import { describe, expect, test } from "vitest";
import { Cockpit } from "../src/autopilot/cockpit/cockpit";
import type { Seen, Sight } from "../src/autopilot/cockpit/sight";
import { BLANK, type Block, type Diagram } from "../src/autopilot/document/diagram";
import { SENSORS } from "../src/autopilot/document/sensors";
import { Program } from "../src/autopilot/program/program";
import { Control, type Kind } from "../src/protocol/table";
import { makeYou } from "../src/state/make_scene";
import { bitsOfFloat, floatOfBits, readGolden } from "./golden";

/** Kind, motion, player and flags. */
type GoldenThing = readonly [kind: Kind, motion: readonly number[], player: number, flags: number];

interface GoldenScene {
  readonly torus: readonly [number, number];
  readonly tick: number;
  readonly jump_ready: number;
  readonly view_half: readonly [number, number];
  readonly score: number;
  readonly lives: number;
  readonly streak: number;
  readonly held: number;
  readonly own: GoldenThing;
  readonly friend: readonly number[] | null;
  readonly near: readonly GoldenThing[];
  readonly says: readonly number[];
}

interface GoldenSensors {
  readonly radii: readonly number[];
  readonly sensors: readonly string[];
  readonly cases: readonly GoldenScene[];
}

const { radii, sensors, cases } = readGolden<GoldenSensors>("sensors.json");

function motionOf(bits: readonly number[]): Seen["now"] {
  const [x, y, cos, sin, vx, vy, spin] = bits.map(floatOfBits) as [number, number, number, number, number, number, number];
  return { x, y, cos, sin, vx, vy, spin };
}

function seen([kind, motion, player, flags]: GoldenThing, id: number): Seen {
  return { id, kind, radiusM: floatOfBits(radii[kind] ?? 0), now: motionOf(motion), player, flags };
}

function sightOf(scene: GoldenScene): Sight {
  const own = seen(scene.own, 1);
  const { score, lives, streak, tick, held } = scene;
  return {
    ...{ tick, own, held, you: { ...makeYou(), score, lives, streak, jumpReady: scene.jump_ready } },
    torus: { widthM: scene.torus[0], heightM: scene.torus[1] },
    halfWidthM: floatOfBits(scene.view_half[0]),
    halfHeightM: floatOfBits(scene.view_half[1]),
    friend: scene.friend === null ? null : motionOf(scene.friend),
    entities: [...scene.near.map((thing, index) => seen(thing, index + 2)), own],
  };
}

/** A block for each of these that passes what a sensor says on. */
function reader(names: readonly string[]): Diagram {
  const blocks = Object.fromEntries(
    names.map((name, index): [string, Block] => [`in ${index}`, { kind: "entry", params: { name, signal: SENSORS.get(name) ?? "number" } }]),
  );
  return { ...BLANK, models: { main: { blocks, wires: [] } } };
}

/** What sensors of one thing say: those of all are too many numbers for one program. */
function read(names: readonly string[], scene: GoldenScene): number[] {
  const program = new Program(reader(names));
  new Cockpit(program).decide(sightOf(scene));
  return names.flatMap((_, index) => [...(program.probe(`in ${index}`, "out") ?? [])]).map(bitsOfFloat);
}

const thingOf = (name: string): string => /^(?:friend|\w+\.\d)(?=\.)/.exec(name)?.[0] ?? "own";
const things = [...new Set(sensors.map(thingOf))].map((thing) => sensors.filter((name) => thingOf(name) === thing));

describe("sensors", () => {
  test("are all that the server knows, and no others", () => {
    expect([...sensors].sort()).toEqual([...SENSORS.keys()].sort());
  });

  test.each(cases.map((scene, index) => [index, scene] as const))("say the same as the server's, to the bit (%d)", (_, scene) => {
    expect(things.flatMap((names) => read(names, scene))).toEqual(scene.says);
  });
});

test("what an autopilot lets out by the names of controls is held, and no more", () => {
  for (const [name, control] of Object.entries(Control)) {
    const exit = (called: string): Block => ({ kind: "exit", params: { name: called, signal: "bool" } });
    const blocks = { yes: { kind: "flag" }, out: exit(name.toLowerCase()), other: exit("else") };
    const program = new Program({ ...BLANK, models: { main: { blocks, wires: [["yes.out", "out.in"], ["yes.out", "other.in"]] } } });
    const cockpit = new Cockpit(program);
    const [scene] = cases;
    if (scene === undefined) throw new Error("there is no case");
    expect([name, cockpit.decide(sightOf(scene))]).toEqual([name, control]);
  }
});
