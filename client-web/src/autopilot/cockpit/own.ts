// What a pilot knows of the own ship, the world and the screen: as shared/src/autopilot/cockpit/own.rs has it.

import { Control, Flag } from "../../protocol/table";
import { atan2 } from "../program/functions";
import type { Sight } from "./sight";

const { fround: f, sqrt } = Math;

/** Writes what a sensor says. */
export type Read = (sight: Sight, into: Float32Array) => void;

/** Ticks are exact as numbers below this. */
const TICKS_MOST = 1 << 20;

function number(read: (sight: Sight) => number): Read {
  return (sight, into) => (into[0] = read(sight));
}

function vector(x: (sight: Sight) => number, y: (sight: Sight) => number): Read {
  return (sight, into) => {
    into[0] = x(sight);
    into[1] = y(sight);
  };
}

function shows(flag: Flag): Read {
  return number(({ own }) => ((own.flags & flag) === 0 ? 0 : 1));
}

function holds(control: Control): Read {
  return number(({ held }) => ((held & control) === 0 ? 0 : 1));
}

export const OWN: Readonly<Record<string, Read>> = {
  tick: number(({ tick }) => tick % TICKS_MOST),
  "world.size": vector(({ torus }) => torus.widthM, ({ torus }) => torus.heightM),
  "view.half": vector(({ halfWidthM }) => halfWidthM, ({ halfHeightM }) => halfHeightM),
  "ship.position": vector(({ own }) => own.now.x, ({ own }) => own.now.y),
  "ship.velocity": vector(({ own }) => own.now.vx, ({ own }) => own.now.vy),
  "ship.heading": vector(({ own }) => own.now.cos, ({ own }) => own.now.sin),
  "ship.angle": number(({ own }) => atan2(own.now.sin, own.now.cos)),
  "ship.spin": number(({ own }) => own.now.spin),
  "ship.speed": number(({ own: { now } }) => f(sqrt(f(f(now.vx * now.vx) + f(now.vy * now.vy))))),
  "ship.shield": shows(Flag.Shield),
  "ship.rapid_fire": shows(Flag.RapidFire),
  "ship.spread_shot": shows(Flag.SpreadShot),
  "ship.can_jump": number(({ tick, you }) => (tick >= you.jumpReady ? 1 : 0)),
  "ship.score": number(({ you }) => you.score),
  "ship.lives": number(({ you }) => you.lives),
  "ship.streak": number(({ you }) => you.streak),
  "held.thrust": holds(Control.Thrust),
  "held.left": holds(Control.Left),
  "held.right": holds(Control.Right),
  "held.brake": holds(Control.Brake),
  "held.fire": holds(Control.Fire),
  "held.hyperspace": holds(Control.Hyperspace),
};
