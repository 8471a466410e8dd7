// A replay as one watches it: where it is, how fast it goes, and whether it
// waits. It goes by ticks; the clock only says how much time has passed.

import type { Scene } from "../../state/scene";
import { Projector } from "./projector";
import type { Source } from "./source";

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8];
/** From one drawn frame to the next no more time passes than this: a page that slept goes on where it was. */
export const FRAME_MS_MAX = 250;

export class Screening {
  speed = 1;
  paused = false;
  /** Whether what is to be shown has not come yet. */
  waiting = true;
  frameMsMax = FRAME_MS_MAX;
  #at = 0;
  #shownMs = 0;
  readonly #projector: Projector;

  constructor(
    scene: Scene,
    readonly source: Source,
    fromTick: number,
  ) {
    this.#projector = new Projector(scene);
    this.seek(fromTick);
  }

  /** The tick that is to be shown, with its fraction. */
  get tick(): number {
    return this.#at;
  }

  /** Whether nothing comes after what is shown. */
  get isAtEnd(): boolean {
    return this.#at >= this.source.lastTick;
  }

  /** Goes to a tick, or as near to it as there is something. */
  seek(tick: number): void {
    const { firstTick, lastTick } = this.source;
    this.#at = Math.max(firstTick, Math.min(tick, lastTick));
  }

  seekBy(seconds: number): void {
    this.seek(this.#at + seconds * this.source.tickRateHz);
  }

  /** Stands still at the next tick, or with −1 at the one before. */
  step(by: 1 | -1): void {
    this.paused = true;
    this.seek(by > 0 ? Math.floor(this.#at) + 1 : Math.ceil(this.#at) - 1);
  }

  /** Stands still, or goes on; from its end a clip begins anew. */
  togglePause(): void {
    this.paused = !this.paused;
    if (!this.paused && this.isAtEnd && !this.source.grows) this.seek(this.source.firstTick);
  }

  /** Goes faster, or with −1 slower. */
  changeSpeed(by: 1 | -1): void {
    const next = SPEEDS.indexOf(this.speed) + by;
    this.speed = SPEEDS[Math.max(0, Math.min(next, SPEEDS.length - 1))] ?? 1;
  }

  /** Time passes from now on: it did not since the last frame. */
  wake(nowMs: number): void {
    this.#shownMs = nowMs;
  }

  /** Shows what is due. */
  show(nowMs: number): void {
    const elapsedMs = Math.max(0, Math.min(nowMs - this.#shownMs, this.frameMsMax));
    this.#shownMs = nowMs;
    const { source } = this;
    const goesOn = !this.paused && !this.waiting;
    const tick = goesOn ? this.#at + (elapsedMs / 1000) * source.tickRateHz * this.speed : this.#at;
    this.seek(tick);
    if (this.isAtEnd && tick > this.#at) this.#rest();
    if (this.waiting && !this.paused) this.seek(source.after(this.#at));
    source.want(this.#at, nowMs);
    const section = source.at(Math.floor(this.#at));
    this.waiting = section === null;
    if (section !== null) this.#projector.show(section, this.#at, nowMs, elapsedMs);
  }

  keyframe(): ReturnType<Projector["keyframe"]> {
    return this.#projector.keyframe();
  }

  /** There is no more. A clip is over; of a room there will be more soon, and nobody runs into that again. */
  #rest(): void {
    if (this.source.grows) this.speed = Math.min(this.speed, 1);
    else this.paused = true;
  }
}
