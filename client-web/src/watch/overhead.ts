// The room from above, as the server last told it, and how far the picture has
// changed over from ships to this map.

import type { Overview } from "../protocol/overview";
import type { Entity } from "../state/scene";

/** The change between ships and map takes this time. */
const CHANGE_MS = 450;
/** The server tells twice a second: in this time the new one takes the old one's place. */
const RENEW_MS = 500;
/** What was told longer ago is nothing to go by. */
const STALE_MS = 4000;

export class Overhead {
  /** The latest, and the one before, which it fades from. */
  latest: Overview | null = null;
  before: Overview | null = null;
  /** How much of the map shows, 0 to 1. */
  shown = 0;
  /** Ships and rocks that the server tells of no more, since it tells of the whole room: they fade. */
  readonly ghosts: Entity[] = [];
  /** How much of the ghosts shows, 0 to 1. */
  ghostly = 0;
  /** What was in the picture last. */
  readonly #last: Entity[] = [];
  #sinceMs = Infinity;

  hear(overview: Overview): void {
    this.before = this.fresh ? this.latest : null;
    this.latest = overview;
    this.#sinceMs = 0;
  }

  forget(): void {
    this.latest = this.before = null;
    this.ghosts.length = this.#last.length = 0;
    this.#sinceMs = Infinity;
    this.shown = 0;
  }

  get fresh(): boolean {
    return this.latest !== null && this.#sinceMs < STALE_MS;
  }

  /** How far the latest has taken the place of the one before, 0 to 1. */
  get renewed(): number {
    return Math.min(1, this.#sinceMs / RENEW_MS);
  }

  /** Lets time pass. `wanted` says whether the picture is to be a map. */
  pass(elapsedMs: number, wanted: boolean, entities: readonly Entity[]): void {
    this.#sinceMs += elapsedMs;
    const step = elapsedMs / CHANGE_MS;
    const visible = wanted && this.fresh;
    this.shown = visible ? Math.min(1, this.shown + step) : Math.max(0, this.shown - step);
    this.#keep(entities);
    this.ghostly = Math.max(0, this.ghostly - step);
    if (this.ghostly === 0) this.ghosts.length = 0;
  }

  /** Most of a picture goes at once only when the server tells of the whole room instead. */
  #keep(entities: readonly Entity[]): void {
    const { ghosts } = this;
    const last = this.#last;
    const vanished = last.length > 4 && entities.length < last.length / 4;
    if (vanished) {
      ghosts.length = 0;
      for (const entity of last) ghosts.push(entity);
      this.ghostly = 1;
    }
    last.length = entities.length;
    for (let index = 0; index < entities.length; index++) last[index] = entities[index]!;
  }
}
