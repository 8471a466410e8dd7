// What was done and can be undone. A state is a whole diagram: they share all that an edit leaves as it is.

import type { Diagram } from "./diagram";

/** What is older cannot be undone. */
const STEPS_MOST = 300;

export class History {
  readonly #past: Diagram[] = [];
  readonly #future: Diagram[] = [];
  #gesture = "";

  #present: Diagram;

  constructor(present: Diagram) {
    this.#present = present;
  }

  get diagram(): Diagram {
    return this.#present;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Makes this the present. What is done under the same gesture, one after the other, is undone at once. */
  make(next: Diagram, gesture = ""): void {
    if (next === this.#present) return;
    if (gesture === "" || gesture !== this.#gesture) {
      this.#past.push(this.#present);
      if (this.#past.length > STEPS_MOST) this.#past.shift();
    }
    this.#gesture = gesture;
    this.#future.length = 0;
    this.#present = next;
  }

  /** Ends a gesture: the next one of the same name is undone by itself. */
  rest(): void {
    this.#gesture = "";
  }

  undo(): void {
    this.#step(this.#past, this.#future);
  }

  redo(): void {
    this.#step(this.#future, this.#past);
  }

  #step(from: Diagram[], to: Diagram[]): void {
    const next = from.pop();
    if (next === undefined) return;
    to.push(this.#present);
    this.#present = next;
    this.#gesture = "";
  }
}
