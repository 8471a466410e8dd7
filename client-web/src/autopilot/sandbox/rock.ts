// Rocks drift, and break in two.

import type { Motion } from "../../motion";
import { Kind } from "../../protocol/table";
import type { Chance } from "./chance";
import { FRAGMENT_CLEARANCE, TRAITS } from "./rules";
import { along, motionAt, type Vector } from "./space";
import type { Thing } from "./thing";

const SPIN_RADPS = [-1, 1] as const;

export function drifting(kind: Kind, at: Vector, chance: Chance): Motion {
  const motion = motionAt(at, chance.vector(TRAITS[kind].drift_mps), chance.direction());
  motion.spin = chance.between(SPIN_RADPS);
  return motion;
}

/** Mostly large, some medium, a few small. */
export function someSize(chance: Chance): Kind {
  const part = chance.below(10);
  return part < 7 ? Kind.RockLarge : part < 9 ? Kind.RockMedium : Kind.RockSmall;
}

/** The motions of the two that a rock breaks into: they fly apart by equal and opposite pushes. */
export function apart(rock: Thing, kind: Kind, chance: Chance): readonly Motion[] {
  const { x, y, vx, vy } = rock.motion;
  const [way, scatter] = [chance.direction(), chance.between(TRAITS[kind].drift_mps) / 2];
  const offset = TRAITS[kind].radiusM * FRAGMENT_CLEARANCE;
  return [1, -1].map((side) => {
    const [vx_mps, vy_mps] = along([vx, vy], side * scatter, way);
    return Object.assign(drifting(kind, along([x, y], side * offset, way), chance), { vx: vx_mps, vy: vy_mps });
  });
}
