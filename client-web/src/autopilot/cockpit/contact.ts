// Something near the ship, as its autopilot sees it: to the bit as shared/src/autopilot/cockpit/contact.rs has it.

import type { Motion } from "../../motion";
import { delta, type Torus } from "../../torus";
import { atan2, clamp } from "../program/functions";

const { fround: f, sqrt } = Math;

/** How far ahead a meeting is looked for, in s. */
const AHEAD_MOST_S = 10;
/** What a distance, a time and a miss are if there is nothing. */
const FAR = 1000;

/** Kept and rewritten, never made per step. */
export class Contact {
  x = 0;
  y = 0;
  driftX = 0;
  driftY = 0;
  distanceM = 0;
  bearingRad = 0;
  closingMps = 0;
  timeS = 0;
  missM = 0;
  radiusM = 0;
  /** Between the middles when the hulls touch. */
  #touchM = 0;

  see(own: Readonly<Motion>, ownRadiusM: number, it: Readonly<Motion>, radiusM: number, torus: Torus): void {
    const x = delta(own.x, it.x, torus.widthM);
    const y = delta(own.y, it.y, torus.heightM);
    const vx = f(it.vx - own.vx);
    const vy = f(it.vy - own.vy);
    const distanceM = length(x, y);
    const along = f(f(x * vx) + f(y * vy));
    const speed2 = f(f(vx * vx) + f(vy * vy));
    this.x = x;
    this.y = y;
    this.driftX = vx;
    this.driftY = vy;
    this.distanceM = distanceM;
    this.bearingRad = atan2(f(f(y * own.cos) - f(x * own.sin)), f(f(x * own.cos) + f(y * own.sin)));
    this.closingMps = distanceM === 0 ? 0 : f(-along / distanceM);
    this.timeS = speed2 === 0 ? 0 : clamp(f(-along / speed2), 0, AHEAD_MOST_S);
    this.radiusM = radiusM;
    this.#touchM = f(radiusM + ownRadiusM);
    this.missM = f(length(f(x + f(vx * this.timeS)), f(y + f(vy * this.timeS))) - this.#touchM);
  }

  /** How far the hulls will be from each other in a second if it comes nearer as now. */
  get gapSoonM(): number {
    return f(f(this.distanceM - this.#touchM) - this.closingMps);
  }
}

function length(x: number, y: number): number {
  return f(sqrt(f(f(x * x) + f(y * y))));
}

/** Writes what an entry asks of something, or of nothing. */
export type ReadField = (contact: Contact | null, into: Float32Array) => void;

function number(ifNone: number, read: (contact: Contact) => number): ReadField {
  return (contact, into) => (into[0] = contact === null ? ifNone : read(contact));
}

function vector(x: (contact: Contact) => number, y: (contact: Contact) => number): ReadField {
  return (contact, into) => {
    into[0] = contact === null ? 0 : x(contact);
    into[1] = contact === null ? 0 : y(contact);
  };
}

export const FIELDS: Readonly<Record<string, ReadField>> = {
  there: number(0, () => 1),
  at: vector((it) => it.x, (it) => it.y),
  drift: vector((it) => it.driftX, (it) => it.driftY),
  distance: number(FAR, (it) => it.distanceM),
  bearing: number(0, (it) => it.bearingRad),
  closing: number(0, (it) => it.closingMps),
  time: number(FAR, (it) => it.timeS),
  miss: number(FAR, (it) => it.missM),
  radius: number(0, (it) => it.radiusM),
};
