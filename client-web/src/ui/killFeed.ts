import type { KillLine, Scene } from "../state/scene";
import { add } from "./dom";
import { fate, killVerb } from "./words";

const LINES_MAX = 5;
const SHOWN_MS = 7000;

/** The latest kills. Rebuilt only when a line comes or goes. */
export class KillFeed {
  private readonly list: HTMLElement;
  private newest: KillLine | undefined;
  private oldest: KillLine | undefined;

  constructor(root: Element) {
    this.list = add(root, "ul", "feed");
    this.list.setAttribute("aria-label", "Kills");
  }

  update({ kills }: Scene, nowMs: number): void {
    let first = Math.max(0, kills.length - LINES_MAX);
    while (first < kills.length && nowMs - kills[first]!.atMs > SHOWN_MS) first += 1;
    const oldest = kills[first];
    const newest = oldest && kills[kills.length - 1];
    if (oldest === this.oldest && newest === this.newest) return;
    this.oldest = oldest;
    this.newest = newest;
    this.list.replaceChildren();
    for (const line of kills.slice(first)) this.append(line);
  }

  private append({ killer, victim, weapon, own }: KillLine): void {
    const item = add(this.list, "li", own ? "own" : "");
    if (killer !== "") {
      add(item, "b", "", killer);
      item.append(` ${killVerb(weapon)} `);
      add(item, "b", "", victim);
    } else {
      add(item, "b", "", victim);
      item.append(` ${fate(weapon)}`);
    }
  }
}
