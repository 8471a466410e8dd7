import { saucer } from "../outline";
import type { Entity } from "../state/scene";
import { ink } from "./palette";
import { type Pen, closedPath, linesPath } from "./pen";

// In units of the saucer's radius.
const HULL = closedPath(saucer(1));
const RIMS = linesPath([
  [-1, 0, 1, 0],
  [-0.5, 0.35, 0.5, 0.35],
]);
/** Lights that run along the belly. */
const LIGHTS = [-0.54, -0.18, 0.18, 0.54].map((x) => linesPath([[x - 0.08, -0.17, x + 0.08, -0.17]]));
const LIGHT_MS = 110;

/** Hatches along the hull of a carrier. */
const HATCHES = linesPath([
  [-0.5, 0.35, -0.5, -0.35],
  [0, 0.65, 0, -0.35],
  [0.5, 0.35, 0.5, -0.35],
]);

/** What saucers come out of looks like the largest of them, with hatches. */
export function drawCarrier(pen: Pen, entity: Entity): void {
  drawSaucer(pen, entity);
  pen.line(HATCHES, ink.danger, 0.9);
}

export function drawSaucer(pen: Pen, entity: Entity): void {
  const colour = ink.danger;
  pen.enterWorld(entity.x, entity.y, entity.cos, entity.sin, entity.radiusM);
  pen.tint(HULL, colour, 0.08);
  pen.glow(HULL, colour);
  pen.line(RIMS, colour, 0.9);
  pen.glow(LIGHTS[Math.floor(pen.nowMs / LIGHT_MS) % LIGHTS.length]!, ink.light);
}
