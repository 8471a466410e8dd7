const WINDOW_MS = 4000;

/** How fast the server's time runs: 1 as it should, less when it needs longer for its ticks than they last. */
export class Tempo {
  /** The mean of the last few seconds. */
  rate = 1;
  #sinceTick = 0;
  /** Not a number before the first frame. */
  #sinceMs = NaN;

  readonly #tickRateHz: number;

  constructor(tickRateHz: number) {
    this.#tickRateHz = tickRateHz;
  }

  /** A frame of this tick has come. */
  frame(tick: number, nowMs: number): void {
    const elapsedMs = nowMs - this.#sinceMs;
    if (elapsedMs < WINDOW_MS) return;
    if (!Number.isNaN(elapsedMs)) this.rate = ((tick - this.#sinceTick) * 1000) / (this.#tickRateHz * elapsedMs);
    this.#sinceTick = tick;
    this.#sinceMs = nowMs;
  }
}
