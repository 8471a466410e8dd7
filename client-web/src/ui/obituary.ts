import type { Obituary, Scene } from "../state/scene";
import { add } from "./dom";
import { count } from "./words";

export interface Fact {
  readonly what: string;
  readonly value: string;
  /** Whether it is something to be proud of. */
  readonly proud: boolean;
}

/** What a life brought, line by line. */
export function lifeFacts(life: Obituary, tickRateHz: number): readonly Fact[] {
  const { points, kills, rocks, accuracy, ageTicks, bestBefore, place, of } = life;
  const before = bestBefore ?? 0;
  const best = points > before;
  const facts: Fact[] = [
    fact("this life", `${count(points)} points`, best),
    best ? fact("your best", before === 0 ? "your first" : `new, was ${count(before)}`, true) : fact("your best", count(before)),
    fact("shot down", count(kills)),
    fact("rocks", count(rocks)),
    fact("accuracy", accuracy === null ? "–" : `${Math.round(100 * accuracy)} %`),
    fact("time", duration(ageTicks / tickRateHz)),
  ];
  if (place > 0) facts.push(fact("on the board", of > 1 ? `#${count(place)} of ${count(of)}` : `#${count(place)}`));
  return facts;
}

/** A table of what the last life brought. */
export class ObituaryTable {
  private readonly table: HTMLElement;
  private shown: Obituary | null = null;

  constructor(parent: Element) {
    this.table = add(parent, "dl", "obituary");
    this.table.ariaLabel = "This life";
  }

  update({ obituary, tickRateHz }: Scene): void {
    if (obituary === this.shown) return;
    this.shown = obituary;
    this.table.replaceChildren();
    if (obituary === null) return;
    for (const { what, value, proud } of lifeFacts(obituary, tickRateHz)) {
      const pair = add(this.table, "div", proud ? "proud" : "");
      add(pair, "dt", "", what);
      add(pair, "dd", "", value);
    }
  }
}

function fact(what: string, value: string, proud = false): Fact {
  return { what, value, proud };
}

function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
