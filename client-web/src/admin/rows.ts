import { add } from "../ui/dom";

/** A list that is written anew when it has changed; it stays where it was scrolled to, and the focus where it was. */
export class Rows<T> {
  readonly #list: HTMLElement;
  #shown = "";

  readonly #nothing: string;
  readonly #keyOf: (row: T) => string;
  readonly #fill: (item: Element, row: T) => void;

  /** `keyOf` tells rows apart; `fill` writes a row into its item; `nothing` is said of an empty list. */
  constructor(
    parent: Element,
    nothing: string,
    keyOf: (row: T) => string,
    fill: (item: Element, row: T) => void,
  ) {
    this.#nothing = nothing;
    this.#keyOf = keyOf;
    this.#fill = fill;
    this.#list = add(parent, "ul", "rows");
  }

  /** Shows these. Give only what is drawn of each: what changes unseen would write them anew. */
  show(rows: readonly T[]): void {
    const now = JSON.stringify(rows);
    if (now === this.#shown) return;
    this.#shown = now;
    const { scrollTop } = this.#list;
    const focused = this.#list.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.closest("li")?.getAttribute("data-key");
    this.#list.replaceChildren();
    for (const row of rows) {
      const item = add(this.#list, "li");
      item.setAttribute("data-key", this.#keyOf(row));
      this.#fill(item, row);
    }
    if (rows.length === 0) add(this.#list, "li", "dim", this.#nothing);
    this.#list.scrollTop = scrollTop;
    if (typeof key === "string") this.#focus(key, focused?.textContent ?? "");
  }

  #focus(key: string, label: string): void {
    const buttons = this.#list.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"] button`);
    for (const button of buttons) if (button.textContent === label) button.focus({ preventScroll: true });
  }
}
