// The ship of the bench. It moves as the game's do: a test compares both. The game's own module would bring the whole game here.

const { fround: f, sqrt } = Math;

const STEP_S = f(1 / 32);
const THRUST_MPS = f(13 * STEP_S);
const TURN_RADPS = f(26 * STEP_S);
const KEEP_FREE = keep(0.4);
const KEEP_BRAKING = keep(2.5);
const KEEP_SPIN = keep(6);

export const SHIP_RADIUS_M = 1.3;

export interface Body {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

export interface Ship extends Body {
  cos: number;
  sin: number;
  spin: number;
}

export interface Held {
  thrust: boolean;
  left: boolean;
  right: boolean;
  brake: boolean;
  fire: boolean;
  hyperspace: boolean;
}

function keep(damping: number): number {
  return f(1 / f(1 + f(STEP_S * f(damping))));
}

export function fly(ship: Ship, held: Readonly<Held>, size_m: number): void {
  if (held.thrust) {
    ship.vx = f(ship.vx + f(THRUST_MPS * ship.cos));
    ship.vy = f(ship.vy + f(THRUST_MPS * ship.sin));
  }
  if (held.left !== held.right) ship.spin = f(ship.spin + (held.left ? TURN_RADPS : -TURN_RADPS));
  const turned = f(ship.spin * STEP_S);
  const cos = f(ship.cos - f(turned * ship.sin));
  const sin = f(ship.sin + f(turned * ship.cos));
  const length = f(sqrt(f(f(cos * cos) + f(sin * sin))));
  ship.cos = f(cos / length);
  ship.sin = f(sin / length);
  ship.x = f(ship.x + f(ship.vx * STEP_S));
  ship.y = f(ship.y + f(ship.vy * STEP_S));
  const kept = held.brake ? KEEP_BRAKING : KEEP_FREE;
  ship.vx = f(ship.vx * kept);
  ship.vy = f(ship.vy * kept);
  ship.spin = f(ship.spin * KEEP_SPIN);
  ship.x = around(ship.x, size_m);
  ship.y = around(ship.y, size_m);
}

/** Drifts a step, as rocks do. */
export function drift(body: Body, size_m: number): void {
  body.x = around(f(body.x + f(body.vx * STEP_S)), size_m);
  body.y = around(f(body.y + f(body.vy * STEP_S)), size_m);
}

export function around(value: number, size_m: number): number {
  const half = size_m / 2;
  if (value >= half) return f(value - size_m);
  return value < -half ? f(value + size_m) : value;
}
