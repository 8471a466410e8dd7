import { expect, test } from "vitest";
import { Flag, Kind, Team } from "../src/protocol/table";
import { makeScene } from "../src/state/make_scene";
import { hearRadar } from "../src/state/occasions";
import type { Entity, Round, Scene } from "../src/state/scene";

const FIRST: Round = { suns: 0, moons: 0, endsAt: 19_200, won: null };

function hear(scene: Scene, round: Round | null, nowMs = 0): string | undefined {
  scene.announcement = null;
  hearRadar(scene, { ...scene.radar, type: "radar", tickUs: 500, round }, nowMs);
  return (scene as { announcement: Scene["announcement"] }).announcement?.text;
}

/** A pilot who flies for a team. */
function flying(flags: number): Scene {
  const scene = makeScene();
  scene.ownPlayer = 7;
  scene.entities = [{ kind: Kind.Ship, player: 7, flags } as Entity];
  return scene;
}

test("a pilot hears once for which team it flies", () => {
  const scene = flying(Flag.Moons | Flag.Shield);
  expect(hear(scene, FIRST)).toBe("You fly for the ☾ Moons.");
  expect(hear(scene, { ...FIRST, suns: 100, moons: 40 })).toBeUndefined();
});

test("who watches hears of no team", () => {
  expect(hear(makeScene(), FIRST)).toBeUndefined();
});

test("the end of a round is announced, with who has won it if anybody has", () => {
  const scene = flying(Flag.Suns);
  hear(scene, FIRST);
  expect(hear(scene, { suns: 0, moons: 0, endsAt: 38_400, won: Team.Suns })).toBe("The ☼ Suns have won the round.");
  expect(hear(scene, { suns: 0, moons: 0, endsAt: 57_600, won: null })).toBe("The round has no winner.");
});

test("where everybody flies for itself nothing is said", () => {
  expect(hear(flying(0), null)).toBeUndefined();
});
