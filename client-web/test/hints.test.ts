import { beforeEach, describe, expect, test } from "vitest";
import { HINTS, Hints, type Hint } from "../src/state/hints";
import { makeScene } from "../src/state/make_scene";
import { Control, Flag, Gives, Kind, type Scene } from "../src/state/scene";
import { Body } from "../src/state/body";
import { RULES } from "./world";

const OWN = 7;
const SHIP = 1;
/** Longer than a hint is read, or than the pause between two. */
const LONG_MS = 8000;

function body(id: number, kind: Kind, player = 0): Body {
  const { radiusM, dynamics } = RULES.kinds[kind]!;
  const made = new Body(id, kind, radiusM, dynamics);
  made.player = player;
  return made;
}

let scene: Scene;
let ship: Body;
let nowMs: number;
let kept: readonly Hint[];

/** What a pilot is told who has learnt this so far. */
function pilot(...learnt: Hint[]) {
  kept = learnt;
  const hints = new Hints(learnt, (all) => (kept = [...all]));
  return (): Hint | null => {
    nowMs += 2000;
    return hints.look(scene, nowMs);
  };
}

function holds(controls: number): void {
  ship.controls = controls;
}

beforeEach(() => {
  nowMs = 0;
  scene = makeScene();
  ship = body(SHIP, Kind.Ship, OWN);
  Object.assign(scene, { phase: { type: "flying" }, ownPlayer: OWN, entities: [ship], tickRateHz: 32, tick: 1000 });
  scene.worldWidthM = scene.worldHeightM = 200;
  scene.you.shipId = SHIP;
});

describe("a newcomer is told", () => {
  test("to turn and thrust until it has done both, then to shoot, and each is kept as learnt", () => {
    const look = pilot();
    expect(look()).toBe("steer");
    holds(Control.Left);
    expect(look()).toBe("steer");
    holds(Control.Thrust);
    expect(look()).toBeNull();
    expect(kept).toEqual(["steer"]);
    expect(look()).toBe("shoot");
    scene.entities.push(body(30, Kind.Bullet, OWN));
    expect(look()).toBeNull();
    expect(kept).toEqual(["steer", "shoot"]);
  });

  test.each([
    ["brakes", () => holds(Control.Brake)],
    ["coasts", () => void holds(0)],
  ])("how to stop once it is fast, until it %s", (_, stops) => {
    const look = pilot("steer", "shoot");
    expect(look()).toBeNull();
    holds(Control.Thrust);
    ship.vx = 12;
    expect(look()).toBe("stop");
    stops();
    look();
    look();
    expect(kept).toContain("stop");
  });

  test("nothing about shots that are somebody else's", () => {
    const look = pilot("steer");
    scene.entities.push(body(30, Kind.Bullet, OWN + 1));
    expect(look()).toBe("shoot");
    expect(look()).toBe("shoot");
  });

  test("that its first shot has ended the shield, when it has", () => {
    const look = pilot("steer");
    ship.flags = Flag.Shield;
    scene.you.spawnShieldUntil = 1096;
    expect(look()).toBe("shoot");
    ship.flags = 0;
    scene.entities.push(body(30, Kind.Bullet, OWN));
    look();
    expect(look()).toBe("shield");
    nowMs += LONG_MS;
    look();
    expect(kept).toContain("shield");
  });

  test("what a pickup does when it sees one, or has taken one, each kind once", () => {
    const look = pilot("steer", "shoot", "stop");
    const pickup = body(40, Kind.Pickup);
    pickup.gives = Gives.SpreadShot;
    scene.entities.push(pickup);
    expect(look()).toBe("spreadShot");
    nowMs += LONG_MS;
    look();
    scene.effects.push({ type: "pickup", x: 0, y: 0, gives: Gives.Shield, own: true });
    look();
    scene.effects.length = 0;
    expect(look()).toBe("pickedShield");
    nowMs += LONG_MS;
    look();
    expect(look()).toBeNull();
  });

  test("what arrows point to once there is one", () => {
    const look = pilot("steer", "shoot", "stop");
    scene.radar.action = { player: 9, x: 3, y: 2 };
    expect(look()).toBeNull();
    scene.radar.action = { player: 9, x: 80, y: 2 };
    expect(look()).toBe("arrows");
  });

  test("that lives make a run when it has lost one, until it flies again", () => {
    const look = pilot("steer", "shoot", "stop");
    scene.phase = { type: "dead", death: { killer: "Bob", weapon: Kind.Bullet } };
    scene.you.lives = 2;
    expect(look()).toBe("lives");
    expect(look()).toBe("lives");
    scene.phase = { type: "flying" };
    expect(look()).toBeNull();
    expect(kept).toContain("lives");
  });

  test("about lives though it has not done yet what it was told in flight", () => {
    const look = pilot();
    expect(look()).toBe("steer");
    scene.phase = { type: "dead", death: { killer: "Bob", weapon: Kind.Bullet } };
    scene.you.lives = 2;
    expect(look()).toBe("lives");
    scene.phase = { type: "flying" };
    look();
    expect(look()).toBe("steer");
  });

  test("nothing in flight while it has no ship, and goes on afterwards", () => {
    const look = pilot();
    expect(look()).toBe("steer");
    scene.phase = { type: "dead", death: { killer: "", weapon: Kind.RockLarge } };
    expect(look()).toBeNull();
    scene.phase = { type: "flying" };
    expect(look()).toBe("steer");
  });
});

test("who has learnt everything, or has flown before, is told nothing", () => {
  expect(pilot(...HINTS)()).toBeNull();
  const hints = new Hints([], (all) => (kept = [...all]));
  hints.skipAll();
  expect(hints.look(scene, LONG_MS)).toBeNull();
  expect(kept).toEqual([...HINTS]);
});

test("a spectator is told nothing", () => {
  scene.phase = { type: "watching", focus: { type: "action" } };
  expect(pilot()()).toBeNull();
});
