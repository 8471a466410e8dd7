// What can be done with the file as a whole.

import { add } from "../ui/dom";
import type { Desk } from "./editor/desk";
import { addButton } from "./editor/inspector";

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
    const home = add(add(parent, "h1"), "a", "", "Autopilots");
    home.href = "./";
    home.title = "To the game";
    addButton(parent, "New", deeds.blank);
    addButton(parent, "Examples", deeds.examples);
    addButton(parent, "Open", deeds.open);
    addButton(parent, "Save", deeds.save);
    addButton(parent, "Share", deeds.share);
    addButton(parent, "Fly this in the game", deeds.fly);
    const undo = addButton(parent, "Undo", () => desk.undo());
    const redo = addButton(parent, "Redo", () => desk.redo());
    this.#said = add(parent, "p", "said");
    this.#said.setAttribute("role", "status");
    add(parent, "span", "gap");
    addButton(parent, "Tutorial", deeds.tutorial);
    addButton(parent, "Keys", deeds.help);
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
