import { board, type Board, type BoardRow, type Period } from "../account/api";
import { Patience } from "../account/patience";
import { LiveText, add } from "./dom";
import { count, t } from "../words";

const PERIODS: readonly (readonly [Period, string])[] = [
  ["day", t.today],
  ["week", t.thisWeek],
  ["all", t.allTime],
];

/** Said beneath a board that has rows. */
const NOTES: Readonly<Record<Period, string>> = {
  day: t.dayNote,
  week: t.weekNote,
  all: "",
};

/** The best of a day, a week, or ever, and where the player stands. */
export class Boards {
  readonly #tabs = new Map<Period, HTMLButtonElement>();
  readonly #rows: HTMLElement;
  readonly #note: LiveText;
  readonly #patience: Patience;
  #period: Period = "day";

  readonly #onName: (name: string) => void;

  constructor(
    parent: Element,
    onName: (name: string) => void,
  ) {
    this.#onName = onName;
    const panel = add(parent, "section", "boards");
    panel.setAttribute("aria-label", t.boards);
    const bar = add(panel, "div", "tabs");
    for (const [period, title] of PERIODS) {
      const tab = add(bar, "button", "small", title);
      tab.type = "button";
      tab.addEventListener("click", () => this.#show(period));
      this.#tabs.set(period, tab);
    }
    this.#rows = add(panel, "ol");
    // Who is not looking has them asked for anew as the screen opens.
    this.#patience = new Patience(() => panel.checkVisibility() && this.refresh());
    this.#note = new LiveText(add(panel, "p", "hint"));
  }

  /** Asks for the board anew. */
  refresh(): void {
    this.#show(this.#period);
  }

  #show(period: Period): void {
    this.#period = period;
    for (const [of, tab] of this.#tabs) tab.ariaPressed = String(of === period);
    board(period).then(
      (found) => {
        if (this.#period !== period) return;
        this.#patience.answered();
        this.#list(found);
      },
      () => {
        if (this.#period !== period) return;
        this.#patience.missed();
        this.#note.set(t.boardsSilent);
      },
    );
  }

  #list({ rows, own }: Board): void {
    this.#rows.replaceChildren();
    for (const row of rows) this.#append(row, row.rank === own?.rank && row.name === own.name);
    const listed = own === null || rows.some(({ rank, name }) => rank === own.rank && name === own.name);
    if (!listed) this.#append(own, true);
    this.#note.set(rows.length === 0 ? t.boardsEmpty : NOTES[this.#period]);
  }

  #append({ rank, name, score }: BoardRow, own: boolean): void {
    const item = add(this.#rows, "li", own ? "own" : "");
    add(item, "span", "rank", String(rank));
    const who = add(item, "button", "name", name);
    who.type = "button";
    who.addEventListener("click", () => this.#onName(name));
    add(item, "span", "points", count(score));
  }
}
