// How smoothly things move on the screen, by where they are drawn from frame to frame. What is here runs in the page.

import type { Entity, Scene } from "../../src/state/scene";

/** A step that differs from what its motion says by more than this can be seen. */
export const SEEN_PX = 2;

export interface Steps {
  readonly steps: number;
  /** Of them, those that differ from their motion by more than can be seen. */
  readonly uneven: number;
  readonly worstPx: number;
}

export interface Smoothness {
  /** Of all that coasts, and of the own ship whatever its controls are. */
  readonly coasting: Steps;
  readonly own: Steps;
  readonly frames: number;
  /** Of them, those that came in time to the screen, and the two before too: others say nothing of the game. */
  readonly inTime: number;
  readonly seconds: number;
}

declare global {
  interface Window {
    smoothness?: { readonly found: Smoothness; readonly log: readonly string[] };
  }
}

/** Looks at each frame after the game has drawn it. */
export function watchSteps(seenPx: number): void {
  interface Seen {
    frame: number;
    x: number;
    y: number;
    vx: number;
    vy: number;
    controls: number;
    /** Since then it has coasted: nothing has touched it. */
    sinceMs: number;
  }
  // What engine and brakes can do to a velocity, and what they cannot.
  const [ENGINE_MPS2, BRAKE_PER_S, TOUCH_MPS] = [14, 3, 0.2];
  const TICK_S = 1 / 32;
  const SHIP = 0;
  const { scene } = window.asteroids;
  const coasting = { steps: 0, uneven: 0, worstPx: 0 };
  const own = { steps: 0, uneven: 0, worstPx: 0 };
  const found = { coasting, own, frames: 0, inTime: 0, seconds: 0 };
  const log: string[] = [];
  const seen = new WeakMap<Entity, Seen>();
  const way = (m: number, worldM: number): number => m - worldM * Math.round(m / worldM);
  // A jump through hyperspace is none of a motion.
  const jumps: { readonly x: number; readonly y: number }[] = [];
  const { effects } = scene;
  effects.push = (...more) => {
    for (const effect of more) if (effect.type === "jump") jumps.push({ x: effect.toX, y: effect.toY });
    return Array.prototype.push.apply(effects, more);
  };
  const hasJumped = ({ x, y }: Entity): boolean =>
    jumps.some((to) => Math.hypot(way(x - to.x, scene.worldWidthM), way(y - to.y, scene.worldHeightM)) < 5);

  // What has run into something, or was hit, coasts no more until the picture has caught up with that.
  const SETTLED_MS = 600;
  const isTouched = ({ kind, vx, vy }: Entity, before: Seen, elapsedS: number): boolean => {
    const engineMps2 = kind === SHIP ? ENGINE_MPS2 + BRAKE_PER_S * Math.hypot(vx, vy) : 0;
    return Math.hypot(vx - before.vx, vy - before.vy) > TOUCH_MPS + engineMps2 * (elapsedS + TICK_S);
  };
  const step = (entity: Entity, before: Seen, steps: typeof own, elapsedS: number): void => {
    const pxPerM = Math.max(innerWidth / (2 * scene.camera.halfWidthM), innerHeight / (2 * scene.camera.halfHeightM));
    const offX = way(entity.x - before.x, scene.worldWidthM) - ((entity.vx + before.vx) / 2) * elapsedS;
    const offY = way(entity.y - before.y, scene.worldHeightM) - ((entity.vy + before.vy) / 2) * elapsedS;
    const offPx = Math.hypot(offX, offY) * pxPerM;
    if (offPx > seenPx && hasJumped(entity)) return;
    steps.steps += 1;
    steps.worstPx = Math.max(steps.worstPx, offPx);
    if (offPx <= seenPx) return;
    steps.uneven += 1;
    const speed = Math.hypot(entity.vx, entity.vy);
    log.push(`kind ${entity.kind} at ${speed.toFixed(1)} m/s off by ${offPx.toFixed(1)} px in ${(1000 * elapsedS).toFixed(1)} ms, own ${entity.player === scene.ownPlayer}, ${found.seconds.toFixed(1)} s`);
  };

  const LATE_MS = 25;
  const BEHIND_MS = 16;
  let lastMs = NaN;
  let inTime = 0;
  const look = (nowMs: number): void => {
    const elapsedS = (nowMs - lastMs) / 1000;
    lastMs = nowMs;
    found.frames += 1;
    const isLate = elapsedS > LATE_MS / 1000 || performance.now() - nowMs > BEHIND_MS;
    inTime = isLate ? 0 : inTime + 1;
    if (inTime > 2) found.inTime += 1;
    if (elapsedS > 0) found.seconds += elapsedS;
    for (const entity of scene.entities) {
      const before = seen.get(entity);
      if (before !== undefined && isTouched(entity, before, elapsedS)) before.sinceMs = nowMs;
      if (before?.frame === found.frames - 1 && nowMs - before.sinceMs > SETTLED_MS && inTime > 2) {
        const isOwn = entity.id === scene.you.shipId;
        if (isOwn) step(entity, before, own, elapsedS);
        else if (entity.controls === 0 && before.controls === 0) step(entity, before, coasting, elapsedS);
      }
      const now = before ?? { frame: 0, x: 0, y: 0, vx: 0, vy: 0, controls: 0, sinceMs: -Infinity };
      Object.assign(now, { frame: found.frames, x: entity.x, y: entity.y, vx: entity.vx, vy: entity.vy, controls: entity.controls });
      if (before === undefined) seen.set(entity, now);
    }
    jumps.splice(0, jumps.length - 8);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.smoothness = { found, log };
}

/**
 * Has everything drawn as the first version of the game drew it: it asked for places four times a second, and let
 * things go straight on in between, without damping.
 */
export function drawWithOldFault(askEveryMs: number): void {
  interface Asked {
    readonly atMs: number;
    readonly x: number;
    readonly y: number;
    readonly vx: number;
    readonly vy: number;
  }
  type Placed = Entity & { place(part: number, errorKept: number, torus: { widthM: number; heightM: number }): void };
  const { scene }: { scene: Scene } = window.asteroids;
  const any = scene.entities[0] as Placed | undefined;
  if (any === undefined) throw new Error("nothing is in the picture");
  const bodies = Object.getPrototypeOf(any) as Placed;
  const place = bodies.place;
  const asked = new WeakMap<Entity, Asked>();
  const wrap = (m: number, worldM: number): number => m - worldM * Math.round(m / worldM);
  bodies.place = function (this: Placed, part, errorKept, torus) {
    place.call(this, part, errorKept, torus);
    const nowMs = Number(document.timeline.currentTime);
    const last = asked.get(this);
    if (last === undefined || nowMs - last.atMs >= askEveryMs) {
      asked.set(this, { atMs: nowMs, x: this.x, y: this.y, vx: this.vx, vy: this.vy });
      return;
    }
    const elapsedS = (nowMs - last.atMs) / 1000;
    this.x = wrap(last.x + last.vx * elapsedS, torus.widthM);
    this.y = wrap(last.y + last.vy * elapsedS, torus.heightM);
  };
}
