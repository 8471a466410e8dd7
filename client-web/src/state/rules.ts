// The numbers of the game, as the welcome tells them.

import { makeDynamics, makeSpace, type Dynamics, type Space } from "../motion";
import type { Gun, Timing, Welcome } from "../protocol/welcome";

export interface KindRules {
  readonly dynamics: Dynamics;
  readonly radiusM: number;
}

export interface Rules {
  readonly space: Space;
  readonly tickRateHz: number;
  readonly sendEveryTicks: number;
  /** In the order of the kinds' numbers. */
  readonly kinds: readonly KindRules[];
  readonly gun: Gun;
  readonly timing: Timing;
}

export function makeRules(welcome: Welcome): Rules {
  const dtS = Math.fround(1 / welcome.tickRateHz);
  return {
    space: makeSpace(welcome.torus, dtS, welcome.substeps),
    tickRateHz: welcome.tickRateHz,
    sendEveryTicks: welcome.sendEveryTicks,
    kinds: welcome.kinds.map((hints) => ({ dynamics: makeDynamics(hints, dtS), radiusM: hints.radiusM })),
    gun: welcome.gun,
    timing: welcome.timing,
  };
}
