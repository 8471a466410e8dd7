// What the netgraph shows.

import { Samples } from "./samples";
import type { NetStats } from "./state/scene";

const REFRESH_MS = 500;
const CORRECTIONS = 256;
/** How much of the worst delay is remembered half a second later. */
const LATE_KEPT = 0.92;

export class NetMeter {
  readonly #corrections = new Samples(CORRECTIONS);
  #frames = 0;
  #bytes = 0;
  #sinceMs = 0;
  #lateMs = 0;

  message(bytes: number, isFrame: boolean): void {
    this.#bytes += bytes;
    if (isFrame) this.#frames += 1;
  }

  late(lateMs: number): void {
    this.#lateMs = Math.max(this.#lateMs, lateMs);
  }

  correction(errorM: number): void {
    this.#corrections.add(errorM);
  }

  /** Writes the figures of the last half second, when it is over. */
  report(nowMs: number, stats: NetStats): void {
    const elapsedMs = nowMs - this.#sinceMs;
    if (elapsedMs < REFRESH_MS) return;
    stats.framesPerSecond = (this.#frames * 1000) / elapsedMs;
    stats.bytesPerSecond = (this.#bytes * 1000) / elapsedMs;
    stats.correctionMedianM = this.#corrections.median();
    stats.correctionP99M = this.#corrections.quantile(0.99);
    this.#lateMs = stats.lateMs = Math.max(0, this.#lateMs * LATE_KEPT);
    this.#frames = 0;
    this.#bytes = 0;
    this.#sinceMs = nowMs;
  }
}
