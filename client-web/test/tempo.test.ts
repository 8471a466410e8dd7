import { expect, test } from "vitest";
import { Tempo } from "../src/tempo";

const TICK_MS = 1000 / 32;

/** The rate seen after ten seconds of frames, three ticks apart, of a server whose ticks take so long. */
function rateOf(tickMs: number): number {
  const tempo = new Tempo(32);
  for (let tick = 100; (tick - 100) * tickMs < 10_000; tick += 3) tempo.frame(tick, 5000 + (tick - 100) * tickMs);
  return tempo.rate;
}

test("a server that keeps time runs at the full rate", () => {
  expect(rateOf(TICK_MS)).toBeCloseTo(1, 9);
});

test("a server that needs twice as long for its ticks runs at half the rate", () => {
  expect(rateOf(2 * TICK_MS)).toBeCloseTo(0.5, 9);
});

test("nothing is known from one frame", () => {
  const tempo = new Tempo(32);
  tempo.frame(7, 100_000);
  expect(tempo.rate).toBe(1);
});
