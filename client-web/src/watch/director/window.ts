// Where a picture stands so that the most is in it.

import { delta, wrap } from "../../torus";
import type { Room } from "../camera";

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How far a picture may reach from its middle. */
export interface Reach {
  readonly halfWidthM: number;
  readonly halfHeightM: number;
}

/** What is nearer to the rim of a picture is hardly in it. */
export const ROOM_M = 9;

/** Whether something is in a picture that stands there. */
export function isWithin(stand: Place, { x, y }: Place, reach: Reach, room: Room): boolean {
  return (
    Math.abs(delta(stand.x, x, room.worldWidthM)) <= reach.halfWidthM - ROOM_M &&
    Math.abs(delta(stand.y, y, room.worldHeightM)) <= reach.halfHeightM - ROOM_M
  );
}

/** The stands that come into question: those with one of these at the left rim, and one at the lower. */
export function standsFor(places: readonly Place[], { halfWidthM, halfHeightM }: Reach, room: Room): Place[] {
  const columns = places.map(({ x }) => wrap(x + halfWidthM - ROOM_M, room.worldWidthM));
  const rows = places.map(({ y }) => wrap(y + halfHeightM - ROOM_M, room.worldHeightM));
  return columns.flatMap((x) => rows.map((y) => ({ x, y })));
}

/** The middle of what is in a picture that stands there. */
export function middleOf(stand: Place, places: readonly Place[], room: Room): Place {
  let left = Infinity;
  let right = -Infinity;
  let bottom = Infinity;
  let top = -Infinity;
  for (const { x, y } of places) {
    const dx = delta(stand.x, x, room.worldWidthM);
    const dy = delta(stand.y, y, room.worldHeightM);
    left = Math.min(left, dx);
    right = Math.max(right, dx);
    bottom = Math.min(bottom, dy);
    top = Math.max(top, dy);
  }
  if (places.length === 0) return stand;
  return { x: wrap(stand.x + (left + right) / 2, room.worldWidthM), y: wrap(stand.y + (bottom + top) / 2, room.worldHeightM) };
}
