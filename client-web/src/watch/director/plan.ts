// Where to be for what is known to come, as it is of a film: a timetable of
// stands, each held for a while, in which the most is seen.

import type { Room } from "../camera";
import { isWithin, standsFor, type Place, type Reach } from "./window";

/** Something that will happen, by the director's clock. */
export interface Coming extends Place {
  readonly atS: number;
  /** Those whom it happens to, whoever is to be seen first. */
  readonly players: readonly number[];
  readonly worth: number;
}

/** Further ahead than this nobody looks. */
export const AHEAD_S = 10;
/** On the spot so long before it happens, and so long after. */
export const BEFORE_S = 1.2;
export const AFTER_S = 0.5;
/** No more than this is weighed against each other. */
const WEIGHED_MAX = 20;
/** A timetable is made in steps of this. */
const STEP_S = 0.5;
const STEPS = AHEAD_S / STEP_S;
/** What a change of the shot has to bring. */
const CHANGE_COSTS = 0.15;
/** A picture that stays may move so far beside. */
const SHIFTS_M = [0, -12, 12, -24, 24];
const SHIFT_COSTS_PER_M = 0.002;

/** Where a shot stands, and what will be seen in it, the first first. */
export interface Stand extends Place {
  readonly seen: readonly Coming[];
}

export interface Plan {
  /** The shot that there is: what is still to be seen in it. */
  readonly stay: Stand;
  /** How long from now it is left, and for what; null if it is not. */
  readonly leaveInS: number;
  readonly next: Stand | null;
}

/** A camera that stands somewhere, and may leave from a time on. */
export interface Standing extends Place {
  readonly nowS: number;
  readonly freeAtS: number;
  /** No new shot is shorter. */
  readonly holdS: number;
}

/** The best that begins with a step. */
interface Leg {
  worth: number;
  stand: Place | null;
  untilStep: number;
}

export function planFor(coming: readonly Coming[], standing: Standing, reach: Reach, room: Room): Plan | null {
  const { nowS, freeAtS, holdS } = standing;
  const within = coming.filter(({ atS }) => atS > nowS && atS - nowS <= AHEAD_S);
  if (within.length === 0) return null;
  const weighed = within.sort((a, b) => b.worth - a.worth).slice(0, WEIGHED_MAX);
  weighed.sort((a, b) => a.atS - b.atS);
  const stepOf = (atS: number): number => (atS - nowS) / STEP_S;
  const legs = legsFor(weighed, standsFor(weighed, reach, room), stepOf, Math.round(holdS / STEP_S), reach, room);
  const freeStep = Math.max(0, Math.min(STEPS, Math.ceil(stepOf(freeAtS))));
  let best: { stand: Place; untilStep: number; worth: number } = { stand: standing, untilStep: STEPS, worth: -1 };
  for (const dx of SHIFTS_M) {
    for (const dy of SHIFTS_M) {
      const stand = { x: standing.x + dx, y: standing.y + dy };
      const seen = weighed.filter((one) => isWithin(stand, one, reach, room));
      const costs = SHIFT_COSTS_PER_M * Math.hypot(dx, dy);
      for (let until = STEPS; until >= freeStep; until--) {
        const worth = worthBetween(seen, stepOf, 0, until) + legs[until]!.worth - costs;
        if (worth > best.worth) best = { stand, untilStep: until, worth };
      }
    }
  }
  const { stand, untilStep } = best;
  const leg = legs[untilStep]!;
  const stay = standAt(stand, weighed, stepOf, 0, untilStep, reach, room);
  if (leg.stand === null) return { stay, leaveInS: AHEAD_S, next: null };
  const next = standAt(leg.stand, weighed, stepOf, untilStep + BEFORE_S / STEP_S, leg.untilStep, reach, room);
  return { stay, leaveInS: untilStep * STEP_S, next };
}

/** From the last step back: the best shot that begins with each, and what comes after it. */
function legsFor(
  coming: readonly Coming[],
  stands: readonly Place[],
  stepOf: (atS: number) => number,
  holdSteps: number,
  reach: Reach,
  room: Room,
): readonly Leg[] {
  const legs: Leg[] = Array.from({ length: STEPS + 1 }, () => ({ worth: 0, stand: null, untilStep: STEPS }));
  const bySight = stands.map((stand) => ({ stand, seen: coming.filter((one) => isWithin(stand, one, reach, room)) }));
  for (let from = STEPS - 1; from >= 0; from--) {
    const leg = legs[from]!;
    for (const { stand, seen } of bySight) {
      let worth = 0;
      let index = 0;
      for (let until = Math.min(STEPS, from + holdSteps); until <= STEPS; until++) {
        for (let one = seen[index]; one !== undefined && isSeenUntil(one, stepOf, until); one = seen[++index]) {
          if (stepOf(one.atS) > from + BEFORE_S / STEP_S) worth += one.worth;
        }
        const total = worth + legs[until]!.worth - CHANGE_COSTS;
        if (worth === 0 || total <= leg.worth) continue;
        leg.worth = total;
        leg.stand = stand;
        leg.untilStep = until;
      }
    }
  }
  return legs;
}

/** What comes after the last step that is looked at is seen by whoever stays. */
function isSeenUntil({ atS }: Coming, stepOf: (atS: number) => number, until: number): boolean {
  return until === STEPS || stepOf(atS) <= until - AFTER_S / STEP_S;
}

function worthBetween(seen: readonly Coming[], stepOf: (atS: number) => number, from: number, until: number): number {
  let worth = 0;
  for (const one of seen) if (stepOf(one.atS) > from && isSeenUntil(one, stepOf, until)) worth += one.worth;
  return worth;
}

function standAt(
  { x, y }: Place,
  coming: readonly Coming[],
  stepOf: (atS: number) => number,
  from: number,
  until: number,
  reach: Reach,
  room: Room,
): Stand {
  const isSeen = (one: Coming): boolean => stepOf(one.atS) > from && isSeenUntil(one, stepOf, until) && isWithin({ x, y }, one, reach, room);
  return { x, y, seen: coming.filter(isSeen) };
}
