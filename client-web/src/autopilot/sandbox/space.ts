// The sandbox as a space: a torus, in which time goes by ticks, as in the game.

import { advance, makeDynamics, makeMotion, makeSpace, type Dynamics, type Motion } from "../../motion";
import { Kind } from "../../protocol/table";
import { delta, wrap } from "../../torus";
import { SUBSTEPS, TICK_RATE_HZ, TRAITS, TRIAL_SIDE_M } from "./rules";

const { fround: f, sqrt } = Math;

export const TICK_S = 1 / TICK_RATE_HZ;
export const SIDE_M = TRIAL_SIDE_M;
export const SPACE = makeSpace({ widthM: SIDE_M, heightM: SIDE_M }, TICK_S, SUBSTEPS);

const DYNAMICS = new Map<Kind, Dynamics>(Object.values(Kind).map((kind) => [kind, makeDynamics(TRAITS[kind], TICK_S)]));

export type Vector = readonly [x: number, y: number];

/** Moves something of a kind by a tick. */
export function move(kind: Kind, motion: Motion, controls = 0): void {
  const dynamics = DYNAMICS.get(kind);
  if (dynamics !== undefined) advance(motion, controls, dynamics, SPACE);
}

export function motionAt([x, y]: Vector, [vx, vy]: Vector = [0, 0], [cos, sin]: Vector = [1, 0]): Motion {
  return Object.assign(makeMotion(), { x: wrap(f(x), SIDE_M), y: wrap(f(y), SIDE_M), vx: f(vx), vy: f(vy), cos, sin });
}

/** The shortest way from one to the other. */
export function way(from: Readonly<Motion>, to: Readonly<Motion>): Vector {
  return [delta(from.x, to.x, SIDE_M), delta(from.y, to.y, SIDE_M)];
}

/** How the other moves for who moves with the one. */
export function drift(one: Readonly<Motion>, other: Readonly<Motion>): Vector {
  return [f(other.vx - one.vx), f(other.vy - one.vy)];
}

export function dot([ax, ay]: Vector, [bx, by]: Vector): number {
  return f(f(ax * bx) + f(ay * by));
}

export function lengthOf(vector: Vector): number {
  return f(sqrt(dot(vector, vector)));
}

/** Where a vector is after so much of a way. */
export function along([x, y]: Vector, part: number, [dx, dy]: Vector): Vector {
  return [f(x + f(part * dx)), f(y + f(part * dy))];
}
