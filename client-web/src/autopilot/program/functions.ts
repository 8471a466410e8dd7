// Functions of numbers, to the bit as shared/autopilots/README.md writes them down.

const { fround: f, abs, floor } = Math;

const TAU = f(6.2831855);
const FAR = f(1e9);

/** What is remembered stays a number, and within bounds. */
export function kept(x: number): number {
  return Number.isNaN(x) ? 0 : x < -FAR ? -FAR : x > FAR ? FAR : x;
}

export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}

export function lesser(a: number, b: number): number {
  return a < b ? a : b;
}

export function greater(a: number, b: number): number {
  return a > b ? a : b;
}

/** x less the whole multiples of a size that are nearest to it. */
export function wrap(x: number, size: number): number {
  return f(x - f(size * floor(f(f(x / size) + 0.5))));
}

export function wrapAngle(x: number): number {
  return wrap(x, TAU);
}

const SIN = [-0.00019587891, 0.008332748, -0.16666664].map(f) as [number, number, number];
const COS = [0.000024463788, -0.0013887589, 0.04166665].map(f) as [number, number, number];
const [TURN, PART_1, PART_2, PART_3] = [0.63661975, 1.5703125, 0.0004837513, 7.54979e-8].map(f) as [number, number, number, number];

/** c[0]·z² + c[1]·z + c[2], as Horner does it. */
function quadratic([a, b, c]: readonly [number, number, number], z: number): number {
  return f(f(f(f(a * z) + b) * z) + c);
}

export function sinCos(angle: number): readonly [sin: number, cos: number] {
  const x = abs(angle) <= 8192 ? angle : 0;
  const k = floor(f(f(x * TURN) + 0.5));
  const r = f(f(f(x - f(k * PART_1)) - f(k * PART_2)) - f(k * PART_3));
  const z = f(r * r);
  const s = f(r + f(f(r * z) * quadratic(SIN, z)));
  const c = f(1 + f(z * f(f(quadratic(COS, z) * z) - 0.5)));
  switch (k - 4 * floor(k / 4)) {
    case 0:
      return [s, c];
    case 1:
      return [c, -s];
    case 2:
      return [-s, -c];
    default:
      return [-c, s];
  }
}

const ATAN = [0.08520492, -0.14024143, 0.19991238, -0.33333287].map(f) as [number, number, number, number];
const [EIGHTH, QUARTER, HALF, TAN_EIGHTH] = [0.7853982, 1.5707964, 3.1415927, 0.41421357].map(f) as [number, number, number, number];

export function atan2(y: number, x: number): number {
  const [u, v] = [abs(x), abs(y)];
  const [high, low] = v > u ? [v, u] : [u, v];
  if (high === 0) return 0;
  const isSteep = low > f(TAN_EIGHTH * high);
  const t = isSteep ? f(f(low - high) / f(low + high)) : f(low / high);
  const z = f(t * t);
  const [a, b, c, d] = ATAN;
  const part = f(f(quadratic([a, b, c], z) * z) + d);
  let angle = f((isSteep ? EIGHTH : 0) + f(t + f(f(t * z) * part)));
  if (v > u) angle = f(QUARTER - angle);
  if (x < 0) angle = f(HALF - angle);
  return y < 0 ? -angle : angle;
}

const [LOG2_E, LN2_HIGH, LN2_LOW] = [1.442695, 0.69311523, 0.000031946183].map(f) as [number, number, number];
const EXP = [0.0013926176, 0.008363173, 0.041666556, 0.16666578].map(f) as [number, number, number, number];

export function exp(value: number): number {
  const x = clamp(value, -80, 80);
  const k = floor(f(f(x * LOG2_E) + 0.5));
  const r = f(f(x - f(k * LN2_HIGH)) - f(k * LN2_LOW));
  const [a, b, c, d] = EXP;
  const part = f(0.5 + f(r * f(d + f(r * f(c + f(r * f(b + f(r * a))))))));
  return f(f(f(1 + r) + f(f(r * r) * part)) * 2 ** k);
}
