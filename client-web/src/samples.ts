/** The last few samples of a quantity, with their median and other quantiles. */
export class Samples {
  readonly #ring: Float64Array;
  readonly #sorted: Float64Array;
  #taken = 0;

  constructor(size: number) {
    this.#ring = new Float64Array(size);
    this.#sorted = new Float64Array(size);
  }

  get count(): number {
    return Math.min(this.#taken, this.#ring.length);
  }

  add(value: number): void {
    this.#ring[this.#taken % this.#ring.length] = value;
    this.#taken += 1;
  }

  /** The smallest sample that this part of them (above 0) does not exceed; 0 without samples. */
  quantile(part: number): number {
    const { count } = this;
    if (count === 0) return 0;
    this.#sorted.set(this.#ring);
    const sorted = this.#sorted.subarray(0, count).sort();
    return sorted[Math.ceil(part * count) - 1] ?? 0;
  }

  median(): number {
    return this.quantile(0.5);
  }
}
