import { add } from "../ui/dom";

/** A list that is written anew when it has changed, and stays where it was scrolled to. */
export class Rows<T> {
  private readonly list: HTMLElement;
  private shown = "";

  /** `fill` writes a row into its item; `nothing` is said of an empty list. */
  constructor(
    parent: Element,
    private readonly nothing: string,
    private readonly fill: (item: Element, row: T) => void,
  ) {
    this.list = add(parent, "ul", "rows");
  }

  show(rows: readonly T[]): void {
    const now = JSON.stringify(rows);
    if (now === this.shown) return;
    this.shown = now;
    const { scrollTop } = this.list;
    this.list.replaceChildren();
    for (const row of rows) this.fill(add(this.list, "li"), row);
    if (rows.length === 0) add(this.list, "li", "dim", this.nothing);
    this.list.scrollTop = scrollTop;
  }
}
