// What can be done with the file as a whole.

import { add } from "../ui/dom";
import type { Desk } from "./editor/desk";
import { addButton } from "./editor/inspector";
import { tBench } from "../words/bench";

export interface FileDeeds {
  blank(): void;
  examples(): void;
  open(): void;
  save(): void;
  share(): void;
  fly(): void;
  tutorial(): void;
  help(): void;
}

export class Bar {
  readonly #said: HTMLElement;

  constructor(parent: Element, desk: Desk, deeds: FileDeeds) {
    const home = add(add(parent, "h1"), "a", "", tBench.autopilots);
    home.href = "./";
    home.title = tBench.toGame;
    addButton(parent, tBench.newFile, deeds.blank);
    addButton(parent, tBench.examples, deeds.examples);
    addButton(parent, tBench.open, deeds.open);
    addButton(parent, tBench.save, deeds.save);
    addButton(parent, tBench.share, deeds.share);
    addButton(parent, tBench.flyInGame, deeds.fly);
    const undo = addButton(parent, tBench.undo, () => desk.undo());
    const redo = addButton(parent, tBench.redo, () => desk.redo());
    this.#said = add(parent, "p", "said");
    this.#said.setAttribute("role", "status");
    add(parent, "span", "gap");
    addButton(parent, tBench.tutorial, deeds.tutorial);
    addButton(parent, tBench.keys, deeds.help);
    const render = (): void => {
      undo.disabled = !desk.canUndo;
      redo.disabled = !desk.canRedo;
    };
    desk.onChange(render);
    render();
  }

  /** Tells a person something in a line, until the next. */
  say(text: string): void {
    if (this.#said.textContent !== text) this.#said.textContent = text;
    this.#said.title = text;
  }
}
