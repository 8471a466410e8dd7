import { describe, expect, test } from "vitest";
import { gridSpacingM } from "../src/draw/background";
import { glyphPath, glyphWidth } from "../src/draw/glyphs";
import { playerColour } from "../src/draw/palette";
import { Colour, Particles } from "../src/draw/particles";
import { tileWidthM } from "../src/draw/stars";
import { View, offCorners, ontoEllipse, shortest } from "../src/draw/view";
import { makeScene } from "../src/state/make_scene";

const WORLD_M = 253;

function viewAt(x: number, y: number): View {
  const scene = makeScene();
  scene.worldWidthM = scene.worldHeightM = WORLD_M;
  scene.camera = { x, y, halfWidthM: 32, halfHeightM: 18 };
  const view = new View();
  view.resize(1280, 720, 2);
  view.lookAt(scene, 0, 0);
  return view;
}

describe("across the seam", () => {
  test("the way there is never longer than half the world", () => {
    for (let delta = -WORLD_M; delta <= WORLD_M; delta += 0.37) {
      const way = shortest(delta, WORLD_M);
      expect(Math.abs(way)).toBeLessThanOrEqual(WORLD_M / 2 + 1e-9);
      const worlds = (delta - way) / WORLD_M;
      expect(worlds).toBeCloseTo(Math.round(worlds), 9);
    }
  });

  test("a rock beyond the seam is drawn beside the ship that looks at it", () => {
    const view = viewAt(WORLD_M / 2 - 1, 0);
    expect(view.screenX(-WORLD_M / 2 + 1)).toBeCloseTo(640 + 2 * 20, 6);
    expect(view.shows(-WORLD_M / 2 + 1, 0, 1)).toBe(true);
    expect(view.shows(0, 0, 1)).toBe(false);
  });

  test("up in the world is up on the screen", () => {
    const view = viewAt(0, WORLD_M / 2 - 1);
    expect(view.screenY(-WORLD_M / 2 + 1)).toBeCloseTo(360 - 2 * 20, 6);
  });

  test.each([64, 253, 800, 1959.6])("grid and stars of a world of %d m come around to where they were", (worldM) => {
    const lines = worldM / gridSpacingM(worldM);
    expect(lines).toBeCloseTo(Math.round(lines), 9);
    for (const parallax of [0.12, 0.25, 0.45]) {
      const tiles = (worldM * parallax) / tileWidthM(worldM, parallax);
      expect(tiles).toBeCloseTo(Math.round(tiles), 9);
      expect(tiles).toBeGreaterThanOrEqual(1);
    }
  });
});

test("a window of another shape than the view shows no more than the view", () => {
  const scene = makeScene();
  scene.camera = { x: 0, y: 0, halfWidthM: 30, halfHeightM: 30 };
  const view = new View();
  view.resize(400, 800, 1);
  view.lookAt(scene, 0, 0);
  expect(view.widthPx / view.pxPerM).toBeLessThanOrEqual(60);
  expect(view.heightPx / view.pxPerM).toBeLessThanOrEqual(60);
});

test.each([
  [300, 0],
  [-20, 90],
  [1, -400],
  [-70, -70],
])("the arrow towards (%d, %d) lies on the ellipse, in that direction", (dx, dy) => {
  const at = { x: 0, y: 0 };
  ontoEllipse(dx, dy, 600, 320, at);
  expect((at.x / 600) ** 2 + (at.y / 320) ** 2).toBeCloseTo(1, 9);
  expect(at.x * dy - at.y * dx).toBeCloseTo(0, 6);
  expect(at.x * dx + at.y * dy).toBeGreaterThan(0);
});

test.each([
  [300, -150],
  [-350, -10],
  [20, -170],
  [-320, -60],
])("an arrow at (%d, %d) keeps its direction and leaves the corners to the panels", (x, y) => {
  const at = { x, y };
  offCorners(at, 180, 20);
  expect(Math.abs(at.x) <= 180 + 1e-9 || Math.abs(at.y) <= 20 + 1e-9).toBe(true);
  expect(at.x * y - at.y * x).toBeCloseTo(0, 6);
  expect(at.x * x + at.y * y).toBeGreaterThan(0);
});

test("an arrow that is in no corner stays where it is", () => {
  const at = { x: 400, y: -15 };
  offCorners(at, 180, 20);
  expect(at).toEqual({ x: 400, y: -15 });
});

describe("particles", () => {
  test("are never more than their number, whatever explodes", () => {
    const particles = new Particles(64);
    for (let i = 0; i < 1000; i++) particles.spark(0, 0, 1, 0, 0.2, 1, Colour.Flame);
    expect(particles.alive).toBe(64);
  });

  test("go out when their time is over", () => {
    const particles = new Particles(8);
    particles.spark(0, 0, 1, 0, 0.2, 0.1, Colour.Flame);
    particles.spark(0, 0, 1, 0, 0.2, 0.5, Colour.Flame);
    particles.step(0.2);
    expect(particles.alive).toBe(1);
    particles.step(0.4);
    expect(particles.alive).toBe(0);
  });
});

test("every letter and digit has strokes within its width", () => {
  for (const glyph of "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+") {
    const data = glyphPath(glyph, 60);
    expect(data).toMatch(/^M/);
    for (const [, x, y] of data.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(glyphWidth(glyph, 60));
      expect(-Number(y)).toBeGreaterThanOrEqual(0);
      expect(-Number(y)).toBeLessThanOrEqual(60);
    }
  }
});

test("neighbouring players have different colours, and bots are paler", () => {
  expect(playerColour(1, false)).not.toBe(playerColour(2, false));
  expect(playerColour(1, true)).not.toBe(playerColour(1, false));
});
