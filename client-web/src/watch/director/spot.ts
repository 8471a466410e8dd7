// How much each ship is worth to be seen, and the picture in which there is the
// most of that.

import { Mark, type Notable } from "../../protocol/overview";
import { delta } from "../../torus";
import type { Room } from "../camera";
import { isWithin, middleOf, standsFor, type Place, type Reach } from "./window";

/** Those in one picture, the most telling first, and how much it is worth. */
export interface Spot extends Place {
  readonly cast: readonly Notable[];
  readonly worth: number;
}

/** What is known of players from before. */
export interface Past {
  /** Whether a player was under fire for a while, and now strikes back. */
  isComeback(player: number): boolean;
}

/** What a ship is worth: it is there, and what becomes it. About as likely as it is to be shot down soon. */
const THERE = 0.6;
const RIVAL = 0.8;
const MUTUAL = 0.4;
const FIRED = 0.4;
const HIT = 1;
const BOUNTY_PER_POINT = 1 / 300;
const BOUNTY_MAX = 1.5;
const STREAK = 0.5;
const LEADER = 0.5;
const LEADER_IN_DANGER = 2;
const HUNTED = 1.2;
const COMEBACK = 1.5;
const PERSON = 0.5;
const PERSON_IN_A_FIGHT = 0.8;
/** A shot is about people rather than about bots. */
const PERSON_LEADS = 1.5;
/** Before the gun of a person who fires. */
const BEFORE_A_GUN = 1.4;
const GUN_M = 35;
/** Of a ship alone there is little to see. */
const ALONE = 0.5;

/** Ships, and how much each is worth. */
export class Field {
  readonly worths: readonly number[];

  readonly #room: Room;

  constructor(
    readonly notables: readonly Notable[],
    past: Past,
    room: Room,
  ) {
    this.#room = room;
    this.worths = notables.map((notable) => worthOf(notable, notables, past, room));
  }

  /** What is in a picture that stands there. */
  spotAt(stand: Place, reach: Reach): Spot {
    const { notables, worths } = this;
    const room = this.#room;
    const inIt = notables.map((notable, index) => ({ notable, worth: worths[index]! })).filter(({ notable }) => isWithin(stand, notable, reach, room));
    inIt.sort((a, b) => b.worth + leadOf(b.notable) - a.worth - leadOf(a.notable));
    const cast = inIt.map(({ notable }) => notable);
    return { ...middleOf(stand, cast, room), cast, worth: sumOf(inIt.map(({ worth }) => worth)) };
  }

  /** The best picture: of those with a player in it if one is named, and without another. */
  best(reach: Reach, player: number, without: number): Spot | null {
    const { notables, worths } = this;
    const room = this.#room;
    const must = notables.find((notable) => notable.player === player);
    const mustNot = notables.find((notable) => notable.player === without);
    let best: Place | null = null;
    let most = 0;
    for (const stand of standsFor(notables, reach, room)) {
      if (must !== undefined && !isWithin(stand, must, reach, room)) continue;
      if (mustNot !== undefined && isWithin(stand, mustNot, reach, room)) continue;
      let worth = 0;
      let count = 0;
      for (let index = 0; index < notables.length; index++) {
        if (!isWithin(stand, notables[index]!, reach, room)) continue;
        worth += worths[index]!;
        count += 1;
      }
      if (count === 1) worth *= ALONE;
      if (worth <= most) continue;
      most = worth;
      best = stand;
    }
    return best === null ? null : this.spotAt(best, reach);
  }
}

export function apartM(a: Place, b: Place, room: Room): number {
  return Math.hypot(delta(a.x, b.x, room.worldWidthM), delta(a.y, b.y, room.worldHeightM));
}

/** Whether they exchange fire, or one fires at the other. */
export function fights(a: Notable, b: Notable): boolean {
  return a.rival === b.player || b.rival === a.player;
}

export function has({ marks }: Notable, mark: number): boolean {
  return (marks & mark) !== 0;
}

function isInAFight(notable: Notable): boolean {
  return notable.rival !== 0 || has(notable, Mark.Hit) || has(notable, Mark.Hunted);
}

function worthOf(one: Notable, all: readonly Notable[], past: Past, room: Room): number {
  const rival = all.find(({ player }) => player === one.rival);
  let worth = THERE + Math.min(BOUNTY_MAX, one.worth * BOUNTY_PER_POINT);
  if (rival !== undefined) worth += rival.rival === one.player ? RIVAL + MUTUAL : RIVAL;
  if (has(one, Mark.Fired)) worth += FIRED;
  if (has(one, Mark.Hit)) worth += HIT;
  if (has(one, Mark.Streak)) worth += STREAK;
  if (has(one, Mark.Hunted)) worth += HUNTED;
  if (has(one, Mark.Leader)) worth += isInAFight(one) ? LEADER + LEADER_IN_DANGER : LEADER;
  if (past.isComeback(one.player)) worth += COMEBACK;
  if (has(one, Mark.Person)) worth += isInAFight(one) ? PERSON + PERSON_IN_A_FIGHT : PERSON;
  const isGun = (other: Notable): boolean => other !== one && has(other, Mark.Person) && has(other, Mark.Fired);
  if (all.some((other) => isGun(other) && apartM(one, other, room) < GUN_M)) worth += BEFORE_A_GUN;
  return worth;
}

function leadOf(one: Notable): number {
  return has(one, Mark.Person) ? PERSON_LEADS : 0;
}

function sumOf(worths: readonly number[]): number {
  return worths.length === 1 ? worths[0]! * ALONE : worths.reduce((sum, worth) => sum + worth, 0);
}
