// What is in the sandbox. Ships have a file of their own.

import type { Motion } from "../../motion";
import type { Gives, Kind } from "../../protocol/table";
import type { Pilot } from "./pilot";
import { TRAITS } from "./rules";

export interface Thing {
  readonly id: number;
  readonly kind: Kind;
  readonly motion: Motion;
  /** The tick at which its time is over. */
  readonly endsAt: number;
}

export interface Bullet extends Thing {
  /** The ship or saucer that fired it, which may be gone by now. */
  readonly shooter: number;
  /** Who earns by it; nobody by a saucer's. */
  readonly pilot: Pilot | null;
}

export interface Pickup extends Thing {
  readonly gives: Gives;
}

export interface Saucer extends Thing {
  gunReadyAt: number;
  courseUntil: number;
}

export function radiusOf({ kind }: Thing): number {
  return TRAITS[kind].radiusM;
}
