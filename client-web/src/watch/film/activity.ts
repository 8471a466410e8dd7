// How much went on in a room, asked of the server for the time line.

import { count, list, record } from "../../json";
import type { Span } from "./span";

/** What went on in slices of equal length, one after the other. */
export interface Slices {
  readonly fromTick: number;
  /** Up to which tick it is counted: at most to the end of the last slice. */
  readonly toTick: number;
  readonly sliceTicks: number;
  readonly shots: readonly number[];
  readonly kills: readonly number[];
}

/** So often another slice is over at most. */
const EVERY_MS = 10_000;
/** Who goes to another hour wants that one, and may go on to the next. */
const ELSEWHERE_EVERY_MS = 1000;

export class Activity {
  #slices: Slices | null = null;
  #askedTick = 0;
  #askedMs = Number.NEGATIVE_INFINITY;
  readonly #path: string;

  constructor(room: number) {
    this.#path = `api/rooms/${room}/activity`;
  }

  /** What is known of a span, which is asked for when that is old or of another one. */
  of({ fromTick, toTick }: Readonly<Span>, nowMs: number): Slices | null {
    const slices = this.#slices;
    const isElsewhere = Math.abs(fromTick - this.#askedTick) > (toTick - fromTick) / 9;
    if (nowMs - this.#askedMs >= (isElsewhere ? ELSEWHERE_EVERY_MS : EVERY_MS)) {
      this.#askedMs = nowMs;
      this.#askedTick = fromTick;
      void this.#ask(Math.floor(fromTick), Math.ceil(toTick));
    }
    return slices;
  }

  async #ask(fromTick: number, toTick: number): Promise<void> {
    const url = `${this.#path}?from=${fromTick}&to=${toTick}`;
    try {
      const slices = readSlices(await (await fetch(url, { signal: AbortSignal.timeout(EVERY_MS) })).json());
      // Another span may be wanted by now.
      if (Math.floor(this.#askedTick) === fromTick) this.#slices = slices;
    } catch {
      // What is known stays, and it is asked again.
    }
  }
}

/** Reads the server's answer. Throws a TypeError if it is none. */
function readSlices(value: unknown): Slices {
  const { from, to, slice_ticks, shots, kills } = record(value);
  return { fromTick: count(from), toTick: count(to), sliceTicks: count(slice_ticks), shots: list(shots).map(count), kills: list(kills).map(count) };
}
