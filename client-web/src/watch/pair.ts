import type { Room, Target } from "./camera";
import { Framing } from "./director/framing";
import { tellsUpToM } from "./reach";
import type { Sightings } from "./sightings";

/** Held back from the edge of what the server tells. */
const WITHIN = 0.94;

/** Two pilots in one picture, as long as they are near enough to each other. */
export class Pair {
  readonly framing: Framing;
  readonly #both: readonly Target[] = [0, 1].map(() => ({ x: 0, y: 0, vx: 0, vy: 0 }));

  readonly #sightings: Sightings;

  constructor(
    room: Room,
    sightings: Sightings,
  ) {
    this.#sightings = sightings;
    this.framing = new Framing(room);
  }

  /** Frames both. Says whether they are in one picture. */
  frame([one, other]: readonly number[], aspect: number): boolean {
    const { framing } = this;
    const both = this.#both;
    const sightings = this.#sightings;
    if (one === undefined || other === undefined) return false;
    if (!sightings.find(one, both[0]!) || !sightings.find(other, both[1]!)) return false;
    return framing.frame(both, 2, aspect, WITHIN * tellsUpToM(aspect)) && framing.count === 2;
  }
}
