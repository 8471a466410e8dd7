// The step response of a flight: how a signal follows the first step block of the main model.

import { tBench } from "../../words/bench";
import { modelOf, own, type Diagram } from "../document/diagram";
import { STEPS_PER_S } from "../scope/recording";
import { stepResponse, type StepResponse } from "../scope/step_response";
import { Flight } from "./flight";

export const AFTER_S = 8;
/** A signal is asked for this long before the step at most. */
const BEFORE_STEPS_MOST = 1600;

/** Flies anew, without a picture; null if there is no step block, or it does not fly. */
export function measure(diagram: Diagram, signal: string): StepResponse | null {
  const step = Object.values(modelOf(diagram, diagram.main).blocks).find(({ kind }) => kind === "step");
  if (step === undefined) return null;
  const number = (param: string, initial: number): number => Number(own(step.params ?? {}, param) ?? initial);
  const [at, before, after] = [number("at_steps", 32), number("before", 0), number("after", 1)];
  const flight = new Flight();
  flight.restart(diagram);
  if (!flight.canFly || at > BEFORE_STEPS_MOST) return null;
  for (let made = 0; made < at + AFTER_S * STEPS_PER_S; made++) flight.step();
  const values = flight.recording.series(signal).slice(at).map((it) => it ?? 0);
  return stepResponse(values, before, after, STEPS_PER_S);
}

export function responseText({ rise_s, overshoot, settling_s, error }: StepResponse): readonly (readonly [string, string])[] {
  const seconds = (it: number | null): string => (it === null ? tBench.notReached : tBench.seconds({ seconds: it.toFixed(2) }));
  return [
    [tBench.rise, seconds(rise_s)],
    [tBench.overshoot, `${(100 * overshoot).toFixed(1)} %`],
    [tBench.settling, seconds(settling_s)],
    [tBench.error, String(Number(error.toPrecision(3)))],
  ];
}
