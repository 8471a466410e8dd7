import type { Action } from "../input/actions";
import { followKeys, namesOf } from "../input/source_names";
import { LiveVisibility, add } from "./dom";
import { CHAT, SOUND, TOOLS, type Tool } from "./tools";
import { addPadTable } from "./touchPad";

/** Of an action the keys that it has now. */
type Keys = readonly (readonly [keys: string | readonly Action[], meaning: string])[];

/** A person remembers no more than these of one thing. */
const KEYS_SHOWN = 2;

const FLIGHT_KEYS: Keys = [
  [["thrust"], "thrust"],
  [["left", "right"], "turn"],
  [["brake"], "brake"],
  [["fire"], "fire"],
  [["hyperspace"], "hyperspace, at some risk"],
  [["chat"], "talk, and read what was said"],
  [["clip"], "save the last 15 seconds"],
];

const WATCH_KEYS: Keys = [
  ["← →", "follow another pilot"],
  ["Click", "follow this ship, or this name"],
  ["Drag W A S D", "look around"],
  ["Wheel + −", "zoom"],
  ["Space J L", "look back: stand still, five seconds back or on"],
  [", . < >", "a tick back or on, slower or faster"],
  ["[ ]", "the marked moment before or after"],
  ["C U", "save the last 15 seconds, copy a link to this"],
  ["End", "live again"],
];

const KEYS: Keys = [
  [["roll"], "who is here"],
  [["sound"], "sound"],
  [["network"], "network"],
  [["settings"], "settings: other keys, gamepad, mouse"],
  [["help"], "this help"],
];

const PILOT_KEYS: Keys = [
  ...FLIGHT_KEYS,
  [["autoFire"], "fire by itself, or no more"],
  ...KEYS,
  [["panels"], "have the keys walk through the buttons"],
  [["leave"], "leave"],
];

function addKeyTable(parent: Element, keys: Keys): void {
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

/** Names what the buttons on the screen are for; a mouse over one is told so by itself. Fingers have the sound among the settings. */
function addToolTable(parent: Element, tools: readonly Tool[]): void {
  const table = add(parent, "dl", "keys by-touch");
  for (const { sign, label } of tools.filter((tool) => tool !== SOUND)) {
    add(table, "dt", "", sign);
    add(table, "dd", "", label.toLowerCase());
  }
}

/** What one can do, over the game. */
export class Help {
  private readonly visibility: LiveVisibility;
  private readonly forPilots: LiveVisibility;
  private readonly forWatchers: LiveVisibility;

  constructor(root: Element) {
    const panel = add(root, "section", "help overlay-panel");
    panel.setAttribute("aria-label", "Help");
    const pilots = add(panel, "div");
    addKeyTable(pilots, PILOT_KEYS);
    addPadTable(pilots);
    addToolTable(pilots, TOOLS);
    add(pilots, "p", "hint", "Every rock, saucer and ship you hit scores; a streak puts a bounty on your head. Who shot you last is marked until you have shot it down.");
    const watchers = add(panel, "div");
    addKeyTable(watchers, [...WATCH_KEYS, ["Esc", "back to the director"], ...KEYS]);
    addToolTable(watchers, TOOLS.filter((tool) => tool !== CHAT));
    add(watchers, "p", "hint by-touch", "Tap a ship or a name to follow it, drag to look around, pinch to zoom. The director finds what is worth seeing.");
    this.visibility = new LiveVisibility(panel);
    this.forPilots = new LiveVisibility(pilots, true);
    this.forWatchers = new LiveVisibility(watchers);
    addEventListener("pointerdown", ({ target }) => {
      if (!(target instanceof Element && target.closest(".help, .tools"))) this.close();
    });
  }

  get visible(): boolean {
    return this.visibility.visible;
  }

  showFor(watching: boolean): void {
    this.forPilots.set(!watching);
    this.forWatchers.set(watching);
  }

  toggle(): void {
    this.visibility.set(!this.visibility.visible);
  }

  close(): void {
    this.visibility.set(false);
  }
}
