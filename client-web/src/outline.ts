// The outlines of things, in metres around their centre, heading along +x: the
// mirror of shared/src/outline.rs, in single precision like it.

const { fround, imul } = Math;

export type Point = readonly [x: number, y: number];

/** The seed of the outline that all comets have. */
export const COMET_OUTLINE = 9;

/** The corners of a ship: nose, left wing, notch, right wing. */
export const SHIP: readonly Point[] = [
  [1.3, 0],
  [-0.95, 0.85],
  [-0.6, 0],
  [-0.95, -0.85],
];

const HALF = 0.5;
const ROOT = fround(0.8660254);

/** Unit vectors every 30 degrees, one for each corner of an asteroid. */
const DIRECTIONS: readonly Point[] = [
  [1, 0],
  [ROOT, HALF],
  [HALF, ROOT],
  [0, 1],
  [-HALF, ROOT],
  [-ROOT, HALF],
  [-1, 0],
  [-ROOT, -HALF],
  [-HALF, -ROOT],
  [0, -1],
  [HALF, -ROOT],
  [ROOT, -HALF],
];

/**
 * The corners of the asteroid with this seed, counter-clockwise, each between
 * 0.7 and 1 times `radiusM` from the centre: Marsaglia's xorshift32, stepped
 * once a corner.
 */
export function rock(seed: number, radiusM: number): Point[] {
  // Spread the seed over the word: xorshift needs a state that is not 0.
  let state = imul(seed + 1, 0x9e3779b1);
  return DIRECTIONS.map(([x, y]) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const part = fround((state >>> 24) / 255);
    const distanceM = fround(radiusM * fround(fround(0.7) + fround(fround(0.3) * part)));
    return [fround(x * distanceM), fround(y * distanceM)];
  });
}

const SAUCER: readonly Point[] = [
  [1, 0],
  [0.5, 0.35],
  [0.25, 0.65],
  [-0.25, 0.65],
  [-0.5, 0.35],
  [-1, 0],
  [-0.5, -0.35],
  [0.5, -0.35],
];

/** The corners of a saucer, counter-clockwise. */
export function saucer(radiusM: number): Point[] {
  return SAUCER.map(([x, y]) => [fround(x * radiusM), fround(y * radiusM)]);
}
