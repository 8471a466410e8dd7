import { Improvement } from "../state/scene";
import { type Pen, mirroredPath } from "./pen";

type Line = readonly [x1: number, y1: number, x2: number, y2: number];

/** What each improvement adds to the left half of a hull; the right one is its image. */
const LINES: Record<Improvement, readonly Line[]> = {
  // A bow before the nose.
  [Improvement.SpareShield]: [
    [1.75, 0, 1.55, 0.5],
    [1.55, 0.5, 1.1, 0.8],
  ],
  // A diamond amidships.
  [Improvement.QuickJump]: [
    [0, 0, -0.24, 0.2],
    [-0.24, 0.2, -0.48, 0],
  ],
  // Tanks behind the wings.
  [Improvement.LongHold]: [
    [-0.95, 0.85, -1.5, 0.85],
    [-1.5, 0.85, -1.5, 0.55],
    [-1.5, 0.55, -0.85, 0.55],
  ],
  // A small star on each wing.
  [Improvement.MineLayer]: [
    [-0.78, 0.4, -0.5, 0.6],
    [-0.78, 0.6, -0.5, 0.4],
    [-0.64, 0.34, -0.64, 0.66],
  ],
  // Arms that reach out.
  [Improvement.WideScoop]: [
    [-0.15, 0.6, 0.15, 1.2],
    [0.15, 1.2, 0.75, 1.2],
  ],
};

/** By the bits of what a ship has. */
const paths: Path2D[] = [];

/** What a ship has grown in this run, told by shape alone. */
export function drawGear(pen: Pen, gear: number, colour: string): void {
  if (gear !== 0) pen.line((paths[gear] ??= pathOf(gear)), colour, 0.95);
}

function pathOf(gear: number): Path2D {
  const half = Object.values(Improvement).flatMap((improvement) => ((gear >> improvement) & 1 ? LINES[improvement] : []));
  return mirroredPath(half);
}
