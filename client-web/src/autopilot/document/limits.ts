// How much an autopilot may be, as shared/src/autopilot/limits.rs says it.

import { tFaults } from "../../words/faults";
import type { Model } from "./diagram";

/** Numbers in the lists of all parameters. */
export const NUMBERS_MAX = 4096;
/** Numbers that a ship takes. */
export const CONTEXT_MAX = 256;
/** Characters of a text. */
export const LETTERS_MAX = 500;

/** Why these models have too many numbers in their lists; empty if they have not. */
export function whyTooManyNumbers(models: Readonly<Record<string, Model>>): string {
  let count = 0;
  for (const { blocks } of Object.values(models)) {
    for (const { params } of Object.values(blocks)) {
      for (const param of Object.values(params ?? {})) if (typeof param === "object") count += param.length;
    }
  }
  return count > NUMBERS_MAX ? tFaults.tooMany({ what: tFaults.listNumbers, count, most: NUMBERS_MAX }) : "";
}
