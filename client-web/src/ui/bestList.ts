import { askForBest, linkToMoment } from "../bestMoments";
import { add } from "./dom";
import { t } from "../words";

/** More would hide the room behind the start screen. */
const SHOWN_MAX = 3;

/** The best moments of the last hour, each a way back to it. */
export class BestList {
  readonly #panel: HTMLElement;
  readonly #rows: HTMLElement;

  constructor(parent: Element) {
    this.#panel = add(parent, "section", "best");
    this.#panel.hidden = true;
    add(this.#panel, "h2", "hint", t.bestOfHour);
    this.#rows = add(this.#panel, "ol");
  }

  /** Asks for them anew. */
  async refresh(): Promise<void> {
    const best = await askForBest();
    this.#panel.hidden = best.length === 0;
    this.#rows.replaceChildren();
    for (const moment of best.slice(0, SHOWN_MAX)) {
      const link = add(add(this.#rows, "li"), "a", "", `${moment.words} · ${agoInWords(moment.agoS)}`);
      link.href = linkToMoment(moment);
    }
  }
}

function agoInWords(agoS: number): string {
  return agoS < 60 ? t.justNow : t.minutesAgo({ minutes: Math.floor(agoS / 60) });
}
