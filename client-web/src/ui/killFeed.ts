import type { KillLine, Scene } from "../state/scene";
import { add } from "./dom";
import { RecentLines } from "./recentLines";
import { appendRich, mark } from "./rich";
import { endBy } from "./words";
import { t } from "../words";

const LINES_MAX = 5;
const SHOWN_MS = 7000;

/** The latest kills. */
export class KillFeed {
  readonly #lines: RecentLines<KillLine>;

  constructor(root: Element) {
    const list = add(root, "ul", "feed");
    list.setAttribute("aria-label", t.killsLabel);
    this.#lines = new RecentLines(list, LINES_MAX, SHOWN_MS, (line) => append(list, line));
  }

  update({ kills }: Scene, nowMs: number): void {
    this.#lines.update(kills, nowMs);
  }
}

function append(list: Element, { killer, victim, weapon, own }: KillLine): void {
  const item = add(list, "li", own ? "own" : "");
  const end = endBy(weapon);
  const parties = { killer: mark(0), victim: mark(1) };
  const bold = (name: string) => (parent: Element) => add(parent, "b", "", name);
  appendRich(item, (killer === "" ? end.fate : end.kill)(parties), [bold(killer), bold(victim)]);
}
