// How much an autopilot may be, as shared/src/autopilot/limits.rs says it.

import type { Model } from "./diagram";

/** Numbers in the lists of all parameters. */
export const NUMBERS_MAX = 4096;
/** Numbers that a ship takes. */
export const CONTEXT_MAX = 256;

export function tooMany(count: number, most: number, of: string): string {
  return `There are ${count} ${of}, and ${most} are the most.`;
}

/** Why these models have too many numbers in their lists; empty if they have not. */
export function whyTooManyNumbers(models: Readonly<Record<string, Model>>): string {
  let count = 0;
  for (const { blocks } of Object.values(models)) {
    for (const { params } of Object.values(blocks)) {
      for (const param of Object.values(params ?? {})) if (typeof param === "object") count += param.length;
    }
  }
  return count > NUMBERS_MAX ? tooMany(count, NUMBERS_MAX, "numbers in lists of parameters") : "";
}
