// Whether things meet, and how they part. Hulls are circles here: outlines are for the eye.

import { RESTITUTION, TRAITS } from "./rules";
import { TICK_S, along, dot, drift, lengthOf, way } from "./space";
import { radiusOf, type Thing } from "./thing";

const { fround: f, min, max } = Math;

export function isTouching(one: Thing, other: Thing): boolean {
  return lengthOf(way(one.motion, other.motion)) <= radiusOf(one) + radiusOf(other);
}

/** Which part of the last tick had gone by when a bullet was nearest to what it hit; null if it passed by. */
export function strike(bullet: Thing, target: Thing): number | null {
  const now = way(target.motion, bullet.motion);
  const moves = drift(target.motion, bullet.motion);
  const speed2 = dot(moves, moves);
  const back_s = speed2 === 0 ? 0 : min(TICK_S, max(0, f(dot(now, moves) / speed2)));
  return lengthOf(along(now, -back_s, moves)) <= radiusOf(target) ? 1 - back_s / TICK_S : null;
}

/** Two that touch bounce, by their masses. */
export function bounce(one: Thing, other: Thing): void {
  const apart = way(other.motion, one.motion);
  const distance = lengthOf(apart);
  const closing = -dot(apart, drift(other.motion, one.motion));
  if (distance === 0 || closing <= 0) return;
  const [mass, otherMass] = [TRAITS[one.kind].mass, TRAITS[other.kind].mass];
  const push = ((1 + RESTITUTION) * closing) / (distance * distance) / (1 / mass + 1 / otherMass);
  const shove = ({ motion }: Thing, part: number): void => {
    [motion.vx, motion.vy] = along([motion.vx, motion.vy], f(part), apart);
  };
  shove(one, push / mass);
  shove(other, -push / otherMass);
}
