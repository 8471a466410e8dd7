import { describe, expect, test } from "vitest";
import { gridSpacingM } from "../src/draw/background";
import { glyphPath, glyphWidth } from "../src/draw/glyphs";
import { Colour, Particles } from "../src/draw/particles";
import { tileWidthM } from "../src/draw/stars";
import { ArrowSpot, LabelRoom, TagSpot, around, makeBox, meetsAny, type Box } from "../src/draw/placement";
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

/** As wide as "leader 1500 m". */
const LABEL_PX = 90;

/** The panels of a pilot's screen, and where a hint of two lines, of three, or two moments stand, if one does. */
const SCREENS: readonly { device: string; widthPx: number; heightPx: number; panels: Box[]; told: Box[][] }[] = [
  {
    ...{ device: "a desktop", widthPx: 1280, heightPx: 720 },
    panels: [box(16, 16, 216, 100), box(1034, 16, 230, 240), box(16, 660, 240, 44), box(1072, 672, 192, 32)],
    told: [[], [box(380, 585, 520, 61)], [box(380, 563, 520, 83)], [box(400, 130, 480, 60), box(380, 585, 520, 61)]],
  },
  {
    ...{ device: "a phone held upright", widthPx: 390, heightPx: 844 },
    panels: [
      ...[box(10, 10, 134, 94), box(230, 10, 150, 92), box(166, 114, 204, 40)],
      ...[box(14, 752, 74, 74), box(100, 752, 74, 74), box(216, 752, 74, 74), box(302, 752, 74, 74)],
      ...[box(14, 686, 54, 54), box(322, 686, 54, 54), box(10, 600, 240, 58)],
    ],
    told: [[], [box(16, 166, 358, 48)], [box(16, 166, 358, 67)], [box(16, 166, 358, 48), box(30, 224, 330, 52)]],
  },
  {
    ...{ device: "a phone held sideways", widthPx: 844, heightPx: 390 },
    panels: [
      ...[box(10, 10, 165, 94), box(684, 10, 150, 92), box(594, 114, 240, 40), box(550, 160, 284, 54)],
      ...[box(14, 298, 74, 74), box(100, 298, 74, 74), box(670, 298, 74, 74), box(756, 298, 74, 74)],
      ...[box(14, 232, 54, 54), box(776, 232, 54, 54)],
    ],
    told: [[], [box(198, 330, 448, 45)], [box(198, 312, 448, 63)], [box(230, 10, 384, 52), box(198, 330, 448, 45)]],
  },
];

function box(left: number, top: number, width: number, height: number): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function shares(boxes: readonly Box[]): boolean {
  return boxes.some((one, index) => meetsAny(one, boxes.slice(index + 1), 0));
}

describe.each(SCREENS)("the arrows on $device", ({ widthPx, heightPx, panels, told }) => {
  const view = viewAt(0, 0);
  view.resize(widthPx, heightPx, 1);
  const screen = { left: 0, top: 0, right: widthPx, bottom: heightPx };
  const ship = makeBox();
  around(ship, widthPx / 2, heightPx / 2, 52, 52);

  /** The boxes of an arrow, and of its label if that has room too. */
  function place(degrees: number, room: LabelRoom): readonly Box[] {
    const spot = new ArrowSpot();
    const angle = (degrees * Math.PI) / 180;
    if (!spot.place(view, Math.cos(angle), Math.sin(angle), LABEL_PX, room)) return [];
    return spot.labelled ? [spot.arrowBox, spot.labelBox] : [spot.arrowBox];
  }

  test("and their labels lie over nothing, whatever is told and wherever they point", () => {
    const room = new LabelRoom();
    let [asked, shown, labelled] = [0, 0, 0];
    for (const extra of told) {
      const all = [...panels, ...extra];
      for (let degrees = 0; degrees < 360; degrees += 5) {
        for (const apartDeg of [0, 4, 15, 180]) {
          room.clear(all);
          const arrows = [place(degrees, room), place(degrees + apartDeg, room)];
          const boxes = arrows.flat();
          expect(shares(boxes)).toBe(false);
          for (const one of boxes) {
            expect(meetsAny(one, [...all, ship], 0)).toBe(false);
            expect(one.left >= screen.left && one.top >= screen.top && one.right <= screen.right && one.bottom <= screen.bottom).toBe(true);
          }
          asked += arrows.length;
          shown += arrows.filter(({ length }) => length > 0).length;
          labelled += arrows.filter(({ length }) => length > 1).length;
        }
      }
    }
    expect(shown / asked).toBeGreaterThan(0.97);
    expect(labelled / asked).toBeGreaterThan(0.9);
  });

  test("are not there where there is no room for them", () => {
    const room = new LabelRoom();
    room.clear([screen]);
    expect(new ArrowSpot().place(view, 1, 0, LABEL_PX, room)).toBe(false);
  });

  test("have tags keep off them, off panels and off each other", () => {
    const room = new LabelRoom();
    for (const extra of told) {
      const all = [...panels, ...extra];
      room.clear(all);
      const labels = [...place(40, room), ...place(200, room)];
      let placed = 0;
      // Closer than they are wide, and beyond each edge.
      for (let x = -10; x < widthPx + 20; x += 37) {
        for (let y = -10; y < heightPx + 20; y += 23) {
          const spot = new TagSpot();
          if (!spot.place(view, x, y, 25, 80, 13, room)) continue;
          placed += 1;
          expect(meetsAny(spot.box, [...all, ...labels], 0)).toBe(false);
          expect(spot.box.left >= 0 && spot.box.top >= 0 && spot.box.right <= widthPx && spot.box.bottom <= heightPx).toBe(true);
          labels.push(spot.box);
        }
      }
      expect(placed).toBeGreaterThan(30);
    }
  });
});

test("a tag stays on its side of a ship as long as there is room", () => {
  const view = viewAt(0, 0);
  const room = new LabelRoom();
  const spot = new TagSpot();
  const place = (panels: readonly Box[]): boolean => {
    room.clear(panels);
    return spot.place(view, 300, 300, 20, 80, 13, room);
  };
  const [beneath, above] = [box(260, 315, 80, 20), box(260, 265, 80, 20)];
  expect([place([]), spot.above]).toEqual([true, false]);
  expect([place([beneath]), spot.above]).toEqual([true, true]);
  expect([place([]), spot.above]).toEqual([true, true]);
  expect([place([above]), spot.above]).toEqual([true, false]);
  expect(place([above, beneath])).toBe(false);
});

test("labels of a picture that is shown larger keep off panels of the page", () => {
  const room = new LabelRoom();
  room.clear([box(300, 300, 100, 40)], 2);
  expect(room.isFree(box(160, 160, 10, 10), 0)).toBe(false);
  expect(room.isFree(box(310, 310, 10, 10), 0)).toBe(true);
  expect([12, 8].map((gap) => room.isFree(box(210, 160, 10, 10), gap))).toEqual([false, true]);
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

