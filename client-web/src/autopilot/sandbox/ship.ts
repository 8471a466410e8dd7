// A ship, its gun, its shields and powers, as the game's are. What lasts "until" a tick is over at that tick.

import type { Motion } from "../../motion";
import { Control, Flag, Gives, Kind } from "../../protocol/table";
import {
  BULLETS_IN_FLIGHT,
  BULLETS_IN_FLIGHT_POWERED,
  FIRE_COOLDOWN_TICKS,
  HIT_GRACE_TICKS,
  HYPERSPACE_COOLDOWN_TICKS,
  POWER_TICKS,
  RAPID_COOLDOWN_TICKS,
  SPAWN_SHIELD_TICKS,
} from "./rules";
import type { Thing } from "./thing";

/** To which sides a shot goes: −1 is right, 1 left. */
const STRAIGHT: readonly number[] = [0];
const SPREAD: readonly number[] = [-1, 0, 1];

/** What a hit did. */
export type Outcome = "harmless" | "shield lost" | "destroyed";

export class Ship implements Thing {
  readonly kind = Kind.Ship;
  readonly endsAt = Infinity;
  controls = 0;
  #gunReadyAt: number;
  /** The trigger has yet to be let go since the spawn. */
  #isSafe = true;
  #rapidFireUntil = 0;
  #spreadShotUntil = 0;
  #spawnShieldUntil: number;
  #hasShield = false;
  #unharmedUntil = 0;
  #jumpReadyAt: number;

  constructor(
    readonly id: number,
    readonly motion: Motion,
    now: number,
  ) {
    this.#gunReadyAt = now;
    this.#jumpReadyAt = now;
    this.#spawnShieldUntil = now + SPAWN_SHIELD_TICKS;
  }

  isShielded(now: number): boolean {
    return this.#hasShield || now < this.#spawnShieldUntil;
  }

  get jumpReadyAt(): number {
    return this.#jumpReadyAt;
  }

  /** What shows on it. */
  flags(now: number): number {
    let flags = 0;
    if (this.isShielded(now)) flags |= Flag.Shield;
    if (now < this.#rapidFireUntil) flags |= Flag.RapidFire;
    if (now < this.#spreadShotUntil) flags |= Flag.SpreadShot;
    return flags;
  }

  /** Fires if it can, while so many of its bullets fly: says to which sides. */
  fire(inFlight: number, now: number): readonly number[] {
    const isHeld = (this.controls & Control.Fire) !== 0;
    this.#isSafe &&= isHeld;
    const [rapid, spread] = [now < this.#rapidFireUntil, now < this.#spreadShotUntil];
    const sides = spread ? SPREAD : STRAIGHT;
    const most = rapid || spread ? BULLETS_IN_FLIGHT_POWERED : BULLETS_IN_FLIGHT;
    if (!isHeld || this.#isSafe || now < this.#gunReadyAt || inFlight + sides.length > most) return [];
    this.#gunReadyAt = now + (rapid ? RAPID_COOLDOWN_TICKS : FIRE_COOLDOWN_TICKS);
    this.#spawnShieldUntil = Math.min(this.#spawnShieldUntil, now);
    return sides;
  }

  hit(now: number): Outcome {
    if (now < this.#unharmedUntil) return "harmless";
    if (!this.isShielded(now)) return "destroyed";
    // A collected one goes last, so that it is not wasted.
    if (now < this.#spawnShieldUntil) this.#spawnShieldUntil = now;
    else this.#hasShield = false;
    this.#unharmedUntil = now + HIT_GRACE_TICKS;
    return "shield lost";
  }

  take(gives: Gives, now: number): void {
    switch (gives) {
      case Gives.RapidFire:
        this.#rapidFireUntil = now + POWER_TICKS;
        return;
      case Gives.SpreadShot:
        this.#spreadShotUntil = now + POWER_TICKS;
        return;
      case Gives.Shield:
        this.#hasShield = true;
    }
  }

  /** It is at rest elsewhere, and points to where it pointed. */
  jumpTo({ x, y }: Readonly<Motion>, now: number): void {
    this.#jumpReadyAt = now + HYPERSPACE_COOLDOWN_TICKS;
    Object.assign(this.motion, { x, y, vx: 0, vy: 0, spin: 0 });
  }
}
