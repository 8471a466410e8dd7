import { COMET_OUTLINE, rock } from "../outline";
import type { Entity } from "../state/scene";
import { ink } from "./palette";
import { type Pen, closedPath, linesPath } from "./pen";

// In units of the comet's radius.
const HEAD = closedPath(rock(COMET_OUTLINE, 1));
const FACETS = linesPath([
  [-0.6, 0.3, 0.1, 0.1],
  [0.1, 0.1, 0.5, -0.5],
  [0.1, 0.1, 0.3, 0.7],
]);
/** Behind its way, whatever way it turns. */
const TAIL = linesPath([
  [-1.1, 0.5, -4.2, 1],
  [-1.2, 0, -6, 0],
  [-1.1, -0.5, -4.2, -1],
]);
const SHIMMER_MS = 140;

export function drawComet(pen: Pen, comet: Entity): void {
  const speed = Math.hypot(comet.vx, comet.vy) || 1;
  pen.enterWorld(comet.x, comet.y, comet.vx / speed, comet.vy / speed, comet.radiusM);
  pen.glow(TAIL, ink.light, 0.45 + 0.15 * Math.sin(pen.nowMs / SHIMMER_MS));
  pen.enterWorld(comet.x, comet.y, comet.cos, comet.sin, comet.radiusM);
  pen.tint(HEAD, ink.pickup, 0.12);
  pen.glow(HEAD, ink.light);
  pen.line(FACETS, ink.pickup, 0.8);
}
