// Chooses how much is drawn by how late frames are: less when many are, and
// more again when none has been for a while.

import { Samples } from "../samples";

/** Frames are judged together by so many milliseconds. */
const WINDOW_MS = 1500;
const SAMPLES = 256;
/** A longer pause is no late frame: nobody looked, or the page was loading. */
const PAUSE_MS = 1000;
/** A slower display than this counts as slow frames, until less of a picture has not helped. */
const PERIOD_MS_MAX = 17;
/** A frame that takes so many times as long as the display's is late. */
const LATE_PERIODS = 1.5;
/** A larger share of late frames is too much; up to the smaller one there is room. */
const LATE_TOO_MANY = 0.12;
const LATE_FEW = 0.03;
/** So many good windows before more is tried; each time that it was too much, twice as many. */
const PATIENCE_WINDOWS = 4;
const PATIENCE_WINDOWS_MAX = 64;
/** For so many windows something more is on trial. */
const TRIAL_WINDOWS = 3;
/** If frames have not become this much shorter by all that was left out, that was not what they waited for. */
const GAIN = 0.9;

export class Governor {
  /** How many steps are left out: 0 for all of the picture. */
  level = 0;
  /** Of the last window. */
  framesPerSecond = 0;
  lateShare = 0;
  readonly #intervals = new Samples(SAMPLES);
  #lastMs = NaN;
  #beganMs = NaN;
  #frames = 0;
  #late = 0;
  #good = 0;
  #patience = PATIENCE_WINDOWS;
  #trial = 0;
  /** What the display takes for a frame, as far as is known. */
  #periodMs = PERIOD_MS_MAX;
  #periodMsMax = PERIOD_MS_MAX;
  /** How long frames took with all of the picture. */
  #fullMs = 0;

  readonly #lowest: number;

  constructor(lowest: number) {
    this.#lowest = lowest;
  }

  /** A frame is about to be drawn. Says whether the level is another one now. */
  frame(nowMs: number): boolean {
    const intervalMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (!(intervalMs < PAUSE_MS)) {
      this.#begin(nowMs);
      return false;
    }
    this.#intervals.add(intervalMs);
    this.#frames += 1;
    if (intervalMs > LATE_PERIODS * this.#periodMs) this.#late += 1;
    if (nowMs - this.#beganMs < WINDOW_MS) return false;
    const before = this.level;
    this.#judge((nowMs - this.#beganMs) / this.#frames);
    this.#begin(nowMs);
    return this.level !== before;
  }

  #begin(nowMs: number): void {
    this.#beganMs = nowMs;
    this.#frames = this.#late = 0;
  }

  #judge(meanMs: number): void {
    this.framesPerSecond = 1000 / meanMs;
    this.lateShare = this.#late / this.#frames;
    // What one frame in ten is quicker than is what the display can do.
    const quickMs = this.#intervals.quantile(0.1);
    if (quickMs < GAIN * this.#periodMsMax) this.#periodMsMax = PERIOD_MS_MAX;
    this.#periodMs = Math.min(this.#periodMsMax, quickMs);
    this.#trial -= 1;
    if (this.lateShare > LATE_TOO_MANY) this.#drawLess(meanMs);
    else if (this.lateShare > LATE_FEW) this.#good = 0;
    else if (++this.#good >= this.#patience && this.level > 0) this.#drawMore();
  }

  #drawLess(meanMs: number): void {
    this.#good = 0;
    if (this.level === 0) this.#fullMs = meanMs;
    if (this.level < this.#lowest) {
      if (this.#trial > 0) this.#patience = Math.min(2 * this.#patience, PATIENCE_WINDOWS_MAX);
      this.level += 1;
    } else if (meanMs > GAIN * this.#fullMs) {
      this.level = 0;
      this.#periodMs = this.#periodMsMax = meanMs;
    }
  }

  #drawMore(): void {
    this.#good = 0;
    this.#trial = TRIAL_WINDOWS;
    this.level -= 1;
  }
}
