const PAUSE_FIRST_MS = 1000;
const PAUSE_MAX_MS = 30_000;

/** Asks a server again that has not answered, after longer and longer pauses. */
export class Patience {
  #misses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #ask: () => void;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  answered(): void {
    clearTimeout(this.#timer);
    this.#misses = 0;
  }

  missed(): void {
    clearTimeout(this.#timer);
    const wholeMs = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** this.#misses);
    this.#misses += 1;
    // Jitter, so that a server that was busy is not met by everybody at once.
    this.#timer = setTimeout(this.#ask, wholeMs * (0.5 + Math.random() / 2));
  }
}
