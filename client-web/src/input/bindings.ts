// By what each action is done: keys by their place or by what they say, buttons
// of the mouse, buttons and sticks of a gamepad. Each is a word of text.

import { ACTIONS, controlOf, meet, type Action } from "./actions";

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
  chat: ["says Enter"],
  roll: ["says Tab", "button 2"],
  clip: ["says c"],
  sound: ["says m"],
  network: ["says F3"],
  help: ["says ?", "says F1"],
  settings: ["says o"],
  panels: ["says p", "button 9"],
  leave: ["says Escape", "button 8"],
};

/** One hand has all of it: the other one's keys are added to what is there by default. */
export const ONE_HANDED = {
  left: {
    hyperspace: ["at KeyQ", "says h", "mouse 1", "button 3"],
    autoFire: ["at KeyF"],
    chat: ["at KeyT", "says Enter"],
    sound: ["at KeyX", "says m"],
    settings: ["at KeyZ", "says o"],
    panels: ["at KeyR", "says p", "button 9"],
    clip: ["at KeyC"],
  },
  right: {
    thrust: ["says ArrowUp", "at KeyI", "mouse 2", "button 7", "button 12"],
    left: ["says ArrowLeft", "at KeyJ", "axis 0-", "button 14"],
    right: ["says ArrowRight", "at KeyL", "axis 0+", "button 15"],
    brake: ["says ArrowDown", "at KeyK", "button 6", "button 13"],
    fire: ["at Space", "at Slash", "mouse 0", "button 0", "button 5"],
    hyperspace: ["says h", "at Period", "mouse 1", "button 3"],
    autoFire: ["at KeyU"],
    clip: ["at KeyN"],
    leave: ["says Escape", "at Backspace", "button 8"],
  },
} as const satisfies Record<string, Partial<Bindings>>;

export function isSource(word: unknown): word is Source {
  return typeof word === "string" && SOURCE.test(word);
}

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
  private readonly meanings = new Map<Source, Meaning>();

  constructor(readonly bindings: Bindings) {
    for (const action of ACTIONS) {
      for (const source of bindings[action]) {
        const { control, deeds } = this.meaningOf(source);
        const own = controlOf(action);
        this.meanings.set(source, { control: control | own, deeds: own === 0 ? [...deeds, action] : deeds });
      }
    }
  }

  meaningOf(source: Source): Meaning {
    return this.meanings.get(source) ?? NOTHING;
  }

  /** The meaning of the first of these that has one. */
  meaningOfAny(sources: readonly Source[]): Meaning {
    const known = sources.find((source) => this.meanings.has(source));
    return known === undefined ? NOTHING : this.meaningOf(known);
  }
}

/** What one source is bound to, though both may be heard at the same time. */
export interface Conflict {
  readonly source: Source;
  readonly actions: readonly [Action, Action];
}

/** Says where a key by its letter is on the person's own keyboard; empty if that is not known. */
export type FindKey = (letter: string) => Source | "";

const ON_QWERTY: FindKey = (letter) => (/^[a-z]$/.test(letter) ? `at Key${letter.toUpperCase()}` : "");

/** The actions other than this one that a source does too, at a time when it would do both. */
export function rivals(bindings: Bindings, action: Action, source: Source, find: FindKey = ON_QWERTY): Action[] {
  const place = placeOf(source, find);
  return ACTIONS.filter(
    (other) => other !== action && meet(action, other) && bindings[other].some((taken) => placeOf(taken, find) === place),
  );
}

export function conflicts(bindings: Bindings, find: FindKey = ON_QWERTY): Conflict[] {
  return ACTIONS.flatMap((action, index) =>
    bindings[action].flatMap((source) =>
      rivals(bindings, action, source, find)
        .filter((other) => ACTIONS.indexOf(other) > index)
        .map((other) => ({ source, actions: [action, other] as const })),
    ),
  );
}

/** Binds a source to an action, as the one that is named first, and takes it from all that would do something else by it. Beyond the most that are kept, the last goes. */
export function bind(bindings: Bindings, action: Action, source: Source, find: FindKey = ON_QWERTY): Bindings {
  const changed: Record<Action, readonly Source[]> = { ...bindings };
  const place = placeOf(source, find);
  for (const other of rivals(bindings, action, source, find)) {
    changed[other] = bindings[other].filter((taken) => placeOf(taken, find) !== place);
  }
  changed[action] = [source, ...bindings[action].filter((own) => own !== source)].slice(0, SOURCES_MAX);
  return changed;
}

export function unbind(bindings: Bindings, action: Action, source: Source): Bindings {
  return { ...bindings, [action]: bindings[action].filter((own) => own !== source) };
}

/** The same key, whether it is named by its place or by its letter, is one. */
function placeOf(source: Source, find: FindKey): Source {
  return (source.startsWith("says ") && find(source.slice(5))) || source;
}
