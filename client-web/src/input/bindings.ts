// By what each action is done: keys by their place or by what they say, buttons
// of the mouse, buttons and sticks of a gamepad. Each is a word of text.

import { ACTIONS, controlOf, type Action } from "./actions";

/**
 * "at KeyW" is a key by its place, "says m" one by what it says, "mouse 0" a button of the mouse,
 * "button 7" one of a gamepad, "axis 0-" a stick of it that is pushed to the left.
 */
export type Source = string;
export type Bindings = Readonly<Record<Action, readonly Source[]>>;

const SOURCE = /^(?:at [A-Za-z]\w{0,23}|says (?! )\S{1,24}|mouse [0-4]|button (?:\d|[12]\d|3[01])|axis (?:\d|1[0-5])[+-])$/u;
/** More than fingers can find. */
export const SOURCES_MAX = 6;

export const DEFAULTS: Bindings = {
  thrust: ["says ArrowUp", "at KeyW", "mouse 2", "button 7", "button 12"],
  left: ["says ArrowLeft", "at KeyA", "axis 0-", "button 14"],
  right: ["says ArrowRight", "at KeyD", "axis 0+", "button 15"],
  brake: ["says ArrowDown", "at KeyS", "button 6", "button 13"],
  fire: ["at Space", "mouse 0", "button 0", "button 5"],
  hyperspace: ["says h", "mouse 1", "button 3"],
  respawn: ["at Space", "button 0"],
  autoFire: ["says f"],
  autopilot: ["says g", "button 4"],
  chat: ["says Enter"],
  sayHello: ["at Digit1"],
  sayThanks: ["at Digit2"],
  saySorry: ["at Digit3"],
  sayHelp: ["at Digit4"],
  sayFollow: ["at Digit5"],
  sayCareful: ["at Digit6"],
  sayShot: ["at Digit7"],
  sayGame: ["at Digit8"],
  roll: ["says Tab", "button 2"],
  clip: ["says c"],
  sound: ["says m"],
  network: ["says F3"],
  minimap: ["says v"],
  help: ["says ?", "says F1"],
  settings: ["says o"],
  panels: ["says p", "button 9"],
  leave: ["says Escape", "button 8"],
};

export function isSource(word: unknown): word is Source {
  return typeof word === "string" && SOURCE.test(word);
}

/** Says where a key by its letter is on the person's own keyboard; empty if that is not known. */
export type FindKey = (letter: string) => Source | "";

/** What a key, button or stick means. */
export interface Meaning {
  /** What it has the ship do while it is held; 0 for nothing. */
  readonly control: number;
  /** What it does when it is struck. */
  readonly deeds: readonly Action[];
}

const NOTHING: Meaning = { control: 0, deeds: [] };

/** The same the other way round: what is done by each source. */
export class Keymap {
  readonly #meanings = new Map<Source, Meaning>();

  constructor(readonly bindings: Bindings) {
    for (const action of ACTIONS) {
      for (const source of bindings[action]) {
        const { control, deeds } = this.meaningOf(source);
        const own = controlOf(action);
        this.#meanings.set(source, { control: control | own, deeds: own === 0 ? [...deeds, action] : deeds });
      }
    }
  }

  meaningOf(source: Source): Meaning {
    return this.#meanings.get(source) ?? NOTHING;
  }

  /** The meaning of the first of these that has one. */
  meaningOfAny(sources: readonly Source[]): Meaning {
    const known = sources.find((source) => this.#meanings.has(source));
    return known === undefined ? NOTHING : this.meaningOf(known);
  }
}
