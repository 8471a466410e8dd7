import { add } from "../ui/dom";
import type { Entry } from "./desk";
import { timeOf } from "./words";

/** What moderators have done lately. */
export class Audit {
  private readonly list: HTMLElement;

  constructor(parent: Element) {
    const section = add(parent, "section");
    add(section, "h2", "", "Audit log");
    this.list = add(section, "ul", "rows");
  }

  show(entries: readonly Entry[]): void {
    this.list.replaceChildren();
    for (const entry of entries) this.append(entry);
    if (entries.length === 0) add(this.list, "li", "dim", "Nothing was done yet.");
  }

  private append({ at_s, by, action, target, reason, outcome }: Entry): void {
    const item = add(this.list, "li");
    const what = add(item, "div");
    add(what, "b", "", action);
    what.append(` ${target}`);
    const why = reason === "" ? "" : ` · ${reason}`;
    const failed = outcome === "ordered" ? "" : ` · ${outcome}`;
    add(what, "div", "dim", `${timeOf(at_s)} · by ${by}${why}${failed}`);
  }
}
