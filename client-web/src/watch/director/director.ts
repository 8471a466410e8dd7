// Chooses what is worth seeing, stays with it, and leaves it for what is clearly
// better. It knows no clock, no server and no picture: the same for live and
// for films.

import type { Notable } from "../../protocol/overview";
import type { Room } from "../camera";
import { captionOf } from "./caption";
import { AFTER_S, ONE_PICTURE_M, planFor, type Coming } from "./coming";
import { Memory } from "./memory";
import { apartM, findSpots, type Spot } from "./spot";

/** What the director shows. */
export interface Shot {
  /** The players in it, whom it is about first. */
  readonly cast: readonly number[];
  /** Where it is if none of them is there any more. */
  readonly x: number;
  readonly y: number;
  readonly caption: string;
}

/** No shot is shorter. */
export const HOLD_S = 4;
/** After whom it was about is gone, it goes on for a moment. */
const LINGER_S = 1.2;
/** Something is clearly better if it is worth so many times as much, and so much more. */
const CLEARLY = 1.3;
const CLEARLY_MORE = 0.8;
/** Even a good shot is worth less and less after this time. */
const FRESH_S = 10;
const STALE_PER_S = 0.08;
/** What is near enough to pan to needs to be less good. */
const NEAR_M = 60;
const NEAR_BONUS = 1.1;
/** For what is known to come it goes there so long before, if it can. */
const EARLY_S = 4.5;

const NOWHERE: Shot = { cast: [], x: 0, y: 0, caption: "" };

export class Director {
  shot: Shot = NOWHERE;
  private readonly memory = new Memory();
  /** Those whom the shot is about: its lead, and whom that fights. */
  private principals: readonly number[] = [];
  private sinceS = -Infinity;
  /** Since when nobody of them is there, not a number if somebody is. */
  private goneS = NaN;
  /** Until when it stays for something that was known to come. */
  private keptUntilS = -Infinity;

  constructor(private readonly room: Room) {}

  /** Looks at who is worth a look now, and at what is known to come. Twice a second will do. */
  look(notables: readonly Notable[], nowS: number, coming: readonly Coming[] = []): Shot {
    this.memory.look(notables, nowS);
    const spots = findSpots(notables, this.memory, this.room);
    const current = this.find(spots);
    this.goneS = current !== null ? NaN : Number.isNaN(this.goneS) ? nowS : this.goneS;
    const next = coming.length === 0 ? null : planFor(coming, this.shot, nowS, this.freeAtS, HOLD_S, this.room);
    if (next !== null && this.goTo(next, nowS, notables)) return this.shot;
    const mayLeave = nowS >= this.freeAtS && (next === null || next.atS - nowS > HOLD_S + 1);
    const best = this.best(spots);
    if (best !== null && mayLeave && this.isClearlyBetter(best, current, nowS)) this.cutTo(best, nowS);
    else this.stay(current, nowS);
    return this.shot;
  }

  /** Whatever it shows, it may leave it now: the room is another, or the time. */
  forget(): void {
    this.shot = NOWHERE;
    this.principals = [];
    this.sinceS = this.keptUntilS = -Infinity;
  }

  private get freeAtS(): number {
    const lingers = Number.isNaN(this.goneS) || this.principals.length === 0 ? -Infinity : this.goneS + LINGER_S;
    return Math.max(this.sinceS + HOLD_S, this.keptUntilS, lingers);
  }

  /** The spot that the shot is of, as it is by now. */
  private find(spots: readonly Spot[]): Spot | null {
    let found: Spot | null = null;
    for (const spot of spots) {
      const [lead] = spot.cast;
      if (lead === undefined || !this.principals.includes(lead.player)) continue;
      if (found === null || spot.worth > found.worth) found = spot;
    }
    return found;
  }

  /** The best of those that the shot is not of. */
  private best(spots: readonly Spot[]): Spot | null {
    let best: Spot | null = null;
    let bestWorth = 0;
    for (const spot of spots) {
      const [lead] = spot.cast;
      if (lead === undefined || this.principals.includes(lead.player)) continue;
      const near = apartM(this.shot, lead, this.room) < NEAR_M;
      const worth = spot.worth * (near ? NEAR_BONUS : 1);
      if (worth <= bestWorth) continue;
      best = spot;
      bestWorth = worth;
    }
    return best;
  }

  private isClearlyBetter(best: Spot, current: Spot | null, nowS: number): boolean {
    if (current === null) return true;
    const stale = Math.max(0, nowS - this.sinceS - FRESH_S) * STALE_PER_S;
    return best.worth > CLEARLY * (current.worth - stale) + CLEARLY_MORE;
  }

  private cutTo(spot: Spot, nowS: number): void {
    const [lead, second] = spot.cast;
    if (lead === undefined) return;
    this.principals = second === undefined ? [lead.player] : [lead.player, second.player];
    this.sinceS = nowS;
    this.goneS = NaN;
    this.stay(spot, nowS);
  }

  /** Goes on with the shot, with those who are in it now. */
  private stay(spot: Spot | null, nowS: number): void {
    if (spot === null) return;
    const [lead] = spot.cast;
    if (lead === undefined) return;
    this.shot = {
      cast: spot.cast.map(({ player }) => player),
      x: lead.x,
      y: lead.y,
      caption: captionOf(spot.cast, this.memory, nowS - this.sinceS),
    };
  }

  /** Goes to what is to come, if it is time. Says whether the shot is of that now. */
  private goTo(next: Coming, nowS: number, notables: readonly Notable[]): boolean {
    const isHere = apartM(this.shot, next, this.room) < ONE_PICTURE_M && this.principals.length > 0;
    const isAbout = next.players.some((player) => this.shot.cast.includes(player));
    const isTime = next.atS - nowS <= EARLY_S && nowS >= this.freeAtS;
    if (!isHere && !isAbout && !isTime) return false;
    if (!isAbout && !isHere) this.sinceS = nowS;
    this.keptUntilS = Math.max(this.keptUntilS, next.atS + AFTER_S);
    this.principals = next.players;
    this.goneS = NaN;
    const cast = next.players.flatMap((player) => notables.find((notable) => notable.player === player) ?? []);
    this.shot = { cast: next.players, x: next.x, y: next.y, caption: captionOf(cast, this.memory, nowS - this.sinceS) };
    return true;
  }
}
