import { LiveVisibility, add } from "./dom";

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ["↑ W", "thrust"],
  ["← → A D", "turn"],
  ["↓ S", "brake"],
  ["Space", "fire"],
  ["H", "hyperspace, at some risk"],
  ["Enter", "talk"],
  ["Tab", "who is here"],
  ["M", "sound"],
  ["F3", "network"],
  ["?", "this help"],
];

/** A table of the keys. */
export function addKeyTable(parent: Element): void {
  const table = add(parent, "dl", "keys");
  for (const [keys, meaning] of KEYS) {
    const names = add(table, "dt");
    for (const key of keys.split(" ")) add(names, "kbd", "", key);
    add(table, "dd", "", meaning);
  }
}

/** The keys, over the game. */
export class Help {
  private readonly visibility: LiveVisibility;

  constructor(root: Element) {
    const panel = add(root, "section", "help overlay-panel");
    panel.setAttribute("aria-label", "Keys");
    addKeyTable(panel);
    add(panel, "p", "hint", "Every rock, saucer and ship you hit scores; a streak puts a bounty on your head.");
    this.visibility = new LiveVisibility(panel);
  }

  toggle(): void {
    this.visibility.set(!this.visibility.visible);
  }

  close(): void {
    this.visibility.set(false);
  }
}
