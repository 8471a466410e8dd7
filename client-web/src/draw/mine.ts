import type { Entity } from "../state/scene";
import { ink } from "./palette";
import { type Pen, closedPath } from "./pen";

const TIPS = 6;
/** How deep it is between two tips, in units of the mine's radius. */
const WAIST = 0.45;

/** A star; its tips are the corners of what can be touched. */
const STAR = closedPath(
  Array.from({ length: 2 * TIPS }, (_, corner) => {
    const angle = (corner * Math.PI) / TIPS;
    const reach = corner % 2 === 0 ? 1 : WAIST;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  }),
);
const LAMP = new Path2D();
LAMP.arc(0, 0, 0.22, 0, 2 * Math.PI);
const BLINK_MS = 260;

/** It blinks, so that nobody takes it for a small rock. */
export function drawMine(pen: Pen, mine: Entity): void {
  pen.enterWorld(mine.x, mine.y, mine.cos, mine.sin, mine.radiusM);
  pen.tint(STAR, ink.danger, 0.1);
  pen.glow(STAR, ink.danger);
  if (Math.floor(pen.nowMs / BLINK_MS) % 2 === 0) pen.glow(LAMP, ink.light);
}
