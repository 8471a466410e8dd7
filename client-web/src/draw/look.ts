import { ink } from "./palette";
import { type Pen, mirroredPath } from "./pen";

type Line = readonly [x1: number, y1: number, x2: number, y2: number];

/** Markings within the outline that every ship has: their left half; the right one is its image. The first ship has none. */
const SHAPES: readonly (readonly Line[])[] = [
  [],
  // Stripes along.
  [[0.6, 0.12, -0.74, 0.36], [0.3, 0.28, -0.84, 0.6]],
  // Chevrons.
  [[0.75, 0.16, 0.5, 0], [0.05, 0.42, -0.2, 0], [-0.4, 0.58, -0.6, 0.2]],
  // A smaller delta.
  [[0.85, 0, -0.74, 0.6], [-0.74, 0.6, -0.45, 0]],
  // Bands across.
  [[0.7, 0, 0.7, 0.19], [-0.2, 0, -0.2, 0.52], [-0.45, 0, -0.45, 0.6]],
  // Panels on the wings.
  [[-0.05, 0.44, -0.5, 0.14], [-0.5, 0.14, -0.82, 0.68]],
];

/** Of markings and trail: the first is the ship's own. None is that of danger, and outlines keep theirs. */
const HUES = [null, "light", "flame", "rock", "bounty", "pickup"] as const;

const paths = SHAPES.map(mirroredPath);

/** A look is a shape and a hue in one number; what this page does not know looks as ships do. */
const HUES_ROOM = 8;
export function lookOf(shape: number, hue: number): number {
  return shape * HUES_ROOM + hue;
}

/** The colour of a ship's markings and trail. */
export function hueOf(look: number, colour: string): string {
  const hue = HUES[look % HUES_ROOM];
  return hue == null ? colour : ink[hue];
}

export function drawMarkings(pen: Pen, look: number, colour: string): void {
  const path = paths[Math.floor(look / HUES_ROOM)];
  if (look >= HUES_ROOM && path !== undefined) pen.line(path, colour, 0.8);
}
