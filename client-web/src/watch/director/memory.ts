// What a director remembers of players: who was under fire, and who strikes
// back.

import { Mark, type Notable } from "../../protocol/overview";
import { has, type Past } from "./spot";

/** Under fire for so long without an answer is trouble. */
const TROUBLE_S = 2;
/** A comeback is one for so long. */
const COMEBACK_S = 6;
/** Who was not heard of for so long is forgotten. */
const FORGET_S = 15;

interface Remembered {
  seenS: number;
  /** Since when it has been under fire, not a number if it is not. */
  troubleS: number;
  /** Until when its striking back counts. */
  comebackUntilS: number;
}

export class Memory implements Past {
  readonly #players = new Map<number, Remembered>();
  #nowS = 0;

  /** Looks at who is worth a look now. */
  look(notables: readonly Notable[], nowS: number): void {
    this.#nowS = nowS;
    for (const notable of notables) this.#note(notable, nowS);
    for (const [player, { seenS }] of this.#players) if (nowS - seenS > FORGET_S) this.#players.delete(player);
  }

  isComeback(player: number): boolean {
    const known = this.#players.get(player);
    return known !== undefined && this.#nowS < known.comebackUntilS;
  }

  #note(notable: Notable, nowS: number): void {
    let known = this.#players.get(notable.player);
    if (known === undefined) {
      known = { seenS: nowS, troubleS: NaN, comebackUntilS: -Infinity };
      this.#players.set(notable.player, known);
    }
    known.seenS = nowS;
    const fires = has(notable, Mark.Fired);
    const wasInTrouble = nowS - known.troubleS >= TROUBLE_S;
    if (fires && wasInTrouble && notable.rival !== 0) known.comebackUntilS = nowS + COMEBACK_S;
    if (fires || !has(notable, Mark.Hit)) known.troubleS = NaN;
    else if (Number.isNaN(known.troubleS)) known.troubleS = nowS;
  }
}
