// Who is worth a look, and where it is by now: the server says so twice a
// second, for the whole room.

import type { Notable } from "../protocol/overview";
import type { Scene } from "../state/scene";
import { shipOf } from "../state/ships";
import { wrap } from "../torus";
import type { Target } from "./camera";

/** What was told longer ago than this says nothing of where somebody is. */
const STALE_MS = 3000;
/** Nobody is taken to fly on straight for longer than this. */
const FLY_ON_MS_MAX = 1000;

export class Sightings {
  rows: readonly Notable[] = [];
  #toldMs = -Infinity;
  #nowMs = 0;

  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  tell(rows: readonly Notable[]): void {
    this.rows = rows;
    this.#toldMs = this.#nowMs;
  }

  forget(): void {
    this.rows = [];
    this.#toldMs = -Infinity;
  }

  pass(elapsedMs: number): void {
    this.#nowMs += elapsedMs;
  }

  /** Whether they are of now. */
  get fresh(): boolean {
    return this.#nowMs - this.#toldMs < STALE_MS;
  }

  /** Where a player's ship is, in the picture or by what was told. Says whether that is known. */
  find(player: number, out: Target): boolean {
    const ship = shipOf(this.#scene, player);
    if (ship !== undefined) {
      put(out, ship.x, ship.y, ship.vx, ship.vy);
      return true;
    }
    if (!this.fresh) return false;
    for (const notable of this.rows) {
      if (notable.player !== player) continue;
      this.place(notable, out);
      return true;
    }
    return false;
  }

  /** Where a notable is by now, if it has flown on. */
  place({ x, y, vx, vy }: Notable, out: Target): void {
    const sinceS = Math.min(this.#nowMs - this.#toldMs, FLY_ON_MS_MAX) / 1000;
    const { worldWidthM, worldHeightM } = this.#scene;
    put(out, wrap(x + vx * sinceS, worldWidthM), wrap(y + vy * sinceS, worldHeightM), vx, vy);
  }
}

function put(out: Target, x: number, y: number, vx: number, vy: number): void {
  out.x = x;
  out.y = y;
  out.vx = vx;
  out.vy = vy;
}
