// Which keys do what, as a table.

import type { Action } from "../input/actions";
import { followKeys, namesOf } from "../input/source_names";
import { add } from "./dom";
import { addPadTable } from "./touchPad";
import { t } from "../words";

/** Of an action the keys that it has now. */
export type Keys = readonly (readonly [keys: string | readonly Action[], meaning: string])[];

/** A person remembers no more than these of one thing. */
const KEYS_SHOWN = 2;

export const FLIGHT_KEYS: Keys = [
  [["thrust"], t.thrust],
  [["left", "right"], t.turn],
  [["brake"], t.brake],
  [["fire"], t.fire],
  [["hyperspace"], t.hyperspaceRisk],
  [["chat"], t.talk],
  [["clip"], t.saveLast],
];

export function addKeyTable(parent: Element, keys: Keys): void {
  const table = add(parent, "dl", "keys by-keys");
  followKeys(() => {
    table.replaceChildren();
    for (const [names, meaning] of keys) {
      const shown = typeof names === "string" ? names.split(" ") : firstKeys(names);
      if (shown.length === 0) continue;
      const cell = add(table, "dt");
      for (const name of shown) add(cell, "kbd", "", name);
      add(table, "dd", "", meaning);
    }
  });
}

/** The first key of each, then the second of each. */
function firstKeys(actions: readonly Action[]): string[] {
  const keys = actions.map((action) => namesOf(action));
  const shown: string[] = [];
  for (let index = 0; index < KEYS_SHOWN; index++) for (const own of keys) shown.push(...own.slice(index, index + 1));
  return shown;
}

/** What a ship is flown with, at the keyboard or on the screen. */
export function addFlightTable(parent: Element): void {
  addKeyTable(parent, FLIGHT_KEYS);
  addPadTable(parent);
}
