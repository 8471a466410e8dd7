// How a signal followed a step of what it was to be.

export interface StepResponse {
  /** From a tenth to nine tenths of the way; null if it did not come so far. */
  readonly rise_s: number | null;
  /** How far beyond the goal, as a part of the way. */
  readonly overshoot: number;
  /** After which time it stayed near the goal; null if it did not. */
  readonly settling_s: number | null;
  /** How far from the goal it was in the end. */
  readonly error: number;
}

/** As near as this part of the way is there. */
const NEAR = 0.05;
/** The end is the mean of this part. */
const TAIL = 0.1;

/** Of values from the step on, one for each 1/32 s. `from` is where the signal was, `to` where it was to come. */
export function stepResponse(values: readonly number[], from: number, to: number, steps_per_s: number): StepResponse | null {
  const way = to - from;
  if (way === 0 || values.length < 2) return null;
  const parts = values.map((value) => (value - from) / way);
  const first = (part: number): number => parts.findIndex((it) => it >= part);
  const [tenth, most] = [first(0.1), first(0.9)];
  const tail = parts.slice(-Math.max(1, Math.round(parts.length * TAIL)));
  const lastOutside = parts.findLastIndex((it) => Math.abs(it - 1) > NEAR);
  return {
    rise_s: most < 0 ? null : (most - tenth) / steps_per_s,
    overshoot: Math.max(0, Math.max(...parts) - 1),
    settling_s: lastOutside === parts.length - 1 ? null : (lastOutside + 1) / steps_per_s,
    error: Math.abs(1 - tail.reduce((sum, it) => sum + it, 0) / tail.length) * Math.abs(way),
  };
}
