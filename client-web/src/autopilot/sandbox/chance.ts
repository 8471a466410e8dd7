// Where all randomness of the sandbox comes from: one generator, seeded once. No sine or cosine, which differ between browsers.

const { fround: f, imul, sqrt } = Math;

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = imul(seed, 0x9e3779b1) ^ 0x2545f491 || 1;
  }

  /** Marsaglia's xorshift32. */
  #next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state >>> 0;
  }

  /** A number from the one to below the other. */
  between([low, high]: readonly [number, number]): number {
    return f(low + (high - low) * (this.#next() / 2 ** 32));
  }

  below(count: number): number {
    return this.#next() % count;
  }

  ticks([low, high]: readonly [number, number]): number {
    return low + this.below(high - low);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  /** Of a tick: true once in so many seconds, in the mean. */
  onceIn(seconds: number, ticks_per_s: number): boolean {
    return this.between([0, seconds * ticks_per_s]) < 1;
  }

  /** A unit vector in any direction. */
  direction(): readonly [number, number] {
    for (;;) {
      const [x, y] = [this.between([-1, 1]), this.between([-1, 1])];
      const length = f(sqrt(f(f(x * x) + f(y * y))));
      if (length > 0.1 && length <= 1) return [f(x / length), f(y / length)];
    }
  }

  /** A vector in any direction, as long as these two say. */
  vector(lengths: readonly [number, number]): readonly [number, number] {
    const [x, y] = this.direction();
    const length = this.between(lengths);
    return [f(x * length), f(y * length)];
  }
}
