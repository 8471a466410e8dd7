import type { Entity } from "../state/scene";
import type { Pen } from "./pen";

const POINTS = 12;
const EVERY_MS = 55;
/** Behind where it burns. */
const TAIL_M = 1.1;
/** Further from one point to the next is a jump. */
const JUMP_M = 8;

/** Where a ship has been, the latest place last. */
interface Trail {
  readonly x: Float32Array;
  readonly y: Float32Array;
  count: number;
  atMs: number;
}

/** Trails by ship: they go when the ship goes. */
const trails = new WeakMap<Entity, Trail>();

/** A line behind a ship that fades with its age. A picture without glow has none. */
export function drawTrail(pen: Pen, ship: Entity, colour: string): void {
  if (!pen.quality.glow) return;
  let trail = trails.get(ship);
  if (trail === undefined) trails.set(ship, (trail = { x: new Float32Array(POINTS), y: new Float32Array(POINTS), count: 0, atMs: 0 }));
  remember(pen, trail, ship);
  pen.enterScreen();
  // Light adds up: the latest third shines three times.
  for (let from = 0; from < POINTS - 1; from += POINTS / 3) addLine(pen, trail, from, colour);
}

function remember({ nowMs, view }: Pen, trail: Trail, { x, y, cos, sin }: Entity): void {
  const { count } = trail;
  const last = count - 1;
  const hasJumped = count > 0 && (nowMs - trail.atMs > 10 * EVERY_MS || Math.hypot(view.dxM(x) - view.dxM(trail.x[last]!), view.dyM(y) - view.dyM(trail.y[last]!)) > JUMP_M);
  if (hasJumped) trail.count = 0;
  else if (nowMs - trail.atMs < EVERY_MS) return;
  if (trail.count === POINTS) {
    trail.x.copyWithin(0, 1);
    trail.y.copyWithin(0, 1);
    trail.count -= 1;
  }
  trail.x[trail.count] = x - TAIL_M * cos;
  trail.y[trail.count] = y - TAIL_M * sin;
  trail.count += 1;
  trail.atMs = nowMs;
}

function addLine(pen: Pen, { x, y, count }: Trail, from: number, colour: string): void {
  if (count - from < 2) return;
  const { view } = pen;
  pen.beginLines();
  for (let point = from + 1; point < count; point++) {
    pen.addSegment(view.screenX(x[point - 1]!), view.screenY(y[point - 1]!), view.screenX(x[point]!), view.screenY(y[point]!));
  }
  pen.glowLines(colour, 0.11);
}
