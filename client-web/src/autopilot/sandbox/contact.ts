// Something near the ship, as its autopilot sees it: shared/src/autopilot/cockpit/contact.rs.

import type { Motion } from "../../motion";
import { Kind } from "../../protocol/table";
import { atan2, clamp } from "../program/functions";
import { TRAITS } from "./rules";
import { along, dot, drift, lengthOf, way, type Vector } from "./space";

const { fround: f } = Math;

const AHEAD_MOST_S = 10;
const FAR = 1000;
const HULL_M = TRAITS[Kind.Ship].radiusM;

export interface Contact {
  readonly at: Vector;
  readonly drift: Vector;
  readonly distance: number;
  readonly bearing: number;
  readonly closing: number;
  readonly time: number;
  readonly miss: number;
  readonly radius: number;
}

export function contactOf(own: Readonly<Motion>, motion: Readonly<Motion>, radius: number): Contact {
  const [at, moves] = [way(own, motion), drift(own, motion)];
  const [x, y] = at;
  const [distance, nearing, speed2] = [lengthOf(at), -dot(at, moves), dot(moves, moves)];
  const time = speed2 === 0 ? 0 : clamp(f(nearing / speed2), 0, AHEAD_MOST_S);
  return {
    at,
    drift: moves,
    distance,
    bearing: atan2(f(f(y * own.cos) - f(x * own.sin)), f(f(x * own.cos) + f(y * own.sin))),
    closing: distance === 0 ? 0 : f(nearing / distance),
    time,
    miss: f(lengthOf(along(at, time, moves)) - f(radius + HULL_M)),
    radius,
  };
}

/** How far the hulls will be from each other in a second if it comes nearer as now. */
export function gapSoon({ distance, radius, closing }: Contact): number {
  return f(f(distance - f(radius + HULL_M)) - closing);
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
