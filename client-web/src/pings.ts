// Measures the round trip.

/** A few quick pings at first, so that the clock finds its lead. */
const QUICK = 4;
const QUICK_EVERY_MS = 250;
const EVERY_MS = 2000;

export class Pings {
  #lastNonce = 0;
  #sentAtMs = Number.NEGATIVE_INFINITY;

  /** The nonce of the ping to send now, 0 if none is due. The server answers only the last. */
  due(nowMs: number): number {
    const everyMs = this.#lastNonce < QUICK ? QUICK_EVERY_MS : EVERY_MS;
    if (nowMs - this.#sentAtMs < everyMs) return 0;
    this.#lastNonce += 1;
    this.#sentAtMs = nowMs;
    return this.#lastNonce;
  }

  /** The round trip that a pong shows, without the time the server held it; null if it answers an older ping. */
  roundTripMs(nonce: number, heldUs: number, nowMs: number): number | null {
    return nonce === this.#lastNonce ? nowMs - this.#sentAtMs - heldUs / 1000 : null;
  }
}
