// Chooses what is worth seeing, stays with it, and leaves it for what is clearly
// better. It knows no clock, no server and no picture: the same for live and
// for films.

import type { Notable } from "../../protocol/overview";
import { delta } from "../../torus";
import type { Room } from "../camera";
import { captionOf } from "./caption";
import { Memory } from "./memory";
import { AFTER_S, planFor, type Coming, type Plan, type Stand } from "./plan";
import { Field, type Spot } from "./spot";
import { middleOf, type Place, type Reach } from "./window";

/** What the director shows. */
export interface Shot {
  /** The players in it, whom it is about first. */
  readonly cast: readonly number[];
  /** Where something is known to happen in it. */
  readonly places: readonly Place[];
  /** Where it is if nobody is there any more. */
  readonly x: number;
  readonly y: number;
  readonly caption: string;
}

/** No shot is shorter. */
export const HOLD_S = 4;
/** After whom it was about is gone, it goes on for a moment. */
const LINGER_S = 1.2;
/** Something is clearly better if it is worth so many times as much, and so much more. */
const CLEARLY = 1.15;
const CLEARLY_MORE = 0.4;
/** A picture that goes on moves a little aside for this. */
const ASIDE = 1.05;
/** Even a good shot is worth less and less after this time. */
const FRESH_S = 10;
const STALE_PER_S = 0.03;
const STALE_MAX = 0.5;
/** Where there is nothing to be missed, it goes to what is to come so long before. */
const EARLY_S = 4.5;
/** As many as a picture is framed for. */
export const CAST_MAX = 24;

const NOWHERE: Shot = { cast: [], places: [], x: 0, y: 0, caption: "" };

export class Director {
  shot: Shot = NOWHERE;
  /** How far its pictures may reach. */
  reach: Reach = { halfWidthM: 75, halfHeightM: 42 };
  readonly #memory = new Memory();
  #sinceS = -Infinity;
  /** Since when nobody of the shot is there, not a number if somebody is. */
  #goneS = NaN;
  /** Until when it stays for something that was known to come. */
  #keptUntilS = -Infinity;

  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Looks at who is worth a look now, and at what is known to come. Twice a second will do. */
  look(notables: readonly Notable[], nowS: number, coming: readonly Coming[] = []): Shot {
    this.#memory.look(notables, nowS);
    const field = new Field(notables, this.#memory, this.#room);
    const lead = this.#leadAmong(notables);
    this.#goneS = lead !== 0 ? NaN : Number.isNaN(this.#goneS) ? nowS : this.#goneS;
    const { shot } = this;
    const freeAtS = this.#freeAtS;
    const plan = planFor(coming, { x: shot.x, y: shot.y, nowS, freeAtS, holdS: HOLD_S }, this.reach, this.#room);
    if (plan !== null && this.#keepTo(plan, nowS, notables)) return this.shot;
    const mayLeave = nowS >= freeAtS && (plan === null || plan.leaveInS > HOLD_S);
    const current = lead === 0 ? null : this.#goOn(field, lead);
    const best = mayLeave ? field.best(this.reach, 0, lead) : null;
    if (best !== null && this.#isClearlyBetter(best, current, nowS)) this.#cutTo(best, nowS);
    else if (current !== null) this.#stay(current, nowS);
    return this.shot;
  }

  /** Whatever it shows, it may leave it now: the room is another, or the time. */
  forget(): void {
    this.shot = NOWHERE;
    this.#sinceS = this.#keptUntilS = -Infinity;
    this.#goneS = NaN;
  }

  get #freeAtS(): number {
    const lingers = Number.isNaN(this.#goneS) || this.shot.cast.length === 0 ? -Infinity : this.#goneS + LINGER_S;
    return Math.max(this.#sinceS + HOLD_S, this.#keptUntilS, lingers);
  }

  /** Whom the shot is about by now: the first of it who is there. */
  #leadAmong(notables: readonly Notable[]): number {
    const there = (player: number): boolean => notables.some((notable) => notable.player === player);
    return this.shot.cast.find(there) ?? 0;
  }

  /** The picture as it is by now, or one a little aside that has more in it. */
  #goOn(field: Field, lead: number): Spot {
    const { reach, shot } = this;
    const here = field.spotAt(this.#middleNow(field, lead), reach);
    const aside = field.best(reach, lead, 0);
    const isBetter = aside !== null && aside.worth > ASIDE * here.worth + CLEARLY_MORE;
    return isBetter || here.cast.length === 0 ? (aside ?? { ...shot, cast: [], worth: 0 }) : here;
  }

  /** Where those of the shot are by now who are in one picture with its lead. */
  #middleNow({ notables }: Field, lead: number): Place {
    const of = notables.find(({ player }) => player === lead) ?? this.shot;
    const { reach, shot } = this;
    const room = this.#room;
    const near = notables.filter((one) => shot.cast.includes(one.player) && isBeside(of, one, reach, room));
    return middleOf(of, near, room);
  }

  #isClearlyBetter(best: Spot, current: Spot | null, nowS: number): boolean {
    if (current === null) return true;
    const stale = Math.min(STALE_MAX, Math.max(0, nowS - this.#sinceS - FRESH_S) * STALE_PER_S);
    return best.worth > CLEARLY * current.worth * (1 - stale) + CLEARLY_MORE;
  }

  #cutTo(spot: Spot, nowS: number): void {
    this.#sinceS = nowS;
    this.#goneS = NaN;
    this.shot = NOWHERE;
    this.#stay(spot, nowS);
  }

  /** Goes on with the shot, with those who are in it now. Whom it is about stays so for a while. */
  #stay({ cast, x, y }: Spot, nowS: number): void {
    if (cast.length === 0) return;
    const [before] = this.shot.cast;
    const isHeld = before !== undefined && nowS < this.#sinceS + HOLD_S;
    const lead = isHeld ? before : (this.#leadOf(cast) ?? before);
    const ordered = [...cast.filter(({ player }) => player === lead), ...cast.filter(({ player }) => player !== lead)];
    const players = ordered.slice(0, CAST_MAX).map(({ player }) => player);
    if (lead !== undefined && players[0] !== lead) players.unshift(lead);
    if (players[0] !== before) this.#sinceS = nowS;
    this.shot = { cast: players, places: [], x, y, caption: captionOf(ordered, this.#memory, nowS - this.#sinceS) };
  }

  /** The lead that there was, if it is in the picture still, or else the best. */
  #leadOf(cast: readonly Notable[]): number | undefined {
    const [before] = this.shot.cast;
    return cast.find(({ player }) => player === before)?.player ?? cast[0]?.player;
  }

  /** Does what is planned for now. Says whether the shot is of that. */
  #keepTo({ stay, leaveInS, next }: Plan, nowS: number, notables: readonly Notable[]): boolean {
    const [first] = next?.seen ?? [];
    const isEarly = first !== undefined && first.atS - nowS <= EARLY_S && stay.seen.length === 0 && nowS >= this.#freeAtS;
    if (next !== null && (leaveInS === 0 || isEarly)) {
      this.#sinceS = nowS;
      this.#awaitAt(next, nowS, notables);
      return true;
    }
    if (stay.seen.length === 0) return false;
    this.#awaitAt(stay, nowS, notables);
    return true;
  }

  #awaitAt({ x, y, seen }: Stand, nowS: number, notables: readonly Notable[]): void {
    const players = [...new Set(seen.flatMap((coming) => coming.players))];
    const cast = players.flatMap((player) => notables.find((notable) => notable.player === player) ?? []);
    this.#goneS = NaN;
    this.#keptUntilS = Math.max(this.#keptUntilS, (seen[0]?.atS ?? nowS) + AFTER_S);
    const caption = captionOf(cast.slice(0, 2), this.#memory, nowS - this.#sinceS);
    this.shot = { cast: players.slice(0, CAST_MAX), places: seen, ...middleOf({ x, y }, seen, this.#room), caption };
  }
}

function isBeside(a: Place, b: Place, { halfWidthM, halfHeightM }: Reach, room: Room): boolean {
  return Math.abs(delta(a.x, b.x, room.worldWidthM)) < halfWidthM && Math.abs(delta(a.y, b.y, room.worldHeightM)) < halfHeightM;
}
