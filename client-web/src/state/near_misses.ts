// What passes close by the own ship, and does not touch it.

import { ARRIVALS } from "../protocol/table";
import { delta } from "../torus";
import { Flag, Kind, type Effect, type Entity, type Scene } from "./scene";

/** This far from the ship's outline a miss is a near one. */
const BULLET_GAP_M = 1.8;
const BODY_GAP_M = 1.1;
/** Corners reach to the radius; this part of it is solid all around. */
const SOLID = 0.85;
/** What drifts along beside the ship does not pass it. */
const PASSING_MPS_MIN = 7;
/** One at a time: a hail of bullets is one near miss. */
const PAUSE_TICKS = 48;
/** What is further away is not looked at. */
const LOOK_M = 12;

export class NearMisses {
  #lastTick = Number.NEGATIVE_INFINITY;

  readonly #tell: (effect: Effect) => void;

  constructor(tell: (effect: Effect) => void) {
    this.#tell = tell;
  }

  /** Looks at what has passed since the frame before. */
  look(scene: Scene, own: Entity | null, elapsedS: number): void {
    if (own === null || (own.flags & Flag.Shield) !== 0 || scene.tick - this.#lastTick < PAUSE_TICKS) return;
    for (const entity of scene.entities) {
      if (entity === own || !mayHarm(entity, scene.ownPlayer)) continue;
      const dx = delta(own.x, entity.x, scene.worldWidthM);
      const dy = delta(own.y, entity.y, scene.worldHeightM);
      if (Math.abs(dx) > LOOK_M || Math.abs(dy) > LOOK_M) continue;
      const vx = entity.vx - own.vx;
      const vy = entity.vy - own.vy;
      const speed = Math.hypot(vx, vy);
      if (speed < PASSING_MPS_MIN) continue;
      // How long ago it was nearest: it passes once, in the frame after that.
      const sinceS = (dx * vx + dy * vy) / (speed * speed);
      if (sinceS < 0 || sinceS >= elapsedS) continue;
      const nearestX = dx - vx * sinceS;
      const nearestY = dy - vy * sinceS;
      const nearestM = Math.hypot(nearestX, nearestY);
      const gapM = nearestM - SOLID * (own.radiusM + entity.radiusM);
      if (gapM < 0 || gapM > (entity.kind === Kind.Bullet ? BULLET_GAP_M : BODY_GAP_M)) continue;
      this.#lastTick = scene.tick;
      return this.#tell({ type: "nearMiss", cos: nearestX / nearestM, sin: nearestY / nearestM });
    }
  }
}

function mayHarm({ kind, player }: Entity, ownPlayer: number): boolean {
  return kind === Kind.Bullet ? player !== ownPlayer : ARRIVALS[kind]?.solid === true;
}
