// The lessons beside the diagram. A lesson is done when the diagram says so.

import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import type { Desk } from "../editor/desk";
import { addButton } from "../editor/inspector";
import { LESSONS } from "./lessons";

export class Tutor {
  #panel: HTMLElement | null = null;
  #at = 0;

  readonly #parent: Element;
  readonly #desk: Desk;
  readonly #showAll: () => void;

  /** `showAll` has all of the diagram on the screen. */
  constructor(
    parent: Element,
    desk: Desk,
    showAll: () => void,
  ) {
    this.#parent = parent;
    this.#desk = desk;
    this.#showAll = showAll;
    desk.onChange(() => this.#look());
  }

  start(): void {
    this.#at = 0;
    this.#render();
  }

  #look(): void {
    if (this.#panel === null) return;
    const done = LESSONS[this.#at]?.isDone(this.#desk.diagram) === true;
    this.#panel.classList.toggle("done", done);
    const next = this.#panel.querySelector<HTMLButtonElement>(".next");
    if (next !== null) next.disabled = !done;
  }

  #render(): void {
    this.#panel?.remove();
    this.#panel = null;
    const lesson = LESSONS[this.#at];
    if (lesson === undefined) return;
    const panel = add(this.#parent, "section", "tutor");
    panel.setAttribute("aria-label", tBench.tutorial);
    this.#panel = panel;
    add(panel, "h2", "", tBench.lessonOf({ lesson: this.#at + 1, count: LESSONS.length, title: lesson.title }));
    add(panel, "p", "", lesson.text);
    const buttons = add(panel, "div", "buttons");
    const isLast = this.#at === LESSONS.length - 1;
    const next = addButton(buttons, isLast ? tBench.done : tBench.next, () => {
      this.#at += 1;
      this.#render();
    });
    next.classList.add("next");
    addButton(buttons, tBench.doIt, () => {
      lesson.doIt(this.#desk);
      this.#showAll();
    });
    addButton(buttons, tBench.leave, () => {
      this.#at = LESSONS.length;
      this.#render();
    });
    this.#look();
  }
}
