// When the own gun fires, by the rules in the welcome. A prediction: the
// server's shot replaces it.

import type { Gun } from "../protocol/welcome";
import { Control, type You } from "./scene";

const STRAIGHT: readonly number[] = [0];
const SPREAD: readonly number[] = [-1, 0, 1];
const NONE: readonly number[] = [];

export class Trigger {
  #readyTick = 0;
  /** A ship's gun fires once Fire has been seen released since the ship spawned. */
  #armed = false;

  readonly #gun: Gun;

  constructor(gun: Gun) {
    this.#gun = gun;
  }

  /** There is a new ship, and this is held as it spawns. */
  spawn(held: number): void {
    this.#armed = (held & Control.Fire) === 0;
  }

  /** The spreads of the bullets that leave the gun at a tick. */
  pull(tick: number, held: number, you: Readonly<You>, inFlight: number): readonly number[] {
    if ((held & Control.Fire) === 0) this.#armed = true;
    if ((held & Control.Fire) === 0 || !this.#armed || tick < this.#readyTick) return NONE;
    const spreads = tick < you.spreadShotUntil ? SPREAD : STRAIGHT;
    if (inFlight + spreads.length > this.#inFlightMax(tick, you)) return NONE;
    this.fired(tick, you);
    return spreads;
  }

  /** A shot was fired, here or on the server. */
  fired(tick: number, you: Readonly<You>): void {
    this.#armed = true;
    const cooldown = tick < you.rapidFireUntil ? this.#gun.rapidCooldownTicks : this.#gun.cooldownTicks;
    this.#readyTick = Math.max(this.#readyTick, tick + cooldown);
  }

  #inFlightMax(tick: number, you: Readonly<You>): number {
    const powered = tick < you.rapidFireUntil || tick < you.spreadShotUntil;
    return powered ? this.#gun.inFlightPowered : this.#gun.inFlight;
  }
}
