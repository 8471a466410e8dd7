import { beforeEach, describe, expect, test, vi } from "vitest";
import { Spectator } from "../src/spectator";
import { makeScene } from "../src/state/make_scene";
import { watchedName } from "../src/ui/spectatorBar";

type Hear = (event: object) => void;

/** A spectator and what its fingers do. */
function watch(): { spectator: Spectator; finger: (type: string, pointerId: number, clientX: number) => void } {
  const heard = new Map<string, Hear>();
  const canvas = {
    addEventListener: (type: string, hear: Hear) => heard.set(type, hear),
    setPointerCapture: () => undefined,
    getBoundingClientRect: () => ({ left: 0, top: 0, width: 400, height: 400 }),
    clientHeight: 400,
  };
  const scene = makeScene();
  scene.phase = { type: "watching", focus: { type: "action" } };
  scene.worldWidthM = scene.worldHeightM = 1000;
  const spectator = new Spectator(canvas as unknown as HTMLCanvasElement, scene, () => undefined);
  return { spectator, finger: (type, pointerId, clientX) => heard.get(type)?.({ pointerId, clientX, clientY: 0, button: 0 }) };
}

describe("a spectator", () => {
  beforeEach(() => vi.stubGlobal("addEventListener", () => undefined));

  test("zooms by two fingers, out and in, and goes on watching the same", () => {
    const { spectator, finger } = watch();
    finger("pointerdown", 1, 100);
    finger("pointerdown", 2, 300);
    finger("pointermove", 2, 200);
    expect(spectator.zoom).toBeCloseTo(2);
    finger("pointermove", 1, 0);
    expect(spectator.zoom).toBeCloseTo(1);
    finger("pointerup", 1, 0);
    finger("pointerup", 2, 200);
    expect(spectator.focus).toEqual({ type: "action" });
  });

  test("looks around with one finger after it has zoomed with two", () => {
    const { spectator, finger } = watch();
    finger("pointerdown", 1, 100);
    finger("pointerdown", 2, 300);
    finger("pointercancel", 1, 100);
    finger("pointerup", 2, 300);
    finger("pointerdown", 3, 100);
    finger("pointermove", 3, 150);
    expect(spectator.zoom).toBe(1);
    expect(spectator.focus).toMatchObject({ type: "point" });
  });
});

describe("what is watched", () => {
  test("is told by name, the ship that the action is around too", () => {
    const scene = makeScene();
    scene.leaderboard = [{ player: 3, name: "Ada", score: 10, bot: false }];
    expect(watchedName(scene, { type: "action" })).toBe("the action");
    scene.radar = { ...scene.radar, action: { player: 3, x: 0, y: 0 } };
    expect(watchedName(scene, { type: "action" })).toBe("the action · Ada");
    expect(watchedName(scene, { type: "player", player: 3 })).toBe("Ada");
    expect(watchedName(scene, { type: "player", player: 4 })).toBe("player 4");
    expect(watchedName(scene, { type: "point", x: 1, y: 2 })).toBe("a place");
  });
});
