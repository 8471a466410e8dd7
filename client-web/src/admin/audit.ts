import { add } from "../ui/dom";
import type { Entry } from "./desk";
import { Rows } from "./rows";
import { timeOf } from "./words";
import { tAdmin } from "../words/admin";

/** What moderators have done lately. */
export class Audit {
  readonly #rows: Rows<Entry>;

  constructor(parent: Element) {
    const section = add(parent, "section");
    add(section, "h2", "", tAdmin.audit);
    this.#rows = new Rows(section, tAdmin.nothingDone, ({ at_s, action, target }) => `${at_s} ${action} ${target}`, fill);
  }

  show(entries: readonly Entry[]): void {
    this.#rows.show(entries);
  }
}

function fill(item: Element, { at_s, by, action, target, reason, outcome }: Entry): void {
  const what = add(item, "div");
  add(what, "b", "", action);
  what.append(` ${target}`);
  const why = reason === "" ? "" : ` · ${reason}`;
  const failed = outcome === "ordered" ? "" : ` · ${outcome}`;
  add(what, "div", "dim", `${timeOf(at_s)} · ${tAdmin.by({ name: by })}${why}${failed}`);
}
