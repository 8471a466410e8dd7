import { expect, test } from "vitest";
import { COMET_OUTLINE, rock } from "../src/outline";
import { readGolden } from "./golden";

interface Golden {
  comet: number;
  rocks: { seed: number; radius: number; corners: [number, number][] }[];
}

const { comet, rocks } = readGolden<Golden>("outlines.json");

test("there are rocks to compare", () => expect(rocks.length).toBeGreaterThan(0));

test.each(rocks)("the rock with seed $seed is the one that collides on the server", ({ seed, radius, corners }) => {
  const single = corners.map(([x, y]) => [Math.fround(x), Math.fround(y)]);
  expect(rock(seed, Math.fround(radius))).toEqual(single);
});

test("comets have the outline that collides on the server", () => expect(COMET_OUTLINE).toBe(comet));
