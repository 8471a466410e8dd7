// What an autopilot meets, called as by the load tester.

import { modelOf, textOf, type Diagram } from "../document/diagram";

export interface Scenario {
  /** Whether there are rocks, and a saucer now and then. */
  readonly hasField: boolean;
  readonly rivals: number;
}

export const SCENARIOS = {
  alone: { hasField: false, rivals: 0 },
  field: { hasField: true, rivals: 0 },
  duel: { hasField: true, rivals: 1 },
  crowd: { hasField: true, rivals: 8 },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;

/** Sensors of what is near, as `rock.1.distance`. */
const IN_LIST = /\.\d\./;

/** One that gives a diagram something to look at, if it looks. */
export function fitting(diagram: Diagram): ScenarioName {
  const entries = Object.values(modelOf(diagram, diagram.main).blocks).filter(({ kind }) => kind === "entry");
  return entries.some((entry) => IN_LIST.test(textOf(entry, "name"))) ? "field" : "alone";
}
