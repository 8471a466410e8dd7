// How many numbers of its own each ship takes that flies by a program: 1 KB at most, as on the server.

import type { Part } from "./flat";

/** They are the same at each step, or only looked at: of them no ship holds anything. */
const TIMELESS: ReadonlySet<string> = new Set(["constant", "flag", "constant_vector", "scope", "assert", "note"]);

function widthOf({ outputs }: Part): number {
  return outputs.reduce((sum, { width }) => sum + width, 0);
}

/** What comes in and goes out, what is remembered and held, and a count of steps for each pace but the fastest. */
export function contextNumbers(parts: readonly Part[], exits: Iterable<Part>, remembered: number): number {
  const slow = parts.filter(({ period, block }) => period > 1 && !TIMELESS.has(block.kind));
  const kept = [...parts.filter(({ role }) => role === "sensor"), ...exits, ...slow];
  return remembered + kept.reduce((sum, part) => sum + widthOf(part), 0) + new Set(slow.map(({ period }) => period)).size;
}
