// What is near the ship, in lists of the first few: as shared/src/autopilot/cockpit/lists.rs has them.

import { Flag, Kind } from "../../protocol/table";
import { Contact } from "./contact";
import type { Seen, Sight } from "./sight";

const { fround: f, abs } = Math;

/** How many of a list there are sensors for. */
export const PLACES = 4;
/** How near the hull a bullet must pass to be listed, in m. */
const BULLET_MISS_M = 4;
/** What a rad off the nose, a saucer and a shield are worth, in m. */
const TURN_COSTS_M = 3;
const SAUCER_DRAWS_M = 8;
const SHIELD_PUTS_OFF_M = 20;

/** By what number a list sorts, the least first; not a number for what is not in it. */
type Rank = (seen: Seen, contact: Contact, isOwnBullet: boolean, ownTeam: number) => number;

const isRock = (kind: Kind): boolean => kind === Kind.RockLarge || kind === Kind.RockMedium || kind === Kind.RockSmall;
const isSaucer = (kind: Kind): boolean => kind === Kind.SaucerLarge || kind === Kind.SaucerSmall;

function nearest(isOne: (kind: Kind) => boolean): Rank {
  return ({ kind }, { distanceM }) => (isOne(kind) ? distanceM : NaN);
}

function preyRank({ kind, flags }: Seen, { distanceM, bearingRad }: Contact, _isOwnBullet: boolean, ownTeam: number): number {
  if ((flags & ownTeam) !== 0) return NaN;
  if (!isRock(kind) && kind !== Kind.Ship && !isSaucer(kind)) return NaN;
  let rankM = f(distanceM + f(TURN_COSTS_M * abs(bearingRad)));
  if (isSaucer(kind)) rankM = f(rankM - SAUCER_DRAWS_M);
  if (kind === Kind.Ship && (flags & Flag.Shield) !== 0) rankM = f(rankM + SHIELD_PUTS_OFF_M);
  return rankM;
}

const RANKS: Readonly<Record<string, Rank>> = {
  rock: nearest(isRock),
  ship: nearest((kind) => kind === Kind.Ship),
  saucer: nearest(isSaucer),
  pickup: nearest((kind) => kind === Kind.Pickup),
  bullet: ({ kind }, { closingMps, missM, timeS }, isOwnBullet) =>
    kind === Kind.Bullet && !isOwnBullet && closingMps > 0 && missM <= BULLET_MISS_M ? timeS : NaN,
  danger: ({ kind }, contact, isOwnBullet) => (kind === Kind.Pickup || isOwnBullet ? NaN : contact.gapSoonM),
  prey: preyRank,
};

interface Place {
  rank: number;
  readonly contact: Contact;
}

export class List {
  readonly #places: Place[] = Array.from({ length: PLACES }, newPlace);
  /** What is looked at, and goes to its place if it is among the first. */
  #new: Place = newPlace();
  #count = 0;
  readonly #rank: Rank;

  /** Null if there is none of this name. */
  static named(name: string): List | null {
    const rank = Object.hasOwn(RANKS, name) ? RANKS[name] : undefined;
    return rank === undefined ? null : new List(rank);
  }

  private constructor(rank: Rank) {
    this.#rank = rank;
  }

  /** The n-th, from 0. */
  at(place: number): Contact | null {
    return place < this.#count ? (this.#places[place]?.contact ?? null) : null;
  }

  /** The first few of what the screen shows. */
  find(sight: Sight): void {
    const ownTeam = sight.own.flags & (Flag.Suns | Flag.Moons);
    this.#count = 0;
    for (const seen of sight.entities) {
      if (seen.id === sight.own.id) continue;
      const { contact } = this.#new;
      contact.see(sight.own.now, sight.own.radiusM, seen.now, seen.radiusM, sight.torus);
      const isShown = abs(contact.x) <= f(sight.halfWidthM + seen.radiusM) && abs(contact.y) <= f(sight.halfHeightM + seen.radiusM);
      if (!isShown) continue;
      this.#new.rank = this.#rank(seen, contact, seen.kind === Kind.Bullet && seen.player === sight.own.player, ownTeam);
      if (!Number.isNaN(this.#new.rank)) this.#insert();
    }
  }

  #insert(): void {
    const places = this.#places;
    for (let index = 0; index < PLACES; index++) {
      const place = places[index]!;
      if (index < this.#count && place.rank <= this.#new.rank) continue;
      places[index] = this.#new;
      this.#new = place;
      if (index < this.#count) continue;
      this.#count += 1;
      return;
    }
  }
}

function newPlace(): Place {
  return { rank: 0, contact: new Contact() };
}
