// The most points that a life of whoever plays here has brought.

import { recall, remember } from "../preferences";
import { codeHere } from "../room/here";

const KEY = "best-life";

export class BestLife {
  #known: number | null;
  /** Whose it is, as far as the server has said. */
  #owner: string;

  constructor() {
    const [stored = "", ...owner] = recall(KEY).split(" ");
    const points = Number(stored);
    this.#known = stored !== "" && Number.isSafeInteger(points) && points >= 0 ? points : null;
    this.#owner = owner.join(" ");
  }

  /** Null before the first life has ended. */
  get points(): number | null {
    return this.#known;
  }

  /** The server knows who plays, and the best of its lives, which may be a moment old. */
  meet(name: string, points: number): void {
    const isOther = this.#owner !== "" && this.#owner !== name;
    this.#owner = name;
    this.#keep(isOther ? points : Math.max(points, this.#known ?? 0));
  }

  /** A life has ended with so many points. In a private room they are kept nowhere. */
  lived(points: number): void {
    if (codeHere() === "" && (this.#known === null || points > this.#known)) this.#keep(points);
  }

  #keep(points: number): void {
    this.#known = points;
    remember(KEY, `${points} ${this.#owner}`.trimEnd());
  }
}
