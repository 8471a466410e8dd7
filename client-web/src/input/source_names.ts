// What keys and buttons are called: keys by what they say on the person's own keyboard, buttons by what is written on them.

import { kept } from "../settings/kept";
import type { Action } from "./actions";
import type { FindKey, Source } from "./bindings";
import { deviceAtHand, followDevice, makerAtHand, type Maker } from "./device";

interface Keyboard {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>;
}

const SAYS: Readonly<Record<string, string>> = {
  ...{ ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" },
};

const FACES: Readonly<Record<Maker, readonly string[]>> = {
  letters: ["A", "B", "X", "Y", "LB", "RB", "LT", "RT", "Back", "Start"],
  signs: ["✕", "○", "□", "△", "L1", "R1", "L2", "R2", "Share", "Options"],
  swapped: ["B", "A", "Y", "X", "L", "R", "ZL", "ZR", "−", "+"],
};
/** Pressing the sticks, and the cross, which come after the faces on every one. */
const OTHERS = ["L3", "R3", "D ↑", "D ↓", "D ←", "D →"];

/** By the code of a key; empty where the browser does not tell. */
let layout: ReadonlyMap<string, string> = new Map();
const followers: (() => void)[] = [];

/** Asks the browser for the layout of the keyboard. A person may change it at any time. */
export async function learnLayout(): Promise<void> {
  const { keyboard } = navigator as Navigator & { readonly keyboard?: Keyboard };
  try {
    layout = (await keyboard?.getLayoutMap()) ?? layout;
  } catch {
    // A page within another one is not told.
    return;
  }
  for (const follower of followers) follower();
}

/** What a key, a button or a stick is called; empty for a button of the mouse. */
export function sourceName(source: Source, maker = makerAtHand()): string {
  const [device = "", ...rest] = source.split(" ");
  const name = rest.join(" ");
  switch (device) {
    case "at":
      return layout.get(name)?.toUpperCase() ?? SAYS[name] ?? name.replace(/^(?:Key|Digit)(?=.$)/, "");
    case "says":
      return SAYS[name] ?? (name.length === 1 ? name.toUpperCase() : name);
    case "button":
      return [...FACES[maker], ...OTHERS][Number(name)] ?? name;
    case "axis":
      return axisName(Number.parseInt(name, 10), name.endsWith("+")) ?? name;
    default:
      return "";
  }
}

/** Of the two sticks that every gamepad of the standard has. */
function axisName(axis: number, forward: boolean): string | null {
  if (axis > 3) return null;
  const arrow = axis % 2 === 0 ? (forward ? "→" : "←") : forward ? "↓" : "↑";
  return `${axis < 2 ? "L" : "R"} ${arrow}`;
}

const OF_DEVICE = { keyboard: /^(?:at|says) /, gamepad: /^(?:button|axis) / } as const;

/** The names of the keys that do something, or of the buttons if a gamepad is at hand, without those that are called the same. */
export function namesOf(action: Action): readonly string[] {
  const sources = kept.now.bindings[action];
  const atHand = sources.filter((source) => OF_DEVICE[deviceAtHand()].test(source));
  const known = atHand.length > 0 ? atHand : sources.filter((source) => OF_DEVICE.keyboard.test(source));
  return [...new Set(known.map((source) => sourceName(source)))];
}

/** Where the key of a letter is on this keyboard. */
export const findKey: FindKey = (letter) => {
  for (const [code, says] of layout) if (says === letter) return `at ${code}`;
  return layout.size === 0 && /^[a-z]$/.test(letter) ? `at Key${letter.toUpperCase()}` : "";
};

/** Calls back at once, and whenever keys are called something else or do something else. */
export function followKeys(follower: () => void): void {
  followers.push(follower);
  followDevice(follower);
  kept.follow((settings, before) => {
    if (settings.bindings !== before.bindings || settings === before) follower();
  });
}
