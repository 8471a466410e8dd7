import type { KillLine, Scene } from "../state/scene";
import { add } from "./dom";
import { RecentLines } from "./recentLines";
import { fate, killVerb } from "./words";

const LINES_MAX = 5;
const SHOWN_MS = 7000;

/** The latest kills. */
export class KillFeed {
  private readonly lines: RecentLines<KillLine>;

  constructor(root: Element) {
    const list = add(root, "ul", "feed");
    list.setAttribute("aria-label", "Kills");
    this.lines = new RecentLines(list, LINES_MAX, SHOWN_MS, (line) => append(list, line));
  }

  update({ kills }: Scene, nowMs: number): void {
    this.lines.update(kills, nowMs);
  }
}

function append(list: Element, { killer, victim, weapon, own }: KillLine): void {
  const item = add(list, "li", own ? "own" : "");
  if (killer !== "") {
    add(item, "b", "", killer);
    item.append(` ${killVerb(weapon)} `);
    add(item, "b", "", victim);
  } else {
    add(item, "b", "", victim);
    item.append(` ${fate(weapon)}`);
  }
}
