import { describe, expect, test } from "vitest";
import type { Overview } from "../src/protocol/overview";
import { Overhead } from "../src/watch/overhead";
import { isMap, tellsUpToM, wholeRoomM, wishFor } from "../src/watch/reach";
import { ship } from "./watcher";

const OVERVIEW: Overview = { type: "overview", x: 0, y: 0, cellM: 20, columns: 1, rows: 1, ships: new Uint8Array(1), rocks: new Uint8Array(1) };
const SHIPS = Array.from({ length: 12 }, (_, index) => ship(index + 1, index, 0));

describe("the room from above", () => {
  test("fades in when it is wanted and told, and out when ships are told again", () => {
    const overhead = new Overhead();
    overhead.pass(200, true, SHIPS);
    expect(overhead.shown).toBe(0);
    overhead.hear(OVERVIEW);
    overhead.pass(200, true, []);
    expect(overhead.shown).toBeGreaterThan(0.3);
    expect(overhead.shown).toBeLessThan(0.7);
    overhead.pass(1000, true, []);
    expect(overhead.shown).toBe(1);
    overhead.pass(200, false, SHIPS);
    expect(overhead.shown).toBeLessThan(0.7);
  });

  test("lets the ships that are told of no more fade", () => {
    const overhead = new Overhead();
    overhead.pass(16, false, SHIPS);
    overhead.pass(16, true, []);
    expect(overhead.ghosts).toHaveLength(12);
    expect(overhead.ghostly).toBeGreaterThan(0.9);
    overhead.pass(1000, true, []);
    expect(overhead.ghosts).toHaveLength(0);
  });

  test("has no ghosts of a ship or two that end", () => {
    const overhead = new Overhead();
    overhead.pass(16, false, SHIPS);
    overhead.pass(16, false, SHIPS.slice(2));
    expect(overhead.ghostly).toBe(0);
  });

  test("goes from one telling to the next little by little, and hides when nothing is told any more", () => {
    const overhead = new Overhead();
    overhead.hear(OVERVIEW);
    overhead.pass(500, true, []);
    overhead.hear({ ...OVERVIEW });
    overhead.pass(100, true, []);
    expect(overhead.before).toBe(OVERVIEW);
    expect(overhead.renewed).toBeCloseTo(0.2);
    for (let ms = 0; ms < 6000; ms += 100) overhead.pass(100, true, []);
    expect(overhead.shown).toBe(0);
  });
});

test.each([0.46, 1, 16 / 9, 2.4])("in a window of the shape %d the whole room fits, and a map begins where ships are told no more", (aspect) => {
  const room = { worldWidthM: 800, worldHeightM: 800 };
  const whole = wholeRoomM(room, aspect);
  expect(2 * whole).toBeGreaterThan(800);
  expect(2 * whole * aspect).toBeGreaterThan(800);
  expect(isMap(tellsUpToM(aspect), aspect)).toBe(false);
  expect(isMap(tellsUpToM(aspect) * 1.01, aspect)).toBe(true);
  const asked = wishFor(whole, aspect);
  expect(asked.halfWidthM > 80 || asked.halfHeightM > 60).toBe(true);
});
