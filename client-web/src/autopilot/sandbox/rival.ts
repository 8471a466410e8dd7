// A pilot that goes straight for the nearest ship, aims as well as chance has it, and looks at nothing else.

import { atan2 } from "../program/functions";
import { Control } from "../../protocol/table";
import type { Chance } from "./chance";
import { Pilot } from "./pilot";
import { BULLET_LIFE_TICKS, MUZZLE_SPEED_MPS } from "./rules";
import type { Ship } from "./ship";
import { TICK_S, along, drift, lengthOf, way } from "./space";

/** By how much it aims beside, in rad, and for how many ticks. */
const BESIDE_RAD = [-0.3, 0.3] as const;
const BESIDE_TICKS = [16, 64] as const;
/** It stops turning so many seconds before it would point there. */
const TURN_AHEAD_S = 0.15;
const ON_TARGET_RAD = 0.12;
const ON_COURSE_RAD = 0.7;
const KEEP_M = 16;
const RANGE_M = MUZZLE_SPEED_MPS * BULLET_LIFE_TICKS * TICK_S;

export class Rival extends Pilot {
  #beside_rad = 0;
  #besideUntil = 0;

  decide(ship: Ship, prey: Ship, now: number, chance: Chance): number {
    if (now >= this.#besideUntil) {
      this.#beside_rad = chance.between(BESIDE_RAD);
      this.#besideUntil = now + chance.ticks(BESIDE_TICKS);
    }
    const { cos, sin, spin } = ship.motion;
    const there = way(ship.motion, prey.motion);
    const distance_m = lengthOf(there);
    const [x, y] = along(there, distance_m / MUZZLE_SPEED_MPS, drift(ship.motion, prey.motion));
    const bearing = atan2(Math.fround(y * cos - x * sin), Math.fround(x * cos + y * sin)) + this.#beside_rad;
    const turn = bearing - spin * TURN_AHEAD_S;
    let controls = 0;
    if (turn > ON_TARGET_RAD) controls |= Control.Left;
    if (turn < -ON_TARGET_RAD) controls |= Control.Right;
    if (distance_m > KEEP_M && Math.abs(bearing) < ON_COURSE_RAD) controls |= Control.Thrust;
    if (distance_m < RANGE_M && Math.abs(bearing) < 2 * ON_TARGET_RAD) controls |= Control.Fire;
    return controls;
  }
}
