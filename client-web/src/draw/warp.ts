import type { Entity } from "../state/scene";
import { ink } from "./palette";
import type { Pen } from "./pen";
import { rockPath } from "./rock";

/** How long a rock announces itself, near enough for a drawing. */
const ANNOUNCED_S = 2;
/** The ring closes from this many radii to one. */
const RING_RADII = 1.9;
/** How often the outline shimmers. */
const SHIMMER_MS = 90;

/** Who has asked for less motion sees a ring and an outline that do not shimmer. Asked for once, at the first warp. */
let calm: MediaQueryList | null = null;

/** Where a rock is about to appear: its outline grows, and a ring closes on it as it comes. */
export function drawWarp(pen: Pen, warp: Entity): void {
  const leftS = Math.max(0, (warp.expiresTick - pen.tick) / pen.tickRateHz);
  const left = Math.min(1, leftS / ANNOUNCED_S);
  const grown = 1 - 0.6 * left;
  calm ??= matchMedia("(prefers-reduced-motion: reduce)");
  const shimmer = calm.matches ? 0 : 0.18 * Math.sin(pen.nowMs / SHIMMER_MS + warp.seed);
  pen.enterWorld(warp.x, warp.y, warp.cos, warp.sin, grown);
  pen.glow(rockPath(warp), ink.rock, 0.25 + 0.45 * (1 - left) + shimmer * left);
  pen.enterWorld(warp.x, warp.y, 1, 0);
  pen.beginLines();
  pen.addCircle(0, 0, warp.radiusM * (1 + (RING_RADII - 1) * left));
  pen.glowLines(ink.rock, 0.2 + 0.4 * (1 - left));
}
