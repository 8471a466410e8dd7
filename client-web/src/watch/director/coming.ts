// Where to be for what is known to come, as it is of a film.

import type { Room } from "../camera";
import { apartM } from "./spot";

/** Something that will happen, by the director's clock. */
export interface Coming {
  readonly atS: number;
  readonly x: number;
  readonly y: number;
  /** Those whom it happens to, whoever is to be seen first. */
  readonly players: readonly number[];
  readonly worth: number;
}

/** Further ahead than this nobody looks. */
export const AHEAD_S = 8;
/** Nearer to each other than this, two things are in one picture. */
export const ONE_PICTURE_M = 26;
/** On the spot so long before it happens, and so long after. */
export const BEFORE_S = 0.6;
export const AFTER_S = 0.8;
/** No more than this is weighed against each other. */
const WEIGHED_MAX = 10;

/**
 * What to be at next: the first of those that can be seen one after the other and are worth the most together. The
 * camera is at a place and may leave it from `freeAtS` on, and stays for `holdS` wherever it goes.
 */
export function planFor(
  coming: readonly Coming[],
  place: Readonly<{ x: number; y: number }>,
  nowS: number,
  freeAtS: number,
  holdS: number,
  room: Room,
): Coming | null {
  const within = coming.filter(({ atS }) => atS > nowS && atS - nowS <= AHEAD_S);
  const weighed = within.sort((a, b) => b.worth - a.worth).slice(0, WEIGHED_MAX);
  weighed.sort((a, b) => a.atS - b.atS);
  let best = 0;
  let first: Coming | null = null;
  const follow = (from: number, at: Readonly<{ x: number; y: number }>, freeS: number, worth: number, begun: Coming | null): void => {
    if (worth > best) {
      best = worth;
      first = begun;
    }
    for (let index = from; index < weighed.length; index++) {
      const next = weighed[index]!;
      const isHere = apartM(at, next, room) < ONE_PICTURE_M;
      const arriveS = Math.max(nowS, freeS);
      if (!isHere && arriveS > next.atS - BEFORE_S) continue;
      const freeThenS = isHere ? Math.max(freeS, next.atS + AFTER_S) : Math.max(arriveS + holdS, next.atS + AFTER_S);
      follow(index + 1, next, freeThenS, worth + next.worth, begun ?? next);
    }
  };
  follow(0, place, freeAtS, 0, null);
  return first;
}
