// Where somebody has just been shot down, for maps. It goes by what is told
// anyway.

import { Kind, type KillLine, type Scene } from "../state/scene";
import type { Target } from "./camera";
import { NewLines } from "../state/new_lines";
import type { Sightings } from "./sightings";

export const MARKER_SHOWN_MS = 8000;
const MARKERS_MAX = 24;
const LOOK_EVERY_MS = 250;
/** Whoever was not seen for so long may be anywhere. */
const FORGET_MS = 5000;

export interface Marker {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
}

interface Place {
  x: number;
  y: number;
  seenMs: number;
}

export class Markers {
  /** The latest last. */
  readonly shown: Marker[] = [];
  /** Where everybody was seen last, by name: whoever is shot down is not there any more when that is told. */
  readonly #places = new Map<string, Place>();
  readonly #lines = new NewLines<KillLine>();
  readonly #at: Target = { x: 0, y: 0, vx: 0, vy: 0 };
  #lookedMs = -Infinity;

  update(scene: Scene, sightings: Sightings, nowMs: number): void {
    this.#markKills(scene, nowMs);
    const { shown } = this;
    while (shown[0] !== undefined && (shown.length > MARKERS_MAX || nowMs - shown[0].atMs > MARKER_SHOWN_MS)) shown.shift();
    if (nowMs - this.#lookedMs < LOOK_EVERY_MS) return;
    this.#lookedMs = nowMs;
    this.#learn(scene, sightings, nowMs);
    for (const [name, { seenMs }] of this.#places) if (nowMs - seenMs > FORGET_MS) this.#places.delete(name);
  }

  #markKills({ kills }: Scene, nowMs: number): void {
    const fresh = this.#lines.take(kills);
    if (fresh.length > 0 && !this.#lines.goesOn) {
      // Those of another time happened to people who were elsewhere.
      this.shown.length = 0;
      this.#places.clear();
      return;
    }
    for (const { victim } of fresh) {
      const place = this.#places.get(victim);
      if (place !== undefined) this.shown.push({ x: place.x, y: place.y, atMs: nowMs });
    }
  }

  #learn(scene: Scene, sightings: Sightings, nowMs: number): void {
    if (sightings.fresh) {
      for (const notable of sightings.rows) {
        sightings.place(notable, this.#at);
        this.#see(notable.name, this.#at.x, this.#at.y, nowMs);
      }
    }
    for (const { kind, name, x, y } of scene.entities) if (kind === Kind.Ship) this.#see(name, x, y, nowMs);
  }

  #see(name: string, x: number, y: number, seenMs: number): void {
    const place = this.#places.get(name);
    if (place === undefined) {
      this.#places.set(name, { x, y, seenMs });
      return;
    }
    place.x = x;
    place.y = y;
    place.seenMs = seenMs;
  }
}
