// Has something be done by another key, and says what that was for.

import { ACTIONS, meet, type Action } from "../input/actions";
import { SOURCES_MAX, type Bindings, type FindKey, type Source } from "../input/bindings";

/** For one hand alone: what is out of its reach by default is bound nearer. */
export const ONE_HANDED = {
  left: {
    hyperspace: ["at KeyQ", "says h", "mouse 1", "button 3"],
    autoFire: ["at KeyF"],
    autopilot: ["at KeyG", "button 4"],
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
    autopilot: ["at KeyY", "button 4"],
    clip: ["at KeyN"],
    minimap: ["at Semicolon"],
    leave: ["says Escape", "at Backspace", "button 8"],
  },
} as const satisfies Record<string, Partial<Bindings>>;

/** What one source is bound to, though both may be heard at the same time. */
export interface Conflict {
  readonly source: Source;
  readonly actions: readonly [Action, Action];
}

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
