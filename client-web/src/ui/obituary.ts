import type { Obituary, Scene } from "../state/scene";
import { add } from "./dom";
import { duration, percent } from "./words";
import { count, t } from "../words";

export interface Fact {
  readonly what: string;
  readonly value: string;
  /** Whether it is something to be proud of. */
  readonly proud: boolean;
}

/** What a life came to, and what it was spent on. */
export function lifeFacts(life: Obituary, tickRateHz: number): readonly [result: readonly Fact[], deeds: readonly Fact[]] {
  const { points, kills, rocks, accuracy, ageTicks, bestBefore, place, of } = life;
  const before = bestBefore ?? 0;
  const best = points > before;
  const result: Fact[] = [
    fact(t.thisLife, t.points({ count: points }), best),
    best ? fact(t.yourBest, before === 0 ? t.yourFirst : t.newBest({ points: before }), true) : fact(t.yourBest, count(before)),
  ];
  if (place > 0) result.push(fact(t.onBoard, of > 1 ? t.placeOf({ place, count: of }) : `#${count(place)}`));
  const deeds = [
    fact(t.shotDownFact, count(kills)),
    fact(t.rocks, count(rocks)),
    fact(t.accuracy, accuracy === null ? "–" : percent(accuracy, 1)),
    fact(t.time, duration(ageTicks / tickRateHz)),
  ];
  return [result, deeds];
}

/** What the last life brought, in two rows where one has no room: none of it is left over on a line of its own. */
export class ObituaryTable {
  readonly #panel: HTMLElement;
  #shown: Obituary | null = null;

  constructor(parent: Element) {
    this.#panel = add(parent, "div", "obituary");
    this.#panel.setAttribute("role", "group");
    this.#panel.ariaLabel = t.thisLifeLabel;
  }

  update({ obituary, tickRateHz }: Scene): void {
    if (obituary === this.#shown) return;
    this.#shown = obituary;
    this.#panel.replaceChildren();
    if (obituary === null) return;
    for (const facts of lifeFacts(obituary, tickRateHz)) addRow(this.#panel, facts);
  }
}

function addRow(parent: Element, facts: readonly Fact[]): void {
  const row = add(parent, "dl");
  for (const { what, value, proud } of facts) {
    const pair = add(row, "div", proud ? "proud" : "");
    add(pair, "dt", "", what);
    add(pair, "dd", "", value);
  }
}

function fact(what: string, value: string, proud = false): Fact {
  return { what, value, proud };
}
