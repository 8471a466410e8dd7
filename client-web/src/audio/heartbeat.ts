import type { Synth } from "./synth";

const CALM_S = 1.05;
const HECTIC_S = 0.34;

/** Two low tones in turn, as in 1979; they quicken with danger. */
export class Heartbeat {
  #nextAtS = 0;
  #low = false;

  /** `danger` is 0 for empty space and 1 for something about to hit. */
  beat(synth: Synth, danger: number): void {
    if (synth.nowS < this.#nextAtS) return;
    this.#nextAtS = synth.nowS + CALM_S + (HECTIC_S - CALM_S) * danger ** 4;
    this.#low = !this.#low;
    synth.thump(this.#low ? 55 : 62);
  }
}
