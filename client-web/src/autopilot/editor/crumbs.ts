// Which model is open, and the models that hold it.

import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import type { Desk } from "./desk";
import { addButton } from "./inspector";

export function addCrumbs(parent: Element, desk: Desk): void {
  const list = add(parent, "nav", "crumbs");
  list.setAttribute("aria-label", tBench.openModels);
  let shown = "";
  const render = (): void => {
    const key = desk.openModels.join("/");
    if (key === shown) return;
    shown = key;
    list.replaceChildren();
    desk.openModels.forEach((name, depth) => addButton(list, depth === 0 ? name : `▸ ${name}`, () => desk.leaveTo(depth)));
  };
  desk.onChange(render);
  render();
}
