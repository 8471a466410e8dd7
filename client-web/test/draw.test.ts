import { describe, expect, test } from "vitest";
import { gridSpacingM } from "../src/draw/background";
import { glyphPath, glyphWidth } from "../src/draw/glyphs";
import { playerColour } from "../src/draw/palette";
import { Colour, Particles } from "../src/draw/particles";
import { tileWidthM } from "../src/draw/stars";
import { ArrowSpot, meets, meetsAny, type Box } from "../src/draw/placement";
import { View, ontoEllipse, shortest } from "../src/draw/view";
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

/** Places arrows in a window of this size, with panels over it. */
function arrowsIn(widthPx: number, heightPx: number, panels: readonly Box[]) {
  const view = viewAt(0, 0);
  view.resize(widthPx, heightPx, 1);
  return (degrees: number, other: ArrowSpot | null = null): ArrowSpot => {
    const angle = (degrees * Math.PI) / 180;
    const spot = new ArrowSpot();
    spot.place(view, Math.cos(angle), Math.sin(angle), LABEL_PX, panels, other);
    return spot;
  };
}

/** As wide as "leader 1500 m". */
const LABEL_PX = 90;

describe.each([
  ["a desktop", 1280, 800],
  ["a phone held upright", 390, 844],
  ["a phone held sideways", 667, 375],
])("the arrows on %s", (_, widthPx, heightPx) => {
  const panels: Box[] = [
    { left: 10, top: 10, right: 175, bottom: 165 },
    { left: widthPx - 160, top: 10, right: widthPx - 10, bottom: 154 },
    { left: 10, top: heightPx - 160, right: 184, bottom: heightPx - 18 },
    { left: widthPx - 184, top: heightPx - 160, right: widthPx - 10, bottom: heightPx - 18 },
  ];
  const place = arrowsIn(widthPx, heightPx, panels);

  test("lie over no panel and not over each other, wherever they point", () => {
    for (let degrees = 0; degrees < 360; degrees += 5) {
      for (const apartDeg of [0, 4, 15]) {
        const action = place(degrees);
        const leader = place(degrees + apartDeg, action);
        const boxes = [action.arrowBox, action.labelBox, leader.arrowBox, leader.labelBox];
        for (const box of boxes) expect(meetsAny(box, panels, 0)).toBe(false);
        expect(meets(leader.labelBox, action.labelBox)).toBe(false);
        expect(meets(leader.labelBox, action.arrowBox)).toBe(false);
      }
    }
  });

  test("keep clear of the ship and stay on the screen", () => {
    const ship = { left: widthPx / 2 - 26, right: widthPx / 2 + 26, top: heightPx / 2 - 26, bottom: heightPx / 2 + 26 };
    const screen = { left: 0, top: 0, right: widthPx, bottom: heightPx };
    for (let degrees = 0; degrees < 360; degrees += 5) {
      const action = place(degrees);
      const leader = place(degrees, action);
      for (const { arrowBox, labelBox } of [action, leader]) {
        expect(meets(labelBox, ship)).toBe(false);
        expect(meets(arrowBox, ship)).toBe(false);
        for (const { left, top, right, bottom } of [arrowBox, labelBox]) {
          expect(left >= screen.left && top >= screen.top && right <= screen.right && bottom <= screen.bottom).toBe(true);
        }
      }
    }
  });
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
