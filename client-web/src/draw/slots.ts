/** A fixed number of things that come and pass. A new one takes the oldest's place; nothing is made anew. */
export class Slots<Thing> {
  readonly all: readonly Thing[];
  #oldest = 0;

  constructor(capacity: number, make: () => Thing) {
    this.all = Array.from({ length: capacity }, make);
  }

  /** The place of a new one, to be written over. */
  next(): Thing {
    const slot = this.all[this.#oldest]!;
    this.#oldest = (this.#oldest + 1) % this.all.length;
    return slot;
  }
}
