import { LiveVisibility, add } from "./dom";
import { CHAT, TOOLS, type Tool } from "./tools";
import { addPadTable } from "./touchPad";

type Keys = readonly (readonly [keys: string, meaning: string])[];

const FLIGHT_KEYS: Keys = [
  ["↑ W", "thrust"],
  ["← → A D", "turn"],
  ["↓ S", "brake"],
  ["Space", "fire"],
  ["H", "hyperspace, at some risk"],
  ["Enter", "talk, and read what was said"],
  ["C", "save the last 15 seconds"],
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
  ["Tab", "who is here"],
  ["M", "sound"],
  ["F3", "network"],
  ["?", "this help"],
];

function addKeyTable(parent: Element, keys: Keys): void {
  const table = add(parent, "dl", "keys by-keys");
  for (const [names, meaning] of keys) {
    const cell = add(table, "dt");
    for (const name of names.split(" ")) add(cell, "kbd", "", name);
    add(table, "dd", "", meaning);
  }
}

/** What a ship is flown with, at the keyboard or on the screen. */
export function addFlightTable(parent: Element): void {
  addKeyTable(parent, FLIGHT_KEYS);
  addPadTable(parent);
}

/** Names what the buttons on the screen are for; a mouse over one is told so by itself. */
function addToolTable(parent: Element, tools: readonly Tool[]): void {
  const table = add(parent, "dl", "keys by-touch");
  for (const { sign, label } of tools) {
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
    addKeyTable(pilots, [...FLIGHT_KEYS, ...KEYS, ["Esc", "leave"]]);
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
