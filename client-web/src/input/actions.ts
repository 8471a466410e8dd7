// What a person can have the game do by a key, a button or a pad.

import { Control } from "../state/scene";

/** When an action is heard. Two that are never heard at the same time may share a key. */
type Heard = "with a ship" | "without a ship" | "always";

interface Traits {
  readonly heard: Heard;
  /** What it has the ship do, as long as it is held; 0 for what is done once. */
  readonly control: number;
}

function steers(control: number): Traits {
  return { heard: "with a ship", control };
}

function does(heard: Heard): Traits {
  return { heard, control: 0 };
}

/** In the order in which they are shown. */
const TRAITS = {
  thrust: steers(Control.Thrust),
  left: steers(Control.Left),
  right: steers(Control.Right),
  brake: steers(Control.Brake),
  fire: steers(Control.Fire),
  hyperspace: steers(Control.Hyperspace),
  respawn: does("without a ship"),
  autoFire: does("always"),
  autopilot: does("always"),
  chat: does("always"),
  sayHello: does("always"),
  sayThanks: does("always"),
  saySorry: does("always"),
  sayHelp: does("always"),
  sayFollow: does("always"),
  sayCareful: does("always"),
  sayShot: does("always"),
  sayGame: does("always"),
  roll: does("always"),
  clip: does("always"),
  sound: does("always"),
  network: does("always"),
  minimap: does("always"),
  help: does("always"),
  settings: does("always"),
  panels: does("always"),
  leave: does("always"),
} as const satisfies Record<string, Traits>;

export type Action = keyof typeof TRAITS;

export const ACTIONS = Object.keys(TRAITS) as readonly Action[];

/** What an action has the ship do; 0 for what is done once. */
export function controlOf(action: Action): number {
  return TRAITS[action].control;
}

/** Whether both may be heard at the same time. */
export function meet(one: Action, other: Action): boolean {
  const a: Heard = TRAITS[one].heard;
  const b: Heard = TRAITS[other].heard;
  return a === b || a === "always" || b === "always";
}
