// Something near the ship, as its autopilot sees it.

import { atan2, clamp } from "../program/functions";
import { SHIP_RADIUS_M, around, type Body, type Ship } from "./ship";

const AHEAD_MOST_S = 10;
const FAR = 1000;
/** How much farther away a rad off the nose makes what may be shot. */
const OFF_NOSE_M = 3;

export interface Thing extends Body {
  readonly radius_m: number;
}

export interface Contact {
  readonly at: readonly [number, number];
  readonly drift: readonly [number, number];
  readonly distance: number;
  readonly bearing: number;
  readonly closing: number;
  readonly time: number;
  readonly miss: number;
  readonly radius: number;
}

export function contactOf(ship: Ship, thing: Thing, size_m: number): Contact {
  const [x, y] = [around(thing.x - ship.x, size_m), around(thing.y - ship.y, size_m)];
  const [vx, vy] = [thing.vx - ship.vx, thing.vy - ship.vy];
  const distance = Math.hypot(x, y);
  const [along, speed2] = [x * vx + y * vy, vx * vx + vy * vy];
  const time = speed2 === 0 ? 0 : clamp(-along / speed2, 0, AHEAD_MOST_S);
  return {
    at: [x, y],
    drift: [vx, vy],
    distance,
    bearing: atan2(Math.fround(y * ship.cos - x * ship.sin), Math.fround(x * ship.cos + y * ship.sin)),
    closing: distance === 0 ? 0 : -along / distance,
    time,
    miss: Math.hypot(x + vx * time, y + vy * time) - (thing.radius_m + SHIP_RADIUS_M),
    radius: thing.radius_m,
  };
}

/** Writes a field of something, or of nothing, as entries ask for it. */
export function readField(contact: Contact | undefined, field: string, into: Float32Array): void {
  switch (field) {
    case "there":
      into[0] = contact === undefined ? 0 : 1;
      break;
    case "at":
    case "drift":
      into.set(contact?.[field] ?? [0, 0]);
      break;
    case "distance":
    case "time":
    case "miss":
      into[0] = contact?.[field] ?? FAR;
      break;
    case "bearing":
    case "closing":
    case "radius":
      into[0] = contact?.[field] ?? 0;
      break;
  }
}

/** How near the hulls will be in a second if it comes nearer as now. */
export function dangerOf({ distance, radius, closing }: Contact): number {
  return distance - (radius + SHIP_RADIUS_M) - closing;
}

/** How hard it is to shoot. */
export function hardshipOf({ distance, bearing }: Contact): number {
  return distance + OFF_NOSE_M * Math.abs(bearing);
}
