// What one life of the pilot's brings, counted from what the server tells.

import { Kind } from "./scene";

export class Life {
  shots = 0;
  hits = 0;
  kills = 0;
  rocks = 0;
  #score: number;

  readonly #bornTick: number;
  readonly #scoreBefore: number;

  constructor(
    bornTick: number,
    scoreBefore: number,
  ) {
    this.#bornTick = bornTick;
    this.#scoreBefore = scoreBefore;
    this.#score = scoreBefore;
  }

  get points(): number {
    return Math.max(0, this.#score - this.#scoreBefore);
  }

  /** The part of the shots that hit something, null without a shot. What hit out of sight is not known. */
  get accuracy(): number | null {
    return this.shots === 0 ? null : Math.min(1, this.hits / this.shots);
  }

  ageTicks(tick: number): number {
    return Math.max(0, tick - this.#bornTick);
  }

  /** Something paid that was destroyed. */
  destroyed(kind: Kind): void {
    if (kind === Kind.RockLarge || kind === Kind.RockMedium || kind === Kind.RockSmall) this.rocks += 1;
  }

  stand(score: number): void {
    this.#score = score;
  }
}
