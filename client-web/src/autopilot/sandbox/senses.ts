// What the ship tells its autopilot: every sensor by name, as shared/src/autopilot/cockpit has them.

import { Control } from "../../protocol/table";
import { atan2 } from "../program/functions";
import { contactOf, readField, type Contact } from "./contact";
import { listOf, lookAround, type Seen } from "./lists";
import { SCREEN_HALF_M } from "./rules";
import type { Ship } from "./ship";
import { SIDE_M, lengthOf } from "./space";
import type { World } from "./world";

/** Ticks are exact as numbers below this. */
const TICKS_MOST = 1 << 20;

const OWN: Readonly<Record<string, (ship: Ship, world: World) => boolean | number | readonly [number, number]>> = {
  tick: (_, { tick }) => tick % TICKS_MOST,
  "world.size": () => [SIDE_M, SIDE_M],
  "view.half": () => SCREEN_HALF_M,
  "ship.position": ({ motion }) => [motion.x, motion.y],
  "ship.velocity": ({ motion }) => [motion.vx, motion.vy],
  "ship.heading": ({ motion }) => [motion.cos, motion.sin],
  "ship.angle": ({ motion }) => atan2(motion.sin, motion.cos),
  "ship.spin": ({ motion }) => motion.spin,
  "ship.speed": ({ motion }) => lengthOf([motion.vx, motion.vy]),
  "ship.shield": (ship, { tick }) => ship.isShielded(tick),
  "ship.rapid_fire": (ship, { tick }) => ship.hasRapidFire(tick),
  "ship.spread_shot": (ship, { tick }) => ship.hasSpreadShot(tick),
  "ship.can_jump": (ship, { tick }) => ship.canJump(tick),
  "ship.score": (_, { pilot }) => pilot.score,
  "ship.lives": (_, { pilot }) => pilot.lives,
  "ship.streak": (_, { pilot }) => pilot.streak,
};

/** What exits and the sensors of what is held call each control. */
export const CONTROL_BITS: ReadonlyMap<string, number> = new Map(Object.entries(Control).map(([name, bit]) => [name.toLowerCase(), bit]));

/** Looks about once, whatever is asked then. */
export class Senses {
  readonly #world: World;
  readonly #ship: Ship;
  readonly #lists = new Map<string, readonly Contact[]>();
  #seen: readonly Seen[] | null = null;

  constructor(world: World, ship: Ship) {
    this.#world = world;
    this.#ship = ship;
  }

  /** Writes what a sensor says. */
  read(name: string, into: Float32Array): void {
    const own = OWN[name]?.(this.#ship, this.#world);
    if (typeof own === "object") into.set(own);
    else if (own !== undefined) into[0] = Number(own);
    else this.#readOther(name, into);
  }

  #readOther(name: string, into: Float32Array): void {
    const [first = "", second = "", third = ""] = name.split(".");
    if (first === "held") into[0] = Number((this.#world.controls & (CONTROL_BITS.get(second) ?? 0)) !== 0);
    else if (first === "friend") readField(contactOf(this.#ship.motion, this.#world.friend, 0), second, into);
    else readField(this.#list(first)[Number(second) - 1], third, into);
  }

  #list(name: string): readonly Contact[] {
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    this.#seen ??= lookAround(this.#world, this.#ship);
    const list = listOf(name, this.#seen);
    this.#lists.set(name, list);
    return list;
  }
}
