import { rock } from "../outline";
import type { Entity } from "../state/scene";
import { ink } from "./palette";
import { type Pen, closedPath } from "./pen";

interface Outline {
  readonly seed: number;
  readonly path: Path2D;
}

/** Outlines by entity: they go when the entity goes. */
const outlines = new WeakMap<Entity, Outline>();

/** The outline of a rock, or of one that is to come. */
export function rockPath(entity: Entity): Path2D {
  const known = outlines.get(entity);
  if (known?.seed === entity.seed) return known.path;
  const path = closedPath(rock(entity.seed, entity.radiusM));
  outlines.set(entity, { seed: entity.seed, path });
  return path;
}

export function drawRock(pen: Pen, entity: Entity): void {
  const path = rockPath(entity);
  pen.enterWorld(entity.x, entity.y, entity.cos, entity.sin);
  pen.glow(path, ink.rock, 0.85);
}
