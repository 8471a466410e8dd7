// Turns the ship toward where a stick or a pointer points, by the keys that everybody has.

import type { Held } from "../input/held";
import type { Dynamics, Motion } from "../motion";
import { Control } from "../state/scene";

/** What may point. One does at a time: the last that moved. */
export type Pointing = "mouse" | "finger" | "stick";

export interface Steered {
  readonly now: Readonly<Motion>;
  readonly dynamics: Dynamics;
}

/** Late frames take longer steps, up to this one. */
const STEP_TICKS_MAX = 4;

export class Helm {
  #by: Pointing | null = null;
  #cos = 1;
  #sin = 0;
  #thrusts = false;
  #tick = 0;

  readonly #held: Held;

  constructor(held: Held) {
    this.#held = held;
  }

  /** The ship is to turn this way, y up, whatever the length, and to thrust or not. */
  point(by: Pointing, x: number, y: number, thrusts: boolean): void {
    const length = Math.hypot(x, y);
    if (length === 0) return;
    // A mouse lies somewhere whether there is a hand on it or not.
    if (by !== "mouse" && by !== this.#by) this.#held.touch();
    this.#by = by;
    this.#cos = x / length;
    this.#sin = y / length;
    this.#thrusts = thrusts;
  }

  /** This points nowhere any more. */
  letGo(by: Pointing): void {
    if (this.#by === by) this.#by = null;
  }

  /** Steers the own ship, as it is at the last whole tick shown; null if there is none to steer. */
  update(tick: number, ship: Steered | null, tickS: number): void {
    if (this.#by === null || ship === null) return this.#held.assist("helm", 0);
    const ticks = tick - this.#tick;
    // What was decided at this tick is not seen before the next.
    if (ticks === 0) return;
    this.#tick = tick;
    const stepTicks = Math.min(STEP_TICKS_MAX, Math.max(1, ticks));
    const turn = turnToward(this.#cos, this.#sin, ship.now, ship.dynamics, tickS, stepTicks);
    this.#held.assist("helm", turn | (this.#thrusts ? Control.Thrust : 0));
  }
}

/**
 * Left, right or neither, so that the ship comes to rest at this heading. It is as near as it can come
 * when another push, held for `stepTicks`, would lead as far beyond.
 */
export function turnToward(cos: number, sin: number, ship: Readonly<Motion>, dynamics: Dynamics, tickS: number, stepTicks = 1): number {
  const coastS = tickS / (1 - dynamics.keepSpin);
  const missingRad = Math.atan2(sin * ship.cos - cos * ship.sin, cos * ship.cos + sin * ship.sin) - ship.spin * coastS;
  const pushRad = dynamics.turnRadps * coastS * stepTicks;
  if (Math.abs(missingRad) <= pushRad / 2) return 0;
  return missingRad > 0 ? Control.Left : Control.Right;
}
