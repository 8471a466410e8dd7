import { expect, test } from "vitest";
import { OccasionKind } from "../src/protocol/table";
import { makeScene } from "../src/state/make_scene";
import { hearRadar } from "../src/state/occasions";
import type { Occasion, Scene } from "../src/state/scene";

const COMET: Occasion = { kind: OccasionKind.Comet, x: 10, y: 20, beginsAt: 320 };

/** As the session hears a radar. */
function hear(scene: Scene, occasion: Occasion | null, nowMs: number): void {
  hearRadar(scene, { ...scene.radar, type: "radar", tickUs: 500, occasion }, nowMs);
}

test("an occasion is announced once, however often the radar tells of it", () => {
  const scene = makeScene();
  hear(scene, null, 0);
  expect(scene.announcement).toBeNull();
  hear(scene, COMET, 1_000);
  const first = scene.announcement;
  expect(first?.text).toMatch(/comet/);
  hear(scene, { ...COMET, x: 34 }, 4_000);
  expect(scene.announcement).toBe(first);
  hear(scene, null, 7_000);
  scene.tick = 8_000;
  hear(scene, { ...COMET, beginsAt: 7_900 }, 8_000);
  expect(scene.announcement, "it has begun before this one came").toBe(first);
  hear(scene, { ...COMET, kind: OccasionKind.Storm, beginsAt: 9_000 }, 10_000);
  expect(scene.announcement?.text).toMatch(/storm/);
});
