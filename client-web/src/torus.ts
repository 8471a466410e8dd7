// Arithmetic on the wrapping world, in single precision as on the server.

const { fround } = Math;

/** The room as a flat torus: x in [−width/2, width/2), y in [−height/2, height/2). */
export interface Torus {
  readonly widthM: number;
  readonly heightM: number;
}

/** Brings a coordinate back into the world; it may lie at most one world outside. */
export function wrap(value: number, extentM: number): number {
  const half = fround(extentM * 0.5);
  if (value >= half) return fround(value - extentM);
  if (value < -half) {
    // The sum can round up to `half` itself, which is outside.
    const wrapped = fround(value + extentM);
    return wrapped >= half ? -half : wrapped;
  }
  return value;
}

/** The shortest way from one coordinate to another, within half a world. */
export function delta(from: number, to: number, extentM: number): number {
  return wrap(fround(to - from), extentM);
}
