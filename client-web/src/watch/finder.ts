// Finds the players whom a link names, and finds them again when they come back
// as somebody else.

import { callRoll, type Roll } from "../roll";
import type { Scene } from "../state/scene";

const ASK_EVERY_MS = 3000;

export class Finder {
  /** The players found, in the order of the names. */
  #found: readonly number[] = [];
  #askedMs = -Infinity;

  readonly #scene: Scene;
  readonly #names: readonly string[];
  readonly #onFound: (players: readonly number[]) => void;
  readonly #ask: (room: number) => Promise<Roll>;

  constructor(
    scene: Scene,
    names: readonly string[],
    onFound: (players: readonly number[]) => void,
    ask: (room: number) => Promise<Roll> = callRoll,
  ) {
    this.#scene = scene;
    this.#names = names;
    this.#onFound = onFound;
    this.#ask = ask;
  }

  /** Whether anybody is looked for. */
  get seeks(): boolean {
    return this.#names.length > 0;
  }

  /** Looks again, now and then: who was cut off for long comes back under another number. */
  update(nowMs: number): void {
    const { room } = this.#scene;
    if (!this.seeks || room === 0 || nowMs - this.#askedMs < ASK_EVERY_MS) return;
    this.#askedMs = nowMs;
    this.#ask(room).then(
      ({ players }) => this.#match(players),
      // It is asked again.
      () => this.#match(this.#scene.leaderboard),
    );
  }

  #match(players: readonly { readonly player: number; readonly name: string }[]): void {
    const found = this.#names.flatMap((name) => players.find((row) => isSame(row.name, name))?.player ?? []);
    // Who is not there now is waited for under the number that it had.
    if (found.length < this.#found.length || found.length === 0) return;
    if (found.every((player, index) => player === this.#found[index])) return;
    this.#found = found;
    this.#onFound(found);
  }
}

/** Names are the same whatever their case, as they are for claims. */
export function isSame(a: string, b: string): boolean {
  return a.normalize("NFC").toLowerCase() === b.normalize("NFC").toLowerCase();
}
