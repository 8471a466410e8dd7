// The most that any camera could have in its picture that knows the whole future: what a director's worth is to be
// compared with.

import { delta } from "../../src/torus";

/** The camera is in a square of a grid of about this size, and there for so long at least. */
const CELL_M = 6;
const STEP_S = 0.5;

export interface Seen {
  readonly atS: number;
  readonly x: number;
  readonly y: number;
}

export interface Cameraman {
  readonly halfWidthM: number;
  readonly halfHeightM: number;
  /** No shot is shorter. */
  readonly holdS: number;
  /** Within a shot the picture moves no faster than one square a step, or not at all. */
  readonly pans: boolean;
}

/**
 * How many of these it could have in the picture. Exact for a camera on the grid: for each moment, square and age of
 * the shot it is known how many have been seen at most until then.
 */
export function ceiling(kills: readonly Seen[], forS: number, sideM: number, { halfWidthM, halfHeightM, holdS, pans }: Cameraman): number {
  const columns = Math.round(sideM / CELL_M);
  const cellM = sideM / columns;
  const squares = columns * columns;
  const ages = Math.round(holdS / STEP_S) + 1;
  const steps = Math.ceil(forS / STEP_S) + 1;
  const bySteps: Seen[][] = Array.from({ length: steps }, () => []);
  for (const kill of kills) bySteps[Math.floor(kill.atS / STEP_S)]?.push(kill);
  let best = Array.from({ length: ages }, () => new Int32Array(squares));
  let next = Array.from({ length: ages }, () => new Int32Array(squares));
  const gain = new Int32Array(squares);
  for (let step = 0; step < steps; step++) {
    gain.fill(0);
    for (const { x, y } of bySteps[step]!) {
      for (let at = 0; at < squares; at++) {
        const dx = Math.abs(delta(x, ((at % columns) + 0.5) * cellM - sideM / 2, sideM));
        const dy = Math.abs(delta(y, (Math.floor(at / columns) + 0.5) * cellM - sideM / 2, sideM));
        if (dx <= halfWidthM && dy <= halfHeightM) gain[at]! += 1;
      }
    }
    const mayCut = best[ages - 1]!.reduce((most, seen) => Math.max(most, seen), 0);
    for (let age = 0; age < ages; age++) {
      for (let at = 0; at < squares; at++) {
        let most = age === 0 ? (step === 0 ? 0 : mayCut) : around(best[age - 1]!, at, columns, pans);
        if (age === ages - 1) most = Math.max(most, around(best[age]!, at, columns, pans));
        next[age]![at] = most < 0 || (age > 0 && step === 0) ? -1 : most + gain[at]!;
      }
    }
    [best, next] = [next, best];
    if (step < ages - 1) for (let age = step + 1; age < ages; age++) best[age]!.fill(-1);
  }
  return best.reduce((most, squaresOf) => squaresOf.reduce((one, seen) => Math.max(one, seen), most), 0);
}

/** The best of a square and, for a picture that moves, of those beside it. */
function around(of: Int32Array, at: number, columns: number, pans: boolean): number {
  if (!pans) return of[at]!;
  const column = at % columns;
  const left = column === 0 ? columns - 1 : -1;
  const right = column === columns - 1 ? 1 - columns : 1;
  const rows = of.length;
  let most = of[at]!;
  for (const row of [(at - columns + rows) % rows, at, (at + columns) % rows]) {
    most = Math.max(most, of[row]!, of[row + left]!, of[row + right]!);
  }
  return most;
}
