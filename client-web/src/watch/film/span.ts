// What of a room's time the time line has room for, and what is marked on it.

import type { Moment } from "./index_of_films";

/** From one end of the time line to the other, in ticks. */
export interface Span {
  fromTick: number;
  toTick: number;
}

const HOUR_S = 3600;
/** A moment is shown from so long before on: who only sees the end does not see why. */
export const LEAD_S = 4;
/** Who asks for the next moment does not mean the one that is being shown. */
const SAME_S = 1;

/** The hour with a tick, or all there is if that is less: the latest one as long as the tick is in it. */
export function putSpan(out: Span, firstTick: number, lastTick: number, tick: number, tickRateHz: number): void {
  const hour = HOUR_S * tickRateHz;
  const latest = Math.max(firstTick, lastTick - hour);
  out.fromTick = tick >= latest ? latest : Math.max(firstTick, Math.min(latest, Math.floor(tick - hour / 2)));
  out.toTick = Math.max(out.fromTick + 1, Math.min(lastTick, out.fromTick + hour));
}

/** How far along the span a tick is, 0 to 1. */
export function partOf({ fromTick, toTick }: Readonly<Span>, tick: number): number {
  return Math.max(0, Math.min(1, (tick - fromTick) / (toTick - fromTick)));
}

export function tickAt({ fromTick, toTick }: Readonly<Span>, part: number): number {
  return fromTick + Math.max(0, Math.min(1, part)) * (toTick - fromTick);
}

/** The next moment after what is shown, or with −1 the one before. Moments are in the order of time. */
export function momentBeside(moments: readonly Moment[], tick: number, by: 1 | -1, tickRateHz: number): Moment | undefined {
  const shown = tick + LEAD_S * tickRateHz;
  const same = SAME_S * tickRateHz;
  return by > 0 ? moments.find((moment) => moment.tick > shown + same) : moments.findLast((moment) => moment.tick < shown - same);
}
