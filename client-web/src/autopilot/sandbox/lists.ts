// What is near the ship, in lists, the first first: shared/src/autopilot/cockpit/lists.rs.

import { Kind } from "../../protocol/table";
import { contactOf, gapSoon, type Contact } from "./contact";
import { SCREEN_HALF_M } from "./rules";
import { Ship } from "./ship";
import { radiusOf, type Thing } from "./thing";
import type { World } from "./world";

const { fround: f, abs } = Math;

/** How near the hull a bullet must pass to be listed. */
const BULLET_MISS_M = 4;
/** What a rad off the nose, a saucer and a shield are worth, in m. */
const TURN_COSTS_M = 3;
const SAUCER_DRAWS_M = 8;
const SHIELD_PUTS_OFF_M = 20;

export interface Seen {
  readonly kind: Kind;
  readonly contact: Contact;
  readonly isOwnBullet: boolean;
  readonly isShielded: boolean;
}

/** All on the screen but the own ship, in the order in which they came to be. */
export function lookAround({ ships, rocks, warps, saucers, bullets, pickups, tick }: World, own: Ship): readonly Seen[] {
  const shots = new Set<Thing>([...bullets].filter(({ shooter }) => shooter === own.id));
  const things: Thing[] = [...ships, ...rocks, ...warps, ...saucers, ...bullets, ...pickups].filter((it) => it !== own);
  return things
    .sort((one, other) => one.id - other.id)
    .map((thing) => ({
      kind: thing.kind,
      contact: contactOf(own.motion, thing.motion, radiusOf(thing)),
      isOwnBullet: shots.has(thing),
      isShielded: thing instanceof Ship && thing.isShielded(tick),
    }))
    .filter(({ contact: { at, radius } }) => abs(at[0]) <= SCREEN_HALF_M[0] + radius && abs(at[1]) <= SCREEN_HALF_M[1] + radius);
}

const ROCKS: readonly Kind[] = [Kind.RockLarge, Kind.RockMedium, Kind.RockSmall];
const SAUCERS: readonly Kind[] = [Kind.SaucerLarge, Kind.SaucerSmall];
const GAME: readonly Kind[] = [...ROCKS, Kind.Ship, ...SAUCERS];

/** By what number each list is sorted, the least first; null for what is not in it. */
const RANKS: Readonly<Record<string, (seen: Seen) => number | null>> = {
  rock: nearest(ROCKS),
  ship: nearest([Kind.Ship]),
  saucer: nearest(SAUCERS),
  pickup: nearest([Kind.Pickup]),
  bullet: ({ kind, contact, isOwnBullet }) =>
    kind === Kind.Bullet && !isOwnBullet && contact.closing > 0 && contact.miss <= BULLET_MISS_M ? contact.time : null,
  danger: ({ kind, contact, isOwnBullet }) => (kind === Kind.Pickup || isOwnBullet ? null : gapSoon(contact)),
  prey: ({ kind, contact, isShielded }) => {
    if (!GAME.includes(kind)) return null;
    const rank = f(contact.distance + f(TURN_COSTS_M * abs(contact.bearing)));
    return f(rank - (SAUCERS.includes(kind) ? SAUCER_DRAWS_M : 0) + (isShielded ? SHIELD_PUTS_OFF_M : 0));
  },
};

function nearest(kinds: readonly Kind[]): (seen: Seen) => number | null {
  return ({ kind, contact }) => (kinds.includes(kind) ? contact.distance : null);
}

export function listOf(name: string, seen: readonly Seen[]): readonly Contact[] {
  return seen
    .flatMap((it) => {
      const rank = RANKS[name]?.(it) ?? null;
      return rank === null ? [] : { rank, contact: it.contact };
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ contact }) => contact);
}
