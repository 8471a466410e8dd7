// Places in the room where something goes on, and how much each is worth to be
// seen.

import { Mark, type Notable } from "../../protocol/overview";
import { delta } from "../../torus";
import type { Room } from "../camera";

/** Those in a spot, whom it is about first, and how much it is worth. */
export interface Spot {
  readonly cast: readonly Notable[];
  readonly worth: number;
}

/** What is known of players from before. */
export interface Past {
  /** Whether a player was under fire for a while, and now strikes back. */
  isComeback(player: number): boolean;
}

/** Whoever is this near belongs to a spot. */
const TOGETHER_M = 24;
/** Who exchanges fire belongs together, as far as a picture reaches. */
const RIVALS_M = 48;
const CAST_MAX = 6;

const DUEL = 3;
const MUTUAL = 1.5;
const FIRED = 1;
const HIT = 1.5;
const HITS_MAX = 3;
const BOUNTY_PER_POINT = 1 / 150;
const BOUNTY_MAX = 3;
const STREAK = 1.5;
const LEADER = 1;
const LEADER_IN_DANGER = 2.5;
const HUNTED = 1.5;
const COMEBACK = 2;
const COMPANY = 0.6;
const PERSON = 1.2;
const PERSON_IN_A_FIGHT = 3;
const PERSON_BESIDE = 0.8;
/** Of a ship alone there is little to see. */
const ALONE = 0.4;

/** One spot around each notable, if its lead is not already in a better one's middle. */
export function findSpots(notables: readonly Notable[], past: Past, room: Room): Spot[] {
  return notables.map((lead) => {
    const cast = castAround(lead, notables, room);
    return { cast, worth: worthOf(cast, past) };
  });
}

export function apartM(a: Readonly<{ x: number; y: number }>, b: Readonly<{ x: number; y: number }>, room: Room): number {
  return Math.hypot(delta(a.x, b.x, room.worldWidthM), delta(a.y, b.y, room.worldHeightM));
}

function castAround(lead: Notable, notables: readonly Notable[], room: Room): Notable[] {
  const near = notables
    .filter((other) => other !== lead && belongs(lead, other, apartM(lead, other, room)))
    // Whom it fights, whoever fights it, and the nearest.
    .sort((a, b) => Number(fights(lead, b)) - Number(fights(lead, a)) || apartM(lead, a, room) - apartM(lead, b, room));
  return [lead, ...near.slice(0, CAST_MAX - 1)];
}

function belongs(lead: Notable, other: Notable, awayM: number): boolean {
  return awayM < (fights(lead, other) ? RIVALS_M : TOGETHER_M);
}

/** Whether they exchange fire, or one fires at the other. */
export function fights(a: Notable, b: Notable): boolean {
  return a.rival === b.player || b.rival === a.player;
}

export function has({ marks }: Notable, mark: number): boolean {
  return (marks & mark) !== 0;
}

export function isInAFight(notable: Notable): boolean {
  return notable.rival !== 0 || has(notable, Mark.Hit) || has(notable, Mark.Hunted);
}

function worthOf(cast: readonly Notable[], past: Past): number {
  const [lead, ...others] = cast;
  if (lead === undefined) return 0;
  const rival = others.find((other) => fights(lead, other));
  let worth = 0.1;
  if (rival !== undefined) {
    worth += DUEL + bountyOf(rival);
    if (lead.rival === rival.player && rival.rival === lead.player) worth += MUTUAL;
  }
  if (has(lead, Mark.Fired)) worth += FIRED;
  worth += HIT * Math.min(HITS_MAX, cast.filter((one) => has(one, Mark.Hit)).length);
  worth += bountyOf(lead);
  if (has(lead, Mark.Streak)) worth += STREAK;
  if (has(lead, Mark.Hunted)) worth += HUNTED;
  if (has(lead, Mark.Leader)) worth += isInAFight(lead) ? LEADER + LEADER_IN_DANGER : LEADER;
  if (past.isComeback(lead.player)) worth += COMEBACK;
  worth += COMPANY * others.length;
  if (has(lead, Mark.Person)) worth += isInAFight(lead) ? PERSON + PERSON_IN_A_FIGHT : PERSON;
  worth += PERSON_BESIDE * others.filter((other) => has(other, Mark.Person)).length;
  const alone = others.length === 0 && !has(lead, Mark.Company) && !has(lead, Mark.Hunted);
  return alone ? worth * ALONE : worth;
}

function bountyOf(notable: Notable): number {
  return Math.min(BOUNTY_MAX, notable.worth * BOUNTY_PER_POINT);
}
