import { askForBest, linkToMoment } from "../bestMoments";
import { add } from "./dom";

/** More would hide the room behind the start screen. */
const SHOWN_MAX = 3;

/** The best moments of the last hour, each a way back to it. */
export class BestList {
  private readonly panel: HTMLElement;
  private readonly rows: HTMLElement;

  constructor(parent: Element) {
    this.panel = add(parent, "section", "best");
    this.panel.hidden = true;
    add(this.panel, "h2", "hint", "Best of the last hour");
    this.rows = add(this.panel, "ol");
  }

  /** Asks for them anew. */
  async refresh(): Promise<void> {
    const best = await askForBest();
    this.panel.hidden = best.length === 0;
    this.rows.replaceChildren();
    for (const moment of best.slice(0, SHOWN_MAX)) {
      const link = add(add(this.rows, "li"), "a", "", `${moment.name} ${moment.deed} · ${agoInWords(moment.agoS)}`);
      link.href = linkToMoment(moment);
    }
  }
}

function agoInWords(agoS: number): string {
  return agoS < 60 ? "just now" : `${Math.floor(agoS / 60)} min ago`;
}
