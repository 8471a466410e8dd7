import { linkTo } from "../friend";
import type { Roll } from "../roll";
import { LiveVisibility, add } from "../ui/dom";
import { tPanels } from "../words/panels";

/** More do not fit under the list. */
const SHOWN_MAX = 8;

/** Those who are not here, of these names. Of a crowd not all are listed, but people before bots: who is missing behind them is not known. */
export function absentOf(names: readonly string[], { players, more }: Roll): readonly string[] {
  const areAllListed = more === 0 || players.at(-1)?.bot === true;
  return areAllListed ? names.filter((name) => !players.some((row) => row.name === name)) : [];
}

/** Friends who are not here, each a link that has one fly where that friend is. */
export class Elsewhere {
  readonly #visibility: LiveVisibility;
  readonly #line: HTMLElement;
  #shown = "";

  constructor(parent: Element) {
    this.#line = add(parent, "p", "hint elsewhere");
    this.#visibility = new LiveVisibility(this.#line);
  }

  show(names: readonly string[]): void {
    const shown = names.slice(0, SHOWN_MAX);
    const key = JSON.stringify(shown);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#visibility.set(shown.length > 0);
    this.#line.replaceChildren(tPanels.flyWith);
    for (const name of shown) add(this.#line, "a", "", name).href = linkTo(location.href, name);
  }
}
