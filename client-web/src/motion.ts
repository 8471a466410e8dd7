// Exact dead reckoning: the mirror of shared/src/kinematics.rs. The same
// single-precision operations in the same order, so what is shown equals the
// server's world to the bit; the golden vectors pin the two together.

import { BULLET_STEPS_PER_MPS, Control, MUZZLE_STEPS_PER_M } from "./protocol/table";
import { wrap, type Torus } from "./torus";

const { fround, sqrt } = Math;

/** Where an entity is and how it moves, at a tick. Every number is single precision. */
export interface Motion {
  /** Position in metres. */
  x: number;
  y: number;
  /** Heading as a unit complex number. */
  cos: number;
  sin: number;
  /** Velocity in m/s. */
  vx: number;
  vy: number;
  /** Angular velocity in rad/s, positive counter-clockwise. */
  spin: number;
}

/** How a kind of entity moves, as the welcome tells it. */
export interface KindHints {
  readonly linearDamping: number;
  readonly angularDamping: number;
  readonly brakeDamping: number;
  readonly thrustMps2: number;
  readonly turnRadps2: number;
  readonly radiusM: number;
}

/** What a kind's numbers come to in one tick. */
export interface Dynamics {
  readonly thrustMps: number;
  readonly turnRadps: number;
  readonly keepLinear: number;
  readonly keepBraking: number;
  readonly keepSpin: number;
}

/** Where bullets begin, as the welcome tells it. */
export interface Muzzle {
  readonly muzzleOffsetM: number;
  readonly muzzleSpeedMps: number;
  readonly spreadCos: number;
  readonly spreadSin: number;
}

/** How time passes and where space ends. */
export interface Space {
  readonly torus: Torus;
  readonly substeps: number;
  /** The length of a substep in seconds. */
  readonly substepS: number;
}

export function makeSpace(torus: Torus, dtS: number, substeps: number): Space {
  return { torus, substeps, substepS: fround(dtS / substeps) };
}

export function makeDynamics(hints: KindHints, dtS: number): Dynamics {
  const keep = (damping: number): number => fround(1 / fround(1 + fround(dtS * damping)));
  return {
    thrustMps: fround(hints.thrustMps2 * dtS),
    turnRadps: fround(hints.turnRadps2 * dtS),
    keepLinear: keep(hints.linearDamping),
    keepBraking: keep(hints.brakeDamping),
    keepSpin: keep(hints.angularDamping),
  };
}

export function makeMotion(): Motion {
  return { x: 0, y: 0, cos: 1, sin: 0, vx: 0, vy: 0, spin: 0 };
}

export function copyMotion(to: Motion, from: Readonly<Motion>): void {
  to.x = from.x;
  to.y = from.y;
  to.cos = from.cos;
  to.sin = from.sin;
  to.vx = from.vx;
  to.vy = from.vy;
  to.spin = from.spin;
}

/** One tick of free flight under these controls, on the torus. */
export function advance(m: Motion, controls: number, dynamics: Dynamics, space: Space): void {
  push(m, controls, dynamics);
  coast(m, space);
  const keep = (controls & Control.Brake) !== 0 ? dynamics.keepBraking : dynamics.keepLinear;
  m.vx = fround(m.vx * keep);
  m.vy = fround(m.vy * keep);
  m.spin = fround(m.spin * dynamics.keepSpin);
  m.x = wrap(m.x, space.torus.widthM);
  m.y = wrap(m.y, space.torus.heightM);
}

function push(m: Motion, controls: number, dynamics: Dynamics): void {
  if ((controls & Control.Thrust) !== 0) {
    m.vx = fround(m.vx + fround(dynamics.thrustMps * m.cos));
    m.vy = fround(m.vy + fround(dynamics.thrustMps * m.sin));
  }
  const turning = controls & (Control.Left | Control.Right);
  if (turning === Control.Left) m.spin = fround(m.spin + dynamics.turnRadps);
  else if (turning === Control.Right) m.spin = fround(m.spin - dynamics.turnRadps);
}

function coast(m: Motion, space: Space): void {
  const h = space.substepS;
  for (let i = 0; i < space.substeps; i++) {
    const turned = fround(m.spin * h);
    const cos = fround(m.cos - fround(turned * m.sin));
    const sin = fround(m.sin + fround(turned * m.cos));
    const length = fround(sqrt(fround(fround(cos * cos) + fround(sin * sin))));
    m.cos = fround(cos / length);
    m.sin = fround(sin / length);
    m.x = fround(m.x + fround(m.vx * h));
    m.y = fround(m.y + fround(m.vy * h));
  }
}

/**
 * Makes `bullet` the motion of a bullet fired from `shooter`, before its first
 * tick. `spread` is −1, 0 or 1: to the right, straight, to the left.
 */
export function fireFrom(shooter: Readonly<Motion>, spread: number, gun: Muzzle, torus: Torus, bullet: Motion): void {
  let cos = shooter.cos;
  let sin = shooter.sin;
  if (spread !== 0) {
    const side = fround(spread * gun.spreadSin);
    cos = fround(fround(shooter.cos * gun.spreadCos) - fround(shooter.sin * side));
    sin = fround(fround(shooter.sin * gun.spreadCos) + fround(shooter.cos * side));
  }
  bullet.x = step(wrap(fround(shooter.x + fround(gun.muzzleOffsetM * cos)), torus.widthM), MUZZLE_STEPS_PER_M);
  bullet.y = step(wrap(fround(shooter.y + fround(gun.muzzleOffsetM * sin)), torus.heightM), MUZZLE_STEPS_PER_M);
  bullet.vx = step(fround(shooter.vx + fround(gun.muzzleSpeedMps * cos)), BULLET_STEPS_PER_MPS);
  bullet.vy = step(fround(shooter.vy + fround(gun.muzzleSpeedMps * sin)), BULLET_STEPS_PER_MPS);
  bullet.cos = 1;
  bullet.sin = 0;
  bullet.spin = 0;
}

/** The value without what is less than a step. */
function step(value: number, stepsPerUnit: number): number {
  return ((value * stepsPerUnit) | 0) / stepsPerUnit;
}
